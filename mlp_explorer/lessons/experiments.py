"""Guided experiments: what is trained, and the sentence that their result makes."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mlp_explorer.config import HiddenLayer, TrainConfig
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunRecord
from mlp_explorer.words import EXPERIMENT, write_number, write_percent

__all__ = ["Experiment", "EXPERIMENTS", "Outcome", "read_outcome"]

_CLEAR = 0.01  # accuracies closer than a point are called alike
_SIZE_OF = re.compile(r"_\d+$")  # the end of a key
_OVERFITS = 0.05  # so much better on its own images


class Outcome(NamedTuple):
    """What came of a run. Accuracies as fractions in [0, 1], of its training examples during the
    last epoch and of the test examples; epoch_s: seconds an epoch; parameters: their number."""

    label: str
    train_accuracy: float
    test_accuracy: float
    epoch_s: float
    parameters: int


class Experiment(NamedTuple):
    """name: of its race, too. configs: key → what is trained, all in one race.
    conclude: from the outcomes, in the order of the configs, to a sentence."""

    name: str
    configs: dict[str, TrainConfig]
    conclude: Callable[[Sequence[Outcome]], str]

    @property
    def title(self) -> str:
        """What the screen calls it."""
        return EXPERIMENT[f"{self.name}_title"]

    @property
    def question(self) -> str:
        """What it answers."""
        return EXPERIMENT[f"{self.name}_question"]

    def label(self, key: str) -> str:
        """Return what the screen calls one of its runs."""
        layers = self.configs[key].hidden_layers
        units = layers[0].units if layers else 0
        return EXPERIMENT[_SIZE_OF.sub("", key)].format(units=units)


def read_outcome(label: str, record: RunRecord) -> Outcome | None:
    """Return what came of a run, None of one that was not trained to its end and tested."""
    if record.state is not RunState.FINISHED or record.test is None or not record.epochs:
        return None
    last = record.epochs[-1]
    return Outcome(
        label,
        float(last.score or 0.0),
        float(record.test.test_score or 0.0),
        last.elapsed_s / last.epoch,
        sum(record.config.layer_parameters),
    )


def conclude_scaling(outcomes: Sequence[Outcome]) -> str:
    """Compare pixels of 0 to 1, the first, with pixels of 0 to 255."""
    scaled, raw = outcomes
    gain = scaled.test_accuracy - raw.test_accuracy
    both = EXPERIMENT["scaling"].format(
        scaled=write_percent(scaled.test_accuracy, 1), raw=write_percent(raw.test_accuracy, 1)
    )
    return f"{both} {EXPERIMENT[f'scaling_{_tell(gain)}'].format(points=_points(abs(gain)))}"


def conclude_columns(outcomes: Sequence[Outcome]) -> str:
    """Compare a table's columns as they are scaled, the first, with columns as they are."""
    scaled, raw = outcomes
    gain = scaled.test_accuracy - raw.test_accuracy
    return EXPERIMENT[f"columns_{_tell(gain)}"].format(
        scaled=write_percent(scaled.test_accuracy, 1), raw=write_percent(raw.test_accuracy, 1)
    )


def conclude_inputs(outcomes: Sequence[Outcome]) -> str:
    """Compare a line over two inputs, the first, a line over a third, and a hidden layer."""
    line, product, layer = outcomes
    texts = {
        "line": write_percent(line.test_accuracy, 1),
        "product": write_percent(product.test_accuracy, 1),
        "layer": write_percent(layer.test_accuracy, 1),
    }
    best = max(product, layer, key=lambda outcome: outcome.test_accuracy)
    if best.test_accuracy - line.test_accuracy <= _CLEAR:
        return EXPERIMENT["inputs_none"].format(**texts)
    off = product.test_accuracy - layer.test_accuracy
    kind = "product" if off > _CLEAR else "layer" if off < -_CLEAR else "both"
    return EXPERIMENT[f"inputs_{kind}"].format(**texts)


def conclude_overfitting(outcomes: Sequence[Outcome]) -> str:
    """Compare a plain network, the first, with those that got help."""
    plain, *helped = outcomes
    gap = plain.train_accuracy - plain.test_accuracy
    first = EXPERIMENT["overfitting" if gap > _OVERFITS else "overfitting_hardly"].format(
        train=write_percent(plain.train_accuracy, 1), test=write_percent(plain.test_accuracy, 1)
    )
    best = max(helped, key=lambda outcome: outcome.test_accuracy)
    gain = best.test_accuracy - plain.test_accuracy
    kind = "most" if gain > _CLEAR else "chance" if gain > 0 else "none"
    second = EXPERIMENT[f"overfitting_{kind}"].format(
        name=_begin(best.label), points=_points(gain), test=write_percent(best.test_accuracy, 1)
    )
    return f"{first} {second}"


