"""What was chosen on a page is there after a look at another one."""

import numpy as np
import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.lessons import LESSONS
from mlp_explorer.lessons.experiments import EXPERIMENTS
from mlp_explorer.ui.draw.samples import SAMPLES
from mlp_explorer.ui.frame import SITE
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.sketch import Sketch, make_objects
from tests.ui.pages import get_book, get_session, make_run, open_app, rerun, say, turn_to
from tests.ui.test_draw_page import make_reader

KINDS = (
    "button_group",
    "multiselect",
    "radio",
    "select_slider",
    "selectbox",
    "slider",
    "text_input",
    "toggle",
)


def list_widgets(app):
    """Return what all widgets of the page show, by their names."""
    widgets = [each for kind in KINDS for each in app.get(kind)]
    return {each.key.split("~")[0]: each.value for each in widgets}


def find(app, name):
    """Return the widget of that name, else the one whose name begins so."""
    found = {each.key.split("~")[0]: each for kind in KINDS for each in app.get(kind)}
    if name not in found:
        [name] = [each for each in found if each.startswith(name)]
    return found[name]


def choose(app, **values):
    """Have a person choose or type values, by the beginnings of the widgets' names."""
    for name, value in values.items():
        widget = find(app, name)
        widget.set_value(str(value) if widget.type == "text_input" else value)
        rerun(app)


def look_elsewhere(app, page):
    """Leave the page for each of the others, and come back to it."""
    for other in SITE:
        turn_to(app, other)
    return turn_to(app, page)


def test_the_setup_and_what_is_to_be_done_with_a_run_are_there():
    app = open_app({"run": make_reader()})
    choose(app, builder_optimizer="sgd", builder_dropout_0=0.3, builder_seed=3)
    choose(app, train_branch_epoch=1)
    before = list_widgets(app)
    look_elsewhere(app, "train")
    assert list_widgets(app) == before
    assert before["train_branch_epoch_" + get_session(app).run_id] == 1
    assert (before["builder_optimizer"], before["builder_dropout_0"]) == ("sgd", 0.3)


@pytest.mark.parametrize("section", ["flow", "why", "replay", "hand"])
def test_the_drawing_and_its_section_are_there(section):
    app = open_app({"run": make_reader(), "section": section}, page="draw")
    seven = next(sample for sample in SAMPLES if sample.name == "crossed")
    say(app, "draw_samples", {"id": "crossed", "at": 0})
    choose(app, draw_pen=30)
    if section == "why":
        choose(app, draw_rival_7=1)
    if section == "hand":
        choose(app, draw_label=3)
    before, drawn = list_widgets(app), get_book(app).sketch
    look_elsewhere(app, "draw")
    assert list_widgets(app) == before
    assert before["draw_section"] == section
    assert get_book(app).sketch == drawn == Sketch(make_objects(seven.strokes, seven.pen))


@pytest.mark.parametrize("chapter", LESSONS)
def test_a_chapter_and_what_was_moved_in_it_are_there(chapter):
    app = open_app({"run": make_reader(), "chapter": chapter}, page="learn")
    choose(app, **{f"learn_answer_{chapter}": 1})
    moved = {
        "neuron": {"learn_label": 3, "learn_neuron": 5},
        "activations": {"learn_activation": "tanh"},
        "forward": {"learn_label": 4},
        "losses": {"learn_share": 0.6},
        "backpropagation": {"learn_step_layer": 0, "learn_rate": 0.5},
        "optimizers": {"learn_steps": 20, "learn_surface": "rosenbrock", "learn_optimizer": "sgd"},
        "regression": {
            "learn_said": 1.25,
            "learn_outlier": -7.5,
            "learn_curve_name": "parabola",
            "learn_regression_loss": "linear_huber",
            "learn_regression_steps": 3,
            "learn_point": 7,
        },
        "experiments": {"learn_experiment": list(EXPERIMENTS)[1]},
    }
    assert set(moved) == set(LESSONS)
    choose(app, **moved[chapter])
    if chapter == "neuron":
        slider = find(app, "learn_bias")
        slider.set_value(slider.value + 1)
        rerun(app)
    before, shown = list_widgets(app), [each.value for each in app.markdown]
    look_elsewhere(app, "learn")
    assert list_widgets(app) == before
    assert [each.value for each in app.markdown] == shown
    for name, value in moved[chapter].items():
        assert str(find(app, name).value) == str(value)


