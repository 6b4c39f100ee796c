"""What is asked for twice at once, by a double click or in two tabs, is started once.

No worker comes: what is queued stays queued."""

import threading

from mlp_explorer import TrainConfig
from mlp_explorer.compute import SweepPlan, Sweeps
from mlp_explorer.config.space import Choices
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, TrainingStarted

AT_ONCE = 8
CONFIG = TrainConfig(epochs=7)


def ask_at_once(ask):
    """Ask from some threads at the same moment; return the ids of what each was given."""
    barrier, given = threading.Barrier(AT_ONCE), []

    def wait_and_ask():
        barrier.wait()
        given.append(ask().id)

    threads = [threading.Thread(target=wait_and_ask) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == AT_ONCE
    return set(given)


def keep_run(store, state=RunState.STOPPED):
    run_id = store.create(CONFIG, "ann").id
    store.append(run_id, TrainingStarted(24, 48_000))
    store.append(run_id, EpochEnded(1, 1.0, 0.9, 1.0, 0.9, 1.0, 90_000.0))
    store.save_snapshot(run_id, 1, [])
    store.end(run_id, state)
    return run_id


def test_a_training(engine, store):
    assert len(ask_at_once(lambda: engine.submit(CONFIG, "ann"))) == 1
    assert len(store.list_runs()) == 1


def test_another_setup_another_person_or_nobody_is_another_training(engine, store):
    engine.submit(CONFIG, "ann")
    engine.submit(CONFIG.changed(seed=1), "ann")
    engine.submit(CONFIG, "ben")
    engine.submit(CONFIG)
    engine.submit(CONFIG)
    assert len(store.list_runs()) == 5


def test_a_training_that_has_ended_can_be_started_again(engine, store):
    first = engine.submit(CONFIG, "ann")
    engine.stop(first.id)
    assert engine.submit(CONFIG, "ann").id != first.id


def test_a_run_of_a_race_is_no_training_of_that_setup(engine, store):
    engine.race([CONFIG, CONFIG.changed(batch_size=500)], "a race", "ann")
    engine.submit(CONFIG, "ann")
    assert len(store.list_runs()) == 3


def test_a_continuation_is_queued_once(engine, store):
    run_id = keep_run(store)
    assert ask_at_once(lambda: engine.resume(run_id)) == {run_id}
    engine.stop(run_id)  # takes it out of the queue
    waiting = engine.submit(CONFIG, "ann")  # behind all that she has in the queue
    assert engine.queue_place(waiting.id) == 0


def test_a_branch(engine, store):
    parent = keep_run(store)
    more = CONFIG.changed(epochs=3)
    assert len(ask_at_once(lambda: engine.branch(parent, 1, more, "ann"))) == 1
    engine.branch(parent, 1, more.changed(learning_rate=0.1), "ann")
    assert len(store.list_runs()) == 3


def test_a_race(engine, store):
    configs = [CONFIG, CONFIG.changed(batch_size=500)]
    assert len(ask_at_once(lambda: engine.race(configs, "a race", "ann"))) == 1
    engine.race([CONFIG, CONFIG.changed(batch_size=100)], "a race", "ann")
    assert len(store.list_groups(kind="race")) == 2
    assert len(store.list_runs()) == 4


def test_a_sweep(engine, store):
    sweeps = Sweeps(store, engine)
    plan = SweepPlan(CONFIG, {"seed": Choices((1, 2, 3))}, "grid", 3)
    assert len(ask_at_once(lambda: sweeps.start(plan, "Seed", "ann"))) == 1
    sweeps.close()
    assert len(store.list_groups(kind="sweep")) == 1
