"""The Compare page without a browser: what is listed, picked, changed, and said of it."""

import json

import numpy as np
import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.data import load_dataset
from mlp_explorer.errors import RunNotFoundError
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, RateChanged, TrainingEnded, TrainingStarted
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.compare.charts import _count_mistakes
from mlp_explorer.ui.compare.choices import get_picks
from mlp_explorer.ui.compare.curves import bundle_runs, find_marks, make_curves, make_point
from mlp_explorer.ui.services import get_services
from tests.ui.pages import (
    OWNER,
    enabled,
    find_view,
    get_session,
    make_run,
    open_app,
    read_data,
    read_table,
    read_traces,
    rerun,
    say,
    texts,
)

SGD = TrainConfig(optimizer="sgd")


def open_page(*picks, **more):
    app = open_app({"runs": "~".join(picks)} | more, page="compare")
    assert not app.exception
    return app


def choose(app, key, value):
    next(control for control in app.segmented_control if control.key == key).set_value(value)
    return rerun(app)


def picks_of(app):
    return get_session(app).choices["compare_picks"]


def table(app):
    said = texts(app)
    is_empty = "There is no run in this list" in said or "No run has all" in said
    return [] if is_empty else read_table(app, "compare_table")


def click(app, label):
    next(button for button in app.button if button.label == label).click()
    return rerun(app)


def test_an_empty_list_says_why_and_leads_to_training(store):
    app = open_page()
    assert "There is no run in this list yet" in texts(app)
    assert "pick with Space" not in texts(app)
    app.text_input(key="compare_search").set_value("nonsense")
    assert "No run has all of these words" in texts(rerun(app))
    app.text_input(key="compare_search").set_value("")
    assert get_session(click(rerun(app), "To the Train page")).page == "train"


def test_how_runs_are_picked_is_said_beside_them(store):
    make_run()
    assert "pick with Space" in texts(open_page())


def test_runs_are_listed_the_newest_first_with_their_results(store):
    make_run(accuracy=0.91)
    make_run(SGD)
    rows = table(open_page())
    assert [row["Run"].split(" · ")[1] for row in rows] == ["sgd 0.001", "adam 0.001"]
    assert [row["Test"] for row in rows] == ["92.41 %", "91.00 %"]
    assert [(row["Epochs"], row["Parameters"]) for row in rows] == [("6", "235,146")] * 2


@pytest.mark.parametrize(
    ("words", "found"), [("sgd", 1), ("ADAM finished", 1), ("784", 2), ("nonsense", 0)]
)
def test_the_search_looks_at_titles_settings_and_states(words, found, store):
    make_run()
    make_run(SGD, RunState.STOPPED)
    app = open_page()
    app.text_input(key="compare_search").set_value(words)
    assert len(table(rerun(app))) == found


def test_rows_are_picked_and_dropped_and_what_is_not_listed_stays_picked(store):
    first, second, other = make_run(), make_run(SGD), make_run(owner="somebody")
    app = say(open_page(other), "compare_table", {second: True, first: True})
    assert picks_of(app) == [other, second, first]
    say(app, "compare_table", {second: False, "unknown": True})
    assert picks_of(app) == [other, first]
    assert "2 picked, 1 of them somebody else's" in texts(app)


def test_two_runs_of_the_same_settings_are_no_single_run(store):
    app = open_page(make_run(), make_run())
    assert "One curve: 2 runs of the same settings" in texts(app)
    app.toggle(key="compare_average").set_value(False)
    assert "The same settings and seed" in texts(rerun(app))
    assert "Pick another run" in texts(open_page(make_run()))


def test_a_run_whose_learning_rate_was_changed_is_no_seed_of_one_that_kept_it(store):
    kept, changed = (store.create(TrainConfig(seed=seed), OWNER).id for seed in range(2))
    store.append(changed, RateChanged(1, 5, 0.01))
    assert len(bundle_runs([store.get(kept), store.get(changed)], average=True)) == 2


