"""The Sweep page: which settings are best, and which of them matter?"""

import streamlit as st

from mlp_explorer.compute import SweepPlan
from mlp_explorer.config.space import label_setting
from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.runs import Group, RunState
from mlp_explorer.ui.owner import get_owner, may_change
from mlp_explorer.ui.picks import pick_runs
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import change_config, go_to, report
from mlp_explorer.ui.sweep_charts import show_charts, show_trials
from mlp_explorer.ui.sweep_plan import show_plan
from mlp_explorer.ui.sweep_progress import Progress, describe_values, read_progress
from mlp_explorer.words import STATE, SWEEP, write_percent

__all__ = ["show"]

_GROUP = "session_sweep"
_LOOK_S = 1.5
_BEST = 5


def show() -> None:
    """Draw the page."""
    st.subheader(SWEEP["title"], anchor=False)
    groups = get_services().store.list_groups(kind="sweep")
    with st.expander(SWEEP["new"], icon=":material/tune:", expanded=not groups):
        _show_form()
    if not groups:
        st.caption(SWEEP["none"])
        return
    group = _choose_group(groups)
    going_on = group.state is RunState.RUNNING
    st.fragment(_show_sweep, run_every=_LOOK_S if going_on else None)(group.id, going_on)


def _show_form() -> None:
    plan = show_plan()
    with st.container(horizontal=True, vertical_alignment="center"):
        # no callback: it would start the plan of before the last change of a field
        start = st.button(
            SWEEP["start"],
            icon=":material/play_arrow:",
            type="primary",
            key="sweep_start",
            disabled=plan is None,
        )
        if plan is not None:
            if start:
                _start(plan)
                st.rerun()
            workers = max(1, get_services().engine.status.workers)
            st.caption(SWEEP["workers"].format(runs=plan.n_trials, workers=workers))


def _start(plan: SweepPlan) -> None:
    names = " × ".join(label_setting(name) for name in plan.space)
    try:
        group = get_services().sweeps.start(plan, names, get_owner())
        st.session_state[_GROUP] = group.id
        report()
    except MLPExplorerError as error:
        report(error)


def _choose_group(groups: list[Group]) -> Group:
    ids = [group.id for group in groups]
    here = st.session_state.get(_GROUP)
    titles = {
        g.id: SWEEP["choice"].format(number=len(ids) - i, name=g.name, state=STATE[g.state])
        for i, g in enumerate(groups)
    }
    chosen = st.selectbox(
        SWEEP["choose"],
        ids,
        index=ids.index(here) if here in ids else 0,
        format_func=titles.__getitem__,
        label_visibility="collapsed",
    )
    st.session_state[_GROUP] = chosen
    return groups[ids.index(chosen)]


def _show_sweep(group_id: str, going_on: bool) -> None:
    """Everything about one sweep; drawn again now and then while it goes on."""
    group = get_services().store.get_group(group_id)
    if going_on and group.state is not RunState.RUNNING:
        st.rerun()
    progress = read_progress(group)
    st.progress(min(1.0, progress.n_ended / progress.plan.n_trials), _describe(progress))
    _show_buttons(progress)
    show_charts(progress)
    show_trials(progress)


def _describe(progress: Progress) -> str:
    running = sum(run.state is RunState.RUNNING for run in progress.runs)
    parts = [SWEEP["ended"].format(ended=progress.n_ended, runs=progress.plan.n_trials)]
    if progress.group.state is RunState.RUNNING:
        parts.append(SWEEP["running"].format(count=running))
        left_s = progress.estimate_left_s(get_services().engine.status.workers)
        parts += [] if left_s is None else [SWEEP["left"].format(seconds=left_s)]
    else:
        parts.append(STATE[progress.group.state])
    if progress.best is not None:
        values = describe_values(progress.plan, progress.ranked[0])
        parts.append(SWEEP["best"].format(share=write_percent(progress.best, 2), values=values))
    return " · ".join(parts)


def _show_buttons(progress: Progress) -> None:
    group, sweeps, ranked = progress.group, get_services().sweeps, progress.ranked
    own, going_on = may_change(group.owner), group.state is RunState.RUNNING
    finished = group.state is RunState.FINISHED
    with st.container(horizontal=True):
        if going_on or finished:
            stop = st.button(SWEEP["stop"], icon=":material/stop:", disabled=not (own and going_on))
            if stop:
                sweeps.stop(group.id)
                st.rerun()
        elif st.button(SWEEP["continue"], icon=":material/resume:", disabled=not own):
            sweeps.resume(group.id)
            st.rerun()
        if st.button(SWEEP["take"], disabled=not ranked, key="sweep_take"):
            change_config(ranked[0].config)
            go_to("train")
        label = SWEEP["compare"].format(count=_BEST)
        if st.button(label, disabled=len(ranked) < 2, key="sweep_compare"):
            pick_runs(run.id for run in ranked[:_BEST])
            go_to("compare")