def test_another_example_of_a_digit_is_there():
    app = open_app({"run": make_reader()}, page="learn")
    first = [each.value for each in app.markdown]
    next(each for each in app.button if each.key == "learn_another").click()
    shown = [each.value for each in rerun(app).markdown]
    assert shown != first
    assert [each.value for each in look_elsewhere(app, "learn").markdown] == shown


def test_search_picks_look_metric_and_the_race_are_there():
    runs = [make_run(), make_run(TrainConfig(optimizer="sgd"))]
    app = open_app({"runs": "~".join(runs)}, page="compare")
    choose(app, compare_search="finished", compare_whose="everybodys", compare_metric="loss")
    choose(app, compare_time="seconds", compare_average=False, compare_seeds=2)
    choose(app, race_configs=["own", "preset_fast"], race_epochs=7)
    before = list_widgets(app)
    look_elsewhere(app, "compare")
    assert list_widgets(app) == before
    assert get_session(app).choices["compare_picks"] == runs
    assert before["race_configs"] == ["own", "preset_fast"]
    choose(app, compare_look="costs")
    assert list_widgets(look_elsewhere(app, "compare"))["compare_look"] == "costs"


def test_the_curves_whose_mistakes_are_compared_are_there():
    store, runs = get_services().store, []
    for seed in range(3):
        runs.append(make_run(TrainConfig(hidden_layers=(), seed=seed)))
        store.save_snapshot(
            runs[-1], 6, [np.zeros((784, 10), np.float32), np.arange(10, dtype=np.float32)]
        )
    query = {"runs": "~".join(runs), "look": "mistakes", "average": "false"}
    app = open_app(query, page="compare")
    choose(app, compare_a=2, compare_b=0)
    before = list_widgets(app)
    assert list_widgets(look_elsewhere(app, "compare")) == before
    assert (before["compare_a"], before["compare_b"]) == (2, 0)


def test_the_form_of_a_sweep_is_there():
    app = open_app(page="sweep")
    choose(app, sweep_names=["learning_rate", "units", "activation"], sweep_method="grid")
    choose(app, sweep_trials=5, sweep_prune=True, sweep_learning_rate_list="0.1, much")
    choose(app, sweep_units_kind="range", sweep_activation_values=["tanh", "gelu"])
    choose(app, sweep_units_low=8, sweep_units_high=64, sweep_units_log=True, sweep_units_points=3)
    before, said = list_widgets(app), [each.value for each in app.warning]
    look_elsewhere(app, "sweep")
    assert list_widgets(app) == before
    assert [each.value for each in app.warning] == said != []
    assert (before["sweep_units_low"], before["sweep_units_points"]) == ("8", "3")
    assert before["sweep_activation_values"] == ["tanh", "gelu"]


def test_a_field_that_is_not_asked_for_just_now_comes_back_with_its_value():
    app = open_app(page="sweep")
    choose(app, sweep_learning_rate_list="0.1, 0.2", sweep_names=["seed"])
    assert "sweep_learning_rate_list" not in list_widgets(app)
    choose(app, sweep_names=["seed", "learning_rate"])
    assert list_widgets(app)["sweep_learning_rate_list"] == "0.1, 0.2"


def test_the_images_of_the_data_page_are_there():
    app = open_app(page="data")
    choose(app, data_filter="7", data_image=12)
    next(each for each in app.button if each.key == "data_reshuffle").click()
    rerun(app)
    before, shown = list_widgets(app), [each.proto.body for each in app.main.get("html")]
    look_elsewhere(app, "data")
    assert list_widgets(app) == before
    assert (before["data_filter"], before["data_image"]) == ("7", "12")
    assert [each.proto.body for each in app.main.get("html")] == shown
