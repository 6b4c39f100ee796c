"""Chapter 7, regression: every number on the page, against Keras."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from sklearn.metrics import r2_score

from mlp_explorer import load_dataset
from mlp_explorer.data.sources import Options
from mlp_explorer.lessons.regression import ERRORS, make_network
from mlp_explorer.tasks import HEADS
from mlp_explorer.words import EXAMPLE, LEARN, REGRESSION
from tests.ui.pages import rerun
from tests.ui.test_learn_numbers import near, read_numbers, to_numpy
from tests.ui.test_learn_page import open_page
from tests.ui.test_other_datasets import keep_network, make_config
from tests.ui.trained import find

RATE, SEED = 0.1, 2  # as the page says, and as it begins


def choose(app, key, value):
    widgets = [*app.slider, *app.select_slider, *app.selectbox, *app.get("button_group")]
    next(each for each in widgets if each.key == key).set_value(value)
    return rerun(app)


@pytest.mark.parametrize(("said", "right"), [(-0.8, 0.5), (2.0, 1.5), (0.5, 0.5), (3.0, -3.0)])
def test_three_errors_of_an_answer_and_their_gradients(said, right):
    app = open_page(None, "regression")
    app = choose(choose(app, "learn_said", said), "learn_right", right)
    texts = [each.value for each in app.markdown]
    for name in ERRORS:
        answer = tf.Variable([[said]])
        with tf.GradientTape() as tape:
            loss = getattr(keras.losses, HEADS[name].loss)([[right]], answer)
        slope = float(tape.gradient(loss, answer)[0, 0])
        text = texts[texts.index(f"{REGRESSION[name]}:") + 1]
        numbers = read_numbers(text)
        assert near(float(loss[0])) in numbers
        assert numbers[-1] == near(slope)


@pytest.mark.parametrize("outlier", [4.0, -10.0, 0.2])
@pytest.mark.parametrize("curve", ["sine", "parabola"])
def test_the_best_answer_to_nine_numbers_and_the_outliers_pull(curve, outlier):
    app = open_page(None, "regression")
    app = choose(choose(app, "learn_curve_name", curve), "learn_outlier", outlier)
    data = load_dataset(curve, Options(points=40, noise=0.1))
    numbers = data.y_train[np.argsort(data.x_train[:, 0])][::5]
    every = np.append(numbers, np.float32(outlier))
    table = app.table[0].value
    best = [read_numbers(text)[0] for text in table.iloc[:, 1]]
    assert best[:2] == [near(every.mean()), near(np.median(every))]
    for place, name in enumerate(ERRORS):
        pull = read_numbers(table.iloc[place, 3])[0]
        answer = tf.Variable([[best[place]]])
        with tf.GradientTape() as tape:
            loss = getattr(keras.losses, HEADS[name].loss)([[outlier]], answer)
        assert pull == pytest.approx(float(tape.gradient(loss, answer)[0, 0]), abs=2e-4)
    nearby = [best[2] - 0.02, best[2], best[2] + 0.02]
    losses = [float(keras.losses.huber(every, np.full(9, place))) for place in nearby]
    assert losses[1] == min(losses)


class Small:
    """The page's small network in Keras, after some steps of plain gradient descent."""

    def __init__(self, name, steps, curve="sine"):
        data = load_dataset(curve, Options(points=40, noise=0.1))
        order = np.argsort(data.x_train[:, 0])
        x, self.y = data.x_train[order], data.y_train[order]
        self.x = (x / abs(x).max()).astype(np.float32)
        ours = make_network(name, SEED)
        dense = [keras.layers.Dense(len(each.bias), each.activation) for each in ours.layers]
        self.model = keras.Sequential([keras.layers.Input((1,)), *dense])
        weights = [array for each in ours.layers for array in (each.kernel, each.bias)]
        self.model.set_weights(weights)
        self.model.compile(keras.optimizers.SGD(RATE), HEADS[name].loss)
        if steps:
            self.model.fit(self.x, self.y[:, None], 40, steps, shuffle=False, verbose=0)
        self.loss = float(self.model.evaluate(self.x, self.y[:, None], verbose=0))
        self.answers = self.model.predict(self.x, verbose=0)[:, 0]

    def measure(self, at):
        """Return the loss of a point, and its gradients."""
        target = self.y[at : at + 1, None]
        with tf.GradientTape() as tape:
            loss = self.model.loss
            value = getattr(keras.losses, loss)(target, self.model(self.x[at : at + 1]))[0]
        gradients = tape.gradient(value, [each.value for each in self.model.trainable_variables])
        return float(value), [to_numpy(each) for each in gradients]


