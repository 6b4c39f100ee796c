"""Every number that chapters 1 to 3 show of other data than MNIST, against Keras, for all heads."""

import keras
import numpy as np
import pytest

from mlp_explorer import load_dataset
from mlp_explorer.data import prepare
from mlp_explorer.words import EXAMPLE, LEARN
from tests.ui.test_learn_numbers import near, read_numbers, to_numpy
from tests.ui.test_learn_page import open_page
from tests.ui.trained import CONFIGS, TABLES, find, keep


@pytest.fixture(scope="module", params=CONFIGS)
def trained(request):
    return keep(CONFIGS[request.param])


def find_neuron(trained, app):
    """Return the numbers of the neuron's sum."""
    if trained.config.about.kind == "pictures":
        return find(app, LEARN["neuron_sum"])
    kind = "neuron_row" if trained.config.about.n_inputs > 2 else "neuron_line"
    is_normalized = (
        trained.config.hidden_layers and trained.config.hidden_layers[0].batch_normalization
    )
    return find(app, EXAMPLE["neuron_row_normalized" if is_normalized else kind])


def test_chapter_1_a_neurons_sum_and_its_answer(trained):
    first, *later = trained.layers
    kernel, bias = to_numpy(first.kernel)[:, 0], float(to_numpy(first.bias)[0])
    inputs = trained.enter(first)[0]
    app = open_page(trained.run_id, "neuron")
    *parts, z = find_neuron(trained, app)
    following = trained.model.layers[trained.model.layers.index(first) + 1 :]
    sums = inputs @ to_numpy(first.kernel) + to_numpy(first.bias)
    if following and isinstance(following[0], keras.layers.BatchNormalization):
        sums = to_numpy(following[0](sums[np.newaxis], training=False))[0]
    assert z == near(sums[0])
    assert parts[-1] == near(bias)
    if trained.config.about.kind == "pictures":
        assert parts[:1] == [near(inputs @ kernel)]
    else:
        count, pairs = min(len(kernel), 6), list(zip(kernel, inputs, strict=True))
        factors = np.reshape(parts[: 2 * count], (count, 2))
        for weight, value in factors:
            assert any((weight, value) == (near(w), near(x)) for w, x in pairs)
        rest, others = parts[-3:-1] if len(kernel) > count else (0, 0)
        assert count + others == len(kernel)
        total = factors.prod(axis=1).sum() + rest + parts[-1]
        assert total == pytest.approx(inputs @ kernel + bias, abs=2e-3), "each is rounded"
    answers = trained.enter(later[0])[0] if later else trained.model(trained.example)[0]
    assert find(app, LEARN["neuron_answer"])[-1] == near(answers[0])


@pytest.mark.parametrize("trained", TABLES, indirect=True)
def test_chapter_1_every_product_by_its_name(trained):
    first = trained.layers[0]
    table = open_page(trained.run_id, "neuron").table[0].value
    kernel, inputs = to_numpy(first.kernel)[:, 0], trained.enter(first)[0]
    assert list(table.iloc[:, 0]) == list(trained.config.about.features)
    for column, expected in ((1, inputs), (2, kernel), (3, inputs * kernel)):
        shown = [read_numbers(text)[0] for text in table.iloc[:, column]]
        assert shown == [near(value) for value in expected]


def test_chapter_1_another_number_and_another_bias(trained):
    app, config = open_page(trained.run_id, "neuron"), trained.config
    slider = next(each for each in app.slider if each.key.startswith("learn_input"))
    app = slider.set_value(slider.min + 0.25 * (slider.max - slider.min)).run()
    slider = next(each for each in app.slider if each.key.startswith("learn_input"))
    row = trained.values.astype(np.float64)
    is_picture = config.about.kind == "pictures"  # it begins with the brightest pixel
    row.flat[trained.values.argmax() if is_picture else 0] = slider.value
    bias = next(each for each in app.slider if each.key.startswith("learn_bias"))
    app = bias.set_value(bias.value + 1.5).run()
    example = prepare(row[np.newaxis], *config.data)
    weights = trained.model.get_weights()
    moved = [weights[0], weights[1] + 1.5 * (np.arange(len(weights[1])) == 0), *weights[2:]]
    trained.model.set_weights(moved)
    layers = trained.layers
    answers = trained.enter(layers[1], example) if layers[1:] else trained.model(example)
    trained.model.set_weights(weights)
    assert find(app, LEARN["neuron_answer"])[-1] == near(np.asarray(answers)[0, 0])


HIDDEN = [name for name, config in CONFIGS.items() if config.hidden_layers]


@pytest.mark.parametrize("trained", HIDDEN, indirect=True)
def test_chapter_2_the_share_of_flat_sums(trained):
    config = trained.config
    data = load_dataset(config.dataset, config.options)
    answers = trained.enter(trained.layers[1], prepare(data.x_test[:200], *config.data))
    slopes = {
        "relu": answers > 0,
        "tanh": 1 - answers**2,
        "sigmoid": 4 * answers * (1 - answers),
    }[config.hidden_layers[0].activation]
    app = open_page(trained.run_id, "activations")
    text = next(each.value for each in app.markdown if "fiftieth" in each.value)
    assert text.startswith(f"**{(slopes < 0.02).mean():.1%}**".replace("%", " %"))
    assert f"{len(answers)} test examples" in text


def test_chapter_3_the_way_of_the_example(trained):
    app = open_page(trained.run_id, "forward")
    table = app.table[0].value
    for number, layer in enumerate(trained.layers):
        later = trained.layers[number + 1 :]
        answers = trained.enter(later[0]) if later else trained.model(trained.example)
        shown = read_numbers(table.iloc[number, 2])
        assert shown == [near(value) for value in np.asarray(answers)[0][:6]]
        sums = trained.enter(layer) @ to_numpy(layer.kernel) + to_numpy(layer.bias)
        place = trained.model.layers.index(layer) + 1
        following = trained.model.layers[place : place + 1]
        if following and isinstance(following[0], keras.layers.BatchNormalization):
            sums = to_numpy(following[0](sums, training=False))
        assert read_numbers(table.iloc[number, 1]) == [near(value) for value in sums[0][:6]]


def test_chapter_3_the_outputs_and_what_each_class_gets(trained):
    last, about = trained.layers[-1], trained.config.about
    sums = (trained.enter(last) @ to_numpy(last.kernel) + to_numpy(last.bias))[0]
    outputs = np.asarray(trained.model(trained.example))[0]
    app = open_page(trained.run_id, "forward")
    if not about.classes:
        assert find(app, EXAMPLE["output_linear"])[-1] == near(outputs[0])
        right, error = find(app, EXAMPLE["right_value"].replace("{", "[["))
        assert (right, error) == (near(trained.answer), near(outputs[0] - trained.answer))
        return
    table = app.table[2].value
    shares = [read_numbers(text)[0] for text in table.iloc[:, -1]]
    if len(outputs) > 1:
        assert list(table.iloc[:, 0]) == list(about.classes)
        assert shares == [near(value) for value in outputs]
        assert [read_numbers(text)[0] for text in table["z"]] == [near(z) for z in sums]
    else:
        second = outputs[0] if trained.config.loss == "one_sigmoid" else (1 + outputs[0]) / 2
        assert shares == [near(1 - second), near(second)]
    kind = last.activation.__name__
    text = EXAMPLE["output_tanh"] if kind == "tanh" else LEARN[f"output_{kind}"]
    assert find(app, text)[-1] == near(outputs.max())
