"""A training that is interrupted, moved, paused or changed on its way ends as it should."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from mlp_explorer import HiddenLayer, TrainConfig, train
from mlp_explorer.errors import ConfigError
from mlp_explorer.messages.checkpoint import Checkpoint
from mlp_explorer.messages.events import (
    BatchEnded,
    EpochEnded,
    Evaluated,
    RateChanged,
    TrainingStarted,
)
from mlp_explorer.training import loop
from mlp_explorer.training.loop import TrainResult
from mlp_explorer.training.pool import ProgramPool

SMALL = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=1000, batch_size=100, epochs=3
)
ALL_LAYERS = (HiddenLayer(32, "relu", dropout=0.3, batch_normalization=True),)
KINDS = {
    "whole": {"batch_size": 30},  # 26 full batches and a smaller one
    "graph": {"batch_size": 500, "training_images": 3000, "precision": "float32"},
    "bfloat16": {"batch_size": 500, "training_images": 3000, "precision": "mixed_bfloat16"},
    "dropout, normalized": {"hidden_layers": ALL_LAYERS},
    "cosine": {"schedule": "cosine"},
    "nadam, step": {"optimizer": "nadam", "schedule": "step"},
    "shift": {"augmentation": "shift", "batch_size": 250},
    "early stopping": {"early_stopping_patience": 2, "learning_rate": 0.05, "epochs": 12},
    "not validated": {"validation_split": 0},
}


@pytest.fixture
def other_process(monkeypatch):
    """Call it to forget all compiled programs, as a process that starts anew."""
    return lambda: monkeypatch.setattr(loop, "_POOL", ProgramPool())


@pytest.fixture
def step_by_step(monkeypatch, other_process):
    """Make every call a single step."""
    other_process()
    monkeypatch.setattr("mlp_explorer.training.pace.INTERVAL_S", 1e-12)


def stop_after(calls: int, answer: bool | str = True):
    asked = iter([False] * (calls - 1))
    return lambda: next(asked, answer)


def copy(checkpoint: Checkpoint) -> Checkpoint:
    return pickle.loads(pickle.dumps(checkpoint))


def join(*parts: TrainResult) -> dict[str, list[float]]:
    names = parts[-1].history
    return {name: [value for part in parts for value in part.history[name]] for name in names}


def assert_equal(one: Checkpoint, other: Checkpoint) -> None:
    for ours, theirs in ((one.weights, other.weights), (one.slots, other.slots)):
        assert len(ours) == len(theirs)
        assert all(np.array_equal(a, b) for a, b in zip(ours, theirs, strict=True))
    assert (one.epoch, one.step, one.learning_rate) == (
        other.epoch,
        other.step,
        other.learning_rate,
    )


@pytest.mark.parametrize("is_within", [True, False])
def test_a_checkpoint_that_is_stopped_at_once_is_tested_as_it_stands(is_within, step_by_step):
    """Within the first epoch, and after it."""
    turns, config = [], SMALL.changed(early_stopping_patience=2)
    stop = stop_after(3, "paused") if is_within else lambda: turns and "paused"
    held = train(config, should_stop=stop, between_epochs=lambda: turns.append(1)).checkpoint
    assert (held.epoch, held.step) == ((0, 3) if is_within else (1, 0))
    events = []
    result = train(config, events.append, should_stop=lambda: "stopped", start=copy(held))
    assert (result.reason, result.epoch) == ("stopped", 1)
    assert all(np.array_equal(a, b) for a, b in zip(result.weights, held.weights, strict=True))
    assert (result.checkpoint.epoch, result.checkpoint.step) == (held.epoch, held.step)
    assert 0 <= result.test_score <= 1
    assert not [event for event in events if isinstance(event, BatchEnded | EpochEnded)]


@pytest.mark.parametrize("name", KINDS)
def test_going_on_gives_exactly_what_no_interruption_gives(name, other_process, monkeypatch):
    config = SMALL.changed(**KINDS[name])
    whole = train(config)
    other_process()
    with monkeypatch.context() as patch:
        patch.setattr("mlp_explorer.training.pace.INTERVAL_S", 1e-12)
        first = train(config, should_stop=stop_after(3, "paused"))  # within the first epoch
    assert (first.checkpoint.epoch, first.checkpoint.step) == (0, 3)
    other_process()
    kept = []
    train(config, keep=kept.append, start=copy(first.checkpoint))
    assert [checkpoint.epoch for checkpoint in kept] == list(range(len(kept)))
    other_process()
    second = train(config, start=copy(kept[1]))  # from the first epoch's end
    assert second.weights[0].dtype == np.float32
    assert (second.reason, second.epoch) == (whole.reason, whole.epoch)
    assert [second.test_loss, second.test_score] == [whole.test_loss, whole.test_score]
    assert all(np.array_equal(a, b) for a, b in zip(second.weights, whole.weights, strict=True))
    assert_equal(second.checkpoint, whole.checkpoint)
    third = train(config, start=copy(first.checkpoint))
    assert join(first, third) == whole.history
    assert_equal(third.checkpoint, whole.checkpoint)


def test_another_process_goes_on_with_the_same_result(tmp_path, step_by_step):
    config = SMALL.changed(hidden_layers=ALL_LAYERS)
    paused = train(config, should_stop=stop_after(4, "paused"))
    given, left = tmp_path / "given", tmp_path / "left"
    given.write_bytes(pickle.dumps((config, paused.checkpoint)))
    code = (
        "import pathlib, pickle, sys; from mlp_explorer import train\n"
        "given, left = map(pathlib.Path, sys.argv[1:])\n"
        "config, start = pickle.loads(given.read_bytes())\n"
        "left.write_bytes(pickle.dumps(train(config, start=start).checkpoint))\n"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code, given, left], check=True, cwd=root, timeout=120)
    assert_equal(pickle.loads(left.read_bytes()), train(config).checkpoint)


def test_a_validation_that_was_interrupted_is_done_anew(step_by_step):
    whole = train(SMALL)
    events = []
    paused = train(SMALL, should_stop=stop_after(8 + 1, "paused"))
    assert (paused.checkpoint.epoch, paused.checkpoint.step) == (0, 8)
    rest = train(SMALL, events.append, start=copy(paused.checkpoint))
    assert events[0] == TrainingStarted(8, 800, "float32", 0, 8)
    assert events[1].epoch == 1  # no step of it was left
    assert rest.history == whole.history


def test_a_finished_run_goes_on_as_if_more_epochs_had_been_wanted_at_once():
    short = train(SMALL)
    events = []
    more = train(SMALL.changed(epochs=5), events.append, start=copy(short.checkpoint))
    assert [event.epoch for event in events if isinstance(event, EpochEnded)] == [4, 5]
    long = train(SMALL.changed(epochs=5))
    assert join(short, more) == long.history
    assert_equal(more.checkpoint, long.checkpoint)


def test_where_no_epoch_is_left_only_the_test_remains():
    done = train(SMALL)
    events = []
    again = train(SMALL, events.append, start=done.checkpoint)
    assert again.reason == "completed"
    assert [type(event).__name__ for event in events] == [
        "TrainingStarted",
        "TrainingEnded",
        "Evaluated",
    ]
    assert again.test_loss == done.test_loss
    assert_equal(again.checkpoint, done.checkpoint)


def test_what_early_stopping_ended_waits_anew_when_it_goes_on_but_a_copy_of_it_ends_too():
    config = SMALL.changed(early_stopping_patience=2, learning_rate=0.05, epochs=40)
    kept = []
    result = train(config, keep=kept.append)
    assert result.reason == "early_stopping"
    best = result.checkpoint.best
    assert (best.epoch, best.wait, best.value) == (result.epoch, 0, min(result.history["val_loss"]))
    assert np.array_equal(best.weights[0], result.weights[0])
    assert not np.array_equal(result.checkpoint.weights[0], result.weights[0])
    # its worker died before it could say so
    ended = train(config, start=copy(kept[-1]))
    assert (ended.reason, ended.test_loss) == (result.reason, result.test_loss)
    assert len(train(config, start=copy(result.checkpoint)).history["loss"]) >= 2


def test_a_branch_keeps_the_weights_and_starts_a_new_optimizer():
    done = train(SMALL).checkpoint
    kept = []
    train(SMALL.changed(optimizer="sgd"), keep=kept.append, start=replace(done, epoch=1, slots=()))
    assert [checkpoint.epoch for checkpoint in kept] == [1, 2, 3]
    assert np.array_equal(kept[0].weights[0], done.weights[0])
    assert [int(checkpoint.slots[0]) for checkpoint in kept] == [0, 8, 16]


@pytest.mark.parametrize("schedule", ["constant", "cosine"])
def test_a_rate_changed_before_the_first_step_is_as_if_configured(schedule):
    config, events = SMALL.changed(schedule=schedule), []
    changed = train(config, events.append, read_rate=lambda: 0.004)
    assert [event for event in events if isinstance(event, RateChanged)] == [(1, 0, 0.004)]
    wanted = train(config.changed(learning_rate=0.004))
    assert changed.history == wanted.history
    assert changed.checkpoint.learning_rate == 0.004
    rates = [float(result.model.optimizer.learning_rate) for result in (changed, wanted)]
    assert rates[0] == rates[1]


@pytest.mark.parametrize("schedule", ["constant", "cosine"])
def test_a_rate_changed_on_the_way_is_told_once_stays_and_compiles_nothing(schedule, step_by_step):
    config, events = SMALL.changed(schedule=schedule), []

    def count_tracings():
        with loop._POOL.lend(config) as program:
            functions = (program._run, program._run_full, program._test)
            return [function.experimental_get_tracing_count() for function in functions]

    def read_rate():
        return 0.01 if any(event[:2] == (1, 4) for event in events) else None

    train(config)
    before = count_tracings()
    changed = train(config, events.append, read_rate=read_rate)
    assert [event for event in events if isinstance(event, RateChanged)] == [(1, 4, 0.01)]
    assert count_tracings() == before
    # the same by hand: four steps with one rate, the rest with the other
    paused = train(config, should_stop=stop_after(4, "paused")).checkpoint
    silent = []
    rest = train(config, silent.append, start=replace(paused, learning_rate=0.01))
    assert rest.history == changed.history
    assert rest.history != train(config).history
    assert not any(isinstance(event, RateChanged) for event in silent)


def test_a_rate_out_of_range_is_a_sentence():
    with pytest.raises(ConfigError, match="allowed"):
        train(SMALL, read_rate=lambda: -1.0)


def test_turns_are_taken_between_epochs_and_not_timed(monkeypatch):
    happened, clock = [], SimpleNamespace(now_s=7.0)
    clock.perf_counter = lambda: clock.now_s
    monkeypatch.setattr("mlp_explorer.training.progress.time", clock)

    def note():
        happened.append("turn")
        clock.now_s += 60.0

    def emit(event):
        if isinstance(event, EpochEnded):
            happened.append(event.epoch)

    result = train(SMALL, emit, between_epochs=note)
    assert happened == [1, "turn", 2, "turn", 3]
    assert result.checkpoint.elapsed_s == 0.0
    more = train(SMALL.changed(epochs=4), start=replace(result.checkpoint, elapsed_s=100.0))
    assert more.checkpoint.elapsed_s == 100.0


def test_a_request_while_others_train_ends_it_before_the_next_step():
    turns = []
    result = train(
        SMALL, should_stop=lambda: turns and "paused", between_epochs=lambda: turns.append(1)
    )
    assert (result.reason, result.checkpoint.epoch, result.checkpoint.step) == ("paused", 1, 0)


def test_a_paused_training_is_not_tested():
    events = []
    result = train(SMALL, events.append, lambda: "paused")
    assert result.reason == events[-1].reason == "paused"
    assert not any(isinstance(event, Evaluated) for event in events)
    assert np.isnan([result.test_loss, result.test_score]).all()
    assert train(SMALL, should_stop=lambda: "stopped").reason == "stopped"


def test_a_diverged_training_leaves_its_last_whole_epoch():
    config = SMALL.changed(optimizer="sgd", learning_rate=1000.0, l2=1.0)
    result = train(config)
    assert result.reason == "diverged"
    assert all(np.isfinite(weights).all() for weights in result.checkpoint.weights)


def test_a_start_of_another_network_is_a_sentence():
    done = train(SMALL).checkpoint
    wider = SMALL.changed(hidden_layers=(HiddenLayer(40, "relu"),))
    with pytest.raises(ConfigError, match=r"weights.*784 × 32, 32, .*needs 784 × 40, 40, "):
        train(wider, start=done)
    with pytest.raises(ConfigError, match=r"optimizer.*one number, 784 × 32, .*needs one number\."):
        train(SMALL.changed(optimizer="sgd"), start=done)


def test_the_number_of_threads_is_set_before_tensorflow_starts():
    code = (
        "from mlp_explorer.training.threads import limit_threads; import tensorflow as tf\n"
        "limit_threads(1); print(tf.config.threading.get_intra_op_parallelism_threads())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"TF_CPP_MIN_LOG_LEVEL": "3"},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    assert run.stdout.strip() == b"1"
