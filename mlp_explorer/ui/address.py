"""The address is a copy of the session: the page, what was chosen on it, the run, the setup.

It is read when a session starts and when the browser goes back or forward, and at no other time: a
busy browser may send an address that has been replaced meanwhile.
"""

from collections.abc import Mapping

from mlp_explorer.config import TrainConfig, query
from mlp_explorer.config.problems import shorten
from mlp_explorer.errors import ConfigError, Sentence
from mlp_explorer.ui.page import Page
from mlp_explorer.ui.session import FIRST_PAGE, Session

__all__ = ["read_address", "write_address"]

_PAGE, _RUN, _LAYERS = "page", "run", "layers"
_SETTINGS = frozenset(map(query.key_of, TrainConfig.model_fields))


def read_address(
    session: Session, pages: Mapping[str, Page], parameters: Mapping[str, str]
) -> None:
    """Put into the session what an address says. What is not allowed is said, the rest is taken.

    Names that are none of ours change nothing: mail programs and search engines add such.
    """
    rest, problems = dict(parameters), list[Sentence]()
    session.page = _read_page(rest.pop(_PAGE, FIRST_PAGE), pages, problems)
    _read_choices(session, pages[session.page], rest, problems)
    run_id = rest.pop(_RUN, None)
    before = session.get_run()
    if run_id or before is None or not before.state.is_active():
        session.run_id = run_id  # but going back never loses sight of a run that goes on
    rest = {name: text for name, text in rest.items() if name in _SETTINGS}
    session.config, more = TrainConfig.from_query_forgiving(rest)
    session.problems = ()
    session.say(*problems, *more)
    run = session.get_run()  # says so if there is none of that id
    if run is not None and run.id == run_id and not rest:
        session.config = run.config


def write_address(session: Session, pages: Mapping[str, Page]) -> dict[str, str]:
    """Return the parameters that say what the session shows."""
    page = pages[session.page]
    chosen = {each.name: each.write(session.choices.get(each.key)) for each in page.parameters}
    place = {} if page.name == FIRST_PAGE else {_PAGE: page.name}
    setup = session.config.to_query()
    run = session.get_run()
    if run is not None and not setup and run.config != session.config:
        # nothing would mean the run's own setup
        setup = {_LAYERS: query.write(session.config.hidden_layers)}
    return {**place, **{name: text for name, text in chosen.items() if text}, **setup} | (
        {_RUN: run.id} if run else {}
    )


def _read_page(name: str, pages: Mapping[str, Page], problems: list[Sentence]) -> str:
    if name in pages:
        return name
    problems.append(Sentence("no_page", {"got": shorten(name), "names": ", ".join(pages)}))
    return FIRST_PAGE


def _read_choices(
    session: Session, page: Page, rest: dict[str, str], problems: list[Sentence]
) -> None:
    """Take the page's own parameters out of `rest`, into the session's choices."""
    for each in page.parameters:
        text = rest.pop(each.name, "")
        try:
            value = session.choices[each.key] = each.read(text)
            problems.extend(each.check(value))
        except ConfigError as error:
            problems.extend(error.problems)
