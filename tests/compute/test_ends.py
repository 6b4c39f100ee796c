"""Where a run stands is in memory for as long as its next task needs it, and no longer."""

import numpy as np
import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.compute.ends import Ends
from mlp_explorer.compute.queue import Job, Turn
from mlp_explorer.compute.task import Task, explain
from mlp_explorer.errors import DatasetError, Sentence
from mlp_explorer.messages import Checkpoint, RunState
from mlp_explorer.messages.events import TrainingStarted

CHECKPOINT = Checkpoint(3, [np.ones(2, np.float32)])


@pytest.fixture
def run_id(store):
    run_id = store.create(TrainConfig()).id
    store.append(run_id, TrainingStarted(24, 48_000))
    return run_id


@pytest.fixture
def ends(store, run_id):
    """The ends of runs, of which one has lost its worker after three epochs."""
    ends = Ends(store)
    ends.lose(make_task(run_id, CHECKPOINT), by_death=True, used_bytes=0)
    assert ends.find_checkpoint(run_id) is CHECKPOINT
    return ends


def make_task(run_id, checkpoint=None):
    return Task("key", run_id, Turn(Job("ann", (run_id,)), "here"), checkpoint)


@pytest.mark.parametrize("state", [RunState.FINISHED, RunState.STOPPED, RunState.FAILED])
def test_a_run_that_has_come_to_its_end_leaves_memory(ends, run_id, state):
    ends.end(make_task(run_id), state, "", None)
    assert ends.find_checkpoint(run_id) is None


def test_one_that_is_stopped_while_it_waits_is_put_onto_the_disk(ends, store, run_id):
    ends.put_away(run_id)  # it goes on from there
    assert ends.find_checkpoint(run_id) is CHECKPOINT
    store.end(run_id, RunState.STOPPED)
    ends.put_away(run_id)
    assert ends.find_checkpoint(run_id) is None
    assert store.load_checkpoint(run_id).epoch == 3


def test_what_a_worker_lacks_is_kept_as_its_own_sentence_and_a_fault_as_one():
    lacks = explain(DatasetError("fetching.missing", dataset="kmnist"))
    assert str(Sentence.from_text(lacks)).startswith("The dataset kmnist is not here.")
    fault = explain(ZeroDivisionError("division by zero"))
    said = "The training failed: ZeroDivisionError: division by zero"
    assert str(Sentence.from_text(fault)) == said
