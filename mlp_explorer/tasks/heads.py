"""The heads: one entry each. Who adds one, adds it here, and its words.

A head is the end of a network: the activation of its outputs, the loss, and the form in which the
right answers are taught. Numbers of classes count from 0.
"""

from typing import Literal, NamedTuple

from mlp_explorer.tasks.metrics import METRICS, Metric

__all__ = ["Head", "HEADS", "list_heads", "Target"]

Target = Literal["number", "one_hot", "bit", "sign", "value"]
_OF_TWO = ("bit", "sign")


class Head(NamedTuple):
    """The end of a network.

    output: activation of the outputs. loss: by Keras's name. target: what the right answer becomes.
    A class is its "number" or a "one_hot" row, one output a class; or, where there are two, a "bit"
    (0 or 1) or a "sign" (−1 or 1) of the only output. An answer that is a number is a "value".
    """

    output: str
    loss: str
    target: Target

    @property
    def metric(self) -> Metric:
        """What the answers are judged by: the share of right ones, or R² where they are numbers."""
        return METRICS["r2_score" if self.target == "value" else "accuracy"]

    def fits(self, n_classes: int) -> bool:
        """Tell whether it can tell so many classes apart; 0: the answer is a number."""
        if self.target == "value":
            return n_classes == 0
        return n_classes == 2 if self.target in _OF_TWO else n_classes >= 2

    def count_outputs(self, n_classes: int) -> int:
        """Return how many outputs it has for so many classes."""
        return n_classes if self.target in ("number", "one_hot") else 1


HEADS = {
    "sparse_categorical_crossentropy": Head("softmax", "sparse_categorical_crossentropy", "number"),
    "binary_crossentropy": Head("sigmoid", "binary_crossentropy", "one_hot"),
    "mean_squared_error": Head("softmax", "mean_squared_error", "one_hot"),
    "one_sigmoid": Head("sigmoid", "binary_crossentropy", "bit"),
    "one_tanh": Head("tanh", "mean_squared_error", "sign"),
    "linear_squared_error": Head("linear", "mean_squared_error", "value"),
    "linear_absolute_error": Head("linear", "mean_absolute_error", "value"),
    "linear_huber": Head("linear", "huber", "value"),
}


def list_heads(n_classes: int) -> tuple[str, ...]:
    """Return the names of the heads that fit so many classes, 0 for numbers; the usual one first.

    >>> list_heads(2)[0], list_heads(10)[0]
    ('one_sigmoid', 'sparse_categorical_crossentropy')
    """
    fitting = [name for name, head in HEADS.items() if head.fits(n_classes)]
    return tuple(sorted(fitting, key=lambda name: HEADS[name].target != "bit"))
