"""Draw and Learn where the network has learned something else than MNIST."""

import json

import numpy as np
import pytest

from mlp_explorer import HiddenLayer, Network, TrainConfig, load_dataset, strokes_to_digit
from mlp_explorer.data import DATASETS
from mlp_explorer.drawing import fit_drawing, measure_extent, shrink_digit
from mlp_explorer.lessons import LESSONS
from mlp_explorer.tasks import list_heads
from mlp_explorer.ui.draw.labelling import LABEL, _keep
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.sketch import Sketch, make_grey_picture, make_objects
from mlp_explorer.words import CANVAS, write_short
from tests.ui.drawing import draw
from tests.ui.pages import (
    click,
    enabled,
    enter,
    find_component,
    find_field,
    get_book,
    get_session,
    list_fields,
    make_run,
    open_app,
    read_data,
    read_traces,
    rerun,
    texts,
)
from tests.ui.test_draw_page import SEVEN

pytestmark = pytest.mark.usefixtures("fetched_datasets")
WITH_CLASSES = [key for key, about in DATASETS.items() if about.classes and key != "mnist"]


def make_config(dataset="iris", **changes):
    layers = (HiddenLayer(6, "tanh"),)
    return TrainConfig(**{"dataset": dataset, "hidden_layers": layers, "epochs": 3} | changes)


def keep_network(config, epochs=3):
    """Keep a run with random weights; return its id."""
    rng, run_id = np.random.default_rng(2), make_run(config, epochs=epochs)
    for epoch in range(epochs + 1):
        weights = []
        for before, after in zip(config.widths, config.widths[1:], strict=False):
            weights += [rng.normal(0, 0.7, (before, after)), rng.normal(0, 0.3, after)]
        arrays = [array.astype(np.float32) for array in weights]
        get_services().store.save_snapshot(run_id, epoch, arrays)
    return run_id


def load_network(run_id):
    store = get_services().store
    return Network(store.get(run_id).config, store.load_snapshot(run_id).weights)


def open_draw(run_id, **query):
    app = open_app({"run": run_id} | query, page="draw")
    assert not app.exception
    return app


def read_answer(app):
    return read_data(app, find_component(app, "answer"))


@pytest.mark.parametrize("dataset", [key for key in DATASETS if not DATASETS[key].classes])
def test_each_dataset_with_numbers_can_be_asked(dataset):
    about, config = DATASETS[dataset], make_config(dataset)
    run_id = keep_network(config)
    app = open_draw(run_id)
    data = load_dataset(dataset, config.options)
    row = np.array([float(field.value) for field in list_fields(app)])
    answer = ask_number(run_id, data, row)
    [shown] = app.metric
    assert shown.label == about.answer
    assert shown.value == write_short(answer)
    assert f"Right: {write_short(float(data.y_test[0]))}." in texts(app)
    name = "ask_curve" if about.kind == "curve" else "ask_answers"
    traces = read_traces(app, name)
    if about.kind == "curve":
        line = traces[2]
        middle = len(line["x"]) // 2
        given = ask_number(run_id, data, np.array([line["x"][middle]]))
        assert line["y"][middle] == pytest.approx(given, abs=1e-4)
        assert (traces[3]["x"][0], traces[3]["y"][0]) == pytest.approx((row[0], answer), abs=1e-4)
    else:
        np.testing.assert_allclose(traces[1]["x"], data.y_test)
        assert traces[1]["y"][0] == pytest.approx(answer, rel=1e-3)
        assert read_data(app, "ask_chart")
    enter(app, about.features[0], str(row[0] * 1.01))
    row[0] *= 1.01
    assert app.metric[0].value != shown.value
    assert "1 number is no longer the example's" in texts(app)


def ask_number(run_id, data, row):
    """Return the answer to a row, computed with NumPy's own mean and spread."""
    network, config = load_network(run_id), get_services().store.get(run_id).config
    if data.about.kind != "table":
        return float(network.predict(row[np.newaxis])[0, 0])
    x, y = data.x_train[: config.n_train], data.y_train[: config.n_train]
    mean, spread = x.mean(axis=0, dtype=np.float64), x.std(axis=0, dtype=np.float64)
    output = network.predict(((row - mean) / spread)[np.newaxis])[0, 0]
    return float(output * y.std(dtype=np.float64) + y.mean(dtype=np.float64))


@pytest.mark.parametrize("dataset", WITH_CLASSES)
def test_each_dataset_with_classes_can_be_asked(dataset):
    about = DATASETS[dataset]
    app = open_draw(keep_network(make_config(dataset)))
    assert [each.value for each in app.title] == ["Ask the network"]
    answer = read_answer(app)
    assert answer["classes"] == list(about.classes)
    assert answer["sentence"].startswith("It says ")
    assert [field.label for field in list_fields(app)] == list(about.features)
    assert [each for each in app.get("bidi_component") if "ask_chart" in each.proto.id] or (
        about.kind == "pictures"
    )


