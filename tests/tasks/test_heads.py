"""Which end of a network is for which answers."""

import pytest

from mlp_explorer.tasks import HEADS, list_heads


def test_the_usual_head_comes_first():
    assert list_heads(10)[0] == list_heads(3)[0] == "sparse_categorical_crossentropy"
    assert list_heads(2)[0] == "one_sigmoid"
    assert list_heads(0)[0] == "linear_squared_error"


def test_each_head_is_for_many_classes_for_two_or_for_numbers():
    assert set(list_heads(3)) | {"one_sigmoid", "one_tanh"} == set(list_heads(2))
    assert set(list_heads(0)) == set(HEADS) - set(list_heads(2))


@pytest.mark.parametrize(("n_classes", "counts"), [(10, {10}), (2, {1, 2}), (0, {1})])
def test_a_head_has_an_output_a_class_or_one(n_classes, counts):
    heads = [HEADS[name] for name in list_heads(n_classes)]
    assert {head.count_outputs(n_classes) for head in heads} == counts