def test_other_peoples_runs_are_listed_on_demand_and_only_looked_at(store):
    other = make_run(owner="somebody")
    app = open_page(other)
    assert table(app) == []
    choose(app, "compare_whose", "everybodys")
    assert len(table(app)) == 1
    assert "somebody else's: you may look, not change" in texts(app)
    assert not {"Star", "Delete"} & set(enabled(app))


def test_deleted_runs_come_back_with_one_click(store):
    first, second = make_run(), make_run(SGD)
    app = click(open_page(first, second), "Delete")
    assert "2 runs deleted." in texts(app)
    assert store.list_runs() == []
    click(app, "Undo")
    assert len(store.list_runs()) == 2


def test_a_run_that_goes_on_is_not_deleted(store):
    running = store.create(TrainConfig(), OWNER).id
    assert "Delete" not in enabled(open_page(running))


def test_runs_get_names_and_stars(store):
    run_id = make_run()
    app = open_page(run_id)
    app.text_input(key=f"compare_name_{run_id}").set_value(" My best ")
    rerun(app)
    click(app, "Star")
    assert store.get(run_id).name == "My best"
    assert [(row["★"], row["Run"]) for row in table(rerun(app))] == [("★", "My best")]


def test_what_differs_is_a_sentence_and_a_table(store):
    app = open_page(make_run(), make_run(TrainConfig(optimizer="sgd", epochs=6)))
    assert "They differ in 2 settings: the optimizer (Adam against SGD)" in texts(app)
    rows = read_table(app, "compare_differences")
    assert [(row["Optimizer"], row["Epochs"]) for row in rows] == [("Adam", "10"), ("SGD", "6")]


def test_one_seed_each_proves_nothing_and_more_are_a_click_away(store):
    app = open_page(make_run(accuracy=0.91), make_run(SGD, accuracy=0.93))
    assert "One seed each proves nothing" in texts(app)
    click(app, "Train them")
    queued = store.list_runs(state=RunState.QUEUED)
    assert sorted(run.config.seed for run in queued) == [1, 1, 2, 2, 3, 3, 4, 4]
    assert len(picks_of(app)) == 10
    assert {run.config.changed(seed=0) for run in queued} == {TrainConfig(), SGD}


def test_runs_that_differ_in_their_seed_are_one_curve_and_judged(store):
    runs = [
        make_run(config.changed(seed=seed), accuracy=accuracy + seed / 1000)
        for config, accuracy in ((TrainConfig(), 0.95), (SGD, 0.85))
        for seed in range(3)
    ]
    app = open_page(*runs)
    assert "is better: 95.1 % against 85.1 %" in texts(app)
    app.toggle(key="compare_average").set_value(False)
    assert "is better" not in texts(rerun(app))


@pytest.mark.parametrize("look", ["costs", "mistakes"])
def test_every_look_is_drawn(look, store):
    ids = [make_run(TrainConfig(hidden_layers=())), make_run(TrainConfig(hidden_layers=(), seed=1))]
    weights = [np.zeros((784, 10), np.float32), np.arange(10, dtype=np.float32)]
    store.save_snapshot(ids[0], 6, weights)
    app = open_page(*ids)
    app.toggle(key="compare_average").set_value(False)
    choose(app, "compare_look", look)
    assert ("One of them has no weights yet" in texts(app)) == (look == "mistakes")
    store.save_snapshot(ids[1], 6, weights)
    rerun(app)


def test_a_damaged_file_is_a_sentence(store):
    ids = [make_run(TrainConfig(hidden_layers=())), make_run(SGD.changed(hidden_layers=()))]
    for run_id in ids:
        store.save_snapshot(run_id, 6, [np.zeros((784, 10), np.float32), np.zeros(10, np.float32)])
    path = store._artifacts._folder / ids[0] / "epoch-0006.h5"
    path.write_bytes(path.read_bytes()[:200])
    app = open_page(*ids, look="mistakes")
    assert "is damaged" in app.error[0].value