HEADS = [
    (key, head)
    for key in ("iris", "breast_cancer", "moons")
    for head in list_heads(len(DATASETS[key].classes))
]


@pytest.mark.parametrize(("dataset", "head"), HEADS)
def test_each_head_gives_a_share_to_each_class(dataset, head):
    """The answer is the network's own decision, whatever its outputs are."""
    run_id = keep_network(make_config(dataset, loss=head))
    answer = read_answer(open_draw(run_id))
    shares = answer["probabilities"]
    network, data = load_network(run_id), load_dataset(dataset)
    row = np.array([float(f"{value:.6g}") for value in data.x_test[0]], np.float32)
    trained = data.x_train[: network.config.n_train]
    if data.about.kind == "table":
        row = (row - trained.mean(axis=0)) / trained.std(axis=0)
    assert np.argmax(shares) == network.decide(row[np.newaxis])[0]
    if "binary" not in head:
        assert sum(shares) == pytest.approx(1, abs=1e-3)
    assert f"Right: {data.about.classes[data.y_test[0]]}." in answer["sentence"]


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("chapter", LESSONS)
def test_each_chapter_opens_with_each_dataset(chapter, dataset):
    run_id = keep_network(make_config(dataset))
    app = open_app({"run": run_id, "chapter": chapter}, page="learn")
    assert not app.exception


@pytest.mark.parametrize("section", ["flow", "why", "replay", "hand"])
@pytest.mark.parametrize("dataset", ["digits", "iris"])
def test_a_link_to_a_section_of_drawings_asks_instead(dataset, section):
    app = open_draw(keep_network(make_config(dataset)), section=section)
    assert [each.value for each in app.title] == ["Ask the network"]


@pytest.mark.parametrize("page", ["draw", "learn"])
@pytest.mark.parametrize("dataset", WITH_CLASSES)
def test_without_a_run_the_pages_say_how_to_come_by_one(dataset, page, store):
    app = open_app({"dataset": dataset}, page=page)
    assert not app.exception
    assert "Train" in enabled(app)
    assert page == "draw" or "Train the tutorial's network" in enabled(app)


def test_a_number_that_is_changed_is_answered_at_once():
    run_id = keep_network(make_config())
    app = open_draw(run_id)
    before = read_answer(app)
    enter(app, "petal length", "3,25")
    after = read_answer(app)
    assert find_field(app, "petal length").value == "3.25"
    assert after["probabilities"] != before["probabilities"]
    assert "nobody knows what is right" in after["sentence"]
    click(app, "ask_back")
    assert read_answer(app) == before


def test_what_is_far_outside_of_the_dataset_is_refused_with_what_is_allowed():
    app = open_draw(keep_network(make_config()))
    before = find_field(app, "sepal length").value
    enter(app, "sepal length", "500")
    assert find_field(app, "sepal length").value == before
    assert "sepal length" in get_session(app).problems[0]
    assert "0.7 to 11.5" in get_session(app).problems[0]


def test_another_example_is_the_next_one_of_the_class_that_was_chosen():
    app = open_draw(keep_network(make_config()))
    data = load_dataset("iris")
    app.selectbox[0].set_value(2)
    rerun(app)
    places = np.flatnonzero(data.y_test == 2)
    for place in places[:2]:
        row = [float(field.value) for field in list_fields(app)]
        assert row == pytest.approx(data.x_test[place].tolist())
        assert "Right: virginica." in read_answer(app)["sentence"]
        click(app, "ask_another")
    assert f"Test example 3 of {len(places)}" in texts(app)


def test_another_dataset_begins_with_its_own_first_example():
    app = open_draw(keep_network(make_config("wine")))
    click(app, "ask_another")
    get_session(app).open_run(get_services().store.get(keep_network(make_config("iris"))))
    rerun(app)
    assert "Test example 1 of 25" in texts(app)


def test_a_network_whose_weights_are_no_numbers_has_no_answer():
    config = make_config()
    run_id = keep_network(config)
    weights = [
        np.full_like(array, np.nan) for array in get_services().store.load_snapshot(run_id).weights
    ]
    get_services().store.save_snapshot(run_id, 3, weights)
    answer = read_answer(open_draw(run_id))
    assert answer["probabilities"] is None
    assert "no longer numbers" in answer["sentence"]


def test_a_drawing_is_kept_while_the_network_on_screen_reads_something_else():
    """The click may have been on its way when another run came on screen."""
    app = open_draw(keep_network(make_config()))
    session = get_session(app)
    get_book(app).put(Sketch(make_objects(SEVEN.strokes, SEVEN.pen)))
    session.choices[LABEL] = 7
    session.ask(_keep)
    rerun(app)
    assert not session.problems


