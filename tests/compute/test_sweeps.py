import dataclasses
import json
import subprocess
import sys

import numpy as np
import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import SweepPlan, Sweeps
from mlp_explorer.compute.study import Study, measure_importances, score
from mlp_explorer.compute.sweeps import _was_cut_short
from mlp_explorer.config.space import Choices, Range, read_setting
from mlp_explorer.errors import ConfigError, Sentence
from mlp_explorer.messages import Checkpoint, RunState
from mlp_explorer.messages.events import EpochEnded, TrainingStarted
from tests.compute.conftest import wait_for_run, wait_until
from tests.compute.fake import FakeTraining

TINY = TrainConfig(
    hidden_layers=(HiddenLayer(16, "relu"),), training_images=2000, batch_size=100, epochs=2
)
RATES = Choices((0.0001, 0.001, 0.01, 0.03))


@pytest.fixture
def sweeps(engine, store):
    sweeps = Sweeps(store, engine)
    yield sweeps
    sweeps.close()


@pytest.fixture
def busy(cluster):
    """The cluster, with a worker that trains whatever it gets."""
    cluster.play = FakeTraining.train
    return cluster.join("here")


def finish(store, group):
    wait_until(lambda: store.get_group(group.id).state is not RunState.RUNNING, "the sweep's end")
    return store.list_runs(group_id=group.id)


def test_a_grid_trains_every_combination_once(sweeps, busy, store):
    plan = SweepPlan(TINY, {"learning_rate": RATES, "units": Choices((8, 16))}, "grid", 100)
    assert plan.n_trials == 8
    group = sweeps.start(plan, "rates", "ann")
    runs = finish(store, group)
    assert store.get_group(group.id).state is RunState.FINISHED
    assert len(runs) == len({run.config for run in runs}) == 8
    assert {run.state for run in runs} == {RunState.FINISHED}
    assert {run.owner for run in runs} == {"ann"}
    assert all(run.epochs_done == 2 and run.test_score for run in runs)


def test_no_more_runs_wait_than_keep_the_workers_busy(sweeps, cluster, store):
    plan = SweepPlan(TINY, {"seed": Choices(tuple(range(9)))}, "grid", 9)
    cluster.join("here").join("there")
    group = sweeps.start(plan, "seeds")
    for trained in range(9):
        training = cluster.take()
        assert len(store.list_runs(group_id=group.id)) <= trained + 3
        training.train()
    assert len(finish(store, group)) == 9


@pytest.mark.parametrize("method", ["random", "tpe"])
def test_a_search_tries_what_is_in_the_ranges_and_nothing_twice(method, sweeps, busy, store):
    space = {"learning_rate": Range(0.001, 0.1, log=True), "units": Range(4, 24)}
    runs = finish(store, sweeps.start(SweepPlan(TINY, space, method, 6), "search"))
    assert len({run.config for run in runs}) == 6
    for run in runs:
        assert 0.001 <= run.config.learning_rate <= 0.1
        assert 4 <= run.config.hidden_layers[0].units <= 24


def test_a_search_ends_when_there_is_nothing_left_to_try(sweeps, busy, store):
    plan = SweepPlan(TINY, {"units": Choices((4, 8, 12))}, "random", 50)
    assert len(finish(store, sweeps.start(plan, "few"))) == 3


def start_two_of_five(sweeps, cluster):
    """Start a sweep of which one run has ended and one is in its midst; return the group, and the
    training of the latter."""
    plan = SweepPlan(TINY.changed(epochs=20), {"seed": Choices(tuple(range(5)))}, "grid", 5)
    cluster.join("here")
    group = sweeps.start(plan, "seeds")
    cluster.take().train()
    return group, cluster.take().begin().epoch(3)