def test_a_run_that_is_gone_is_no_longer_picked(store):
    with pytest.raises(RunNotFoundError):
        store.get("gone")
    app = open_page(make_run(), "gone")
    assert len(picks_of(app)) == 1


def test_a_race_has_one_seed_and_as_many_epochs_for_all(store):
    app = open_page()
    app.multiselect(key="race_configs").set_value(["own", "preset_fast"])
    app.text_input(key="race_epochs").set_value("3")
    rerun(app)
    assert "in batches of different size" in texts(app)
    click(app, "Start the race")
    runs = store.list_runs(state=RunState.QUEUED)
    assert {(run.config.seed, run.config.epochs) for run in runs} == {(0, 3)}
    assert len({run.group_id for run in runs}) == 1
    assert set(picks_of(app)) == {run.id for run in runs}


def bundle(*ids, average=True):
    return bundle_runs([get_services().store.get(run_id) for run_id in ids], average)


def test_curves_are_called_by_their_name_or_what_is_special_about_them(store):
    narrow = SGD.changed(hidden_layers=(HiddenLayer(8),))
    plain, named, odd = make_run(), make_run(SGD), make_run(narrow)
    assert [b.label for b in bundle(plain, named)] == ["Optimizer Adam", "Optimizer SGD"]
    store.change(named, name="Mine")
    labels = [b.label for b in bundle(plain, named, odd)]
    assert labels == [TrainConfig().title, "Mine", narrow.title]
    assert bundle(plain, make_run())[0].label == TrainConfig().title


def test_equal_titles_are_told_apart(store):
    labels = [b.label for b in bundle(make_run(), make_run(), average=False)]
    assert labels == [f"{TrainConfig().title} #1", f"{TrainConfig().title} #2"]


def test_a_curve_of_several_seeds_is_their_mean_with_a_band(store):
    [both] = bundle(make_run(accuracy=0.9), make_run(TrainConfig(seed=1), epochs=4, accuracy=0.94))
    [curve] = make_curves(both, "val_loss", 2)
    assert curve.epochs == (1, 2, 3, 4)
    assert curve.values == pytest.approx((2, 1, 2 / 3, 0.5))
    assert curve.low == curve.high == curve.values
    assert curve.name == f"{curve.label} (mean of 2 seeds)"
    point = make_point(both, 2)
    assert point.score == pytest.approx(0.92)
    assert (point.parameters, point.seconds) == (235_146, 2.5)


def begin_run(config, epochs):
    store = get_services().store
    run_id = store.create(config, OWNER).id
    store.append(run_id, TrainingStarted(24, 48_000))
    for k in range(1, epochs + 1):
        store.append(run_id, EpochEnded(k, 2 / k, 0.9, 2 / k, 0.9, k / 2, 90_000.0))
    return run_id


def test_runs_that_go_on_do_not_cut_the_mean_of_those_that_have_finished(store):
    ended = [make_run(TrainConfig(seed=seed)) for seed in (0, 1)]
    going_on = [begin_run(TrainConfig(seed=2), 2), begin_run(TrainConfig(seed=3), 0)]
    [all_] = bundle(*going_on, *ended)
    mean, thin = make_curves(all_, "val_loss", 2)
    assert mean.epochs == (1, 2, 3, 4, 5, 6)
    assert mean.name.endswith("(mean of 2 seeds)")
    assert (thin.epochs, thin.thin, thin.label) == ((1, 2), True, mean.label)
    assert "Thin lines are single runs" in texts(open_page(*going_on, *ended))
    [alone] = make_curves(bundle(going_on[1], ended[0])[0], "val_loss", 2)
    assert (len(alone.values), alone.low) == (6, None)
    store.end(going_on[0], RunState.STOPPED)
    assert make_curves(bundle(*going_on, *ended)[0], "val_loss", 2) == [mean, thin]
    first, second = make_curves(bundle(*going_on, begin_run(TrainConfig(), 3))[0], "val_loss", 2)
    assert (first.epochs, first.thin) == ((1, 2), False), "what was cut short is better than none"
    assert (second.epochs, second.thin) == ((1, 2, 3), True)


