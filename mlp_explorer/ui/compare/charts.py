"""The charts of the Compare page: curves, what they cost, and mistakes."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.charts.compare import Curve, Mark, plot_curves
from mlp_explorer.charts.confusion import plot_confusion, plot_confusion_difference
from mlp_explorer.charts.tradeoff import plot_tradeoff
from mlp_explorer.charts.view import MARKS, Goal, name_goals, restrict_view
from mlp_explorer.data import load_prepared
from mlp_explorer.errors import DatasetError
from mlp_explorer.network import Network, count_confusion
from mlp_explorer.runs import RunRecord, find_best
from mlp_explorer.tasks import Metric
from mlp_explorer.ui.compare.answers import show_answers
from mlp_explorer.ui.compare.choices import CURVE_OF, TIME
from mlp_explorer.ui.compare.curves import Bundle, find_marks, make_curves, make_point
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.curve_view import get_view, show_view
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import COMPARE, CURVES, LOSS_CURVE, METRIC, write_number, write_score

__all__ = ["BY", "CURVES_OF", "LOOKS"]

CURVES_OF = ("val_score", "score", "val_loss", "loss")
BY = ("epoch", "seconds")


def _show_curves(session: Session, bundles: Sequence[Bundle]) -> None:
    metric, alike = _find_alike(bundles)
    with st.container(horizontal=True):
        words = {**METRIC[metric.name], **LOSS_CURVE}
        labels = {name: words[name] for name in CURVES_OF}
        curve_of = _choose(session, "metric", CURVE_OF, labels)
        by = _choose(session, "time", TIME, {name: COMPARE[name] for name in BY})
        show_view(session, hide_label=True)
    view = get_view(session)
    if set(view) - set(restrict_view(view, curve_of, metric)):
        st.caption(CURVES["score_only"])
    _tell_left_out(bundles, alike, metric)
    curves = [
        curve
        for place, bundle in alike.items()
        for curve in make_curves(bundle, curve_of, place, _find_marks(bundle))
    ]
    goals = _list_goals(session, list(alike.values()))
    figure = plot_curves(curves, curve_of, metric, by, view, goals)
    said = _describe(figure.layout.title.text, curves, curve_of, metric, view)
    show_chart(figure, "compare_curves", said)
    _explain(curves)


def _find_alike(bundles: Sequence[Bundle]) -> tuple[Metric, dict[int, Bundle]]:
    """Return the first one's metric, and those that have the same, by their places."""
    metric = bundles[0].config.metric
    places = enumerate(bundles)
    return metric, {place: each for place, each in places if each.config.metric == metric}


def _tell_left_out(bundles: Sequence[Bundle], alike: dict[int, Bundle], metric: Metric) -> None:
    others = [bundle.label for place, bundle in enumerate(bundles) if place not in alike]
    if others:
        names = COMPARE["comma"].join(others)
        label = METRIC[metric.name]["label"]
        st.info(plain(COMPARE["other_metric"].format(names=names, metric=label)))


def _list_goals(session: Session, bundles: Sequence[Bundle]) -> tuple[Goal, ...]:
    """Return the lines of the dataset that all have learned; of several, there are none."""
    dataset, *others = {bundle.config.dataset for bundle in bundles}
    if others:
        return ()
    best = find_best(get_services().store.list_runs(owner=session.owner), dataset)
    metric = bundles[0].config.metric
    return name_goals(dataset, metric, best.test_score if best else None)


def _find_marks(bundle: Bundle) -> tuple[Mark, ...]:
    """Return the marks of a single run; a mean has none."""
    run, *others = bundle.runs
    return () if others else find_marks(run, get_services().store.read_events(run.id))


def _explain(curves: Sequence[Curve]) -> None:
    """Say what the signs on the curves mean, and thin lines."""
    seen = {mark.event for curve in curves if curve.values for mark in curve.marks}
    if signs := [COMPARE[f"sign_{event}"] for event in MARKS if event in seen]:
        st.caption(COMPARE["signs"].format(signs=COMPARE["semicolon"].join(signs)))
    if any(curve.thin for curve in curves):
        st.caption(COMPARE["thin"])


def _describe(
    title: str, curves: Sequence[Curve], curve_of: str, metric: Metric, view: Sequence[str]
) -> str:
    """Return where each curve ends and what is marked on it, in words."""
    is_error = "error" in restrict_view(view, curve_of, metric)
    said = []
    for curve in curves:
        if curve.thin or not curve.values or curve.values[-1] is None:
            continue
        value = _write(curve_of, metric, curve.values[-1], is_error)
        end = COMPARE["curve_end"].format(label=curve.name, value=value)
        marks = COMPARE["semicolon"].join(mark.words for mark in curve.marks)
        said.append(COMPARE["curve_marked"].format(end=end, marks=marks) if marks else end)
    return COMPARE["curves_alt"].format(metric=title, ends=COMPARE["semicolon"].join(said))


