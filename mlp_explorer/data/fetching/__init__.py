"""Datasets that are fetched when a person asks, and kept in the home folder."""
