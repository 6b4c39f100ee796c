"""`train`: one configuration, one training, in this process."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from mlp_explorer.config import TrainConfig
from mlp_explorer.data import Dataset
from mlp_explorer.data.lending import OWN_DATA
from mlp_explorer.errors import ConfigError
from mlp_explorer.messages import HELD, OwnSet, make_history
from mlp_explorer.messages.checkpoint import Checkpoint
from mlp_explorer.messages.events import Evaluated, Event, TrainingEnded
from mlp_explorer.training.batches import mix_examples
from mlp_explorer.training.callbacks import (
    ChangeRate,
    StopEarly,
    StopOnNaN,
    StopOnRequest,
    StreamEvents,
)
from mlp_explorer.training.fit import evaluate, fit
from mlp_explorer.training.model import build_model
from mlp_explorer.training.pool import ProgramPool
from mlp_explorer.training.program import Program
from mlp_explorer.training.progress import Progress
from mlp_explorer.training.state import write_state

__all__ = ["train", "TrainResult"]

_POOL = ProgramPool()  # a cache: what it holds changes no result


@dataclass(frozen=True, eq=False)
class TrainResult:
    """What a training leaves.

    history: `accuracy` (of numbers `r2_score`), `loss` and, with validation, both with `val_`; one
    float an epoch that was finished by this call of `train`, none of those before its start.
    test_loss, test_score: of the test part; the score is the accuracy, or R² of numbers. NaN if the
    training is held. reason: "completed", "stopped", "paused", "yielded", "early_stopping" or
    "diverged". epoch: the one that the weights are of, from 1; with early stopping the best, else
    the last, cut short or not. weights: float32 arrays in Keras's order.
    precision: "float32" or "mixed_bfloat16", as used.
    checkpoint: where to go on. It stands at the last step that was made, within an epoch or at its
    end. So with early stopping its weights are the last ones, while `weights` are the best, which
    wait in `checkpoint.best`; and if that has ended the training, its patience is there anew. Of a
    training that diverged, it is the end of the last whole epoch.
    """

    config: TrainConfig
    history: dict[str, list[float]]
    test_loss: float
    test_score: float
    reason: str
    epoch: int
    precision: str
    weights: list[NDArray[np.float32]]
    checkpoint: Checkpoint

    @cached_property
    def model(self) -> keras.Model:
        """The trained model, float32 and nobody else's, with its optimizer: `fit` can go on."""
        model = build_model(Progress(self.config, self.checkpoint).config)
        model.optimizer.build(model.trainable_variables)
        write_state(model, self.weights, self.checkpoint.slots)
        return model


def train(
    config: TrainConfig,
    emit: Callable[[Event], None] | None = None,
    should_stop: Callable[[], bool | str] | None = None,
    keep: Callable[[Checkpoint], None] | None = None,
    callbacks: Sequence[keras.callbacks.Callback] = (),
    start: Checkpoint | None = None,
    read_rate: Callable[[], float | None] | None = None,
    between_epochs: Callable[[], None] | None = None,
    own: OwnSet | None = None,
    data: Dataset | None = None,
) -> TrainResult:
    """Train `config`'s network on its dataset and test it. No Dask, no Streamlit.

    emit: called with each event of `mlp_explorer.messages.events`, in this thread.
    should_stop: asked about four times a second, and first where `start` is given; true ends the
    training there, and so do "stopped", "paused" and "yielded". The last two hold it: it is not
    tested.
    keep: called with a checkpoint before the first step, and after each epoch before its event.
    callbacks: Keras's own or yours, called after ours; batches as with `steps_per_execution`. No
    checkpoint has what they remember.
    start: where to go on, up to `config.epochs` in total. The result is the same as if there had
    been no interruption: bit for bit on the same kind of processor, wherever it was cut, in
    whatever process it goes on (a test compares them). `config` may have other epochs, rates and
    patience than before. Raises ConfigError if the start does not fit the network.
    read_rate: asked before each call of several steps; a number is the learning rate from there
    on, and what a schedule starts from. Raises ConfigError for one that is out of range.
    between_epochs: called between two epochs; may block for as long as others train.
    own: the drawings that `config.own_set` names, to be mixed in. Raises ConfigError for others.
    data: own data, where `config.dataset` is its key (`data.about.key`); it is kept nowhere.
    Raises ConfigError for another one, and DatasetError where own data is neither given nor kept.
    """
    if data is not None:
        if data.about.key != config.dataset:
            got, wanted = data.about.key, config.dataset
            raise ConfigError("another_dataset", got=got, wanted=wanted)
        given = emit, should_stop, keep, callbacks, start, read_rate, between_epochs, own
        with OWN_DATA.lend(data):
            return train(config, *given)
    progress, examples = Progress(config, start), mix_examples(config, own)
    stop, nan = StopOnRequest(should_stop or (lambda: False), start is not None), StopOnNaN()
    stream = StreamEvents(emit or _ignore, keep or _ignore, progress)
    early = [StopEarly(progress)] if config.early_stopping_patience else []
    rate = ChangeRate(read_rate or _ignore, progress, stream.emit)

    def wait() -> None:
        if between_epochs:
            with progress.untimed():
                between_epochs()
            stop.ask()  # it may have waited for long

    with _POOL.lend(progress.config) as program:
        if start:
            program.restore(start)
        # early stopping judges an epoch before the checkpoint of it is taken
        fit(program, progress, examples, [stop, nan, rate, *early, stream, *callbacks], wait)
        reason = stop.reason or _find_reason(nan, program.model.stop_training)
        stream.emit(TrainingEnded(reason, stream.epoch))
        loss, score = (
            _test(program, progress.config, stream.emit)
            if reason not in HELD
            else (math.nan, math.nan)
        )
        return TrainResult(
            config,
            make_history(stream.epochs, config.metric.name),
            loss,
            score,
            # the very last step's own overflow is in no batch's loss
            reason if math.isfinite(loss) or reason in HELD else "diverged",
            progress.best.epoch if progress.best else stream.epoch,
            program.shape.precision,
            program.model.get_weights(),
            _renew_patience(stream.checkpoint) if reason == "early_stopping" else stream.checkpoint,
        )


def _ignore(*_: Any) -> None:
    pass


def _find_reason(nan: StopOnNaN, ended_early: bool) -> str:
    if nan.diverged:
        return "diverged"
    # any other callback that stops a training judges it too
    return "early_stopping" if ended_early else "completed"


def _test(
    program: Program, config: TrainConfig, emit: Callable[[Event], None]
) -> tuple[float, float]:
    loss, score = evaluate(program, config)
    emit(Evaluated(loss, score))
    return loss, score


def _renew_patience(checkpoint: Checkpoint) -> Checkpoint:
    best = checkpoint.best  # None if another callback has stopped it
    return replace(checkpoint, best=best and best._replace(wait=0))
