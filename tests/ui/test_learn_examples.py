"""The Learn page with other data than MNIST, without a browser: what can be chosen and changed."""

import pytest

from mlp_explorer import load_dataset
from mlp_explorer.ui.learn.pieces import write_name
from tests.ui.pages import click, open_app, rerun, texts
from tests.ui.test_learn_page import open_page
from tests.ui.test_other_datasets import keep_network, make_config


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x₁", "x_{1}"),
        ("x₁₂", "x_{12}"),
        ("petal length", r"\text{petal length}"),
        (r"50 % of_all & \alpha {x} $y$", r"\text{50 \% of\_all \&  alpha  x   y }"),
    ],
)
def test_a_name_in_a_formula_is_no_formula(name, shown):
    assert write_name(name) == shown


def test_the_example_of_a_class_and_another_one():
    app = open_page(keep_network(make_config("iris")))
    assert "sepal length 5.1" in texts(app)
    assert "Right: **setosa**" in texts(app)
    app.selectbox(key="learn_class_iris").set_value(2)
    app = rerun(app)
    assert "Right: **virginica**" in texts(app)
    before = texts(app)
    app = click(app, "learn_another")
    assert "Right: **virginica**" in texts(app)
    assert texts(app) != before


def test_of_a_wide_table_the_first_numbers_are_said_and_how_many_there_are():
    app = open_page(keep_network(make_config("breast_cancer")))
    assert "and 24 numbers more" in texts(app)
    assert "24 others" in texts(app)


@pytest.mark.parametrize("dataset", ["moons", "wine"])
def test_a_number_of_the_example_can_be_changed_as_far_as_the_training_part_goes(dataset):
    app = open_page(keep_network(make_config(dataset)))
    data, before = load_dataset(dataset), texts(app)
    sliders = [each for each in app.slider if each.key.startswith("learn_input")]
    assert len(sliders) == (2 if dataset == "moons" else 1)
    assert sliders[0].min <= data.x_train[:, 0].min()
    assert sliders[0].max >= data.x_train[:, 0].max()
    sliders[0].set_value(sliders[0].max)
    app = rerun(app)
    assert texts(app) != before
    app = click(app, "learn_another")
    app = click(app, "learn_another")
    assert not app.exception


def test_without_a_hidden_layer_outputs_are_chosen_by_their_names():
    app = open_page(keep_network(make_config("iris", hidden_layers=())))
    box = app.selectbox(key="learn_output")
    assert box.options == ["setosa", "versicolor", "virginica"]
    before = texts(app)
    box.set_value(2)
    assert texts(rerun(app)) != before


def test_the_prose_is_that_of_the_setup_where_no_run_is_on_screen():
    assert "784 pixels" in texts(open_page())
    app = open_app({"dataset": "iris", "chapter": "neuron"}, page="learn")
    assert "A neuron looks at all numbers of an example" in texts(app)
