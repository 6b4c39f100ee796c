"""Three guided experiments: what is trained, and the sentence that their result makes."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from mlp_explorer.config import HiddenLayer, TrainConfig
from mlp_explorer.runs import RunRecord

__all__ = ["Experiment", "EXPERIMENTS", "Outcome", "read_outcome"]

_CLEAR = 0.01  # accuracies closer than a point are called alike


class Outcome(NamedTuple):
    """What came of a run. Accuracies as fractions in [0, 1], of its training images and of the
    10,000 test images; epoch_s: seconds an epoch; parameters: their number."""

    label: str
    train_accuracy: float
    test_accuracy: float
    epoch_s: float
    parameters: int


class Experiment(NamedTuple):
    """title, question: for the screen. configs: label → what is trained, all in one race.
    conclude: from the outcomes, in the order of the configs, to a sentence."""

    title: str
    question: str
    configs: dict[str, TrainConfig]
    conclude: Callable[[Sequence[Outcome]], str]


def read_outcome(label: str, record: RunRecord) -> Outcome | None:
    """Return what came of a run, None before its test."""
    if record.test is None or not record.epochs:
        return None
    last = record.epochs[-1]
    return Outcome(
        label,
        float(last.accuracy or 0.0),
        float(record.test.test_accuracy or 0.0),
        last.elapsed_s / last.epoch,
        sum(record.config.layer_parameters),
    )


def conclude_scaling(outcomes: Sequence[Outcome]) -> str:
    """Compare pixels of 0 to 1, the first, with pixels of 0 to 255."""
    scaled, raw = outcomes
    gain = scaled.test_accuracy - raw.test_accuracy
    both = (
        f"With pixels of 0 to 1 it reads {_percent(scaled.test_accuracy)} of the test images, with "
        f"pixels of 0 to 255 {_percent(raw.test_accuracy)}."
    )
    if gain > _CLEAR:
        return f"{both} Dividing by 255 is worth {_points(gain)} here, and costs nothing."
    if gain < -_CLEAR:
        return f"{both} Here the unscaled pixels did better, by {_points(-gain)}: that is rare."
    return f"{both} Here it makes no clear difference."


def conclude_overfitting(outcomes: Sequence[Outcome]) -> str:
    """Compare a plain network, the first, with those that got help."""
    plain, *helped = outcomes
    gap = plain.train_accuracy - plain.test_accuracy
    first = (
        f"Without help it reads {_percent(plain.train_accuracy)} of its training images and "
        f"{_percent(plain.test_accuracy)} of new ones: "
    )
    first += "it overfits." if gap > 0.05 else "it hardly overfits."
    best = max(helped, key=lambda outcome: outcome.test_accuracy)
    gain = best.test_accuracy - plain.test_accuracy
    if gain > _CLEAR:
        return f"{first} {_begin(best.label)} helped most: {_points(gain)} more on new images."
    if gain > 0:
        return (
            f"{first} {_begin(best.label)} did best on new images, with "
            f"{_percent(best.test_accuracy)}: a difference that may be chance. "
            "More images would help more."
        )
    return f"{first} None of the three helped here. More images would."


def conclude_size(outcomes: Sequence[Outcome]) -> str:
    """Compare networks from narrow to wide; the last one is deep."""
    *wide, deep = outcomes
    low, high = wide[0], wide[-1]
    gain = high.test_accuracy - low.test_accuracy
    times = high.epoch_s / max(low.epoch_s, 1e-9)
    rate = "rose" if gain > 0 else "fell"
    first = (
        f"From {low.label} to {high.label}, accuracy {rate} from {_percent(low.test_accuracy)} to "
        f"{_percent(high.test_accuracy)}; the network has {high.parameters / low.parameters:.0f} "
        f"times as many weights, and an epoch took {times:.1f} times as long."
    )
    same = min(wide, key=lambda outcome: abs(outcome.test_accuracy - deep.test_accuracy))
    name, reached = _begin(deep.label), _percent(deep.test_accuracy)
    off = deep.test_accuracy - high.test_accuracy
    if off > _CLEAR:
        return f"{first} {name} did better still: {reached}."
    if off < -_CLEAR:
        return f"{first} {name} did worse: {reached}, near {same.label}."
    return f"{first} {name} did as well: {reached}."


def _begin(label: str) -> str:
    return label[0].upper() + label[1:]


def _percent(share: float) -> str:
    return f"{share:.1%}".replace("%", " %")


def _points(share: float) -> str:
    return f"{100 * share:.1f} points"


_SCALING = TrainConfig(
    hidden_layers=(HiddenLayer(64, "sigmoid"),), training_images=10_000, batch_size=200, epochs=8
)
_FEW = TrainConfig(
    hidden_layers=(HiddenLayer(256, "relu"), HiddenLayer(128, "relu")),
    training_images=500,
    batch_size=50,
    epochs=30,
)
_SIZE = TrainConfig(training_images=20_000, batch_size=200, epochs=4)


def _make(*units: int) -> TrainConfig:
    layers = tuple(HiddenLayer(count, "relu") for count in units)
    config: TrainConfig = _SIZE.changed(hidden_layers=layers)
    return config


EXPERIMENTS = {
    "scaling": Experiment(
        "Scaling",
        "Does it matter whether pixels are 0 to 1 or 0 to 255?",
        {"0 to 1": _SCALING, "0 to 255": _SCALING.changed(scale_pixels=False)},
        conclude_scaling,
    ),
    "overfitting": Experiment(
        "Overfitting",
        "What helps a network that has only 400 images to learn from?",
        {
            "no help": _FEW,
            "dropout": _FEW.changed(
                hidden_layers=(HiddenLayer(256, "relu", 0.5), HiddenLayer(128, "relu", 0.5))
            ),
            "L2": _FEW.changed(l2=0.003),
            "early stopping": _FEW.changed(early_stopping_patience=4),
        },
        conclude_overfitting,
    ),
    "size": Experiment(
        "Size",
        "How much accuracy do more neurons buy, and what do they cost?",
        {
            "16 neurons": _make(16),
            "128 neurons": _make(128),
            "512 neurons": _make(512),
            "three layers of 128": _make(128, 128, 128),
        },
        conclude_size,
    ),
}
