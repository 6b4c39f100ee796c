"""What the components, the Draw page and the Learn page say, in one place: another language is
another set of these. A component's JavaScript has no words of its own."""

from mlp_explorer.ui.words.draw import DRAW, FLOW, HAND, WHY
from mlp_explorer.ui.words.learn import LEARN
from mlp_explorer.ui.words.live import LIVE, REPLAY

__all__ = ["DRAW", "FLOW", "HAND", "LEARN", "LIVE", "REPLAY", "WHY"]
