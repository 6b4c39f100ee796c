"""The Learn page without a browser: every chapter opens, answers and moves."""

import numpy as np
import pytest

from mlp_explorer import HiddenLayer, Network, TrainConfig, load_dataset
from mlp_explorer.lessons import LESSONS, load_lesson
from mlp_explorer.lessons.experiments import EXPERIMENTS
from mlp_explorer.lessons.numbers import weigh
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, Evaluated
from mlp_explorer.ui.components.weighed_pixels import repaint
from mlp_explorer.ui.learn.losses import _read_epochs
from mlp_explorer.ui.learn.pieces import write, write_plain
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.ui.reader import find_reader
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from tests.ui.pages import (
    OWNER,
    click,
    enabled,
    find_component,
    get_session,
    list_fields,
    make_run,
    open_app,
    read_announcement,
    rerun_part,
    say,
    texts,
)
from tests.ui.test_draw_page import make_reader

NETWORKS = {
    "relu": None,
    "tanh, normalized, squared error": TrainConfig(
        hidden_layers=(HiddenLayer(12, "tanh", 0, True),), loss="mean_squared_error", epochs=3
    ),
    "no hidden layer, sigmoids": TrainConfig(
        hidden_layers=(), loss="binary_crossentropy", epochs=3
    ),
    "no hidden layer, softmax": TrainConfig(hidden_layers=(), epochs=3),
}

# chapters that tell of the network on screen
OF_RUN = [name for name in LESSONS if name not in ("regression", "experiments")]
COMPARE = "learn_open_compare"  # key of the button


def open_page(run_id=None, chapter="neuron"):
    return open_app({"chapter": chapter} | ({"run": run_id} if run_id else {}), page="learn")


def read_progress_bars(app):
    return [(bar.proto.value, bar.proto.text) for bar in app.get("progress")]


def keep_network(name):
    """Keep a run of one of the networks with random weights; return its id."""
    config = NETWORKS[name]
    if config is None:
        return make_reader()
    rng, run_id = np.random.default_rng(2), make_run(config, epochs=3)
    shapes = [(784, 12), (12,), (12,), (12,), (12,), (12,), (12, 10), (10,)]
    shapes = shapes if config.hidden_layers else [(784, 10), (10,)]
    for epoch in range(4):
        weights = [rng.random(shape, dtype=np.float32) * 0.2 for shape in shapes]
        get_services().store.save_snapshot(run_id, epoch, weights)
    return run_id


def test_without_a_network_every_chapter_is_there_to_read():
    app = open_page()
    assert "A neuron looks at all 784 pixels" in texts(app)
    assert "None is there yet" in texts(app)
    assert "Train" in enabled(app)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("chapter", OF_RUN)
def test_every_chapter_works_with_every_kind_of_network(chapter, name):
    app = open_page(keep_network(name), chapter)
    assert not app.exception
    assert "[[" not in texts(app)
    assert "nan" not in texts(app)


def keep_biases(*biases):
    """Keep a run without hidden layers whose weights are 0; return its id."""
    run_id = make_run(NETWORKS["no hidden layer, softmax"], epochs=3)
    weights = [np.zeros((784, 10), np.float32), np.array(biases, np.float32)]
    get_services().store.save_snapshot(run_id, 3, weights)
    return run_id


@pytest.mark.parametrize("chapter", OF_RUN)
def test_weights_that_are_no_longer_numbers_are_a_sentence(chapter):
    app = open_page(keep_biases(*[float("nan")] * 10), chapter)
    assert not app.exception
    assert "no longer numbers" in texts(app)


def test_where_a_digit_is_read_for_sure_nothing_is_left_to_learn():
    app = open_page(keep_biases(*[0] * 7, 200, 0, 0), "backpropagation")
    assert "nothing is left to learn" in texts(app)
    assert "-0" not in texts(app).replace("-0.", "")


@pytest.mark.parametrize("chapter", OF_RUN)
@pytest.mark.parametrize("bias", [-8, 1e17, -3e38])
def test_a_network_whose_biases_ran_away_has_its_numbers(chapter, bias):
    app = open_page(keep_biases(*[0] * 7, bias, bias, bias), chapter)
    assert not app.exception
    if chapter == "neuron":
        app = list_fields(app)[0].set_value("8").run()
        assert not app.exception
        assert app.slider[0].value == pytest.approx(bias)


def test_an_output_too_small_for_32_bits_still_has_its_logarithm():
    app = open_page(keep_biases(*[0] * 7, -200, 0, 0), "losses")
    assert r"-\log 1.5377 \cdot 10^{-88} = 202.1972" in texts(app)


def test_the_neuron_on_the_page_is_the_networks():
    run_id = make_reader()
    app = open_page(run_id)
    snapshot = get_services().store.load_snapshot(run_id)
    network = Network(get_services().store.get(run_id).config, snapshot.weights)
    data = load_dataset("mnist")
    digit = data.x_test[np.flatnonzero(data.y_test == 7)[0]] / np.float32(255)
    z = weigh(network, digit, 0).z
    assert f"= {write(z).strip('()')}$$" in texts(app)


