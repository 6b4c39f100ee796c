"""The Sweep page without a browser: the plan that its widgets make, and what is said of a sweep."""

import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.compute import SweepPlan
from mlp_explorer.config.space import Choices, Range, apply_settings
from mlp_explorer.messages import RunState
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.sweep.cost import describe_cost
from mlp_explorer.ui.sweep.progress import describe_values, read_importances, read_progress
from tests.ui.pages import (
    OWNER,
    click,
    enabled,
    get_session,
    make_run,
    open_app,
    read_announcement,
    read_table,
    rerun,
    say,
    texts,
)

RATES = (0.001, 0.003, 0.01, 0.03)
PLAN = SweepPlan(TrainConfig(), {"learning_rate": Choices(RATES)}, "grid", 4)


@pytest.fixture(autouse=True)
def sweeps(monkeypatch):
    """Catch what the page starts, stops and resumes; the sweeps themselves are tested elsewhere."""
    said = []
    for name in ("start", "stop", "resume"):
        monkeypatch.setattr(
            get_services().sweeps,
            name,
            lambda *arguments, name=name: said.append((name, *arguments)) or make_group(),
        )
    return said


def make_group(state=RunState.RUNNING, accuracies=()):
    store = get_services().store
    group = store.create_group("sweep", "learning_rate", OWNER, PLAN.to_json())
    for rate, accuracy in zip(RATES, accuracies, strict=False):
        config = apply_settings(PLAN.base, {"learning_rate": rate})
        make_run(config, group_id=group.id, val_score=accuracy)
    store.change_group(group.id, state=state)
    return store.get_group(group.id)


def open_page(group=None):
    app = open_app({"sweep": group.id} if group else {}, page="sweep")
    assert not app.exception
    return app


def start(app, sweeps):
    app.button(key="sweep_start").click()
    rerun(app)
    [(_, plan, *_)] = sweeps
    return plan


def test_the_first_plan_varies_the_learning_rate_of_the_setup_in_the_builder(sweeps):
    plan = start(open_page(), sweeps)
    assert plan.base == TrainConfig()
    assert set(plan.space) == {"learning_rate"}
    assert plan.method == "tpe"


def test_what_is_proposed_has_the_builders_own_among_it(sweeps):
    setup = {"page": "sweep", "optimizer": "nadam", "learning_rate": "0.002"}
    app = open_app(setup)
    app.multiselect(key="sweep_names").set_value(["learning_rate", "optimizer"])
    plan = start(rerun(app), sweeps)
    assert "nadam" in plan.space["optimizer"].values
    assert plan.space["learning_rate"].values == (0.0003, 0.001, 0.002, 0.003, 0.01, 0.03)


def test_a_sweep_says_what_it_costs_before_it_starts():
    counts = "Trainings: 4, epochs in all at most: 40, at the same time: 1."
    assert describe_cost(PLAN, [], 1) == counts
    runs = [get_services().store.get(make_run()).summary]  # six epochs in 3 s
    said = f"{counts} About 20 s, as networks like the builder's took so far."
    assert describe_cost(PLAN, runs, 1) == said
    assert "Trainings: 5, epochs in all at most: 50" in texts(open_page())


def test_from_a_sweeps_runs_every_page_is_a_click_away_the_best_one_first():
    group = make_group(RunState.FINISHED, (0.7, 0.9, 0.8))
    first, best, _ = [run.id for run in read_progress(group).runs]
    for page in ("draw", "learn"):
        app = click(open_page(group), f"sweep_open_{page}")
        assert (get_session(app).page, get_session(app).run_id) == (page, best)
    app = click(open_page(group), "sweep_open")
    assert (get_session(app).page, get_session(app).run_id) == ("train", best)
    app = say(open_page(group), "sweep_table", {first: True})
    assert app.button(key="sweep_open").disabled, "two runs cannot be opened at once"
    app = click(app, "sweep_open_compare")
    assert get_session(app).page == "compare"
    assert get_session(app).choices["compare_picks"] == [best, first]


def test_a_sweeps_progress_is_said_by_quarters_and_when_it_ends():
    group, store = make_group(accuracies=(0.7,)), get_services().store
    said = [read_announcement(open_page(group), "sweep_said")]
    runs = [make_run(group_id=group.id, state=RunState.FINISHED, val_score=0.9)]
    said.append(read_announcement(open_page(group), "sweep_said"))
    store.change(runs[0], name="another name, which is no news")
    said.append(read_announcement(open_page(group), "sweep_said"))
    store.change_group(group.id, state=RunState.STOPPED)
    said.append(read_announcement(open_page(group), "sweep_said"))
    assert said[0] != said[1] == said[2] != said[3]
    assert said[1][1].startswith("2 of 4 ended")


