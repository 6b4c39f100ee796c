"""Whether one network is better than another, or its seeds luckier."""

import math
from collections.abc import Sequence

import numpy as np

from mlp_explorer.tasks import Metric
from mlp_explorer.words import COMPARISON, tell_score, write_number

__all__ = ["compare_groups", "mean_and_band"]

CONFIDENCE = 0.95


def compare_groups(
    a: Sequence[float], b: Sequence[float], name_a: str, name_b: str, metric: Metric
) -> str:
    """Return a sentence on whether A beats B, or whether the seeds alone may be the reason.

    a, b: scores of that metric in the test, of runs that differ in their seeds only.
    The judge is the 95 % interval of Welch's t test, which lets the two spread differently.
    """
    short = [name for name, group in ((name_a, a), (name_b, b)) if len(group) < 2]
    if len(short) == 2:
        return COMPARISON["one_seed_each"]
    if short:
        return COMPARISON["one_seed"].format(name=short[0])
    if metric.rank(float(np.mean(a))) < metric.rank(float(np.mean(b))):  # the better comes first
        return compare_groups(b, a, name_b, name_a, metric)
    difference, margin = _compare_means(a, b)
    if margin == 0:
        return _describe_constant(a[0], b[0], name_a, name_b, metric)
    return _describe_difference((a, b), (name_a, name_b), abs(difference), margin, metric)


def mean_and_band(
    values: Sequence[Sequence[float]],
) -> tuple[list[float], list[float], list[float]]:
    """Return mean, low and high by epoch: the mean, and one standard deviation (n − 1) around it.

    values: a list of numbers by epoch for each run. The result is as long as the shortest of
    them, so that every point is of the same runs. Of one run, low and high are the mean.
    """
    length = min(map(len, values), default=0)
    if not length:
        return [], [], []
    table = np.array([run[:length] for run in values], dtype=np.float64)
    mean = table.mean(axis=0)
    spread = table.std(axis=0, ddof=1) if len(table) > 1 else np.zeros(length)
    return mean.tolist(), (mean - spread).tolist(), (mean + spread).tolist()


def _compare_means(a: Sequence[float], b: Sequence[float]) -> tuple[float, float]:
    """Return the difference of the means and half of its interval (Welch, 1947)."""
    # equal numbers may differ from their own mean in the last bit
    parts = [0.0 if len(set(x)) == 1 else float(np.var(x, ddof=1)) / len(x) for x in (a, b)]
    difference, variance = float(np.mean(a) - np.mean(b)), sum(parts)
    if variance == 0:
        return difference, 0.0
    freedom = variance**2 / sum(
        part**2 / (len(x) - 1) for part, x in zip(parts, (a, b), strict=True)
    )
    from scipy.special import stdtrit  # here, as it takes 0.2 s that the app would start later

    quantile = float(stdtrit(freedom, (1 + CONFIDENCE) / 2))  # of Student's distribution
    return difference, quantile * math.sqrt(variance)


def _describe_constant(a: float, b: float, name_a: str, name_b: str, metric: Metric) -> str:
    high, low = (tell_score(score, metric.name, metric.form, 2) for score in (a, b))
    if a == b:
        return COMPARISON["constant_same"].format(score=high)
    return COMPARISON["constant"].format(better=name_a, worse=name_b, high=high, low=low)


def _describe_difference(
    groups: tuple[Sequence[float], Sequence[float]],
    names: tuple[str, str],
    difference: float,
    margin: float,
    metric: Metric,
) -> str:
    """Return the sentence for A, whose mean is not below B's, and B."""
    means = [float(np.mean(group)) for group in groups]
    places = _choose_places([100 * mean for mean in means], 100 * (difference - margin))
    mean_a, mean_b = (tell_score(mean, metric.name, metric.form, places) for mean in means)
    low, middle, high = (
        _write_difference(x, metric, places)
        for x in (difference - margin, difference, difference + margin)
    )
    if metric.form == "percent":
        middle = COMPARISON["points"].format(number=middle)
    seeds, other_seeds = map(len, groups)
    better = "better_each" if seeds == other_seeds else "better"
    return COMPARISON[better if difference > margin else "no_winner"].format(
        better=names[0],
        worse=names[1],
        mean=mean_a,
        other_mean=mean_b,
        difference=middle,
        low=low,
        high=high,
        seeds=seeds,
        other_seeds=other_seeds,
    )


def _write_difference(difference: float, metric: Metric, places: int) -> str:
    """Return by how much one is better; shares in points, to as many places as the shares."""
    if metric.form == "percent":
        return write_number(100 * difference, f"+.{places}f")
    return write_number(difference, f"+.{places + 2}f")


def _choose_places(means: Sequence[float], low: float) -> int:
    """Return 1 decimal where that shows a clear difference, and one that adds up, else 2."""
    first, second = (round(mean, 1) for mean in means)
    adds_up = math.isclose(first - second, round(means[0] - means[1], 1), abs_tol=1e-6)
    return 1 if low >= 0.1 and adds_up else 2
