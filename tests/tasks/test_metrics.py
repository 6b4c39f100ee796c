"""What answers are judged by."""

import pytest

from mlp_explorer.config import TrainConfig
from mlp_explorer.tasks import HEADS, METRICS, Metric
from mlp_explorer.words import METRIC, tell_score

LOWER = Metric("mean_absolute_error", "min", "number")


def test_each_head_has_a_metric_with_words():
    assert {head.metric.name for head in HEADS.values()} == set(METRICS) == set(METRIC)
    assert TrainConfig().metric.name == "accuracy"
    assert TrainConfig(dataset="sine").metric.name == "r2_score"


@pytest.mark.parametrize(
    ("metric", "best"), [(METRICS["accuracy"], 0.9), (METRICS["r2_score"], 0.9), (LOWER, -0.5)]
)
def test_the_best_is_the_highest_or_the_lowest(metric, best):
    assert metric.find_best([0.2, None, 0.9, -0.5]) == best
    assert metric.find_best([None]) is None
    assert metric.find_best([]) is None
    assert metric.find_best([0.0, None]) == 0.0


def test_a_score_is_told_as_a_share_or_by_its_name():
    assert tell_score(0.9241, "accuracy", "percent") == "92.4 %"
    assert tell_score(-0.25, "r2_score", "number") == "R² −0.250"
