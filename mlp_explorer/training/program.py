"""One network with its training steps compiled: the part that must be fast.

The whole dataset lies in memory as bytes; a step gathers its batch, scales it (or distorts it),
and does what Keras's own `train_step` does. Many steps run in one call, so Python and Keras are
left out of the loop. Measurement chose between the ways to compile them (`python -m
benchmarks.ways`; seconds an epoch of 48,000 images without validation, 784-256-128-10, float32,
two cores with AVX-512):

| way                                              | batch 2000 | batch 32 |
|--------------------------------------------------|-----------:|---------:|
| `model.fit`                                      |       0.39 |     2.85 |
| `model.fit`, its steps compiled by XLA           |       0.37 |     2.07 |
| `model.fit`, 24 `steps_per_execution`            |       0.35 |     1.79 |
| a loop of steps in one `tf.function`: graph      |       0.29 |     1.29 |
| … the optimizer's update compiled by XLA         |       0.30 |     1.01 |
| … each step compiled by XLA                      |       0.33 |     0.90 |
| … loop and all compiled by XLA: whole            |       0.29 |     0.45 |
| the matrix products alone                        |       0.25 |          |

So small batches in float32 take "whole". All else takes "graph": its matrix products are oneDNN's,
which use a processor's bfloat16 units where XLA's do not (0.20 against 0.30 s at batch 2000); it
compiles in half the time; and dropout's random numbers, 1 ms for 256 × 1024 of them, take XLA 59.
"""

import time
from typing import Any

import keras
import tensorflow as tf

from mlp_explorer.config import TrainConfig
from mlp_explorer.messages.checkpoint import Checkpoint
from mlp_explorer.training.augmentation import augment
from mlp_explorer.training.batches import Epoch, Examples
from mlp_explorer.training.model import build_model
from mlp_explorer.training.pace import Pace
from mlp_explorer.training.precision import find_precision
from mlp_explorer.training.scoring import sum_scores
from mlp_explorer.training.state import list_state, write_state

__all__ = ["Program", "shape_of"]

_WHOLE_AT_MOST = 256  # images a step; above, products take nearly all of the time
_TEST_BATCH = 2000
_FREE = (
    "data_seed",
    "epochs",
    "early_stopping_patience",
    "kernel_initializer",
    "learning_rate",
    "noise",
    "own_set",
    "own_share",
    "seed",
    "training_images",
    "validation_split",
)


def shape_of(config: TrainConfig) -> TrainConfig:
    """Return the configuration with all that needs no other compilation set to its default.

    Runs of one shape share a `Program`: seeds, numbers of epochs and images, learning rates,
    schedules and initializers come from outside.
    """
    return config.changed(
        **{name: config.defaults[name] for name in _FREE},
        schedule="constant" if config.schedule == "constant" else "cosine",
        precision=find_precision(config),
    )


