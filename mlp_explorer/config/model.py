"""`TrainConfig`: all that a run depends on, checked."""

import itertools
import math
from dataclasses import replace
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from mlp_explorer.config import query
from mlp_explorer.config.choices import MAX_HIDDEN_LAYERS, N_TRAIN
from mlp_explorer.config.layer import Checked, HiddenLayer, name_of, number
from mlp_explorer.config.problems import check_dataset, check_features, check_own_set
from mlp_explorer.config.suiting import POINTS, count_points, list_misfits, suit
from mlp_explorer.data.about import About
from mlp_explorer.data.dataset import find_about
from mlp_explorer.data.features import fill_features, name_features
from mlp_explorer.data.sources import Options
from mlp_explorer.errors import ConfigError, Sentence
from mlp_explorer.tasks import HEADS, Head, Metric

__all__ = ["TrainConfig"]

_SPLIT_FIELDS = ("training_images", "validation_split")  # the two that are checked together
_OF_DATASET = ("dataset", "points", "train_share")  # those that say what a dataset is
_MADE = ("points", "noise", "train_share")
# what does not go with a network to another dataset
_BOUND = ("augmentation", "dataset", "features", "loss", "own_set", "training_images", *_MADE)
# how a dataset that a seed makes is made, and what of it a network is told
_OF_MADE = ("points", "noise", "data_seed", "train_share", "features")
_VERSION = 1  # of `TrainConfig.to_json`: another one where a reader of today would go wrong


