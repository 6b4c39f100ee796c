"""The Data page, driven by Streamlit's own test harness."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from mlp_explorer.data import count_classes, load_dataset
from tests.ui.pages import open_app, read_data


@pytest.fixture
def page() -> AppTest:
    return check(open_app(page="data"))


def check(page: AppTest) -> AppTest:
    assert not page.exception
    assert not page.error
    return page


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
    assert page.code[0].value.splitlines() == [
        "x_train: (60000, 28, 28)",
        "y_train: (60000,)",
        "x_test: (10000, 28, 28)",
        "y_test: (10000,)",
    ]


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
    assert len(set(labels(choose(page, "all")))) == 10


def test_the_words_name_the_most_common_and_the_rarest_digit(page):
    counts = count_classes(load_dataset().y_train)
    assert f"{counts.argmax()} ({counts.max():,} times)" in words(page)
    assert f"{counts.argmin()} ({counts.min():,} times)" in words(page)


def test_every_picture_has_a_text_alternative(page):
    for element in page.main.get("html"):
        assert 'aria-label="' in element.proto.body or "<caption" in element.proto.body
    assert read_data(page, "data_counts")["alt"]


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
