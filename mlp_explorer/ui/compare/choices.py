"""What a person chooses on the Compare page, by its key in `Session.choices`."""

from collections.abc import Iterable

from mlp_explorer.ui.session import Session

__all__ = [
    "AVERAGE",
    "compare_runs",
    "CURVE_OF",
    "get_picks",
    "LOOK",
    "pick_runs",
    "PICKS",
    "SEARCH",
    "TIME",
    "WHO",
    "WHOSE",
]

PICKS = "compare_picks"
SEARCH, WHOSE, WHO = "compare_search", "compare_whose", "compare_who"
LOOK, CURVE_OF, TIME, AVERAGE = "compare_look", "compare_metric", "compare_time", "compare_average"


def get_picks(session: Session) -> list[str]:
    """Return the ids of the picked runs, in the order of picking."""
    return list(session.choices.get(PICKS, ()))


def compare_runs(session: Session, run_ids: Iterable[str]) -> None:
    """Pick these runs, and show them side by side."""
    pick_runs(session, run_ids)
    session.open_page("compare")


def pick_runs(session: Session, run_ids: Iterable[str]) -> None:
    """Pick these runs and no others."""
    session.choices[PICKS] = list(dict.fromkeys(run_ids))
