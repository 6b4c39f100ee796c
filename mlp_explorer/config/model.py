"""`TrainConfig`: all that a run depends on, checked."""

import itertools
import math
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from mlp_explorer.config import query
from mlp_explorer.config.choices import (
    CLASSES,
    LIMITS,
    LOSSES,
    MAX_HIDDEN_LAYERS,
    N_TRAIN,
    PIXELS,
)
from mlp_explorer.config.problems import check_name, check_own_set, list_problems
from mlp_explorer.errors import ConfigError, Sentence

__all__ = ["HiddenLayer", "TrainConfig"]

_SPLIT_FIELDS = ("training_images", "validation_split")  # the two that are checked together
_VERSION = 1  # of `TrainConfig.to_json`: another one where a reader of today would go wrong


def _number(name: str) -> Any:
    limits = LIMITS[name]
    return Field(ge=limits.low, le=limits.high)


def _name_of(registry: str) -> BeforeValidator:
    return BeforeValidator(lambda value: check_name(registry, value))


class _Checked(BaseModel):
    """A frozen model whose bad input raises `ConfigError` with all that is wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise ConfigError.of(list_problems(error)) from None

    def changed(self, **values: Any) -> Any:
        """Return a copy with these fields changed, checked anew. Raises ConfigError."""
        return type(self)(
            **{**{name: getattr(self, name) for name in type(self).model_fields}, **values}
        )

    def __repr__(self) -> str:
        """Show what differs from the default."""
        parts = (f"{name}={getattr(self, name)!r}" for name in self.changes)
        return f"{type(self).__name__}({', '.join(parts)})"

    def __str__(self) -> str:
        """Return the same as `repr`."""
        return repr(self)

    @property
    def changes(self) -> tuple[str, ...]:
        """Names of the fields that differ from their defaults."""
        fields = type(self).model_fields
        return tuple(name for name in fields if getattr(self, name) != fields[name].default)


class HiddenLayer(_Checked):
    """One hidden layer: Dense → batch normalization? → activation → dropout?

    units: neurons, 1 to 2048. activation: a name in `ACTIVATIONS`.
    dropout: share of outputs set to 0 in training, 0 to 0.9.
    batch_normalization: between the sum and the activation (Ioffe and Szegedy, 2015).
    Raises ConfigError for values outside of these.
    """

    units: Annotated[int, _number("units")] = 128
    activation: Annotated[str, _name_of("activation")] = "sigmoid"
    dropout: Annotated[float, _number("dropout")] = 0.0
    batch_normalization: bool = False

    def __init__(
        self,
        units: Any = 128,
        activation: Any = "sigmoid",
        dropout: Any = 0.0,
        batch_normalization: Any = False,
        **unknown: Any,
    ) -> None:
        super().__init__(
            units=units,
            activation=activation,
            dropout=dropout,
            batch_normalization=batch_normalization,
            **unknown,
        )

    def __repr__(self) -> str:
        """Read like the call that makes it."""
        extra = f", dropout={self.dropout!r}" if self.dropout else ""
        extra += ", batch_normalization=True" if self.batch_normalization else ""
        return f"HiddenLayer({self.units}, {self.activation!r}{extra})"


class TrainConfig(_Checked):
    """All that a run depends on; with no arguments, the tutorial's job.

    Frozen, compared by value. Numbers have the ranges in `LIMITS`, names come from the
    registries in `choices.py`; own_set is the id of a `runs.OwnSet`, or empty.
    Raises ConfigError with one sentence for each problem.

    >>> TrainConfig(epochs=3, hidden_layers=(HiddenLayer(64, "relu"),))
    TrainConfig(hidden_layers=(HiddenLayer(64, 'relu'),), epochs=3)
    """

    hidden_layers: tuple[HiddenLayer, ...] = Field(
        (HiddenLayer(256), HiddenLayer(128)), max_length=MAX_HIDDEN_LAYERS
    )
    loss: Annotated[str, _name_of("loss")] = "sparse_categorical_crossentropy"
    optimizer: Annotated[str, _name_of("optimizer")] = "adam"
    learning_rate: Annotated[float, _number("learning_rate")] = 0.001
    schedule: Annotated[str, _name_of("schedule")] = "constant"
    batch_size: Annotated[int, _number("batch_size")] = 2000
    epochs: Annotated[int, _number("epochs")] = 10
    validation_split: Annotated[float, _number("validation_split")] = 0.2
    l1: Annotated[float, _number("l1")] = 0.0
    l2: Annotated[float, _number("l2")] = 0.0
    early_stopping_patience: Annotated[int, _number("early_stopping_patience")] = 0
    kernel_initializer: Annotated[str, _name_of("kernel_initializer")] = "glorot_uniform"
    seed: Annotated[int, _number("seed")] = 0
    training_images: Annotated[int, _number("training_images")] = N_TRAIN
    scale_pixels: bool = True
    augmentation: Annotated[str, _name_of("augmentation")] = "none"
    precision: Annotated[str, _name_of("precision")] = "auto"
    own_set: Annotated[str, BeforeValidator(check_own_set)] = ""
    own_share: Annotated[float, _number("own_share")] = 0.5  # counts where there is an own set

    @model_validator(mode="after")
    def _leave_something_to_train_on(self) -> "TrainConfig":
        if self.n_train < 1:
            images, split = self.training_images, self.validation_split
            raise ConfigError("none_to_train", images=images, split=split)
        return self

    @property
    def n_train(self) -> int:
        """Images that train: Keras's own rule for `validation_split`."""
        return math.floor(self.training_images * (1.0 - self.validation_split))

    @property
    def n_validation(self) -> int:
        """Images that validate: the last of the chosen ones."""
        return self.training_images - self.n_train if self.validation_split else 0

    @property
    def steps_per_epoch(self) -> int:
        """Batches an epoch, the last one possibly smaller."""
        return math.ceil(self.n_train / self.batch_size)

    @property
    def output_activation(self) -> str:
        """Activation of the ten outputs; the loss decides it."""
        return LOSSES[self.loss].output

    @property
    def layer_parameters(self) -> tuple[int, ...]:
        """Parameters of each hidden layer, then of the output layer, as Keras counts them."""
        widths = [PIXELS, *(layer.units for layer in self.hidden_layers), CLASSES]
        dense = [(before + 1) * after for before, after in itertools.pairwise(widths)]
        extra = [4 * layer.units * layer.batch_normalization for layer in self.hidden_layers]
        return tuple(a + b for a, b in zip(dense, [*extra, 0], strict=True))

    @property
    def title(self) -> str:
        """The network by its names: `784 → 256 sigmoid → 128 sigmoid → 10 · adam 0.001`."""
        layers = [f"{layer.units} {layer.activation}" for layer in self.hidden_layers]
        path = " → ".join([str(PIXELS), *layers, str(CLASSES)])
        return f"{path} · {self.optimizer} {self.learning_rate:g}"

    def to_query(self) -> dict[str, str]:
        """Return what differs from the tutorial's job, as URL query parameters.

        >>> TrainConfig(epochs=3).to_query()
        {'epochs': '3'}
        """
        texts = {name: query.write(getattr(self, name)) for name in type(self).model_fields}
        different = {name: text for name, text in texts.items() if text != query.BASE[name]}
        return {query.key_of(name): text for name, text in different.items()}

    def to_json(self) -> dict[str, Any]:
        """Return all of it, as JSON can carry it, with the version of this form."""
        texts = {name: query.write(getattr(self, name)) for name in type(self).model_fields}
        return {"version": _VERSION} | {query.key_of(name): text for name, text in texts.items()}

    @classmethod
    def from_json(cls, values: Any) -> "TrainConfig":
        """Read what `to_json` wrote, also without a version: then it is a link's parameters.

        Raises ConfigError, with a sentence, for a newer version and for what cannot be read.
        """
        values = dict(values)
        version = values.pop("version", _VERSION)
        if version != _VERSION:
            raise ConfigError("newer_config", got=repr(version), version=_VERSION)
        return cls.from_query(values)

    @classmethod
    def from_query(cls, mapping: Any) -> "TrainConfig":
        """Read URL query parameters; what is missing is the tutorial's.

        mapping: str → str. Raises ConfigError, a sentence for each parameter that is unknown,
        unreadable or out of range.
        """
        values, problems = query.read(_moved_defaults() | mapping, tuple(cls.model_fields))
        try:
            config = cls(**values)
        except ConfigError as error:
            problems.extend(error.problems)
        if problems:
            raise ConfigError.of(problems)
        return config

    @classmethod
    def from_query_forgiving(cls, mapping: Any) -> tuple["TrainConfig", tuple[Sentence, ...]]:
        """Read what can be read: the config, and each problem with the rest."""
        good: dict[str, str] = {}
        problems: list[Sentence] = []
        for key, value in mapping.items():
            try:
                # beside a split of 0, no number of images is too small by itself
                cls.from_query({"validation_split": "0"} | {key: value})
                good[key] = value
            except ConfigError as error:
                problems.extend(error.problems)
        try:
            return cls.from_query(good), tuple(problems)
        except ConfigError as error:  # good one by one, but not together
            kept = {key: value for key, value in good.items() if key not in _SPLIT_FIELDS}
            return cls.from_query(kept), (*problems, *error.problems)


@cache
def _moved_defaults() -> dict[str, str]:
    """Return the fields whose default is not (any more) what a link means without them."""
    fields = TrainConfig.model_fields
    texts = {name: query.write(field.default) for name, field in fields.items()}
    moved = {name: text for name, text in query.BASE.items() if texts[name] != text}
    return {query.key_of(name): text for name, text in moved.items()}
