"""How often classes occur: the bars, and the sentence."""

import numpy as np
import pytest

from mlp_explorer.charts.classes import describe_class_counts, plot_class_counts

DIGITS = tuple("0123456789")
PLANTS = ("setosa", "versicolor", "<b>")


def test_the_bars_are_the_counts():
    train, test = np.arange(10) + 5, np.arange(10)
    figure = plot_class_counts(train, test, DIGITS)
    assert [bar.name for bar in figure.data] == ["training", "test"]
    np.testing.assert_array_equal(figure.data[0].y, train)
    np.testing.assert_array_equal(figure.data[1].y, test)


def test_the_bars_have_the_names_of_the_classes():
    counts = np.array([1, 2, 3])
    figure = plot_class_counts(counts, counts, PLANTS, "class")
    assert list(figure.data[0].x) == ["setosa", "versicolor", "&lt;b&gt;"]
    assert figure.layout.xaxis.title.text == "class"


def test_the_pointer_is_told_the_share_of_a_single_image():
    one = np.array([0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
    shares = plot_class_counts(one, one, DIGITS).data[1].customdata
    assert list(shares) == [0, 0, 0, 100, 0, 0, 0, 0, 0, 0]


def test_bars_of_nothing_do_not_divide_by_zero():
    nothing = np.zeros(10, dtype=np.int64)
    assert list(plot_class_counts(nothing, nothing, DIGITS).data[0].customdata) == [0] * 10


def test_the_sentence_names_the_most_common_and_the_rarest_digit():
    counts = np.array([5, 4, 3, 1, 2, 5, 6, 7, 1234, 5])
    assert describe_class_counts(counts, DIGITS) == (
        "The most common digit is 8 (1,234 times), the rarest is 3 (1 times)."
    )


def test_the_sentence_names_classes_as_they_are_called():
    assert describe_class_counts(np.array([42, 7, 41]), PLANTS, "class") == (
        "The most common class is setosa (42 times), the rarest is versicolor (7 times)."
    )


@pytest.mark.parametrize(("kind", "word"), [("digit", "digit"), ("class", "class")])
def test_where_all_are_as_frequent_none_is_called_the_rarest(kind, word):
    sentence = describe_class_counts(np.array([250, 250]), ("orange", "blue"), kind)
    assert sentence == f"Each {word} occurs 250 times."