def test_a_stopped_sweep_keeps_what_is_done_and_goes_on_to_its_budget(sweeps, cluster, store):
    group, training = start_two_of_five(sweeps, cluster)
    sweeps.stop(group.id)
    assert store.get_group(group.id).state is RunState.STOPPED
    training.obey()
    runs = store.list_runs(group_id=group.id)
    for run in runs:
        wait_for_run(store, run.id, lambda run: not run.state.is_active(), "its end")
    assert 2 <= len(runs) < 5
    assert cluster.trainings == {}
    cluster.play = FakeTraining.train
    sweeps.resume(group.id)
    runs = finish(store, group)
    assert len(runs) == len({run.config for run in runs}) == 5
    assert {run.state for run in runs} == {RunState.FINISHED}
    assert {run.epochs_done for run in runs} == {20}


def test_a_new_app_goes_on_with_what_it_finds(sweeps, cluster, engine, store):
    group, training = start_two_of_five(sweeps, cluster)
    sweeps.close()  # and as the store does when it is opened again:
    store.change_group(group.id, state=RunState.INTERRUPTED)
    later = Sweeps(store, engine)
    later.resume(group.id)
    cluster.play = FakeTraining.train
    training.epoch(17).end()
    runs = finish(store, group)
    assert len(runs) == len({run.config for run in runs}) == 5
    assert {(run.state, run.epochs_done) for run in runs} == {(RunState.FINISHED, 20)}
    later.close()


def test_what_lies_in_the_bin_is_not_trained_when_a_sweep_goes_on(sweeps, cluster, store):
    group, training = start_two_of_five(sweeps, cluster)
    sweeps.stop(group.id)
    training.obey()
    thrown = store.list_runs(group_id=group.id)
    for run in thrown:
        wait_for_run(store, run.id, lambda run: not run.state.is_active(), "its end")
    before = {run.id: store.change(run.id, deleted_s=1.0) for run in thrown}
    cluster.play = FakeTraining.train
    sweeps.resume(group.id)
    others = finish(store, group)
    assert before == {run_id: store.get(run_id) for run_id in before}
    assert len(others) == 5 - len(thrown)
    assert {run.state for run in others} == {RunState.FINISHED}


@pytest.mark.parametrize("problem", ["", Sentence("pruned").to_text()])
def test_a_code_says_that_a_trial_was_pruned_and_no_words_do(store, problem, monkeypatch):
    run_id = store.create(TINY).id
    store.end(run_id, RunState.STOPPED, problem)
    monkeypatch.setattr(Sentence, "__str__", lambda sentence: "the same in some language")
    assert _was_cut_short(store.get(run_id)) == (not problem)


def test_a_trial_with_all_its_epochs_that_was_cut_short_is_tested_and_finished(sweeps, busy, store):
    plan = SweepPlan(TINY, {"seed": Choices((0, 1, 2))}, "grid", 3)
    group = store.create_group("sweep", "seeds", "", plan.to_json())
    cut_short = store.create(TINY.changed(seed=0), "", group.id).id
    store.append(cut_short, TrainingStarted(10, 1000))
    for epoch in (1, 2):
        store.append(cut_short, EpochEnded(epoch, 0.5, 0.6, 0.5, 0.6, epoch, 1000.0))
    store.save_checkpoint(cut_short, Checkpoint(2, [np.ones(1, np.float32)]))
    store.end(cut_short, RunState.INTERRUPTED)
    store.change_group(group.id, state=RunState.INTERRUPTED)
    sweeps.resume(group.id)
    runs = finish(store, group)
    assert sorted(run.config.seed for run in runs) == [0, 1, 2]
    assert cut_short in [run.id for run in runs]
    assert {(run.state, run.epochs_done) for run in runs} == {(RunState.FINISHED, 2)}
    assert all(run.test_score for run in runs)


def test_a_hopeless_trial_is_pruned_and_says_so(sweeps, cluster, store):
    rates = Choices((0.01, 0.011, 0.012, 0.013, 0.000001))
    plan = SweepPlan(TINY.changed(epochs=60), {"learning_rate": rates}, "grid", 5, prune=True)
    cluster.join("here")
    group = sweeps.start(plan, "rates")
    for _ in range(4):
        cluster.take().train()
    cluster.take().begin().epoch(5).obey()
    runs = finish(store, group)
    hopeless = next(run for run in runs if run.config.learning_rate == 0.000001)
    assert hopeless.state is RunState.STOPPED
    assert "behind the median" in str(Sentence.from_text(hopeless.problem))
    assert hopeless.epochs_done == 5
    assert [run.state for run in runs].count(RunState.FINISHED) == 4