class TrainConfig(Checked):
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
    loss: Annotated[str, name_of("loss")] = "sparse_categorical_crossentropy"
    optimizer: Annotated[str, name_of("optimizer")] = "adam"
    learning_rate: Annotated[float, number("learning_rate")] = 0.001
    schedule: Annotated[str, name_of("schedule")] = "constant"
    batch_size: Annotated[int, number("batch_size")] = 2000
    epochs: Annotated[int, number("epochs")] = 10
    validation_split: Annotated[float, number("validation_split")] = 0.2
    l1: Annotated[float, number("l1")] = 0.0
    l2: Annotated[float, number("l2")] = 0.0
    early_stopping_patience: Annotated[int, number("early_stopping_patience")] = 0
    kernel_initializer: Annotated[str, name_of("kernel_initializer")] = "glorot_uniform"
    seed: Annotated[int, number("seed")] = 0
    training_images: Annotated[int, number("training_images")] = N_TRAIN
    scale_pixels: bool = True
    augmentation: Annotated[str, name_of("augmentation")] = "none"
    precision: Annotated[str, name_of("precision")] = "auto"
    own_set: Annotated[str, BeforeValidator(check_own_set)] = ""
    own_share: Annotated[float, number("own_share")] = 0.5  # counts where there is an own set
    dataset: Annotated[str, BeforeValidator(check_dataset)] = "mnist"
    # these five count where a seed makes the dataset
    points: Annotated[int, number("points")] = POINTS
    noise: Annotated[float, number("noise")] = 0.0
    data_seed: Annotated[int, number("data_seed")] = 0
    train_share: Annotated[float, number("train_share")] = 0.0  # 0: others test
    features: Annotated[tuple[str, ...], BeforeValidator(check_features)] = ()  # (): coordinates

    def __init__(self, **values: Any) -> None:
        super().__init__(**suit(values) | values)

    @model_validator(mode="after")
    def _fit_the_dataset(self) -> "TrainConfig":
        problems = list_misfits(self)
        if problems:
            raise ConfigError.of(problems)
        return self

    @model_validator(mode="after")
    def _leave_something_to_train_on(self) -> "TrainConfig":
        if self.n_train < 1:
            images, split = self.training_images, self.validation_split
            raise ConfigError("none_to_train", images=images, split=split)
        return self

    def changed(self, **values: Any) -> "TrainConfig":
        """Return a copy with these fields changed, checked anew; what was as is usual with its
        dataset is as is usual with another one. Raises ConfigError."""
        usual = suit(vars(self)).items()
        follows = {name for name, default in usual if getattr(self, name) == default}
        kept = {name: getattr(self, name) for name in TrainConfig.model_fields}
        kept = {name: value for name, value in kept.items() if name not in follows}
        return TrainConfig(**kept | values)

    @property
    def defaults(self) -> dict[str, Any]:
        """What each field is where nothing is said of it, with this dataset."""
        return super().defaults | suit(vars(self))

    @property
    def settings(self) -> tuple[str, ...]:
        """Names of the fields that mean something with this dataset."""
        about = self.about
        away = {"scale_pixels"} if about.is_made else set(_OF_MADE)
        if not about.is_drawn:
            away.add("augmentation")
        return tuple(name for name in type(self).model_fields if name not in away)

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
    def about(self) -> About:
        """What is known of the dataset, as this network takes it: of points, with their features
        for columns."""
        about = find_about(self.dataset)
        if not about.is_made:
            return about
        n_train, n_test = count_points(vars(self), about)
        names = name_features(fill_features(about, self.features))
        return replace(about, n_train=n_train, n_test=n_test, shape=(len(names),), features=names)

    @property
    def data(self) -> tuple[str, Options, int]:
        """What `data.load_prepared` needs to load the dataset as this network takes it."""
        return self.dataset, self.options, self.n_train * self.scale_pixels

    @property
    def options(self) -> Options:
        """How the dataset is made, if a seed makes it; else the same for all."""
        made = self.about.is_made
        if not made:
            return Options()
        return Options(self.points, self.noise, self.data_seed, self.train_share, self.features)

    @property
    def head(self) -> Head:
        """The end of the network: outputs, loss and targets."""
        return HEADS[self.loss]

    @property
    def metric(self) -> Metric:
        """What its score is: what the answers are judged by, beside the loss."""
        return self.head.metric

    @property
    def widths(self) -> tuple[int, ...]:
        """Numbers that go into the network, neurons of each hidden layer, outputs."""
        outputs = self.head.count_outputs(len(self.about.classes))
        return (self.about.n_inputs, *(layer.units for layer in self.hidden_layers), outputs)

    @property
    def output_activation(self) -> str:
        """Activation of the outputs; the loss decides it."""
        return self.head.output

    @property
    def layer_parameters(self) -> tuple[int, ...]:
        """Parameters of each hidden layer, then of the output layer, as Keras counts them."""
        dense = [(before + 1) * after for before, after in itertools.pairwise(self.widths)]
        extra = [4 * layer.units * layer.batch_normalization for layer in self.hidden_layers]
        return tuple(a + b for a, b in zip(dense, [*extra, 0], strict=True))

    @property
    def title(self) -> str:
        """The network by its names, `784 → 256 sigmoid → 128 sigmoid → 10 · adam 0.001`; of another
        dataset than MNIST with its key before it, of own data with its title."""
        layers = [f"{layer.units} {layer.activation}" for layer in self.hidden_layers]
        path = " → ".join([str(self.widths[0]), *layers, str(self.widths[-1])])
        path = path if self.dataset == "mnist" else f"{self.about.name} · {path}"
        return f"{path} · {self.optimizer} {self.learning_rate:g}"

    def on(self, dataset: str, **options: Any) -> "TrainConfig":
        """Return this network for another dataset: with all of its examples, and what does not fit
        it as it usually is. options: of a dataset that a seed makes. Raises ConfigError."""
        names = (name for name in self.changes if name not in _BOUND)
        kept = {name: getattr(self, name) for name in names}
        about = find_about(dataset)
        if "loss" in self.changes and self.head.fits(len(about.classes)):
            kept["loss"] = self.loss
        if about.is_drawn:
            kept["augmentation"] = self.augmentation
        if about.kind == find_about(self.dataset).kind:
            kept["features"] = self.features
        return TrainConfig(**kept | {"dataset": dataset} | options)

    def to_query(self) -> dict[str, str]:
        """Return what differs from the tutorial's job, as URL query parameters.

        >>> TrainConfig(epochs=3).to_query()
        {'epochs': '3'}
        """
        texts = {name: query.write(getattr(self, name)) for name in type(self).model_fields}
        base = query.BASE | {name: query.write(value) for name, value in suit(vars(self)).items()}
        different = {name: text for name, text in texts.items() if text != base[name]}
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
        # first what the dataset is, as it says what the others may be
        for key, value in sorted(mapping.items(), key=lambda pair: pair[0] not in _OF_DATASET):
            ground = {name: good[name] for name in _OF_DATASET if name in good}
            try:
                # beside a split of 0, no number of images is too small by itself
                cls.from_query({"validation_split": "0"} | ground | {key: value})
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
