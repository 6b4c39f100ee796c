"""The Data page: which dataset is learned, and what is in it. Each kind has a module of its own."""

import datetime
from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.data import Dataset
from mlp_explorer.data.dataset import find_about
from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.ui.data.bring import show_bringing
from mlp_explorer.ui.data.bringing import Bringing, open_bringing, share, throw_away
from mlp_explorer.ui.data.numbers import show_curve, show_heights
from mlp_explorer.ui.data.pictures import show_pictures
from mlp_explorer.ui.data.plane import show_plane
from mlp_explorer.ui.data.sections import split
from mlp_explorer.ui.data.table import show_rows
from mlp_explorer.ui.dataset_choice import show_dataset
from mlp_explorer.ui.fetching import offer_fetching
from mlp_explorer.ui.own_data import find_kept, load_allowed
from mlp_explorer.ui.people import isolate, tell_who
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.setup_fields import SetupFields
from mlp_explorer.words import BRING, DATA

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
    if session.part(Bringing).is_open:
        show_bringing(session)
        return
    st.title(DATA["title"], anchor=False)
    left, right = split()
    with left:
        _show_choice(session)
    with right:
        if offer_fetching(session, session.config.about):
            return
    try:
        dataset = load_allowed(session, session.config)
    except MLPExplorerError as error:  # of a link: this server does not have it
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
    elif about.is_own:
        _say_who(session, about.key)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            BRING["title"],
            icon=":material/upload_file:",
            key="data_bring",
            on_click=session.ask,
            args=(open_bringing,),
        )
        if about.is_own:
            _show_changes(session, about.key)


def _say_who(session: Session, key: str) -> None:
    """Say who has brought own data, and when."""
    if kept := find_kept(session, key):
        date, who = datetime.date.fromtimestamp(kept.created_s), tell_who(session, kept.owner)
        words = BRING["brought_by" if who and kept.owner != session.owner else "brought"]
        said = words.format(who=isolate(who), date=date)
        name = BRING["listed"].format(name=find_about(key).name)
        st.caption(plain(f"{said} {name}"))


def _show_changes(session: Session, key: str) -> None:
    """Draw what the owner of data may do with it, and the host."""
    kept = find_kept(session, key)
    if kept is None or not session.may_change(kept):
        return
    with st.popover(BRING["throw_away"], icon=":material/delete:"):
        st.markdown(plain(BRING["throw_away_sure"].format(title=kept.title)))
        st.button(
            BRING["throw_away_yes"],
            key="data_throw_away",
            on_click=session.ask,
            args=(throw_away, key),
        )
    if kept.owner == session.owner:
        session.inputs.show_alone(
            st.toggle,
            BRING["for_all"],
            f"data_share_{key}",
            kept.is_shared,
            lambda on: session.ask(share, key, on),
            help=BRING["for_all_help"],
        )
