"""The Compare page: the list, then what is picked, then the race."""

from collections.abc import Sequence

import streamlit as st

from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import RunNotFoundError, StoreError
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunRecord
from mlp_explorer.runs.comparison import describe_differences, list_differences
from mlp_explorer.runs.seeds import compare_groups
from mlp_explorer.ui.compare.charts import LOOKS
from mlp_explorer.ui.compare.choices import AVERAGE, LOOK, get_picks, pick_runs
from mlp_explorer.ui.compare.curves import Bundle, bundle_runs
from mlp_explorer.ui.compare.race import show_race
from mlp_explorer.ui.compare.run_list import show_run_list
from mlp_explorer.ui.components import (
    Cell,
    Column,
    Row,
    announce,
    note_news,
    show_table,
    watch_runs,
)
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session, live
from mlp_explorer.words import COMPARE

__all__ = ["show"]

_MOST = 8  # curves, as many as there are colours
_MOST_SEEDS = 20
_SEEDS = "compare_seeds"


def show(session: Session) -> None:
    """Draw the page."""
    st.title(COMPARE["title"], anchor=False)
    show_run_list(session)
    runs = _get_picked(session)
    if runs:
        _show_comparison(session, _note_states(runs))
    with st.expander(COMPARE["race"], icon=":material/sports_score:", expanded=not runs):
        show_race(session, get_services().store.list_runs(id=get_picks(session)))


def _get_picked(session: Session) -> list[RunRecord]:
    runs = []
    for run_id in get_picks(session):
        try:
            runs.append(get_services().store.get(run_id))
        except RunNotFoundError:  # deleted for good meanwhile
            pick_runs(session, (other for other in get_picks(session) if other != run_id))
    return runs


def _note_states(runs: Sequence[RunRecord]) -> dict[str, RunState]:
    return {run.id: run.state for run in runs}


@st.fragment
@live
def _show_comparison(session: Session, listed: dict[str, RunState]) -> None:
    """Everything about the picked runs; redrawn when one of them has another epoch.

    listed: the states that the list above shows. If they are others, the whole page is redrawn.
    """
    runs = _get_picked(session)
    if _note_states(runs) != listed:
        st.rerun()
    news = note_news(*runs)
    with st.container(horizontal=True, vertical_alignment="center"):
        look = session.choose(
            st.segmented_control,
            COMPARE["look"],
            LOOK,
            next(iter(LOOKS)),
            options=list(LOOKS),
            format_func=COMPARE.__getitem__,
            label_visibility="collapsed",
            required=True,
        )
        average = session.choose(st.toggle, COMPARE["average"], AVERAGE, True)
        bundles = bundle_runs(runs, average)
        _show_more_seeds(session, bundles[:_MOST])
    if len(bundles) > _MOST:
        st.info(COMPARE["too_many"].format(count=len(bundles), shown=_MOST))
        bundles = bundles[:_MOST]
    configs, names = _get_configs(bundles), [bundle.label for bundle in bundles]
    if len(runs) < 2:
        st.markdown(COMPARE["only_one"])
    elif len(bundles) < 2:
        st.markdown(COMPARE["one_curve"].format(count=len(runs)))
    else:
        st.markdown(plain(describe_differences(configs, names)))
    if verdict := _find_verdict(bundles):
        st.markdown(plain(verdict))
    _announce(runs, verdict)
    try:
        LOOKS[look](session, bundles)
    except StoreError as error:  # one damaged file must not take the whole page
        st.error(plain(error))
    _show_differences(session, names, configs)
    watch_runs(news)


def _show_differences(
    session: Session, names: Sequence[str], configs: Sequence[TrainConfig]
) -> None:
    """Draw a table of the settings that differ."""
    if different := list_differences(configs):
        columns = [Column(COMPARE["run"], "name"), *(Column(label) for label, _ in different)]
        cells = zip(names, *(texts for _, texts in different), strict=True)
        rows = [Row(str(i), [*map(Cell, each)]) for i, each in enumerate(cells)]
        show_table(session, "compare_differences", COMPARE["differences"], columns, rows)


def _get_configs(bundles: Sequence[Bundle]) -> list[TrainConfig]:
    """Return what is compared; where several seeds are averaged, seeds make no difference."""
    averaged = all(len(bundle.runs) > 1 for bundle in bundles)
    return [bundle.config.changed(seed=0) if averaged else bundle.config for bundle in bundles]


def _find_verdict(bundles: Sequence[Bundle]) -> str:
    """Return of two curves whether one is better, or whether it may be chance; else nothing."""
    if len(bundles) != 2 or not all(bundle.test_scores for bundle in bundles):
        return ""
    a, b = bundles
    if a.config.dataset != b.config.dataset:
        return COMPARE["other_data"]
    return compare_groups(a.test_scores, b.test_scores, a.label, b.label, a.config.metric)


def _announce(runs: Sequence[RunRecord], verdict: str) -> None:
    """Have it read aloud when one of the runs has ended, and what that shows."""
    ended = sum(not run.state.is_active() for run in runs)
    said = COMPARE["ended"].format(ended=ended, runs=len(runs))
    announce("compare_said", f"{said} {verdict}".strip(), ended, len(runs))


def _show_more_seeds(session: Session, bundles: Sequence[Bundle]) -> None:
    """Let every curve be repeated with other seeds: is it better, or was it luckier?"""
    with st.popover(COMPARE["more_seeds"], icon=":material/casino:"):
        ask_number(
            session, COMPARE["more_seeds_each"], _SEEDS, 4, 1, _MOST_SEEDS, whole=True, step=1
        )
        st.button(
            COMPARE["train_seeds"],
            key="compare_repeat",
            on_click=session.ask,
            args=(_train_more_seeds, bundles),
        )


def _train_more_seeds(session: Session, bundles: Sequence[Bundle]) -> None:
    services, count = get_services(), session.choices[_SEEDS]
    for bundle in bundles:
        more = services.engine.repeat(bundle.config, _find_seeds(bundle, count), session.owner)
        pick_runs(session, [*get_picks(session), *more])


def _find_seeds(bundle: Bundle, count: int) -> list[int]:
    """Return the first seeds that the curve does not have yet."""
    used = {run.config.seed for run in bundle.runs}
    return [seed for seed in range(len(used) + count) if seed not in used][:count]
