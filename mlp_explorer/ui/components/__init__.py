"""What Streamlit's own elements cannot do without flicker: small components in JavaScript."""

from mlp_explorer.ui.components.answer import answer_panel
from mlp_explorer.ui.components.chart import show_chart
from mlp_explorer.ui.components.live_run import live_run
from mlp_explorer.ui.components.tame_canvas import tame_canvas
from mlp_explorer.ui.components.watch_run import watch_run

__all__ = ["answer_panel", "live_run", "show_chart", "tame_canvas", "watch_run"]