def test_without_a_network_the_chapters_offer_the_last_run_on_this_dataset(store):
    own = keep_network(make_config())
    make_run()
    app = open_app({"dataset": "iris"}, page="learn")
    click(app, "last_run")
    assert get_session(app).run_id == own


def test_the_chapters_offer_the_tutorials_network(store):
    app = open_app({"dataset": "iris"}, page="learn")
    click(app, "learn_train_tutorial")
    session = get_session(app)
    assert session.config.dataset == session.get_run().config.dataset == "mnist"
    get_services().engine.stop(session.run_id)


@pytest.mark.parametrize(
    ("chapter", "chart"), [("losses", "learn_losses"), ("optimizers", "learn_walks")]
)
def test_what_needs_no_network_is_there_with_any(chapter, chart):
    run_id = keep_network(make_config("moons"))
    app = open_app({"run": run_id, "chapter": chapter}, page="learn")
    assert not app.exception
    assert read_data(app, chart)["alt"]


def test_a_walk_on_the_own_loss_ends_where_there_is_no_network():
    run_id = keep_network(make_config("moons"))
    app = open_app({"run": run_id, "chapter": "optimizers"}, page="learn")
    session = get_session(app)
    app.selectbox(key="learn_surface").set_value("own")
    rerun(app)
    assert session.choices["learn_surface"] == "own"
    session.run_id = None
    rerun(app)
    assert [each for each in app.button if each.key == "learn_train"]


def test_a_run_on_something_else_is_not_offered_to_the_chapters(store):
    make_run(make_config())
    app = open_app(page="learn")
    assert not [each for each in app.button if each.key == "last_run"]


def test_a_drawing_is_brought_to_the_size_of_smaller_digits():
    run_id = keep_network(make_config("digits"))
    app = open_draw(run_id)
    assert "Right: " in read_answer(app)["sentence"]
    draw(app, SEVEN.strokes)
    assert not app.exception
    answer, network = read_answer(app), load_network(run_id)
    digit = shrink_digit(strokes_to_digit(SEVEN.strokes), (8, 8))
    assert answer["probabilities"] == pytest.approx(
        network.predict(digit[np.newaxis])[0].tolist(), abs=0.01
    )
    assert "Right" not in answer["sentence"]
    click(app, "ask_another")
    assert "Right: " in read_answer(app)["sentence"]
    assert get_book(app).sketch.is_empty


@pytest.mark.usefixtures("fetched_datasets")
def test_what_is_drawn_for_other_pictures_is_as_large_as_these_and_not_judged():
    run_id = keep_network(make_config("fashion_mnist"))
    app = open_draw(run_id)
    assert CANVAS["tricky"] not in texts(app)
    draw(app, SEVEN.strokes)
    assert not app.exception
    answer, data = read_answer(app), load_dataset("fashion_mnist")
    extent = measure_extent(data.x_train)
    drawing = fit_drawing(strokes_to_digit(SEVEN.strokes), (28, 28), extent)
    expected = load_network(run_id).predict(drawing[np.newaxis])[0]
    assert answer["probabilities"] == pytest.approx(expected.tolist(), abs=0.01)
    assert answer["sentence"].endswith("Whether it is one of them at all is not judged here.")


def test_what_cannot_be_read_on_the_canvas_says_why():
    app = open_draw(keep_network(make_config("digits")))
    get_book(app).put(make_grey_picture(np.zeros((28, 28), np.uint8)))
    rerun(app)
    answer = read_answer(app)
    assert answer["probabilities"] is None
    assert answer["sentence"]


def test_a_table_leaves_what_is_on_the_canvas_alone():
    app = open_draw(keep_network(make_config("iris")))
    get_book(app).put(make_grey_picture(np.eye(28, dtype=np.uint8)))
    click(app, "ask_another")
    assert not get_book(app).sketch.is_empty


def test_a_network_that_is_told_more_of_a_point_is_asked_by_its_coordinates():
    names = ("x1", "x1x1", "sinx2")
    run_id = keep_network(make_config("circle", features=names))
    app = open_draw(run_id)
    assert [field.label for field in list_fields(app)] == ["x₁", "x₂"]
    enter(app, "x₁", "2")
    enter(app, "x₂", "-3")
    network = load_network(run_id)
    [[blue]] = network.predict(np.array([[2, 4, np.sin(-3)]], np.float32))
    assert np.allclose(read_answer(app)["probabilities"], [1 - blue, blue], atol=1e-3)
    figure = json.dumps(json.loads(read_data(app, "ask_chart")["figure"]), ensure_ascii=False)
    assert "x₁²" in figure
    assert "sin x₂" in figure
