"""How people are called who have said so: the field for it, and what lists say of an owner."""

from contextlib import suppress

import streamlit as st

from mlp_explorer.errors import ConfigError, MLPExplorerError, RunNotFoundError
from mlp_explorer.runs import read_nickname
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import PEOPLE

__all__ = ["find_label", "isolate", "show_nickname", "sign", "tell_who"]

_WIDTH_PX = 320  # of what opens in the bar


class _Refusal:
    """Why what a person called themselves last was not taken; empty where it was."""

    sentence = ""


def find_label(owner: str) -> str:
    """Return how an owner is called, and nobody else; empty where they have not said so."""
    person = get_services().store.list_people().get(owner)
    return person.label if person else ""


def tell_who(session: Session, owner: str) -> str:
    """Return who an owner is for who looks: “you”, a name, or nothing."""
    you, label = PEOPLE["you"], find_label(owner)
    if owner == session.owner:
        return you
    return f"“{label}”" if label.casefold() == you.casefold() else label  # who is called so


def sign(who: str, text: str) -> str:
    """Return a line of a list with who it is of before it, where that is known."""
    return PEOPLE["signed"].format(who=isolate(who), text=text) if who else text


def isolate(name: str) -> str:
    """Return a name that turns nothing around it where it is written from right to left."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


def show_nickname(session: Session) -> None:
    """Draw the field in which a person may say how they are called, and take it back."""
    try:
        person = get_services().store.list_people().get(session.owner)
    except MLPExplorerError:
        return  # the page says why nothing can be kept
    label = PEOPLE["you_are"].format(name=isolate(person.label)) if person else PEOPLE["yours"]
    with (
        st.popover(plain(label), icon=":material/person:", key="page_bar_who"),
        st.container(width=_WIDTH_PX),
    ):
        session.inputs.show(
            st.text_input,
            PEOPLE["yours"],
            "nickname",
            person.name if person else "",
            lambda text: session.ask(_change, text),
            read=_read,
            keeps_focus=True,
        )
        if refused := session.part(_Refusal).sentence:
            st.warning(plain(refused))
        elif person and person.label != person.name:
            st.caption(plain(PEOPLE["told_apart"].format(name=isolate(person.label))))
        st.caption(PEOPLE["why"])
        if session.is_host:
            _show_others(session)


def _show_others(session: Session) -> None:
    """Draw where the host takes a name away that is not to be read by everybody."""
    people = get_services().store.list_people().items()
    labels = {person.id: person.label for owner, person in people if owner != session.owner}
    if labels:
        chosen = session.choose(
            st.selectbox,
            PEOPLE["others"],
            "others_name",
            next(iter(labels)),
            options=list(labels),
            format_func=labels.__getitem__,
        )
        st.button(
            PEOPLE["take_away"],
            key=f"take_name_away_{chosen}",  # so a second click is none on the next one's
            on_click=session.ask,
            args=(_take_away, chosen),
        )


def _read(text: str | None) -> str:
    """Return the nickname that a text means; one that is refused is itself."""
    try:
        return read_nickname(text or "")
    except ConfigError:
        return str(text)


def _take_away(session: Session, person_id: str) -> None:
    """Have somebody have no name; they may say another one. Who has none any more has none to lose:
    by the id, as somebody else's label may be the same then."""
    store = get_services().store
    if session.is_host:
        with suppress(RunNotFoundError):
            store.change_nickname(store.find_owner(person_id), "")


def _change(session: Session, text: str) -> None:
    """Call this session's own owner so; nobody can name somebody else."""
    refusal = session.part(_Refusal)
    try:
        get_services().store.change_nickname(session.owner, text)
        refusal.sentence = ""
    except MLPExplorerError as error:
        refusal.sentence = str(error)
