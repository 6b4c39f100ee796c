"""A Plotly chart that stays on the page while its data changes."""

import plotly.graph_objects as go
import streamlit as st

from mlp_explorer.ui.assets import PLOTLY_URL, load_module
from mlp_explorer.ui.components.files import read_files
from mlp_explorer.words import CHART_TABLE

__all__ = ["show_chart"]

_HEIGHT = 450  # px, Plotly's own for a figure that has none
_component = st.components.v2.component(
    "mlp_explorer_chart",
    html='<div class="chart"></div>',
    css=read_files("chart.css", "chart_table.css", "plotly_page.css"),
    js=load_module("chart"),
    isolate_styles=False,  # Plotly finds its own styles only outside of a shadow root
)


def show_chart(figure: go.Figure, key: str, alt: str, has_table: bool = True) -> None:
    """Show `figure`, as wide as there is room, in the colours of the page.

    st.plotly_chart draws a new chart for each change; here zoom, hidden legend entries and what
    the pointer tells stay; a zoom ends where the `uirevision` of its axis becomes another. key: one
    chart's own, the same at each rerun. alt: what the chart says, in words. has_table: its numbers
    stand behind a button below it; False where a table on the page has them.
    """
    data = {
        "figure": figure.to_json(),  # as text: it is compared, and drawn only if it has changed
        "height": figure.layout.height or _HEIGHT,
        "alt": alt,
        "plotly": PLOTLY_URL,
        "words": dict(CHART_TABLE) if has_table else None,
    }
    _component(key=key, data=data)