def find_below(app, text):
    """Return the numbers of a formula below those of the errors, which begin alike."""
    texts, start = [each.value for each in app.markdown], text.split("[[")[0]
    below = texts[texts.index(REGRESSION["one_point"]) :]
    return read_numbers(next(each for each in below if each.startswith(start)))


@pytest.mark.parametrize("steps", [0, 30])
@pytest.mark.parametrize("name", ERRORS)
def test_the_small_network_after_its_steps_and_one_step_of_a_point(name, steps):
    app = choose(open_page(None, "regression"), "learn_regression_loss", name)
    app = choose(choose(app, "learn_regression_steps", steps), "learn_point", 9)
    small = Small(name, steps)
    about = 2e-3  # 30 steps of 32 bits, in another order
    result = REGRESSION["result"].format(count=steps)
    assert find(app, result)[-1] == pytest.approx(small.loss, rel=about)
    *_, off, spread, r2 = find(app, REGRESSION["r2"])
    assert off == pytest.approx(((small.y - small.answers) ** 2).sum(), rel=about)
    assert spread == near(((small.y - small.y.mean()) ** 2).sum())
    assert r2 == pytest.approx(r2_score(small.y, small.answers), abs=about)

    loss, (_, _, kernel, bias) = small.measure(8)
    said, right = float(small.answers[8]), float(small.y[8])
    kind = HEADS[name].loss
    if kind == "huber":
        kind = "huber_far" if abs(said - right) > 1 else "huber_near"
    shown = find_below(app, EXAMPLE[f"loss_{kind}"])
    assert shown[-1] == pytest.approx(loss, rel=about, abs=1e-4)
    assert near(right) in shown
    assert find(app, EXAMPLE[f"delta_{kind}"])[-1] == pytest.approx(bias[0], abs=about)
    boxes = [each for each in app.text_input if each.key.startswith("learn_weight")]
    start = int(boxes[0].value) - 1
    assert find(app, LEARN["chain"])[-1] == pytest.approx(kernel[start, 0], abs=about)
    weight, rate, gradient, after = find(app, LEARN["step"])
    assert rate == RATE
    assert weight == pytest.approx(small.model.get_weights()[2][start, 0], rel=about)
    assert gradient == pytest.approx(kernel[start, 0], abs=about)
    assert after == pytest.approx(weight - RATE * gradient, abs=2e-4)


@pytest.mark.parametrize(("dataset", "curve"), [("parabola", "parabola"), ("iris", "sine")])
def test_it_begins_with_the_curve_on_screen_if_there_is_one(dataset, curve):
    app = open_page(keep_network(make_config(dataset)), "regression")
    picker = next(each for each in app.get("button_group") if each.key == "learn_curve_name")
    assert picker.value == curve


@pytest.mark.parametrize("curve", ["sine", "steps", "parabola"])
def test_the_small_network_learns_every_curve_with_every_loss(curve):
    app = choose(open_page(None, "regression"), "learn_curve_name", curve)
    app = choose(app, "learn_regression_steps", 1000)
    for name in ERRORS:
        app = choose(app, "learn_regression_loss", name)
        assert find(app, REGRESSION["r2"])[-1] > 0.85
