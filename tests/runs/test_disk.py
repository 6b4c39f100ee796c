"""What runs take of the disk is known, and limited."""

import numpy as np
import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.errors import StoreError
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunStore
from mlp_explorer.runs.disk import DISK_VARIABLE

WEIGHTS = [np.random.default_rng(1).random((1000, 100), dtype=np.float32)]  # 0.4 MB


@pytest.fixture
def store(tmp_path):
    store = RunStore(tmp_path)
    yield store
    store.close()


def test_what_each_run_takes_grows_with_its_files_and_goes_with_it(store):
    small, large = (store.create(TrainConfig()).id for _ in range(2))
    assert store.measure_disk() == {}
    for epoch in range(3):
        store.save_snapshot(large, epoch, WEIGHTS)
        taken = store.measure_disk()[large]
        assert taken == pytest.approx((epoch + 1) * WEIGHTS[0].nbytes, rel=0.2)
    store.save_snapshot(large, 2, [WEIGHTS[0][:500]])  # in the other one's place
    assert store.measure_disk()[large] < taken
    store.save_snapshot(small, 0, WEIGHTS)
    store.end(large, RunState.STOPPED)
    store.change(large, deleted_s=0.0)
    assert large in store.measure_disk()  # for as long as it can be brought back
    store.tidy()
    assert list(store.measure_disk()) == [small]


def test_where_too_much_is_taken_nothing_begins_and_a_sentence_says_what_to_do(
    tmp_path, monkeypatch
):
    monkeypatch.setenv(DISK_VARIABLE, "0.0005")
    store = RunStore(tmp_path)
    run_id = store.create(TrainConfig()).id
    for epoch in range(3):
        store.save_snapshot(run_id, epoch, WEIGHTS)
    store.end(run_id, RunState.STOPPED)
    for begin in (
        lambda: store.create(TrainConfig()),
        lambda: store.queue(run_id, TrainConfig()),
        lambda: store.branch(run_id, 1, TrainConfig()),
    ):
        with pytest.raises(StoreError, match="Delete the largest of yours on the Compare page"):
            begin()
    store.change(run_id, deleted_s=0.0)
    store.tidy()
    store.create(TrainConfig())
    store.close()


@pytest.mark.parametrize("text", ["much", "0", "-1", "inf", "nan"])
def test_a_limit_that_is_no_number_of_gigabytes_gets_a_sentence(tmp_path, monkeypatch, text):
    monkeypatch.setenv(DISK_VARIABLE, text)
    with pytest.raises(
        StoreError, match=f"“{text}” is not possible; allowed is a number of gigabytes"
    ):
        RunStore(tmp_path)
