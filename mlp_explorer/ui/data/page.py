"""The Data page: which dataset is learned, and what is in it. Each kind has a module of its own."""

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.data import Dataset, load_dataset
from mlp_explorer.errors import ConfigError
from mlp_explorer.ui.data.numbers import show_curve, show_heights
from mlp_explorer.ui.data.pictures import show_pictures
from mlp_explorer.ui.data.plane import show_plane
from mlp_explorer.ui.data.sections import split
from mlp_explorer.ui.data.table import show_rows
from mlp_explorer.ui.dataset_choice import show_dataset
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.setup_fields import SetupFields
from mlp_explorer.words import DATA

__all__ = ["show"]

# by `About.kind`; what is drawn begins with these two places, beside each other
_KINDS: Mapping[str, Callable[[Session, Dataset, DeltaGenerator, DeltaGenerator], None]] = {
    "pictures": show_pictures,
    "table": show_rows,
    "plane": show_plane,
    "curve": show_curve,
}


def show(session: Session) -> None:
    """Draw the page: words and controls on the left, what they are about on the right."""
    st.title(DATA["title"], anchor=False)
    left, right = split()
    with left:
        _show_choice(session)
    try:
        name, options, _ = session.config.data
        dataset = load_dataset(name, options)
    except ConfigError as error:  # of a link: this server does not have it
        left.info(plain(error))
        return
    about = dataset.about
    has_heights = about.kind == "plane" and not about.classes
    show_kind = show_heights if has_heights else _KINDS[about.kind]
    show_kind(session, dataset, left, right)


def _show_choice(session: Session) -> None:
    """Draw the choice, and where the dataset comes from."""
    show_dataset(SetupFields(session))
    about = session.config.about
    if about.is_made:
        st.caption(DATA["made"])
    elif about.source:
        source = {"source": plain(about.source), "licence": plain(about.licence)}
        st.caption(DATA["source"].format(**source))