def conclude_size(outcomes: Sequence[Outcome]) -> str:
    """Compare networks from narrow to wide; the last one is deep."""
    *wide, deep = outcomes
    low, high = wide[0], wide[-1]
    before, after = write_percent(low.test_accuracy, 1), write_percent(high.test_accuracy, 1)
    gain = high.test_accuracy - low.test_accuracy
    kind = "same" if before == after else "rose" if gain > 0 else "fell"
    first = EXPERIMENT[f"size_{kind}"].format(
        low=low.label,
        high=high.label,
        before=before,
        after=after,
        weights=write_number(high.parameters / low.parameters, ".0f"),
        times=write_number(high.epoch_s / max(low.epoch_s, 1e-9), ".1f"),
    )
    off = deep.test_accuracy - high.test_accuracy
    kind = "better" if off > _CLEAR else "worse" if off < -_CLEAR else "as_well"
    same = min(wide, key=lambda outcome: abs(outcome.test_accuracy - deep.test_accuracy))
    second = EXPERIMENT[f"size_deep_{kind}"].format(
        name=_begin(deep.label), test=write_percent(deep.test_accuracy, 1), same=same.label
    )
    return f"{first} {second}"


def _tell(gain: float) -> str:
    """Return which way a difference of accuracies goes, where it is clear."""
    return "better" if gain > _CLEAR else "worse" if gain < -_CLEAR else "same"


def _begin(label: str) -> str:
    return label[0].upper() + label[1:]


def _points(share: float) -> str:
    return write_number(100 * share, ".1f")


# with SGD: Adam's steps hardly depend on how large the gradients are, so it suffers less
_SCALING = TrainConfig(
    hidden_layers=(HiddenLayer(64, "sigmoid"),),
    optimizer="sgd",
    learning_rate=0.5,
    training_images=10_000,
    batch_size=100,
    epochs=8,
)
_FEW = TrainConfig(
    hidden_layers=(HiddenLayer(256, "relu"), HiddenLayer(128, "relu")),
    training_images=500,
    batch_size=50,
    epochs=30,
)
_SIZE = TrainConfig(training_images=20_000, batch_size=200, epochs=4)


_COLUMNS = TrainConfig(
    dataset="wine",
    hidden_layers=(HiddenLayer(16, "sigmoid"),),
    learning_rate=0.01,
    batch_size=16,
    epochs=30,
)
_INPUTS = TrainConfig(dataset="xor", hidden_layers=(), learning_rate=0.03, batch_size=20, epochs=30)


def _make(*units: int) -> TrainConfig:
    layers = tuple(HiddenLayer(count, "relu") for count in units)
    config: TrainConfig = _SIZE.changed(hidden_layers=layers)
    return config


EXPERIMENTS = {
    "scaling": Experiment(
        "scaling",
        {
            "scaled": _SCALING,
            "raw": _SCALING.changed(scale_pixels=False),
        },
        conclude_scaling,
    ),
    "overfitting": Experiment(
        "overfitting",
        {
            "plain": _FEW,
            "dropout": _FEW.changed(
                hidden_layers=(HiddenLayer(256, "relu", 0.5), HiddenLayer(128, "relu", 0.5))
            ),
            "l2": _FEW.changed(l2=0.003),
            "early_stopping": _FEW.changed(early_stopping_patience=4),
        },
        conclude_overfitting,
    ),
    "size": Experiment(
        "size",
        {
            **{f"wide_{units}": _make(units) for units in (16, 128, 512)},
            "deep": _make(128, 128, 128),
        },
        conclude_size,
    ),
    "columns": Experiment(
        "columns",
        {
            "columns_scaled": _COLUMNS,
            "columns_raw": _COLUMNS.changed(scale_pixels=False),
        },
        conclude_columns,
    ),
    "inputs": Experiment(
        "inputs",
        {
            "two": _INPUTS,
            "product": _INPUTS.changed(features=("x1", "x2", "x1x2")),
            "hidden": _INPUTS.changed(hidden_layers=(HiddenLayer(4, "tanh"),)),
        },
        conclude_inputs,
    ),
}
