"""What Streamlit's own elements cannot do without flicker: small components in JavaScript."""

from mlp_explorer.ui.components.announcement import announce
from mlp_explorer.ui.components.answer import answer_panel, show_answer
from mlp_explorer.ui.components.chart import show_chart
from mlp_explorer.ui.components.drawing_canvas import drawing_canvas
from mlp_explorer.ui.components.flow import show_flow
from mlp_explorer.ui.components.gallery import Item, show_gallery
from mlp_explorer.ui.components.live_run import live_run
from mlp_explorer.ui.components.paste_picture import paste_picture
from mlp_explorer.ui.components.print_page import print_page
from mlp_explorer.ui.components.replay import show_replay
from mlp_explorer.ui.components.table import Cell, Column, Picking, Row, show_table
from mlp_explorer.ui.components.watch_runs import note_news, watch_runs
from mlp_explorer.ui.components.weighed_pixels import show_weighed_pixels

__all__ = [
    "announce",
    "answer_panel",
    "Cell",
    "Column",
    "drawing_canvas",
    "Item",
    "live_run",
    "note_news",
    "paste_picture",
    "Picking",
    "print_page",
    "Row",
    "show_answer",
    "show_chart",
    "show_flow",
    "show_gallery",
    "show_replay",
    "show_table",
    "show_weighed_pixels",
    "watch_runs",
]
