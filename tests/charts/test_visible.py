"""What a chart draws can be seen: it is opaque enough, and lies within its axes."""

import numpy as np
import pytest

from mlp_explorer.charts.compare import Curve, plot_curves
from mlp_explorer.charts.curves import plot_loss, plot_score
from mlp_explorer.charts.features import plot_feature
from mlp_explorer.charts.lessons import plot_losses, plot_runs
from mlp_explorer.charts.points import Points, plot_points
from mlp_explorer.charts.sweep import plot_progress
from mlp_explorer.charts.tradeoff import Point, plot_tradeoff
from mlp_explorer.tasks import METRICS

ACCURACY = METRICS["accuracy"]

HISTORY = {
    "score": [0.5, 0.8, 0.81],
    "loss": [1.0, 0.6, 0.5],
    "val_score": [0.6, 0.7, 0.7],
    "val_loss": [0.9, 0.7, 0.6],
}
SLOW = Curve("slow", (1, 2, 3), (10.0, 20.0, 30.0), (0.3, 0.7, 0.8))
FAST = Curve("fast", (1, 2), (0.2, 0.4), (0.9, 0.95), color=1)
ROWS = np.array([1, 2, 2, 3], np.float32)
LABELS = np.array([0, 0, 1, 1], np.uint8)
POINTS = Points(np.stack([ROWS, ROWS[::-1]], 1), LABELS)
SHARES = np.linspace(0.01, 1, 5)
FIGURES = {
    "accuracy": plot_score(3, ACCURACY, HISTORY),
    "loss": plot_loss(3, ACCURACY, HISTORY),
    "curves by epoch": plot_curves([SLOW, FAST], "loss", ACCURACY),
    "curves by seconds": plot_curves([SLOW, FAST], "loss", ACCURACY, "seconds"),
    "trade-off": plot_tradeoff([Point("small", 1000, 4.0, 0.9)], ACCURACY, "seconds"),
    "losses of a lesson": plot_losses(SHARES, {"one": -np.log(SHARES)}, 0.5),
    "runs of a lesson": plot_runs({"one": [0.31, 0.58], "two": [0.95]}, 2),
    "feature": plot_feature(ROWS, LABELS, ("one", "two"), "length"),
    "points": plot_points(POINTS, POINTS, ("one", "two"), ("x₁", "x₂")),
    "progress": plot_progress([0.9, None, 0.95], [0.9, 0.9, 0.95], ACCURACY),
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_trace_is_opaque_enough(name):
    for trace in FIGURES[name].data:
        opacities = [trace.opacity, trace.marker.opacity]
        assert all(value is None or value >= 0.3 for value in opacities)


RANGES = [
    (name, axis)
    for name, figure in FIGURES.items()
    for axis in ("x", "y")
    if figure.layout[f"{axis}axis"].range  # else Plotly finds it
]


def test_plotly_finds_few_ranges_by_itself():
    assert len(RANGES) >= 2 * len(FIGURES) - 5


@pytest.mark.parametrize(("name", "axis"), RANGES)
def test_every_point_lies_within_its_axis_and_fills_half_of_it(name, axis):
    low, high = FIGURES[name].layout[f"{axis}axis"].range
    points = np.concatenate(
        [
            np.array(trace[axis], dtype=float)
            for trace in FIGURES[name].data
            if trace[axis] is not None
        ]
    )
    known = points[np.isfinite(points)]
    assert low <= known.min()
    assert known.max() <= high <= 2 * known.max()


def test_the_training_curve_is_the_one_that_stands_out():
    within, training, validation, *_ = plot_score(3, ACCURACY, HISTORY).data
    assert within.opacity < 0.6
    assert [trace.opacity for trace in (training, validation)] == [1, 1]
    assert validation.marker.symbol != training.marker.symbol
