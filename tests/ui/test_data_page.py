"""The Data page, driven by Streamlit's own test harness."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_explorer.config import list_presets
from mlp_explorer.data import DATASETS, count_classes, load_dataset
from mlp_explorer.data.scaling import find_scale
from tests.ui.pages import (
    enter,
    find_field,
    get_session,
    open_app,
    read_data,
    read_table,
    read_traces,
    turn_to,
)

pytestmark = pytest.mark.usefixtures("fetched_datasets")
WITH_CLASSES = [key for key, about in DATASETS.items() if about.classes]
TABLES = [key for key in WITH_CLASSES if DATASETS[key].kind == "table"]


@pytest.fixture
def page() -> AppTest:
    return check(open_app(page="data"))


def check(page: AppTest) -> AppTest:
    assert not page.exception
    assert not page.error
    return page


def open_dataset(key: str, **query: str) -> AppTest:
    return check(open_app({"dataset": key, **query}, page="data"))


def take(page: AppTest, key: str) -> AppTest:
    return check(find(page.selectbox, "Dataset").set_value(key).run())


def find(widgets, label: str):
    """Return a widget by its label: one that the page sets has a key of its own."""
    [found] = [each for each in widgets if each.label == label]
    return found


def grid(page: AppTest) -> str:
    bodies = [element.proto.body for element in page.get("html")]
    return next(body for body in bodies if "training images" in body)


def labels(page: AppTest) -> list[int]:
    return [int(label) for label in re.findall(r"<span>(\d)</span>", grid(page))]


def press(page: AppTest, key: str) -> AppTest:
    return check(page.button(key=key).click().run())


def choose(page: AppTest, digit: str) -> AppTest:
    return check(page.button_group(key="data_filter").set_value(digit).run())


def words(page: AppTest) -> str:
    return "\n".join(element.value for element in (*page.markdown, *page.caption))


def test_the_four_shapes_are_printed_as_in_the_tutorial(page):
    assert page.text[0].value.splitlines() == [
        "x_train: (60000, 28, 28)",
        "y_train: (60000,)",
        "x_test: (10000, 28, 28)",
        "y_test: (10000,)",
    ]
    assert not page.code  # it brings a highlighter of 1.6 MB


def test_the_first_hundred_are_shown_at_first(page):
    assert labels(page) == load_dataset().y_train[:100].tolist()
    assert "Sample Images from MNIST Dataset" in [element.value for element in page.header]


def test_reshuffle_changes_the_picture_each_time(page):
    seen = {grid(page), grid(press(page, "data_reshuffle")), grid(press(page, "data_reshuffle"))}
    assert len(seen) == 3


def test_a_shuffled_hundred_stays_until_the_next_reshuffle(page):
    before = grid(press(page, "data_reshuffle"))
    assert grid(check(page.run())) == before


def test_first_100_restores_the_picture(page):
    before = grid(page)
    press(page, "data_reshuffle")
    assert grid(press(page, "data_first")) == before


def test_first_100_before_any_reshuffle_changes_nothing(page):
    before = grid(page)
    assert grid(press(page, "data_first")) == before


def test_filtering_by_7_shows_only_sevens(page):
    assert labels(choose(page, "7")) == [7] * 100
    assert "of the digit 7" in words(page)
    assert labels(press(page, "data_reshuffle")) == [7] * 100


@pytest.mark.parametrize("digit", list("0123456789"))
def test_every_digit_can_be_chosen_and_left(page, digit):
    assert set(labels(choose(page, digit))) == {int(digit)}
    assert len(set(labels(choose(page, "")))) == 10


def test_the_words_name_the_most_common_and_the_rarest_digit(page):
    counts = count_classes(load_dataset().y_train)
    assert f"{counts.argmax()} ({counts.max():,} times)" in words(page)
    assert f"{counts.argmin()} ({counts.min():,} times)" in words(page)


def test_every_picture_has_a_text_alternative(page):
    for element in page.main.get("html"):
        assert 'aria-label="' in element.proto.body or "<caption" in element.proto.body
    assert read_data(page, "data_counts_mnist")["alt"]


@pytest.mark.parametrize("number", [0, 1, 59_999])
def test_the_numbers_of_any_image_are_shown_before_and_after(page, number):
    check(page.text_input(key="data_image").set_value(str(number)).run())
    before, after = (e.proto.body for e in page.get("html") if "<table" in e.proto.body)
    stored = [int(cell) for cell in re.findall(r">(\d+)</td>", before)]
    scaled = [float(cell) for cell in re.findall(r">([\d.]+)</td>", after)]
    assert len(stored) == len(scaled) == 64
    assert scaled == pytest.approx([value / 255 for value in stored], abs=0.005)


def test_the_sum_of_a_neuron_is_255_times_larger_without_scaling(page):
    large, small = (
        float(re.search(rf"\| {name} \| (-?[\d.]+) \|", words(page)).group(1))
        for name in ("as stored", "÷ 255")
    )
    assert large / small == pytest.approx(255, rel=0.02)


def test_another_image_gives_other_sums(page):
    before = words(page)
    check(page.text_input(key="data_image").set_value("7").run())
    assert words(page) != before


@pytest.mark.parametrize("key", WITH_CLASSES)
def test_every_dataset_is_shown_with_its_shapes_its_counts_and_where_it_comes_from(key):
    page, dataset = open_dataset(key), load_dataset(key)
    shapes = [line.partition(": ")[2] for line in page.text[0].value.splitlines()]
    assert shapes == [str(array.shape) for array in dataset[:4]]
    most = dataset.about.classes[count_classes(dataset.y_train).argmax()]
    assert f"answers {most}" in words(page)
    assert read_data(page, f"data_counts_{key}")["alt"]
    about = [dataset.about.source, dataset.about.licence]
    said = about if any(about) else ["A seed makes these points"]
    assert all(each in words(page).replace("\\", "") for each in said)


def test_what_is_chosen_here_is_what_the_builder_learns_and_the_address_says(page):
    take(page, "iris")
    assert get_session(page).config == list_presets("iris")["start"]
    assert page.query_params["dataset"] == "iris"
    assert find(turn_to(page, "train").selectbox, "Dataset").value == "iris"


def test_a_network_is_kept_for_another_dataset_of_the_same_kind():
    page = take(open_dataset("circle", layers="5-relu"), "spiral")
    [layer] = get_session(page).config.hidden_layers
    assert (layer.units, layer.activation) == (5, "relu")


def test_one_can_go_through_all_datasets_and_back(page):
    first = grid(page)
    for key in (*WITH_CLASSES, "mnist"):
        take(page, key)
    assert grid(page) == first


@pytest.mark.parametrize("key", [key for key in DATASETS if not DATASETS[key].classes])
def test_answers_that_are_numbers_are_shown_and_what_their_mean_is_worth(key):
    page = open_dataset(key)
    assert not page.exception
    config, about = get_session(page).config, DATASETS[key]
    data = load_dataset(key, config.options)
    bars = read_traces(page, f"data_spread_{key}")
    counted = [int(np.sum(bar["y"], dtype=int)) for bar in bars]
    assert counted == [len(data.y_train), len(data.y_test)]
    off = np.abs(data.y_test - data.y_train.mean()).mean()
    said = words(page)
    assert f"is off by {off:.4g} on average" in said
    if about.kind == "table":
        rows = read_table(page, "data_rows")
        assert float(rows[0][about.answer]) == data.y_train[0]
        together = np.corrcoef(data.x_train[:, 0], data.y_train)[0, 1]
        assert f"correlation in the training part is {together:.2f}" in said
    else:
        train, test = read_traces(page, f"data_points_{key}")
        np.testing.assert_allclose(train["x"], data.x_train[:, 0])
        np.testing.assert_allclose(test["x"], data.x_test[:, 0])


def test_a_link_to_data_that_is_not_here_is_a_sentence():
    page = open_dataset("own-28x28-10-100-20-0123456789abcdef")
    assert "is not on this server" in page.info[0].value
    take(page, "digits")
    assert not page.info


def test_digits_of_8_pixels_are_shown_from_black_to_white():
    page = open_dataset("digits")
    assert labels(page) == load_dataset("digits").y_train[:100].tolist()
    assert "What dividing by 16 does" in [each.value for each in page.header]
    before, after = (e.proto.body for e in page.get("html") if "<table" in e.proto.body)
    stored = [int(cell) for cell in re.findall(r">(\d+)</td>", before)]
    scaled = [float(cell) for cell in re.findall(r">([\d.]+)</td>", after)]
    assert scaled == pytest.approx([value / 16 for value in stored], abs=0.0051)
    assert "rgb(255,255,255)" in before


def test_a_class_with_fewer_examples_says_how_many_are_shown():
    page = open_dataset("iris", points="10")
    check(page.button_group(key="data_filter").set_value("setosa").run())
    assert "The first 20 training rows of the class setosa" in words(page)


@pytest.mark.parametrize("key", TABLES)
def test_the_first_rows_are_those_of_the_table_with_the_names_of_their_classes(key):
    dataset, rows = load_dataset(key), read_table(open_dataset(key), "data_rows")
    assert len(rows) == 20
    for number, row in enumerate(rows):
        assert row["row"] == str(number)
        assert row[dataset.about.answer] == dataset.about.classes[dataset.y_train[number]]
        shown = [float(row[feature]) for feature in dataset.about.features]
        assert shown == pytest.approx(dataset.x_train[number], rel=5e-4)


def test_rows_are_filtered_by_class_and_reshuffled():
    page = open_dataset("wine")
    first = read_table(page, "data_rows")
    check(page.button_group(key="data_filter").set_value("grower 2").run())
    filtered = read_table(page, "data_rows")
    assert {row["grower"] for row in filtered} == {"grower 2"}
    shuffled = read_table(press(page, "data_reshuffle"), "data_rows")
    assert {row["grower"] for row in shuffled} == {"grower 2"}
    assert shuffled != filtered
    assert read_table(press(page, "data_first"), "data_rows") == filtered
    check(page.button_group(key="data_filter").set_value("").run())
    assert read_table(page, "data_rows") == first


def test_a_filter_that_another_dataset_does_not_have_is_all(page):
    choose(page, "7")
    assert len(read_table(take(page, "wine"), "data_rows")) == 20
    assert find(page.button_group, "Class").value == ""


@pytest.mark.parametrize("key", TABLES)
def test_each_feature_has_a_chart_and_its_range_in_words(key):
    dataset = load_dataset(key)
    page, last = open_dataset(key), len(dataset.about.features) - 1
    check(page.selectbox(key="data_feature").set_value(last).run())
    chart = read_data(page, f"data_outlines_{key}")
    assert dataset.about.features[last] in chart["alt"]
    for number, name in enumerate(dataset.about.classes):
        values = dataset.x_train[dataset.y_train == number, last]
        low, high, mean = re.search(
            rf"{name}: ([\d.]+) to ([\d.]+), ([\d.]+) on", chart["alt"]
        ).groups()
        found = list(map(float, (low, high, mean)))
        assert found == pytest.approx([values.min(), values.max(), values.mean()], rel=5e-4)


def test_another_table_with_fewer_features_shows_its_first():
    page = open_dataset("breast_cancer")
    check(page.selectbox(key="data_feature").set_value(29).run())
    assert find(take(page, "iris").selectbox, "Feature").value == 0


@pytest.mark.parametrize("split", ["0.2", "0.5"])
def test_scaling_is_learned_from_the_rows_that_train(split):
    page, dataset = open_dataset("wine", validation_split=split), load_dataset("wine")
    enter(page, "Training row, 0 to 148", "7")
    n_train = get_session(page).config.n_train
    assert f"from the {n_train} rows that train" in words(page)
    scale = find_scale(dataset.x_train[:n_train])
    for place, row in enumerate(read_table(page, "data_scaling")):
        before, mean, spread, after = (
            float(row[head].replace("−", "-"))
            for head in ("as stored", "mean of the column", "its spread", "scaled")
        )
        assert row["Feature"] == dataset.about.features[place]
        assert before == pytest.approx(dataset.x_train[7, place], rel=5e-4)
        assert (mean, spread) == pytest.approx((scale.mean[place], scale.spread[place]), rel=5e-4)
        assert after == pytest.approx((before - mean) / spread, abs=0.02)


def test_the_points_are_as_many_and_as_noisy_as_is_asked_for():
    page = open_dataset("spiral")
    before = read_data(page, "data_points_spiral")
    enter(page, "Points", "300")
    assert "300 points to learn from and 500 others" in words(page)
    assert page.query_params["points"] == "300"
    enter(page, "Noise", "0.2")
    enter(page, "Seed of the points", "5")
    assert find_field(page, "Noise").value == "0.2"
    after = read_data(page, "data_points_spiral")
    assert after["figure"] != before["figure"]
    assert after["alt"] == (
        "Points on a plane. Two arms wound around each other: the hardest of them. "
        "In training: Each class occurs 150 times. In test: Each class occurs 250 times."
    )