def test_runs_that_have_not_begun_are_no_curve(store):
    [none] = make_curves(bundle(*[begin_run(TrainConfig(), 0)] * 2)[0], "loss", 0)
    assert none.values == ()


def test_more_seeds_are_those_that_are_kept_and_then_new_ones(store):
    first, kept = make_run(), make_run(TrainConfig(seed=2))
    app = click(open_page(first), "Train them")
    assert sorted(run.config.seed for run in store.list_runs(state=RunState.QUEUED)) == [1, 3, 4]
    assert kept in get_picks(get_session(app))
    assert len(get_picks(get_session(app))) == 5
    assert len(table(app)) == 5, "the list shows them, too"


def mark(*events, epochs=0, weights_epoch=None):
    """Return the marks of a run of so many epochs, without their words."""
    ends = tuple(EpochEnded(k, 1.0, 0.5, 1.0, 0.5, k, 100) for k in range(1, epochs + 1))
    run = RunRecord("a", TrainConfig(), 0.0, epochs=ends, weights_epoch=weights_epoch)
    return [mark[:2] for mark in find_marks(run, [(0.0, event) for event in events])]


FIRST = TrainingStarted(20, 9)


def test_seams_and_changes_of_the_rate_are_marked():
    rate, later = RateChanged(3, 5, 0.01), TrainingStarted(20, 9, epoch=4)
    assert mark(FIRST, rate, later) == [("RateChanged", 2.25), ("TrainingStarted", 4)]
    assert mark(FIRST, rate, TrainingStarted(20, 9, epoch=1, step=10)) == [("TrainingStarted", 1.5)]
    assert mark(FIRST, rate, FIRST) == [], "all of it is trained again"


def test_turns_are_no_marks():
    """As in a fair race: one gives way to the others after each epoch."""
    turn = [TrainingEnded("yielded", 1), TrainingStarted(20, 9, epoch=1)]
    assert mark(FIRST, *turn, epochs=2) == []
    paused = [TrainingEnded("paused", 2), TrainingStarted(20, 9, epoch=2)]
    assert mark(FIRST, *turn, *paused, epochs=3) == [("TrainingStarted", 2)]


def test_where_the_loss_became_nan_and_whose_weights_are_kept_is_marked():
    diverged = TrainingEnded("diverged", 4)
    assert mark(FIRST, diverged, epochs=3) == [("LossDiverged", 3)], "where its curve ends"
    assert mark(FIRST, diverged) == [], "no curve, no mark"
    assert mark(FIRST, epochs=3, weights_epoch=2) == [("WeightsKept", 2)]


def test_what_the_signs_mean_is_said_below_the_curves(store):
    marked = begin_run(SGD, 3)
    store.append(marked, RateChanged(2, 6, 0.02))
    store.append(marked, TrainingEnded("stopped", 3))
    store.end(marked, RunState.STOPPED, weights_epoch=2)
    said = texts(open_page(marked, make_run()))
    assert "an open diamond is where the learning rate was changed; an open star is" in said
    assert "cross" not in said
    assert "On the curves" not in texts(open_page(make_run()))


def test_the_chart_is_told_in_words_with_what_is_marked_on_it(store):
    marked = begin_run(SGD, 3)
    store.append(marked, RateChanged(2, 6, 0.02))
    store.change(marked, name="Mine")
    app = open_page(marked)
    said = "Validation accuracy: Mine: 90.00 % (learning rate 0.02 from here on, in epoch 2)"
    assert read_data(app, "compare_curves")["alt"] == said
    find_view(app).set_value(["error"])
    assert read_data(rerun(app), "compare_curves")["alt"].startswith(
        "Validation error: Mine: 10.00 % ("
    )


