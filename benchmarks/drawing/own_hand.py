"""“I don't know”."""

from benchmarks.drawing.digits import PenDigits, Trained

__all__ = ["print_own_hand"]


def print_own_hand(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print."""
