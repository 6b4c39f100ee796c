"""What the network is to learn, chosen in the builder, and what follows from it on the pages."""

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.config import list_presets
from mlp_explorer.data import DATASETS
from tests.ui.pages import (
    enter,
    find_field,
    get_session,
    make_run,
    open_app,
    read_data,
    rerun,
    texts,
)

WITH_CLASSES = [key for key, about in DATASETS.items() if about.classes]


def config_of(app):
    return get_session(app).config


def find_list(app, label):
    return next(each for each in app.selectbox if each.label == label)


def choose(app, label, value):
    find_list(app, label).set_value(value)
    return rerun(app)


def list_presets_of(app):
    keys = [each.key for each in app.button if each.key.startswith("preset_")]
    return [key.removeprefix("preset_") for key in keys]


def test_each_dataset_with_classes_is_a_choice_and_brings_its_own_network(store):
    app = open_app()
    for key in WITH_CLASSES[1:]:
        choose(app, "Dataset", key)
        assert config_of(app) == list_presets(key)["start"]
        assert list_presets_of(app) == list(list_presets(key))
    choose(app, "Dataset", "mnist")
    assert config_of(app) == TrainConfig()
    assert list_presets_of(app)[0] == "tutorial"


def test_between_datasets_of_a_kind_the_network_stays(store):
    app = open_app({"dataset": "circle", "layers": "3-tanh", "noise": "0.1"})
    choose(app, "Dataset", "spiral")
    assert config_of(app) == TrainConfig(dataset="spiral", hidden_layers=(HiddenLayer(3, "tanh"),))
    choose(app, "Dataset", "iris")
    assert config_of(app) == list_presets("iris")["start"]


def test_a_plane_has_points_noise_and_a_seed_and_they_are_in_the_address(store):
    app = open_app({"dataset": "spiral"})
    enter(app, "Points", "80")
    enter(app, "Noise", "0.2")
    enter(app, "Seed of the points", "7")
    config = config_of(app)
    assert (config.points, config.noise, config.data_seed) == (80, 0.2, 7)
    assert config.training_images == 80
    assert TrainConfig.from_query(dict(app.query_params)) == config
    enter(app, "Points", "9")
    assert "allowed are whole numbers from 10 to 5000" in texts(app)
    assert config_of(app).points == 80


def test_what_a_dataset_has_not_is_no_field(store):
    labels = [each.label for each in open_app({"dataset": "iris"}).text_input]
    assert "Points" not in labels
    app = open_app({"dataset": "spiral"})
    assert "Augmentation" not in [each.label for each in app.selectbox]
    assert "builder_scale_pixels" not in [each.key for each in app.toggle]


def test_outputs_and_losses_are_those_that_fit(store):
    app = open_app({"dataset": "iris"})
    assert len(find_list(app, "Output and loss").options) == 3
    assert len(find_list(open_app({"dataset": "moons"}), "Output and loss").options) == 5


def test_no_more_examples_are_taken_than_there_are(store):
    app = open_app({"dataset": "iris"})
    enter(app, "Training examples", "126")
    assert "from 1 to 125" in texts(app)
    assert find_field(app, "Training examples").value == "125"
    assert config_of(app).training_images == 125


@pytest.mark.parametrize("key", WITH_CLASSES)
def test_a_run_of_each_dataset_is_shown_with_its_own_goals(store, key):
    mine = make_run(TrainConfig(dataset=key), accuracy=0.7)
    make_run(TrainConfig(dataset="iris" if key != "iris" else "wine"), accuracy=0.99)
    app = open_app({"run": mine})
    assert not app.exception
    accuracy, _ = read_data(app, "live_run")["figures"]
    names = [shape["label"]["text"] for shape in accuracy["layout"]["shapes"] if "label" in shape]
    assert any("70.0" in name for name in names)
    assert any("tutorial" in name for name in names) == (key == "mnist")
    ask = "Now draw a digit" if key == "mnist" else "Now ask the network"
    assert ask in [each.label for each in app.button]


def test_all_settings_of_a_run_stand_beside_those_of_another_dataset(store):
    run = make_run(TrainConfig(dataset="spiral", points=80))
    app = open_app({"run": run})
    [rows] = [each.value for each in app.table]
    points = next(row for _, row in rows.iterrows() if row.iloc[0] == "Points")
    assert list(points)[1] == "80"


def test_a_preset_keeps_the_points_and_their_noise(store):
    app = open_app({"dataset": "spiral", "points": "80", "noise": "0.2", "layers": "3-tanh"})
    next(each for each in app.button if each.key == "preset_start").click()
    rerun(app)
    assert config_of(app).hidden_layers == list_presets("spiral")["start"].hidden_layers
    assert (config_of(app).points, config_of(app).noise) == (80, 0.2)


def find_inputs(app):
    [pills] = [each for each in app.get("button_group") if each.label == "Inputs"]
    return pills


def test_inputs_of_a_point_are_chosen_and_stand_at_the_network_and_in_the_address(store):
    app = open_app({"dataset": "circle"})
    assert find_inputs(app).value == ["x1", "x2"]
    find_inputs(app).set_value(["x2x2", "x1x1"])
    rerun(app)
    assert config_of(app).features == ("x1x1", "x2x2")
    assert dict(app.query_params)["features"] == "x1x1~x2x2"
    drawing = next(each.value for each in app.markdown if "<svg" in each.value)
    assert "x₁²" in drawing
    assert "x₂²" in drawing
    assert find_inputs(app).value == ["x1x1", "x2x2"]


def test_a_network_keeps_one_input_at_least(store):
    app = open_app({"dataset": "circle", "features": "x1"})
    find_inputs(app).set_value([])
    rerun(app)
    assert "a network needs one at least" in texts(app)
    assert config_of(app).features == ("x1",)
    assert find_inputs(app).value == ["x1"]


def test_a_share_of_the_points_trains_and_the_data_page_shows_both_parts(store):
    app = open_app({"dataset": "circle", "points": "200"}, page="data")
    assert "200 points to learn from and 500 others" in texts(app)
    enter(app, "Share for training", "0.3")
    assert "60 points to learn from and 140 others" in texts(app)
    assert config_of(app).training_images == 60


def test_settings_name_the_inputs_also_where_they_are_usual(store):
    run = make_run(TrainConfig(dataset="spiral", features=("x1", "x2", "sinx1")))
    app = open_app({"run": run})
    [rows] = [each.value for each in app.table]
    found = {row.iloc[0]: row.iloc[1] for _, row in rows.iterrows()}
    assert found["Inputs"] == "x₁, x₂, sin x₁"
    assert found["Share for training"] == "off"
