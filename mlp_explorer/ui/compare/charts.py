"""The charts of the Compare page: curves, what they cost, and mistakes."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.charts.compare import plot_curves, plot_tradeoff
from mlp_explorer.charts.confusion import plot_confusion, plot_confusion_difference
from mlp_explorer.data import load_dataset
from mlp_explorer.network import Network, count_confusion
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.compare.choices import METRIC, TIME
from mlp_explorer.ui.compare.curves import Bundle, find_marks, make_curves, make_point
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import COMPARE
from mlp_explorer.words import METRIC as METRIC_WORDS

__all__ = ["BY", "LOOKS", "METRICS"]

METRICS = ("val_accuracy", "accuracy", "val_loss", "loss")
BY = ("epoch", "seconds")


def _show_curves(session: Session, bundles: Sequence[Bundle]) -> None:
    with st.container(horizontal=True):
        labels = {name: METRIC_WORDS[name]["label"] for name in METRICS}
        metric = _choose(session, "metric", METRIC, labels)
        by = _choose(session, "time", TIME, {name: COMPARE[name] for name in BY})
    store = get_services().store
    curves = [
        curve
        for place, bundle in enumerate(bundles)
        for curve in make_curves(
            bundle,
            metric,
            place,
            find_marks(store.read_events(bundle.runs[0].id)) if len(bundle.runs) == 1 else (),
        )
    ]
    last = {curve.label: curve.values[-1] for curve in curves if curve.values and not curve.thin}
    ends = [
        COMPARE["curve_end"].format(label=label, value=value)
        for label, value in last.items()
        if value is not None
    ]
    alt = COMPARE["curves_alt"].format(metric=labels[metric], ends=COMPARE["semicolon"].join(ends))
    show_chart(plot_curves(curves, metric, by), "compare_curves", alt)
    if any(curve.thin for curve in curves):
        st.caption(COMPARE["thin"])


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
    points = [point for place, b in enumerate(bundles) if (point := make_point(b, place))]
    for column, cost in zip(st.columns(2), ("parameters", "seconds"), strict=True):
        said = [COMPARE[f"cost_{cost}"].format(**point._asdict()) for point in points]
        alt = COMPARE["semicolon"].join(said)
        with column:
            # all of it is in the list of runs
            show_chart(plot_tradeoff(points, cost), f"compare_{cost}", alt, has_table=False)


def _show_mistakes(session: Session, bundles: Sequence[Bundle]) -> None:
    """Which digits are taken for which: of the first run of each curve."""
    names = [bundle.label for bundle in bundles]
    first, second = st.columns(2)
    with first:
        a = _choose_curve(session, "run", "compare_a", 0, names)
    with second:
        b = _choose_curve(session, "against", "compare_b", min(1, len(names) - 1), names)
    counts_a, counts_b = (_count_mistakes(bundles[place].runs[0]) for place in (a, b))
    if counts_a is None or counts_b is None:
        st.info(COMPARE["no_weights"])
    elif a == b:
        said = COMPARE["mistakes_of"].format(name=names[a])
        show_chart(plot_confusion(counts_a, said), "compare_confusion", said)
    else:
        figure = plot_confusion_difference(counts_a, counts_b, names[a], names[b])
        said = COMPARE["mistakes_differ"].format(a=names[a], b=names[b])
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
    data = load_dataset()
    network = Network(_run.config, snapshot.weights)
    return count_confusion(network, data.x_test, data.y_test)


# what the page offers, by its name in `words.COMPARE`, and what draws it
LOOKS: dict[str, Callable[[Session, Sequence[Bundle]], None]] = {
    "curves": _show_curves,
    "costs": _show_costs,
    "mistakes": _show_mistakes,
}
