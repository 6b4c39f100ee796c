"""Fine-tuning on own drawings is a run like any other: queued, held, moved, started again."""

import signal

import numpy as np
import pytest
import sqlalchemy as sa

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import Engine
from mlp_explorer.config import plan_fine_tuning
from mlp_explorer.errors import Sentence
from mlp_explorer.messages import OwnSet, RunState
from mlp_explorer.runs import RunStore
from mlp_explorer.runs.tables import OWN_SETS
from tests.compute.conftest import wait_until
from tests.compute.test_engine import finish, train_a_while, trainers

QUICK = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=2000, batch_size=100, epochs=2
)


def make_own(seed=0):
    """Return ten noisy pictures of each digit."""
    rng = np.random.default_rng(seed)
    return OwnSet(
        rng.integers(0, 256, (100, 28, 28)).astype(np.uint8),
        np.tile(np.arange(10), 10).astype(np.uint8),
    )


def tune(engine, store, own=None, epochs=2, **changes):
    """Branch from a small trained run; return the branch's record."""
    parent = finish(store, engine.submit(QUICK).id)
    set_id = store.save_own_set(own) if own else "0" * 16
    config = plan_fine_tuning(QUICK, QUICK.epochs, set_id, 0.3, epochs).changed(**changes)
    return engine.branch(parent.id, QUICK.epochs, config)


def numbers_of(record):
    """What the same training has to give: all numbers of its epochs, and its test."""
    return record.history, record.test


def test_a_branch_with_own_drawings_is_trained_and_they_matter(engine, store):
    one, other = (
        finish(store, tune(engine, store, make_own(seed), training_images=2000).id)
        for seed in (0, 1)
    )
    assert one.state is other.state is RunState.FINISHED
    assert len(one.epochs) == QUICK.epochs + 2
    assert one.epochs[: QUICK.epochs] != one.epochs[QUICK.epochs :]
    before, after = ([record.epochs[k].accuracy for record in (one, other)] for k in (1, 2))
    assert before[0] == before[1]
    assert after[0] != after[1]


def test_a_fine_tuning_that_is_held_or_loses_its_worker_ends_with_the_same_numbers(engine, store):
    own = make_own()
    whole = finish(store, tune(engine, store, own, epochs=8).id)
    run_id = tune(engine, store, own, epochs=8).id
    wait_until(lambda: len(store.get(run_id).epochs) >= 4, "an epoch")
    engine.pause(run_id)
    wait_until(lambda: store.get(run_id).state is RunState.PAUSED, "the pause")
    assert len(store.get(run_id).epochs) < 10
    engine.resume(run_id)
    assert numbers_of(finish(store, run_id)) == numbers_of(whole)

    run_id = tune(engine, store, own, epochs=8).id
    wait_until(lambda: len(store.get(run_id).epochs) >= 4, "an epoch")
    [worker] = trainers(engine)
    worker.send_signal(signal.SIGKILL)
    wait_until(lambda: store.get(run_id).restarts == 1, "the loss to be noticed")
    assert numbers_of(finish(store, run_id)) == numbers_of(whole)


def test_a_fine_tuning_that_waited_when_the_app_ended_is_trained_after_the_restart(
    engine, tmp_path
):
    store = RunStore(tmp_path)
    own = make_own()
    run_id = store.create(QUICK.changed(own_set=store.save_own_set(own))).id
    store.close()
    store = RunStore(tmp_path)
    second = Engine(store, scheduler=engine.address)
    second.start()
    try:
        assert finish(store, run_id).state is RunState.FINISHED
    finally:
        second.close()
        store.close()


@pytest.mark.parametrize("damage", ["missing", "cut", "changed"])
def test_a_set_that_cannot_be_read_fails_its_run_with_a_sentence_and_no_other(
    engine, store, damage
):
    own = None if damage == "missing" else make_own(seed={"cut": 2, "changed": 3}[damage])
    waiting = train_a_while(engine, store)
    set_id = store.save_own_set(own) if own else "0" * 16
    if own:
        content = own.digits.tobytes()
        worse = content[:-1] if damage == "cut" else bytes(len(content))
        with store._write() as connection:
            chosen = OWN_SETS.c.id == set_id
            connection.execute(sa.update(OWN_SETS).where(chosen), {"digits": worse})
    tuned = engine.submit(QUICK.changed(own_set=set_id)).id
    after = engine.submit(QUICK).id
    engine.stop(waiting)
    record = finish(store, tuned)
    assert record.state is RunState.FAILED
    said = "are not kept here" if damage == "missing" else "are damaged"
    assert f"The own drawings “{set_id}” {said}" in str(Sentence.from_text(record.problem))
    assert record.epochs == ()
    assert record.restarts == 0
    assert finish(store, after).state is RunState.FINISHED
