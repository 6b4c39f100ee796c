"""Fine-tuning on own drawings is a run like any other: queued, held, moved, started again."""

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
from tests.compute.conftest import finish, wait_for_snapshot, wait_for_state
from tests.compute.fake import FakeCluster

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


def tune(engine, cluster, store, own, epochs=8):
    """Branch from a small trained run; return the branch's record."""
    parent = engine.submit(QUICK)
    cluster.take().train()
    finish(store, parent.id)
    set_id = store.save_own_set(own)
    config = plan_fine_tuning(QUICK, QUICK.epochs, set_id, 0.3, epochs)
    return engine.branch(parent.id, QUICK.epochs, config)


@pytest.fixture
def here(cluster):
    """The cluster, with one worker."""
    return cluster.join("here")


def test_a_fine_tuning_that_is_held_or_loses_its_worker_has_its_drawings_again(engine, here, store):
    own, records = make_own(), []
    for happening in ("nothing", "pause", "loss"):
        run_id = tune(engine, here, store, own).id
        training = here.take().begin().epoch(4)
        wait_for_snapshot(store, run_id, QUICK.epochs + 4)
        if happening == "pause":
            engine.pause(run_id)
            training.obey()
            wait_for_state(store, run_id, RunState.PAUSED)
            engine.resume(run_id)
        elif happening == "loss":
            here.lose("here").join("there")
        if happening == "nothing":
            training.epoch(4).end()
        else:
            training = here.take()
            assert training.own.id == own.id
            training.train()
        records.append(finish(store, run_id))
    whole, *others = records
    assert len(whole.epochs) == QUICK.epochs + 8
    for record in others:
        assert (record.history, record.test) == (whole.history, whole.test)


def test_a_fine_tuning_that_waited_when_the_app_ended_is_trained_after_the_restart(tmp_path):
    store, own = RunStore(tmp_path), make_own()
    run_id = store.create(QUICK.changed(own_set=store.save_own_set(own))).id
    store.close()
    store, cluster = RunStore(tmp_path), FakeCluster().join("here")
    engine = Engine(store, cluster)
    engine.start()
    training = cluster.take()
    assert training.own.id == own.id
    training.train()
    assert finish(store, run_id).state is RunState.FINISHED
    engine.close()
    store.close()


@pytest.mark.parametrize("damage", ["missing", "cut", "changed"])
def test_a_set_that_cannot_be_read_fails_its_run_with_a_sentence_and_no_other(
    engine, here, store, damage
):
    own = None if damage == "missing" else make_own()
    set_id = store.save_own_set(own) if own else "0" * 16
    if own:
        content = own.digits.tobytes()
        worse = content[:-1] if damage == "cut" else bytes(len(content))
        with store._database.write() as connection:
            chosen = OWN_SETS.c.id == set_id
            connection.execute(sa.update(OWN_SETS).where(chosen), {"digits": worse})
    tuned = engine.submit(QUICK.changed(own_set=set_id)).id
    after = engine.submit(QUICK).id
    record = finish(store, tuned)
    assert record.state is RunState.FAILED
    said = "are not kept here" if damage == "missing" else "are damaged"
    assert f"The own drawings “{set_id}” {said}" in str(Sentence.from_text(record.problem))
    assert record.epochs == ()
    assert record.restarts == 0
    here.take().train()
    assert finish(store, after).state is RunState.FINISHED
