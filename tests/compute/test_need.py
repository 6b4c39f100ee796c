"""What does not fit into a worker's memory is told before it is tried."""

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import find_lack
from mlp_explorer.compute.cluster import WorkerState
from mlp_explorer.config import estimate_memory
from mlp_explorer.errors import Sentence
from mlp_explorer.messages import RunState
from tests.compute.conftest import finish

GB = 10**9
WIDE = TrainConfig(hidden_layers=(HiddenLayer(2048),) * 8)


def test_nothing_is_said_of_what_fits_or_where_the_room_is_not_known():
    need = estimate_memory(WIDE).total
    assert find_lack([WIDE], need) is find_lack([WIDE], 0) is None
    assert find_lack([WIDE], need - 1)


@pytest.mark.parametrize(
    ("config", "room", "advice"),
    [
        (TrainConfig(), 0.5, "mostly for TensorFlow"),
        (WIDE, 1.5, "Fewer or narrower layers need less."),
        (WIDE.changed(batch_size=60_000), 1.5, "A smaller batch needs less."),
    ],
)
def test_the_sentence_says_what_is_needed_what_is_there_and_what_would_need_less(
    config, room, advice
):
    lack = str(find_lack([config], int(room * GB)))
    needed = estimate_memory(config).total / GB
    [said] = [float(word) for word in lack.split() if word[0].isdigit()][:1]
    assert needed <= said <= needed + 0.1
    assert f"the worker has {room} GB" in lack
    assert advice in lack


def test_a_run_that_does_not_fit_fails_with_that_sentence_and_kills_no_worker(
    engine, cluster, store
):
    cluster.join("here", free_bytes=GB + GB // 2)
    record = finish(store, engine.submit(WIDE, "ann").id)
    assert record.state is RunState.FAILED
    assert "the worker has 1.5 GB" in str(Sentence.from_text(record.problem))
    assert record.restarts == 0
    run_id = engine.submit(TrainConfig(), "ann").id  # and the worker takes the next one
    cluster.take().train()
    assert finish(store, run_id).state is RunState.FINISHED


def test_of_two_workers_the_one_with_more_memory_is_taken(engine, cluster):
    cluster.join("small", free_bytes=GB)
    cluster.join("large", free_bytes=64 * GB)
    engine.submit(WIDE)
    assert cluster.take().worker == "large"


def test_what_is_raced_must_fit_together(engine, cluster, store):
    one, both = estimate_memory(WIDE).total, estimate_memory(WIDE, WIDE).total
    cluster.join("here", free_bytes=(one + both) // 2)
    group = engine.race([WIDE, WIDE.changed(learning_rate=0.01)], "both")
    for run in store.list_runs(group_id=group.id):
        assert finish(store, run.id).state is RunState.FAILED


# --- two workers on one machine -------------------------------------------------------------------

NEED = estimate_memory(WIDE)
USED = 500_000_000  # by each worker while it is idle


def fill_machine(cluster, free_bytes, **used):
    """Let two workers of one machine say what they use, and what is free."""
    for name in ("one", "two"):
        cluster.workers[name] = WorkerState(
            True, host="pc", used_bytes=used.get(name, USED), free_bytes=free_bytes
        )
    cluster.look()


def test_what_fits_together_starts_together_on_one_machine(engine, cluster):
    fill_machine(cluster, 2 * (NEED.total - USED))
    for seed in range(2):
        engine.submit(WIDE.changed(seed=seed), "ann")
    assert {cluster.take().worker, cluster.take().worker} == {"one", "two"}


def test_what_does_not_fit_beside_what_trains_waits_for_its_memory(engine, cluster, store):
    free = 2 * (NEED.total - USED) - 10**9
    fill_machine(cluster, free)
    first, second = (engine.submit(WIDE.changed(seed=seed), "ann").id for seed in range(2))
    training = cluster.take().begin()
    shortage = engine.find_place(second).shortage
    assert shortage == (NEED.total, NEED.total - 10**9)
    taken = NEED.total - USED  # by the first one, as time goes by: for the other it is the same
    fill_machine(cluster, free - taken, **{training.worker: NEED.total})
    assert engine.find_place(second).shortage == shortage
    assert store.get(second).state is RunState.QUEUED
    training.epoch(WIDE.epochs).end()
    assert finish(store, first).state is RunState.FINISHED
    cluster.take().train()
    assert finish(store, second).state is RunState.FINISHED
    assert engine.find_place(second).shortage is None


def test_what_would_not_fit_on_the_idle_machine_fails_at_once_also_beside_others(
    engine, cluster, store
):
    fill_machine(cluster, NEED.total - USED - 1)
    engine.submit(TrainConfig(), "ann")
    cluster.take()
    record = finish(store, engine.submit(WIDE, "ben").id)
    assert record.state is RunState.FAILED


def test_a_small_machine_takes_what_it_can_while_a_run_waits_for_a_larger_one(engine, cluster):
    cluster.join("large", host="a", free_bytes=NEED.total)
    cluster.join("small", host="b", free_bytes=2 * GB)
    engine.submit(WIDE, "ann")
    assert cluster.take().worker == "large"
    engine.submit(WIDE.changed(seed=1), "ann")
    engine.submit(TrainConfig(), "ann")
    small = cluster.take()
    assert (small.worker, small.config) == ("small", TrainConfig())
