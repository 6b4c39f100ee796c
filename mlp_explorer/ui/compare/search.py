"""What the list of runs is searched by: words, whose they are, and by whom."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from mlp_explorer.runs import RunSummary
from mlp_explorer.ui.actions import open_page
from mlp_explorer.ui.compare.choices import SEARCH, WHO, WHOSE
from mlp_explorer.ui.people import find_label, isolate, tell_who
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import RUN_LIST, STATE

__all__ = ["Found", "OWNERS", "search_runs", "show_nothing"]

OWNERS = ("mine", "everybodys", "starred")  # what is listed, by its name in `words.RUN_LIST`


class Found(NamedTuple):
    """runs: that are to be listed. has_names: of the runs that could be, somebody's has a name.
    words, who: what they were searched by, an owner; empty: by nothing."""

    runs: list[RunSummary]
    has_names: bool
    words: str
    who: str


def search_runs(session: Session) -> Found:
    """Draw the search; return what it finds."""
    people = get_services().store.list_people()
    if session.choices.get(WHO) not in [person.id for person in people.values()]:
        session.choices.pop(WHO, None)  # of a link, or of who has no name any more
    left, middle, *right = st.columns([3, 2, 1.5][: 2 + bool(people)], vertical_alignment="center")
    with left:
        words = _ask_words(session)
    with middle:
        whose = _ask_whose(session)
    wanted: dict[str, Any] = {"mine": {"owner": session.owner}, "starred": {"starred": True}}
    runs = get_services().store.list_runs(**wanted.get(whose, {}))
    named = {} if whose == "mine" else _list_named(session, runs)
    who = ""
    if named:
        with right[0]:
            who = _ask_who(session, named)
    needles = words.lower().split()
    found = [run for run in runs if who in ("", run.owner) and _has_all(run, needles)]
    return Found(found, bool(named), words.strip(), who)


def show_nothing(session: Session, found: Found) -> None:
    """Say why the list is empty, and lead to where runs are made."""
    if found.words:
        st.markdown(RUN_LIST["none_found"])
    elif found.who:
        name = isolate(tell_who(session, found.who))
        st.markdown(plain(RUN_LIST["none_of"].format(name=name)))
    else:
        st.markdown(RUN_LIST["none"])
        st.button(
            RUN_LIST["to_train"],
            icon=":material/model_training:",
            key="compare_to_train",
            on_click=session.ask,
            args=(open_page, "train"),
        )


def _ask_words(session: Session) -> str:
    words: str = session.choose(
        st.text_input,
        RUN_LIST["search"],
        SEARCH,
        "",
        placeholder=RUN_LIST["search_example"],
        label_visibility="collapsed",
        icon=":material/search:",
    )
    return words


def _ask_whose(session: Session) -> str:
    whose: str = session.choose(
        st.segmented_control,
        RUN_LIST["whose"],
        WHOSE,
        OWNERS[0],
        options=OWNERS,
        format_func=RUN_LIST.__getitem__,
        label_visibility="collapsed",
        required=True,
    )
    return whose


def _list_named(session: Session, runs: Sequence[RunSummary]) -> dict[str, str]:
    """Return the owners with a name whose runs these are, and who was chosen, by their ids."""
    owners = {run.owner for run in runs}
    chosen = session.choices.get(WHO)
    return {
        person.id: owner
        for owner, person in get_services().store.list_people().items()
        if owner in owners or person.id == chosen
    }


def _ask_who(session: Session, named: Mapping[str, str]) -> str:
    """Let one person's runs be listed alone; return the owner, empty for everybody's."""
    everybody = RUN_LIST["everybody"]
    names = {person_id: tell_who(session, owner) for person_id, owner in named.items()}
    names |= {key: f"“{name}”" for key, name in names.items() if name == everybody}  # called so
    chosen = session.choose(
        st.selectbox,
        RUN_LIST["who"],
        WHO,
        "",
        options=["", *sorted(names, key=lambda person_id: names[person_id].casefold())],
        format_func=lambda person_id: names.get(person_id, everybody),
        label_visibility="collapsed",
    )
    return named.get(chosen, "")


def _has_all(run: RunSummary, needles: Sequence[str]) -> bool:
    """Tell whether all of these words, in lower case, stand in what is said of a run."""
    text = _describe(run) if needles else ""
    return all(word in text for word in needles)


def _describe(run: RunSummary) -> str:
    """Return all that a search looks at."""
    settings = " ".join(run.config.to_query().values())
    state, who = STATE[run.state], find_label(run.owner)
    return f"{run.title} {run.network} {state} {who} {settings}".lower()
