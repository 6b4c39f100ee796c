"""Own data travels with the task, as a worker elsewhere has no home folder of ours."""

import numpy as np
import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.config import estimate_memory
from mlp_explorer.data.own import make_own_dataset
from mlp_explorer.errors import Sentence, StoreError
from mlp_explorer.messages import RunState
from tests.compute.conftest import finish


def make_data(count=60):
    rng = np.random.default_rng(1)
    x = rng.integers(0, 256, (count, 4, 4), dtype=np.uint8)
    return make_own_dataset((x, np.arange(count, dtype=np.uint8) % 3), classes=("a", "b", "c"))


def make_config(data):
    return TrainConfig(dataset=data.about.key, hidden_layers=(HiddenLayer(4),), epochs=3)


def test_a_worker_gets_the_data_that_its_run_names(engine, cluster, store):
    here = cluster.join("here")
    data = make_data()
    store.keep_data("ann", data, "letters")
    run = engine.submit(make_config(data), "ann")
    training = here.take()
    assert training.data.about == data.about
    for one, other in zip(training.data[:4], data[:4], strict=True):
        np.testing.assert_array_equal(one, other)
    training.train()
    assert finish(store, run.id).state is RunState.FINISHED
    engine.submit(TrainConfig(epochs=3), "ann")
    assert here.take().data is None


def test_what_is_not_kept_or_is_anothers_is_refused_at_the_click(engine, store):
    data = make_data()
    with pytest.raises(StoreError, match="is not on this server"):
        engine.submit(make_config(data), "ann")
    store.keep_data("ann", data, "letters")
    with pytest.raises(StoreError, match="for themselves alone"):
        engine.submit(make_config(data), "bob")
    assert store.list_runs() == []


def test_what_is_thrown_away_while_its_run_waits_fails_that_run_with_a_sentence(
    engine, cluster, store
):
    data = make_data()
    store.keep_data("ann", data, "letters")
    run = engine.submit(make_config(data), "ann")
    store.throw_data_away("ann", data.about.key)
    cluster.join("here")
    record = finish(store, run.id)
    assert record.state is RunState.FAILED
    assert "is not on this server" in str(Sentence.from_text(record.problem))


def test_the_memory_that_a_training_needs_is_that_of_its_data_too():
    few = estimate_memory(TrainConfig(dataset="own-64x64-2-1000-100-0123456789abcdef"))
    many = estimate_memory(TrainConfig(dataset="own-64x64-2-100000-100-0123456789abcdef"))
    assert many.base - few.base == 3 * 99_000 * 64 * 64


def test_of_more_examples_than_can_train_at_a_time_the_first_ones_do():
    config = TrainConfig(dataset="own-4x4-2-100000-100-0123456789abcdef")
    assert (config.training_images, config.about.n_train) == (60_000, 100_000)
