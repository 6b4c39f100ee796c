"""A feature of a table: how many examples of each class lie where."""

import numpy as np

from mlp_explorer.charts.features import count_by_bin, plot_feature
from mlp_explorer.data import load_dataset

VALUES = np.array([0, 1, 1, 11, 12], np.float32)
LABELS = np.array([0, 0, 1, 1, 1], np.uint8)


def test_each_bin_has_the_examples_that_lie_in_it():
    bins = count_by_bin(VALUES, LABELS, 2)
    np.testing.assert_allclose(bins.middles, np.arange(14) - 0.5)
    assert bins.counts.tolist() == [
        [0, 1, 1, *[0] * 11],
        [0, 0, 1, *[0] * 9, 2, 0],  # the last bin has both ends
    ]


def test_no_example_is_lost_and_the_bins_beside_them_are_empty():
    dataset = load_dataset("wine")
    for values in dataset.x_train.T:
        counts = count_by_bin(values, dataset.y_train, 3).counts
        np.testing.assert_array_equal(counts.sum(axis=1), np.bincount(dataset.y_train))
        assert not counts[:, [0, -1]].any()


def test_a_feature_of_one_value_is_in_one_bin():
    counts = count_by_bin(np.full(5, 3, np.float32), LABELS, 2).counts
    assert sorted(counts.max(axis=1)) == [2, 3]
    assert counts.sum() == 5


def test_a_class_without_examples_has_an_outline_too():
    assert count_by_bin(VALUES, LABELS, 3).counts[2].tolist() == [0] * 14


def test_classes_are_told_apart_by_their_names_their_colours_and_their_dashes():
    figure = plot_feature(VALUES, LABELS, ("one", "<b>"), "length")
    assert [trace.name for trace in figure.data] == ["one", "&lt;b&gt;"]
    assert figure.layout.xaxis.title.text == "length"
    assert len({trace.line.color for trace in figure.data}) == 2
    assert len({trace.line.dash for trace in figure.data}) == 2


def test_a_zoom_into_one_feature_is_none_into_another():
    axes = [plot_feature(VALUES, LABELS, "ab", name).layout for name in ("length", "width")]
    assert axes[0].xaxis.uirevision != axes[1].xaxis.uirevision
    assert axes[0].yaxis.uirevision != axes[1].yaxis.uirevision


def test_more_classes_than_colours_are_all_drawn():
    labels = np.arange(40, dtype=np.uint8)
    figure = plot_feature(labels.astype(np.float32), labels, [f"c{k}" for k in labels], "x")
    assert len(figure.data) == 40
