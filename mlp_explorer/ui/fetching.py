"""What pages show in place of a dataset that is not here yet: the way to have it fetched."""

import streamlit as st

from mlp_explorer.data import About
from mlp_explorer.data.fetching.downloads import find_download
from mlp_explorer.data.fetching.fetch import Fetch, FetchState, drop_in
from mlp_explorer.data.fetching.kept import is_here
from mlp_explorer.errors import DatasetError
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session, live
from mlp_explorer.words import FETCHING, name_dataset, write_number

__all__ = ["offer_fetching"]

_LOOK_S = 0.5
_KINDS = ("npz", "gz", "zip", "npy")
_MOST_MB = 120  # of a file: all pictures, not packed, are 55
_MEGA = 1e6


def offer_fetching(session: Session, about: About) -> bool:
    """Where a dataset is not here (yet), draw how it can be had; tell whether that is so."""
    if is_here(about):
        return False
    fetch = get_services().fetches.find(about.key)
    is_going = fetch is not None and fetch.state is FetchState.GOING
    part = st.fragment(live(_show), run_every=_LOOK_S if is_going else None)
    part(session, about, is_going)
    return True


def _show(session: Session, about: About, was_going: bool) -> None:
    fetch = get_services().fetches.find(about.key)
    is_going = fetch is not None and fetch.state is FetchState.GOING
    if is_going != was_going or is_here(about):
        st.rerun()  # another timer, or none
    with st.container(border=True, key="fetching"):
        if fetch is not None and is_going:
            _show_progress(session, fetch)
        else:
            _offer(session, about, fetch)


def _show_progress(session: Session, fetch: Fetch) -> None:
    done, total = fetch.done / _MEGA, fetch.total / _MEGA
    name = name_dataset(fetch.about.key)
    words = FETCHING["going"].format(name=name, done=done, total=total, host=fetch.download.host)
    st.progress(min(1.0, done / total), plain(words))
    if session.may_change(fetch):
        st.button(
            FETCHING["end"],
            icon=":material/stop:",
            key="fetching_end",
            on_click=session.ask,
            args=(_end, fetch.about.key),
        )


def _offer(session: Session, about: About, fetch: Fetch | None) -> None:
    name = name_dataset(about.key)
    try:
        download = find_download(about.key)
    except DatasetError as error:
        st.error(plain(error))
        return
    size = write_number(download.size / _MEGA, ".0f")
    st.markdown(plain(FETCHING["not_here"].format(name=name, size=size, host=download.host)))
    if fetch is not None and fetch.problem is not None:
        st.warning(plain(fetch.problem))
    st.button(
        FETCHING["fetch"].format(name=name, size=size),
        icon=":material/download:",
        type="primary",
        key="fetching_start",
        on_click=session.ask,
        args=(_start, about),
    )
    session.inputs.upload_several(
        FETCHING["drop"],
        f"fetching_files_{about.key}",
        lambda files: session.ask(_drop_in, about, files),
        type=_KINDS,
        max_upload_size=_MOST_MB,
        help=FETCHING["drop_help"],
    )


def _start(session: Session, about: About) -> None:
    get_services().fetches.start(about, session.owner)


def _end(session: Session, key: str) -> None:
    fetch = get_services().fetches.find(key)
    if fetch is not None and session.may_change(fetch):
        fetch.end()


def _drop_in(session: Session, about: About, files: dict[str, bytes]) -> None:
    drop_in(about, files)
