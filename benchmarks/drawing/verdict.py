"""“I don't know”."""

from benchmarks.drawing.digits import PenDigits, Trained

__all__ = ["print_verdicts"]


def print_verdicts(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print."""