class Program:
    """A model, and its steps compiled.

    shape: as `shape_of` returns it. model: its weights are a run's own after `reset`. exact: the
    same model in float32, for the final test: the app's own predictions are float32 too.
    pace, test_pace: how many steps, or images, a call takes.
    """

    def __init__(self, shape: TrainConfig) -> None:
        self.shape = shape
        self.model = _build(shape, shape.precision)
        self.exact = self.model if shape.precision == "float32" else build_model(shape)
        self.pace, self.test_pace = Pace(least=1), Pace(least=_TEST_BATCH)
        self._about, self._target = shape.about, shape.head.target
        dtype = tf.float32 if self._target == "value" else tf.uint8
        _build_metrics(self.model, self._encode(tf.zeros((1,), dtype)))
        self._run = tf.function(self._run_graph)
        self._run_full = tf.function(self._run_whole, jit_compile=True)
        self._test = tf.function(self._run_test)

    @property
    def is_whole(self) -> bool:
        """Whether full batches run compiled as a whole, by XLA."""
        small = self.shape.batch_size <= _WHOLE_AT_MOST
        dropout = any(layer.dropout for layer in self.shape.hidden_layers)
        return small and not dropout and self.shape.precision == "float32"

    def reset(self, config: TrainConfig) -> None:
        """Give weights, dropout and optimizer the state of a new model of `config`."""
        new = _build(config, self.shape.precision)
        for variable, value in zip(list_state(self.model), list_state(new), strict=True):
            variable.assign(value)

    def restore(self, start: Checkpoint) -> None:
        """Give them a checkpoint's state, after `reset`. Raises ConfigError if it does not fit."""
        write_state(self.model, start.weights, start.slots)

    def train(self, data: Examples, epoch: Epoch, first: int, last: int) -> tuple[float, float]:
        """Make the steps from `first` to before `last`; return sums of loss and score.

        Both are sums over examples, of the score `scoring.sum_scores`; the loss has the penalties
        in it, as in Keras.
        """
        start_s = time.perf_counter()
        full = min(last, epoch.size // self.shape.batch_size) if self.is_whole else first
        sums = [0.0, 0.0]
        for run, start, end in ((self._run_full, first, full), (self._run, max(first, full), last)):
            if start < end:
                parts = run(data, epoch, tf.constant(start), tf.constant(end))
                sums = [total + float(part) for total, part in zip(sums, parts, strict=True)]
        self.pace.note(last - first, time.perf_counter() - start_s)
        return sums[0], sums[1]

    def test_exactly(self, data: Examples) -> tuple[float, float]:
        """Return the same sums for all of `data`, in float32; nothing is learned."""
        if self.exact is not self.model:
            self.exact.set_weights(self.model.get_weights())
        loss, right = self._test(data, tf.constant(0), tf.size(data.labels), exact=True)
        return float(loss), float(right)

    def test(self, data: Examples, first: int, last: int) -> tuple[float, float]:
        """Return the same sums for the images from `first` to before `last`; nothing is learned."""
        start_s = time.perf_counter()
        loss, right = (
            float(part) for part in self._test(data, tf.constant(first), tf.constant(last))
        )
        self.test_pace.note(last - first, time.perf_counter() - start_s)
        return loss, right

    def _run_graph(self, data: Examples, epoch: Epoch, first: Any, last: Any) -> tuple[Any, Any]:
        size = self.shape.batch_size
        loss = right = tf.constant(0.0, tf.float64)
        for step in tf.range(first, last):
            end = tf.minimum((step + 1) * size, epoch.size)
            sums = self._step(data, epoch, step, tf.range(step * size, end))
            loss, right = loss + sums[0], right + sums[1]
        return loss, right

    def _run_whole(self, data: Examples, epoch: Epoch, first: Any, last: Any) -> tuple[Any, Any]:
        size = self.shape.batch_size
        loss = right = tf.constant(0.0, tf.float64)
        step = first  # not `for step in tf.range`: XLA would compile anew for each first and last
        while step < last:
            places = step * size + tf.range(size)
            sums = self._step(data, epoch, step, places)
            loss, right, step = loss + sums[0], right + sums[1], step + 1
        return loss, right

    def _step(self, data: Examples, epoch: Epoch, step: Any, places: Any) -> Any:
        rows = tf.gather(epoch.order, places)
        images, digits = tf.gather(data.inputs, rows), tf.gather(data.labels, rows)
        if self.shape.augmentation != "none":
            images = augment(images, tf.gather(epoch.draws, places), self.shape.augmentation)
        with tf.GradientTape() as tape:
            loss, right = self._judge(self.model, self._scale(images), digits, training=True)
        if self.shape.schedule != "constant":
            # gathered, as a slice would have XLA compile for each step by itself
            self.model.optimizer.learning_rate.assign(tf.gather(epoch.rates, step))
        variables = self.model.trainable_variables
        self.model.optimizer.apply(tape.gradient(loss, variables), variables)
        return _sum(loss, digits), right

    def _scale(self, images: Any) -> Any:
        inputs = tf.cast(images, tf.float32)
        is_scaled = self.shape.scale_pixels and self._about.kind == "pictures"
        return inputs / self._about.white if is_scaled else inputs

    def _encode(self, labels: Any) -> Any:
        """Return what the outputs are to be, of (n,) numbers of classes, or of numbers."""
        if self._target == "number":
            return labels
        if self._target == "one_hot":
            return tf.one_hot(labels, len(self._about.classes))
        column = tf.cast(labels, tf.float32)[:, tf.newaxis]
        return 2 * column - 1 if self._target == "sign" else column

    def _judge(
        self, model: keras.Model, images: Any, digits: Any, training: bool
    ) -> tuple[Any, Any]:
        outputs = model(images, training=training)
        loss = model.compute_loss(images, self._encode(digits), outputs, training=training)
        return loss, sum_scores(self._target, outputs, digits)

    def _run_test(
        self, data: Examples, first: Any, last: Any, exact: bool = False
    ) -> tuple[Any, Any]:
        model = self.exact if exact else self.model
        loss = right = tf.constant(0.0, tf.float64)
        for start in tf.range(first, last, _TEST_BATCH):
            end = tf.minimum(start + _TEST_BATCH, last)
            digits = data.labels[start:end]
            sums = self._judge(model, self._scale(data.inputs[start:end]), digits, training=False)
            loss, right = loss + _sum(sums[0], digits), right + sums[1]
        return loss, right


def _build(config: TrainConfig, precision: str) -> keras.Model:
    # the learning rate is set at each step where there is a schedule: so no schedule is compiled
    model = build_model(config.changed(schedule="constant"), precision)
    model.optimizer.build(model.trainable_variables)
    return model


def _build_metrics(model: keras.Model, targets: Any) -> None:
    # Keras's callbacks ask a model's metrics which direction is better; ours are sums of our own
    model.compute_metrics(None, targets, tf.ones((1, model.output_shape[-1])))
    model.reset_metrics()


def _sum(mean: Any, digits: Any) -> Any:
    # of 64 bits, so that the sums are the same however an epoch is cut into calls
    return tf.cast(mean, tf.float64) * tf.cast(tf.size(digits), tf.float64)