def _write(curve_of: str, metric: Metric, value: float, is_error: bool) -> str:
    if curve_of.endswith("loss"):
        return write_number(value, ".4f")
    return write_score(1 - value if is_error else value, metric.form, 2)


def _choose(session: Session, name: str, key: str, labels: dict[str, str]) -> str:
    choice: str = session.choose(
        st.segmented_control,
        COMPARE[name],
        key,
        next(iter(labels)),
        options=list(labels),
        format_func=labels.__getitem__,
        label_visibility="collapsed",
        required=True,
    )
    return choice


def _show_costs(session: Session, bundles: Sequence[Bundle]) -> None:
    metric, alike = _find_alike(bundles)
    _tell_left_out(bundles, alike, metric)
    points = [point for place, each in alike.items() if (point := make_point(each, place))]
    for column, cost in zip(st.columns(2), ("parameters", "seconds"), strict=True):
        said = [
            COMPARE[f"cost_{cost}"].format(
                **point._asdict() | {"score": write_score(point.score, metric.form, 1)}
            )
            for point in points
        ]
        alt = COMPARE["semicolon"].join(said)
        with column:
            # all of it is in the list of runs
            show_chart(plot_tradeoff(points, metric, cost), f"compare_{cost}", alt, has_table=False)


def _show_mistakes(session: Session, bundles: Sequence[Bundle]) -> None:
    """Which digits are taken for which: of the first run of each curve."""
    names = [bundle.label for bundle in bundles]
    first, second = st.columns(2)
    with first:
        a = _choose_curve(session, "run", "compare_a", 0, names)
    with second:
        b = _choose_curve(session, "against", "compare_b", min(1, len(names) - 1), names)
    run_a, run_b = bundles[a].runs[0], bundles[b].runs[0]
    if run_a.config.dataset != run_b.config.dataset:
        st.info(COMPARE["other_dataset"])
        return
    try:
        if run_a.config.about.classes:
            _show_confusion(run_a, run_b, names[a], names[b])
        else:
            show_answers(run_a, run_b, names[a], names[b], (a, b))
    except DatasetError as error:  # the data is not here (any more)
        st.info(plain(error))


def _show_confusion(run_a: RunRecord, run_b: RunRecord, name_a: str, name_b: str) -> None:
    classes = run_a.config.about.classes
    counts_a, counts_b = _count_mistakes(run_a), _count_mistakes(run_b)
    if counts_a is None or counts_b is None:
        st.info(COMPARE["no_weights"])
    elif run_a.id == run_b.id:
        said = COMPARE["mistakes_of"].format(name=name_a)
        show_chart(plot_confusion(counts_a, said, classes), "compare_confusion", said)
    else:
        figure = plot_confusion_difference(counts_a, counts_b, name_a, name_b, classes)
        said = COMPARE["mistakes_differ"].format(a=name_a, b=name_b)
        show_chart(figure, "compare_confusion", said)


def _choose_curve(session: Session, label: str, key: str, first: int, names: Sequence[str]) -> int:
    places = range(len(names))
    return int(
        session.choose(
            st.selectbox,
            COMPARE[label],
            key,
            first,
            options=places,
            format_func=names.__getitem__,
        )
    )


def _count_mistakes(run: RunRecord) -> NDArray[np.int64] | None:
    epoch = get_services().store.snapshot_epoch(run.id)
    if epoch is None:
        return None
    with st.spinner(COMPARE["reading"]):
        stamp = get_services().store.stamp_snapshot(run.id, epoch)
        counts: NDArray[np.int64] = _count(run.id, epoch, stamp, run)
    return counts


@st.cache_data(show_spinner=False, max_entries=64)
def _count(run_id: str, epoch: int, stamp: tuple[int, ...], _run: RunRecord) -> NDArray[np.int64]:
    """Count with these very weights. stamp: of their file, as an epoch's may be replaced."""
    snapshot = get_services().store.load_snapshot(run_id, epoch)
    assert snapshot is not None
    data = load_prepared(*_run.config.data)
    network = Network(_run.config, snapshot.weights)
    return count_confusion(network, data.x_test, data.y_test)


# what the page offers, by its name in `words.COMPARE`, and what draws it
LOOKS: dict[str, Callable[[Session, Sequence[Bundle]], None]] = {
    "curves": _show_curves,
    "costs": _show_costs,
    "mistakes": _show_mistakes,
}