def test_a_trial_whose_worker_dies_is_trained_to_its_end_and_counts_once(sweeps, cluster, store):
    plan = SweepPlan(TINY, {"seed": Choices((0, 1, 2))}, "grid", 3)
    cluster.join("here")
    group = sweeps.start(plan, "seeds")
    cluster.take().begin()
    cluster.play = FakeTraining.train
    cluster.lose("here").join("there")
    runs = finish(store, group)
    assert {run.state for run in runs} == {RunState.FINISHED}
    assert len({run.config for run in runs}) == len(runs) == 3


def test_a_plan_goes_through_json_and_back():
    space = {"units": Range(4, 64, log=True, points=4), "optimizer": Choices(("adam", "sgd"))}
    plan = SweepPlan(TINY, space, "grid", 9, prune=True, seed=3)
    assert SweepPlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan
    assert plan.n_trials == 8


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"method": "magic"}, "Method: “magic” is not possible; allowed are grid, random, tpe"),
        ({"trials": 0}, "Trials: 0 is not possible; allowed are 1 to 500"),
        ({"space": {}}, "Nothing varies yet"),
    ],
)
def test_a_plan_that_cannot_be_gets_a_sentence(changes, sentence):
    with pytest.raises(ConfigError, match=sentence):
        SweepPlan(**{"base": TINY, "space": {"seed": Choices((1, 2))}} | changes)


def make_trial(store, accuracy, **changes):
    run_id = store.create(TINY.changed(**changes)).id
    store.append(run_id, TrainingStarted(16, 1600))
    store.append(run_id, EpochEnded(1, 0.5, 0.6, 0.5, accuracy, 1.0, 1.0))
    store.end(run_id, RunState.FINISHED)
    return store.get(run_id)


def test_the_setting_that_decides_is_the_important_one(store):
    space = {"learning_rate": Range(0.001, 0.1, log=True), "batch_size": Range(10, 100)}
    runs = [
        make_trial(store, rate, learning_rate=rate, batch_size=batch)
        for rate in (0.001, 0.01, 0.05, 0.1)
        for batch in (20, 40, 90)
    ]
    importances = measure_importances(runs, space)
    assert importances["learning_rate"] > 0.8
    assert sum(importances.values()) == pytest.approx(1)
    assert measure_importances(runs[:3], space) == {}
    assert score(runs[0]) == score(runs[0].summary) == 0.001


def test_a_score_is_of_the_weights_that_are_kept_and_a_failed_run_has_none(store):
    run = make_trial(store, 0.9, batch_size=20)
    worse = run.epochs[-1]._replace(epoch=2, score=0.8, val_score=0.8)
    run = dataclasses.replace(run, epochs=(*run.epochs, worse), weights_epoch=1)
    assert score(run) == score(run.summary) == 0.9
    failed = dataclasses.replace(run, state=RunState.FAILED)
    assert score(failed) is score(failed.summary) is None


def test_a_study_does_not_propose_what_it_remembers(store):
    plan = SweepPlan(TINY, {"batch_size": Choices((20, 40))}, "tpe", 2)
    study = Study(plan)
    study.remember([make_trial(store, 0.5, batch_size=20)])
    config, _ = study.propose()
    assert read_setting(config, "batch_size") == 40


@pytest.mark.parametrize("method", ["random", "tpe"])
def test_lists_are_gone_through_to_the_budget(method):
    space = {"units": Choices((4, 8, 12, 16)), "seed": Choices((0, 1, 2, 3))}
    study, configs = Study(SweepPlan(TINY, space, method, 16)), set()
    for number in range(16):
        config, trial = study.propose()
        study.begin(str(number), config, trial)
        configs.add(config)
    assert len(configs) == 16
    assert study.propose() is None


def test_optuna_is_loaded_by_the_first_sweep_only():
    code = "import sys, mlp_explorer.compute; sys.exit('optuna' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
