"""The parts of the Draw page."""
