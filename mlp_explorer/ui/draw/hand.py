"""My own hand."""

from mlp_explorer.ui.draw.answer import Reader
from mlp_explorer.ui.draw.sketch import SketchReading

__all__ = ["show_hand"]


def show_hand(reader: Reader | None, reading: SketchReading) -> None:
    """Show."""
