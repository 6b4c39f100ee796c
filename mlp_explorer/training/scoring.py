"""Metrics over many examples: what each adds to a sum, and the score that follows from the sum."""

from typing import Any

import tensorflow as tf

from mlp_explorer.tasks import Metric
from mlp_explorer.tasks.heads import Target

__all__ = ["find_score", "sum_scores"]


def sum_scores(target: Target, outputs: Any, answers: Any) -> Any:
    """Return a sum over examples, float64: of right answers, or of squared errors of numbers.

    outputs: (n, outputs). answers: (n,), numbers of classes, or numbers.
    """
    if target == "value":
        return tf.reduce_sum(tf.cast(outputs[:, 0] - answers, tf.float64) ** 2)
    return tf.reduce_sum(tf.cast(_decide(target, outputs) == answers, tf.float64))


def _decide(target: Target, outputs: Any) -> Any:
    """Return the numbers of the classes that the outputs speak for, (n,) uint8."""
    if target in ("bit", "sign"):
        return tf.cast(outputs[:, 0] > (0.5 if target == "bit" else 0), tf.uint8)
    return tf.cast(tf.argmax(outputs, axis=1, output_type=tf.int32), tf.uint8)


def find_score(metric: Metric, mean: float, answers: Any) -> float:
    """Return the score of a mean of `sum_scores`.

    answers: (n,), all of the part of the data; of numbers, R² has their variance for all that was
    to be explained, so that it means the same within an epoch and at its end. 0 where they are all
    the same, unless each is met.
    """
    if metric.name != "r2_score":
        return mean
    variance = float(tf.math.reduce_variance(tf.cast(answers, tf.float64)))
    if not variance:
        return float(mean == 0)
    return 1 - mean / variance
