"""Figures, each printed by `python -m benchmarks.NAME`."""
