"""The Sweep page: the form of a new one, then the one that is chosen."""

import streamlit as st

from mlp_explorer.config import TrainConfig
from mlp_explorer.config.space import SETTINGS
from mlp_explorer.errors import ConfigError
from mlp_explorer.messages import RunState
from mlp_explorer.runs import Group
from mlp_explorer.ui.compare.choices import compare_runs
from mlp_explorer.ui.components import announce
from mlp_explorer.ui.people import find_label, sign
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session, live
from mlp_explorer.ui.sweep.charts import show_charts, show_trials
from mlp_explorer.ui.sweep.cost import describe_cost
from mlp_explorer.ui.sweep.plan import read_plan, show_plan
from mlp_explorer.ui.sweep.progress import Progress, describe_values, read_progress
from mlp_explorer.words import STATE, SWEEP, label_setting

__all__ = ["GROUP", "show"]

GROUP = "sweep_group"  # key of the chosen sweep's id in `Session.choices`
_NAMES = " × "  # between the settings that a sweep's name consists of
_LOOK_S = 1.5
_BEST = 5


def show(session: Session) -> None:
    """Draw the page."""
    st.title(SWEEP["title"], anchor=False)
    groups = get_services().store.list_groups(kind="sweep")
    with st.expander(SWEEP["new"], icon=":material/tune:", expanded=not groups):
        _show_form(session)
    if not groups:
        session.choices.pop(GROUP, None)  # one of a link
        st.caption(SWEEP["none"])
        return
    group = _choose_group(session, groups)
    going_on = group.state is RunState.RUNNING
    part = st.fragment(live(_show_sweep), run_every=_LOOK_S if going_on else None)
    part(session, group.id, going_on)


def _show_form(session: Session) -> None:
    plan = show_plan(session)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            SWEEP["start"],
            icon=":material/play_arrow:",
            type="primary",
            key="sweep_start",
            on_click=session.ask,
            args=(_start,),
            disabled=plan is None,
        )
        if plan is not None:
            services = get_services()
            workers = max(1, services.engine.status.workers)
            st.caption(describe_cost(plan, services.store.list_runs(), workers))


def _start(session: Session) -> None:
    """Start the sweep that the form describes when the button is clicked."""
    plan = read_plan(session)
    names = _NAMES.join(plan.space)
    session.choices[GROUP] = get_services().sweeps.start(plan, names, session.owner).id


def _choose_group(session: Session, groups: list[Group]) -> Group:
    ids = [group.id for group in groups]
    titles = {g.id: _write_title(session, len(ids) - i, g) for i, g in enumerate(groups)}
    chosen = session.choose(
        st.selectbox,
        SWEEP["choose"],
        GROUP,
        ids[0],
        options=ids,
        format_func=titles.__getitem__,
        label_visibility="collapsed",
    )
    return groups[ids.index(chosen)]


def _write_title(session: Session, number: int, group: Group) -> str:
    """Return what a sweep is called in the list; of somebody else who has a name, with that."""
    title = SWEEP["choice"].format(number=number, name=_name(group), state=STATE[group.state])
    return sign("" if group.owner == session.owner else find_label(group.owner), title)


def _name(group: Group) -> str:
    names = group.name.split(_NAMES)
    return _NAMES.join(label_setting(name) if name in SETTINGS else name for name in names)


def _show_sweep(session: Session, group_id: str, going_on: bool) -> None:
    """Everything about one sweep; drawn again now and then while it goes on."""
    group = get_services().store.get_group(group_id)
    if going_on and group.state is not RunState.RUNNING:
        st.rerun()
    try:
        progress = read_progress(group)
    except ConfigError as error:
        st.warning(plain(error))
        return
    said, done = _describe(progress), min(1.0, progress.n_ended / progress.plan.n_trials)
    st.progress(done, said)
    announce("sweep_said", said, group_id, int(4 * done), group.state)  # by quarters
    _show_buttons(session, progress)
    show_charts(progress)
    show_trials(session, progress)


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
        parts.append(SWEEP["best"].format(score=progress.tell(progress.best), values=values))
    return " · ".join(parts)


def _show_buttons(session: Session, progress: Progress) -> None:
    group, ranked = progress.group, progress.ranked
    own, going_on = session.may_change(group), group.state is RunState.RUNNING
    with st.container(horizontal=True):
        if going_on or group.state is RunState.FINISHED:
            st.button(
                SWEEP["stop"],
                icon=":material/stop:",
                key="sweep_stop",
                on_click=session.ask,
                args=(_stop, group.id),
                disabled=not (own and going_on),
            )
        else:
            st.button(
                SWEEP["continue"],
                icon=":material/resume:",
                key="sweep_continue",
                on_click=session.ask,
                args=(_resume, group.id),
                disabled=not own,
            )
        st.button(
            SWEEP["take"],
            key="sweep_take",
            on_click=session.ask,
            args=(_take, ranked[0].config if ranked else None),
            disabled=not ranked,
        )
        st.button(
            SWEEP["compare"].format(count=_BEST),
            key="sweep_compare",
            on_click=session.ask,
            args=(compare_runs, [run.id for run in ranked[:_BEST]]),
            disabled=len(ranked) < 2,
        )


def _stop(session: Session, group_id: str) -> None:
    if session.may_change(get_services().store.get_group(group_id)):
        get_services().sweeps.stop(group_id)


def _resume(session: Session, group_id: str) -> None:
    if session.may_change(get_services().store.get_group(group_id)):
        get_services().sweeps.resume(group_id)


def _take(session: Session, config: TrainConfig) -> None:
    session.change_config(config)
    session.open_page("train")