def test_ink_comes_where_a_hand_has_painted_and_nowhere_else():
    digit = np.zeros((28, 28), np.float32)
    painted = repaint(digit, {"30": 0.5, "31": 7, "32": -1, "784": 1, "-1": 1})
    assert painted[1, 2:5].tolist() == [0.5, 1, 0]
    assert painted.sum() == 1.5
    assert digit.sum() == 0


@pytest.mark.parametrize(
    ("value", "formula", "plain"),
    [
        (0.98496, "0.98496", "0.98496"),
        (-2.79543, "(-2.7954)", "−2.7954"),
        (2.0, "2", "2"),
        (5244.89504, "5244.895", "5244.895"),
        (-0.0000123456, r"(-1.2346 \cdot 10^{-5})", "−1.2346 · 10⁻⁵"),
        (2_500_000.0, r"2.5 \cdot 10^{6}", "2.5 · 10⁶"),
        (0.0, "0", "0"),
    ],
)
def test_numbers_are_written_to_a_ten_thousandth(value, formula, plain):
    assert write(value) == formula
    assert write_plain(value) == plain


def test_moving_the_bias_moves_the_sum():
    app = open_page(make_reader())
    before = texts(app)
    bias = next(s for s in app.slider if s.key and s.key.startswith("learn_bias"))
    app = bias.set_value(bias.value + 1.0).run()
    assert not app.exception
    assert texts(app) != before


def test_what_was_painted_on_a_digit_is_there_after_a_look_at_another_one():
    app = open_page(make_reader())
    own = texts(app)
    app = say(app, find_component(app, "learn_ink_"), {"400": 1.0, "401": 1.0})
    painted = texts(app)
    assert painted != own
    for label, expected in ((3, None), (7, painted), (7, painted)):
        next(c for c in app.button_group if c.key == "learn_label").set_value(label)
        app = rerun_part(app)
        # of the part that was drawn again; the question's answer lies within the whole page's
        shown = set(texts(app).split("\n"))
        assert expected is None or shown <= set(expected.split("\n"))


@pytest.mark.parametrize("chapter", LESSONS)
def test_the_question_is_answered_at_once(chapter):
    app = open_page(None, chapter)
    for place, choice in enumerate(load_lesson(chapter).choices):
        radio = next(r for r in app.radio if r.key == f"learn_answer_{chapter}")
        assert radio.options[place] == choice.text
        app = radio.set_value(place).run()
        replies = [*app.success] if choice.is_right else [*app.warning]
        assert [each.value for each in replies] == [choice.reply]


def test_an_experiment_queues_its_runs_side_by_side():
    app = open_page(None, "experiments")
    app = next(b for b in app.button if b.key == "learn_start_scaling").click().run()
    assert not app.exception
    store = get_services().store
    group = store.list_groups(kind="race", name="scaling")[0]
    runs = store.list_runs(group_id=group.id)
    assert {run.config.scale_pixels for run in runs} == {True, False}
    assert "learn_start_scaling" not in [b.key for b in app.button if not b.disabled]
    for run in runs:
        get_services().engine.stop(run.id)


def test_an_experiment_says_how_far_it_is_and_leads_to_every_page_with_its_runs():
    store, configs = get_services().store, list(EXPERIMENTS["scaling"].configs.values())
    group = store.create_group("race", "scaling", OWNER, "{}")
    good = make_run(configs[0], group_id=group.id, epochs=8, accuracy=0.9)
    late = store.create(configs[1], owner=OWNER, group_id=group.id).id
    app = open_page(None, "experiments")
    about, sentence = read_announcement(app, "learn_said")
    assert sentence == "1 of 2 runs have ended, 8 of 16 epochs are trained."
    assert read_progress_bars(app) == [(50, sentence)]
    store.append(late, EpochEnded(1, 2.0, 0.1, 2.0, 0.1, 1.0, 1.0))
    assert read_announcement(open_page(None, "experiments"), "learn_said")[0] == about
    store.append(late, Evaluated(2.3, 0.1))
    store.end(late, RunState.FINISHED)
    app = open_page(None, "experiments")
    assert read_progress_bars(app) == []
    assert read_announcement(app, "learn_said")[1] == app.success[0].value
    for page in ("draw", "learn"):
        app = click(open_page(None, "experiments"), f"learn_open_{page}")
        assert (get_session(app).page, get_session(app).run_id) == (page, good)
    app = click(say(open_page(None, "experiments"), "learn_outcomes", {late: True}), COMPARE)
    assert get_session(app).choices["compare_picks"] == [good, late]


def test_a_digits_loss_is_that_of_the_weights_that_an_epoch_has_now():
    run_id, store = keep_biases(*[0] * 10), get_services().store
    session, picture, losses = Session(), np.zeros((28, 28), np.float32), []
    for bias in (0, 9):
        biases = np.array([bias, *[0] * 9], np.float32)
        store.save_snapshot(run_id, 3, [np.zeros((784, 10), np.float32), biases])
        subject = Subject(
            session, find_reader(session, store.get(run_id)), load_dataset(), picture, 0, picture
        )
        losses += list(_read_epochs(subject)[1])
    assert losses[1] < losses[0]
