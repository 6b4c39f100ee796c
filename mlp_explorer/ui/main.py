"""What every browser session runs: page settings, navigation, then one page."""

from pathlib import Path

import streamlit as st

_SIDEBAR_PX = 340  # a layer's width, activation and extras in one row


def main() -> None:
    """Draw the page that the address asks for."""
    # imported here: whoever imports this file as a script again (a worker) must not import the UI
    from mlp_explorer.ui.session import enter_page, sync_with_url, take_problems
    from mlp_explorer.ui.views import data, draw, train

    icon = str(Path(__file__).with_name("icon.png"))  # an icon by name would be fetched from afar
    st.set_page_config("MLP Explorer", icon, layout="wide", initial_sidebar_state=_SIDEBAR_PX)
    st.html(_STYLE)
    pages = {
        "train": st.Page(
            train.show,
            title="Train",
            icon=":material/model_training:",
            url_path="train",
            default=True,
        ),
        "draw": st.Page(
            lambda: draw.show(entered), title="Draw", icon=":material/draw:", url_path="draw"
        ),
        "data": st.Page(data.show, title="Data", icon=":material/grid_on:", url_path="data"),
    }
    page = st.navigation(list(pages.values()), position="top")
    entered = enter_page(page.title)
    sync_with_url()
    for problem in take_problems():
        st.warning(problem)
    page.run()


_STYLE = """<style>
[data-testid="stMainBlockContainer"] { padding-top: 4.25rem; padding-bottom: 2rem; }
@media (max-width: 640px) {
  [data-testid="stExpandSidebarButton"] { width: auto; padding-right: 0.5rem; }
  [data-testid="stExpandSidebarButton"]::after { content: "Pages and settings"; }
}
.st-key-train_network { margin-bottom: 0.75rem; }
.st-key-draw_box { padding-top: 2.7rem; }
</style>"""

if __name__ == "__main__":
    main()
