"""What the host sees: who has a worker and who waits for one, for how long; each can be stopped."""

import streamlit as st

from mlp_explorer.compute.waiting import Place, round_wait
from mlp_explorer.errors import RunNotFoundError
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.people import sign, tell_who
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session, live
from mlp_explorer.words import QUEUE

__all__ = ["show_queue"]

_LOOK_S = 3.0


def show_queue(session: Session) -> None:
    """Draw the list for the host, and again now and then; for others nothing."""
    if session.is_host and get_services().engine.list_places():
        st.fragment(live(_show_places), run_every=_LOOK_S)(session)


def _show_places(session: Session) -> None:
    st.markdown(f"**{QUEUE['title']}**")
    for place in get_services().engine.list_places():
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.text(_describe(session, place))
        right.button(  # its name is heard; there is room for the icon only
            QUEUE["stop"],
            icon=":material/stop:",
            key=f"train_queue_stop_{place.run_id}",
            help=QUEUE["stop"],
            on_click=session.ask,
            args=(_stop, place.run_id),
        )


def _describe(session: Session, place: Place) -> str:
    try:
        record = get_services().store.get(place.run_id)
    except RunNotFoundError:  # it has been thrown away meanwhile
        return QUEUE["gone"]
    return sign(tell_who(session, record.owner), _tell_place(place, record))


def _tell_place(place: Place, record: RunRecord) -> str:
    values = {"title": record.title, "epoch": len(record.epochs), "epochs": record.config.epochs}
    if place.seconds is None:
        return QUEUE["waits"].format(**values)
    if place.is_at_work:
        return QUEUE["trains"].format(**values, seconds=round(place.seconds))
    return QUEUE["waits_for"].format(**values, seconds=round_wait(place.seconds))


def _stop(session: Session, run_id: str) -> None:
    """Stop a run, whoever has started it."""
    if session.is_host:
        get_services().engine.stop(run_id)
