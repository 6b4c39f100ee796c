"""What a worker keeps until it has arrived at the app."""

from types import SimpleNamespace

import numpy as np
import pytest

from mlp_explorer.compute.dask.worker import PLUGIN, _Control, fetch_news
from mlp_explorer.messages import Checkpoint


@pytest.fixture
def control():
    return _Control()


def train(control, *epochs):
    for epoch in epochs:
        control.keep(Checkpoint(epoch, [np.full(1, epoch, np.float32)]))


def fetch(control, arrived):
    plugin = SimpleNamespace(controls={"a": control})
    news = fetch_news("a", arrived, SimpleNamespace(plugins={PLUGIN: plugin}))
    return [epoch for epoch, _ in news.snapshots], news.number


def test_what_has_not_arrived_is_sent_again_with_what_is_newer(control):
    train(control, 1, 2)
    assert fetch(control, 0) == ([1, 2], 2)
    train(control, 3)
    assert fetch(control, 0) == ([1, 2, 3], 3)  # that reply was lost
    assert fetch(control, 2) == ([3], 3)
    assert fetch(control, 3) == ([], 3)
    train(control, 4)
    assert fetch(control, 3) == ([4], 4)


def test_an_epoch_that_is_reached_twice_is_sent_twice(control):
    train(control, 1)
    assert fetch(control, 0) == ([1], 1)
    train(control, 1)  # within the next one, as a rate was changed
    assert fetch(control, 1) == ([1], 2)


def test_where_epochs_end_faster_than_they_arrive_the_oldest_are_left_out(control):
    train(control, *range(1, 13))
    assert fetch(control, 0) == ([*range(5, 13)], 12)
    assert fetch(control, 2) == ([*range(5, 13)], 12)
    assert fetch(control, 11) == ([12], 12)


def test_of_a_training_that_is_not_here_there_is_nothing():
    plugin = SimpleNamespace(controls={})
    assert fetch_news("a", 0, SimpleNamespace(plugins={PLUGIN: plugin})) is None
