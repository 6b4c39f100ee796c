"""Which epochs the Draw page reads a drawing again after."""

from functools import partial

import numpy as np
import pytest

from mlp_explorer.runs import MOST_CACHED_BYTES, Snapshot
from mlp_explorer.runs.snapshots import SnapshotCache
from mlp_explorer.ui.draw.replaying import choose_epochs, sum_up

KEPT = list(range(101))


def make_snapshot(size, epoch):
    return Snapshot(epoch, [np.broadcast_to(np.zeros(1, np.float32), size // 4)])


@pytest.mark.parametrize("size", [4000, 1_000_000, 5_000_000, 20_000_000, MOST_CACHED_BYTES // 4])
def test_no_weights_are_read_from_the_disk_twice(size):
    cache, read = SnapshotCache(MOST_CACHED_BYTES), []

    def load(epoch):
        read.append(epoch)
        return make_snapshot(size, epoch).weights

    epochs = choose_epochs(KEPT, make_snapshot(size, 37))
    for epoch in epochs * 3:
        cache.get(("run", epoch), None, partial(load, epoch))
    assert read == epochs


def test_epochs_are_thinned_out_after_the_first_ones_and_the_shown_one_is_among_them():
    assert choose_epochs(KEPT[:40], make_snapshot(4000, 3)) == KEPT[:40]
    epochs = choose_epochs(KEPT, make_snapshot(4000, 37))
    assert {*range(10), 37, 100} <= set(epochs)
    assert max(np.diff(epochs)) <= 4
    assert choose_epochs(KEPT, make_snapshot(10 * MOST_CACHED_BYTES, 37)) == [0, 37, 100]


@pytest.mark.parametrize(
    ("epochs", "answers", "said"),
    [
        ([0, 1, 2], [8, 4, 4], "It has said 4 since epoch 1; before that, 8."),
        ([0, 8, 9], [8, 4, 4], "4 between epoch 0, where it said 8, and epoch 8"),
        ([0, 1, 9], [4, 8, 4], "4 between epoch 1, where it said 8, and epoch 9"),
        ([0, 1, 2], [4, 4, 4], "It has said 4 from the first epoch on."),
        ([0, 8, 9], [4, 4, 4], "It said 4 after each of the epochs that are shown here."),
    ],
)
def test_of_epochs_that_are_not_there_nothing_is_claimed(epochs, answers, said):
    assert said in sum_up(epochs, np.eye(10, dtype=np.float32)[answers])