def test_mistakes_are_those_of_the_weights_that_an_epoch_has_now(store):
    """Stopped within an epoch, continued, and stopped in the same one again."""
    run_id = make_run(TrainConfig(hidden_layers=()))
    for answer in (1, 7):
        weights = [np.zeros((784, 10), np.float32), np.eye(10, dtype=np.float32)[answer]]
        store.save_snapshot(run_id, 6, weights)
        counts = _count_mistakes(store.get(run_id))
        assert counts.sum(axis=0).nonzero()[0].tolist() == [answer]


def test_what_runs_take_of_the_disk_is_shown_and_what_is_in_the_bin_can_go_for_good(store):
    run_id, other = make_run(TrainConfig(hidden_layers=())), make_run()
    store.save_snapshot(run_id, 6, [np.random.default_rng(1).random((784, 1000), np.float32)])
    app = open_page(run_id)
    sizes = sorted(float(row["MB"]) for row in table(app))
    assert sizes == [0, pytest.approx(2.8, abs=0.4)]
    assert "of 10.0 GB on the disk" in texts(app)
    app = click(app, "Delete")
    next(each for each in app.multiselect if each.key == "compare_bin").set_value([run_id])
    click(rerun(app), "Delete for good")
    with pytest.raises(RunNotFoundError):
        store.get(run_id)
    assert run_id not in store.measure_disk()
    assert [run.id for run in store.list_runs()] == [other]


def test_runs_of_two_datasets_have_no_mistakes_or_goals_in_common(store):
    iris, circle = make_run(TrainConfig(dataset="iris")), make_run(TrainConfig(dataset="circle"))
    app = open_page(iris, circle)
    assert not json.loads(read_data(app, "compare_curves")["figure"])["layout"].get("shapes")
    choose(app, "compare_look", "mistakes")
    assert "These two have learned other datasets" in texts(app)


def test_who_races_learns_the_dataset_of_the_builder(store):
    picks = [make_run(TrainConfig(dataset=key)) for key in ("iris", "circle")]
    picks.append(make_run(TrainConfig(dataset="circle", noise=0.3)))
    app = open_page(*picks, dataset="circle")
    [who] = [each for each in app.multiselect if each.label == "Who runs"]
    assert [option for option in who.options if "circle" in option] == ["2. " + title(picks[1])]
    assert not [option for option in who.options if "iris" in option or "Tutorial" in option]
    assert "Preset Start" in who.options


def title(run_id):
    return get_services().store.get(run_id).title


def test_runs_of_another_metric_are_named_and_not_drawn():
    number = TrainConfig(dataset="sine")
    other = make_run(number, accuracy=0.5)
    get_services().store.change(other, name="My curve")
    app = open_page(make_run(), other)
    assert "Not shown, as it is not measured by Accuracy: My curve." in texts(app)
    assert "They have learned other datasets" in texts(app)
    assert "My curve" not in {trace["name"] for trace in read_traces(app, "compare_curves")}
    app = open_page(make_run(number), make_run(number.changed(seed=1), accuracy=0.25))
    layout = json.loads(read_data(app, "compare_curves")["figure"])["layout"]
    assert layout["title"]["text"] == "Validation R²"
    assert {row["Test"] for row in read_table(app, "compare_table")} >= {"R² 0.9241", "R² 0.2500"}


def test_answers_of_two_networks_lie_over_the_right_ones():
    config = TrainConfig(dataset="sine", hidden_layers=())
    ids = []
    for slope in (0.0, 0.1):
        ids.append(make_run(config))
        get_services().store.change(ids[-1], name=f"slope {slope}")
        weights = [np.full((1, 1), slope, np.float32), np.zeros(1, np.float32)]
        get_services().store.save_snapshot(ids[-1], 6, weights)
    app = open_page(*ids, look="mistakes", average="false")
    right = load_dataset("sine", config.options)
    off = np.abs(right.y_test).mean()
    assert f"slope 0.0 is off by {off:.4g} on average." in texts(app)
    _, flat, steep = read_traces(app, "compare_answers")
    np.testing.assert_allclose(flat["x"], right.y_test)
    assert set(flat["y"]) == {0}
    np.testing.assert_allclose(steep["y"], 0.1 * right.x_test[:, 0], rtol=1e-5)