def test_lists_ranges_and_choices_make_the_plan(sweeps):
    app = open_page()
    app.multiselect(key="sweep_names").set_value(["learning_rate", "units", "activation"])
    app.selectbox(key="sweep_method").set_value("grid")
    rerun(app)
    next(c for c in app.segmented_control if c.key == "sweep_units_kind").set_value("range")
    rerun(app)
    app.text_input(key="sweep_learning_rate_list").set_value("0.1; 0.2,0.3")
    app.text_input(key="sweep_units_low").set_value("8")
    app.text_input(key="sweep_units_high").set_value("64")
    app.text_input(key="sweep_units_points").set_value("3")
    app.toggle(key="sweep_units_log").set_value(True)
    app.multiselect(key="sweep_activation_values").set_value(["relu", "tanh"])
    app.text_input(key="sweep_trials").set_value("100")
    app.toggle(key="sweep_prune").set_value(True)
    plan = start(rerun(app), sweeps)
    assert plan.space == {
        "learning_rate": Choices((0.1, 0.2, 0.3)),
        "units": Range(8, 64, True, 3),
        "activation": Choices(("relu", "tanh")),
    }
    assert (plan.method, plan.n_trials, plan.prune) == ("grid", 18, True)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "0.1, much",
            "Learning rate: “much” is not possible; allowed are numbers from 0.000001 to 1000",
        ),
        ("", "Learning rate: there is no value"),
        ("-1", "Learning rate: “-1” is not possible; allowed are numbers from"),
        ("1,10", "Learning rate: “1,10” can be read as “1.1” or as “1; 10”."),
        ("1e-9; 0,1", "Learning rate: “1e-9” is not possible; allowed are numbers from"),
    ],
)
def test_a_list_that_cannot_be_is_a_sentence_and_nothing_starts(text, sentence):
    app = open_page()
    app.text_input(key="sweep_learning_rate_list").set_value(text)
    rerun(app)
    assert sentence in texts(app)
    assert "Start the sweep" not in enabled(app)


def test_a_sweep_says_how_far_it_is_and_what_is_best():
    group = make_group(RunState.RUNNING, [0.8, 0.95, 0.9])
    progress = read_progress(group)
    assert progress.n_ended == 3
    assert progress.scores == [0.8, 0.95, 0.9]
    assert progress.best_so_far == [0.8, 0.95, 0.95]
    assert [run.config.learning_rate for run in progress.ranked] == [0.003, 0.01, 0.001]
    assert describe_values(PLAN, progress.ranked[0]) == "Learning rate 0.003"
    assert progress.estimate_left_s(1) == pytest.approx(3.0)  # one of four, 3 s each
    assert read_importances(progress) == {}
    app = open_page(group)
    assert {"Stop", "Take the best into the builder", "Compare the best 5"} <= set(enabled(app))


def test_a_running_sweep_is_stopped_and_an_interrupted_one_goes_on(sweeps):
    for state, label, what in (
        (RunState.RUNNING, "Stop", "stop"),
        (RunState.INTERRUPTED, "Continue", "resume"),
        (RunState.STOPPED, "Continue", "resume"),
    ):
        group = make_group(state, [0.8])
        app = open_page(group)
        next(button for button in app.button if button.label == label).click()
        app.run()
        assert sweeps.pop() == (what, group.id)
        get_services().store.change_group(group.id, state=RunState.FINISHED)


def test_a_finished_sweep_can_be_neither():
    app = open_page(make_group(RunState.FINISHED, [0.8, 0.9, 0.95, 0.7]))
    assert not {"Stop", "Continue"} & set(enabled(app))
    rows = read_table(app, "sweep_table")
    assert [row["Learning rate"] for row in rows] == ["0.01", "0.003", "0.001", "0.03"]
    assert [row["Validation accuracy"] for row in rows] == [
        "95.00 %",
        "90.00 %",
        "80.00 %",
        "70.00 %",
    ]


def test_a_failed_run_is_never_the_best():
    group = make_group(RunState.FINISHED, [0.8])
    make_run(state=RunState.FAILED, group_id=group.id, val_score=0.99)
    progress = read_progress(group)
    assert sorted(progress.scores, key=str) == [0.8, None]
    assert (progress.best, len(progress.ranked)) == (0.8, 1)


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("0,001; 0,01", (0.001, 0.01)),
        ("0,001, 0,01", (0.001, 0.01)),
        ("0.1,0.2", (0.1, 0.2)),
        ("1e-4; 1,5e-3", (0.0001, 0.0015)),
        ("0,001", (0.001,)),
    ],
)
def test_a_list_with_decimal_commas_trains_what_was_typed(text, rates, sweeps):
    app = open_page()
    app.text_input(key="sweep_learning_rate_list").set_value(text)
    assert start(rerun(app), sweeps).space == {"learning_rate": Choices(rates)}


def test_a_range_with_decimal_commas_varies_what_was_typed(sweeps):
    app = open_page()
    app.button_group(key="sweep_learning_rate_kind").set_value("range")
    rerun(app)
    app.text_input(key="sweep_learning_rate_low").set_value("0,001")
    app.text_input(key="sweep_learning_rate_high").set_value("0,5")
    assert start(rerun(app), sweeps).space == {"learning_rate": Range(0.001, 0.5, True, 4)}
