"""The metrics: what a network's answers are judged by, beside its loss. An entry each, and words.

The value of a run's metric is its score, on whichever part of the data; scikit-learn says so, too,
of both of these.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

__all__ = ["Metric", "METRICS"]


class Metric(NamedTuple):
    """How answers are judged.

    name: by Keras, and in `METRICS`. mode: which direction is better, as Keras's callbacks call it;
    with "max", who is always right has 1, and what is missing there is the error. form: how a score
    is written.
    """

    name: str
    mode: Literal["max", "min"]
    form: Literal["percent", "number"]

    def rank(self, score: float) -> float:
        """Return a number that is larger for what is better."""
        return score if self.mode == "max" else -score

    def find_best(self, scores: Iterable[float | None]) -> float | None:
        """Return the best of the scores that are known, None of none."""
        known = [score for score in scores if score is not None]
        return max(known, key=self.rank, default=None)


METRICS = {
    metric.name: metric
    for metric in (
        # the share of the examples that get the right class
        Metric("accuracy", "max", "percent"),
        # 1 − Σ(y − ŷ)² ÷ Σ(y − ȳ)², the coefficient of determination: 0 for who always says the
        # mean of the part that is judged, below it for who says worse
        Metric("r2_score", "max", "number"),
    )
}
