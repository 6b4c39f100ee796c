"""What every browser session runs: page settings, navigation, then one page."""

from pathlib import Path

import streamlit as st

from mlp_explorer.ui.session import enter_page, get_problems, know_pages, sync_with_url
from mlp_explorer.ui.views import compare, data, draw, learn, sweep, train

_SIDEBAR_PX = 340  # a layer's width, activation and extras in one row
_ICON = Path(__file__).with_name("icon.png")  # an icon by name would be fetched from afar
_STYLE = Path(__file__).with_name("style.css")


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config("MLP Explorer", _ICON, "wide", initial_sidebar_state=_SIDEBAR_PX)
    st.html(_STYLE)
    pages = [
        st.Page(
            train.show,
            title="Train",
            icon=":material/model_training:",
            url_path="train",
            default=True,
        ),
        st.Page(lambda: draw.show(entered), title="Draw", icon=":material/draw:", url_path="draw"),
        st.Page(learn.show, title="Learn", icon=":material/school:", url_path="learn"),
        st.Page(
            compare.show, title="Compare", icon=":material/compare_arrows:", url_path="compare"
        ),
        st.Page(sweep.show, title="Sweep", icon=":material/rule:", url_path="sweep"),
        st.Page(data.show, title="Data", icon=":material/grid_on:", url_path="data"),
    ]
    know_pages(pages)
    page = st.navigation(pages, position="top")
    entered = enter_page(page.url_path)
    sync_with_url(entered)
    if problems := get_problems():
        st.warning("  \n".join(problems))
    page.run()


if __name__ == "__main__":
    main()
