"""The drawing of the network, read as the XML that it is."""

from xml.etree import ElementTree

import pytest

from mlp_explorer import PRESETS, HiddenLayer, TrainConfig
from mlp_explorer.charts.diagram import count_parameters, describe_network, draw_network
from mlp_explorer.charts.theme import INK, TRAIN, VALIDATION

SVG = "{http://www.w3.org/2000/svg}"
DEEP = TrainConfig(hidden_layers=(HiddenLayer(2048, "silu", 0.25, True),) * 8)


def draw(*layers: HiddenLayer) -> ElementTree.Element:
    return ElementTree.fromstring(draw_network(TrainConfig(hidden_layers=layers)))


def texts(root: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def count_circles(root: ElementTree.Element, colour: str) -> int:
    groups = (group for group in root.iter(f"{SVG}g") if group.get("fill") == colour)
    return sum(len(group.findall(f"{SVG}circle")) for group in groups)


def test_the_tutorials_network_shows_every_parameter_count_and_their_sum():
    shown = texts(ElementTree.fromstring(draw_network(TrainConfig())))
    assert {"784", "256", "128", "10", "200,960", "32,896", "1,290"} <= set(shown)
    assert "235,146 parameters in all" in shown


def test_a_count_with_batch_norm_is_the_one_of_the_config():
    config = PRESETS["best"].config
    shown = texts(ElementTree.fromstring(draw_network(config)))
    assert {f"{count:,}" for count in config.layer_parameters} <= set(shown)
    assert count_parameters(config) == sum(config.layer_parameters)


def test_without_hidden_layers_the_pixels_meet_the_outputs():
    root = draw()
    assert count_circles(root, TRAIN) == 0
    assert len(list(root.iter(f"{SVG}path"))) == 1
    assert "7,850 parameters in all" in texts(root)


def test_eight_hidden_layers_are_ten_columns_that_may_scroll():
    text = draw_network(DEEP)
    root = ElementTree.fromstring(text)
    assert len(list(root.iter(f"{SVG}path"))) == 9
    assert texts(root).count("SiLU (swish)") == 8
    assert "overflow-x:auto" in root.get("style", "")
    assert "min-width:780px" in text


def test_a_layer_of_one_neuron_is_one_circle_without_a_gap():
    root = draw(HiddenLayer(1))
    assert count_circles(root, TRAIN) == 1
    assert texts(root).count("⋮") == 1  # that of the pixels


@pytest.mark.parametrize("units", [2, 3, 4, 5])
def test_few_neurons_are_all_drawn(units):
    assert count_circles(draw(HiddenLayer(units)), TRAIN) == units


def test_a_wider_layer_never_shows_fewer_circles_and_at_most_eight():
    counts = [count_circles(draw(HiddenLayer(units)), TRAIN) for units in range(1, 2049, 7)]
    assert counts == sorted(counts)
    assert counts[-1] == 8


def test_each_click_on_the_width_changes_the_circles():
    paths = [next(draw(HiddenLayer(2**power)).iter(f"{SVG}path")).get("d") for power in range(12)]
    assert len(set(paths)) == len(paths)


def test_the_ten_outputs_carry_their_digits():
    root = draw()
    assert count_circles(root, VALIDATION) == 10
    assert [text for text in texts(root) if len(text) == 1 and text.isdigit()] == list("0123456789")


def test_the_pixels_are_grey_circles():
    assert 1 < count_circles(draw(), INK) <= 8


def test_dropout_and_batch_norm_are_marked():
    root = draw(HiddenLayer(64, "relu", 0.2, True))
    assert {"batch norm", "dropout 20 %"} <= set(texts(root))
    assert len(list(root.iter(f"{SVG}rect"))) == 1
    assert any(circle.get("fill") == "none" for circle in root.iter(f"{SVG}circle"))


def test_a_plain_layer_has_no_marks():
    root = draw(HiddenLayer(64, "relu"))
    assert not list(root.iter(f"{SVG}rect"))
    assert not any("dropout" in text or "norm" in text for text in texts(root))


def test_all_circles_stay_inside_the_drawing():
    for units in (1, 5, 6, 8, 64, 2047, 2048):
        heights = [float(c.get("cy", "nan")) for c in draw(HiddenLayer(units)).iter(f"{SVG}circle")]
        assert min(heights) >= 6
        assert max(heights) <= 138


def test_screen_readers_get_one_sentence():
    root = ElementTree.fromstring(draw_network(TrainConfig()))
    svg = root.find(f"{SVG}svg")
    assert svg is not None
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == svg.findtext(f"{SVG}title") == describe_network(TrainConfig())


def test_the_sentence_names_every_layer():
    config = TrainConfig(hidden_layers=(HiddenLayer(1, "relu", 0.5, True),))
    assert describe_network(config) == (
        "A network: 784 pixels, then 1 ReLU neuron (789 parameters, batch norm, dropout 50 %), "
        "then 10 softmax outputs (20 parameters); 809 parameters in all."
    )


@pytest.mark.parametrize("config", [TrainConfig(), DEEP, TrainConfig(hidden_layers=())])
def test_the_same_config_gives_the_same_drawing(config):
    assert draw_network(config) == draw_network(config.changed())


def test_the_drawing_is_one_line_of_markup_that_loads_nothing():
    text = draw_network(DEEP)
    assert "\n" not in text  # a blank line would end the HTML block in Markdown
    assert "href" not in text
    assert "<style" not in text
    assert "<script" not in text
