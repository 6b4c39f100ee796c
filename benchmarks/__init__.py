"""Figures, each printed by `python -m benchmarks.NAME`."""

import sys

sys.stdout.reconfigure(errors="replace")  # a terminal or a file may have no × and no →
