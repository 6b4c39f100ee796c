import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.runs import find_causes, read_curves


def make_history(*accuracies, val=()):
    history = {"loss": [1.0] * len(accuracies), "score": list(accuracies)}
    return history | ({"val_score": list(val), "val_loss": [1.0] * len(val)} if val else {})


def find_codes(config, history):
    return [cause.code.removeprefix("reading.") for cause in find_causes(config, history)]


NORMALIZED = TrainConfig(hidden_layers=(HiddenLayer(64, "relu", batch_normalization=True),))


def test_of_few_steps_the_moving_means_are_the_reason():
    few = NORMALIZED.changed(training_images=500, batch_size=400, epochs=10)  # one step an epoch
    history = make_history(*[0.8] * 10, val=[0.6] * 10)
    assert find_codes(few, history) == ["few_steps"]
    [cause] = find_causes(few, history)
    assert "after 10 steps 90 %" in str(cause)
    assert find_codes(NORMALIZED.changed(batch_size=200), history) == []
    assert find_codes(few.changed(hidden_layers=(HiddenLayer(64),)), history) == []


def test_validation_above_training_is_explained_by_what_makes_training_harder():
    config, history = TrainConfig(), make_history(0.4, 0.6, val=[0.7, 0.8])
    dropout = (HiddenLayer(64, "relu", dropout=0.3),)
    for changes, code in (
        ({}, "mean"),
        ({"hidden_layers": dropout}, "dropout"),
        ({"augmentation": "affine"}, "distorted"),
        ({"hidden_layers": dropout, "augmentation": "affine"}, "dropout_distorted"),
    ):
        assert find_codes(config.changed(**changes), history) == [f"validation_better_{code}"]
    assert find_codes(config, make_history(0.4, 0.9, val=[0.7, 0.8])) == []
    assert find_codes(config, make_history(0.4, 0.9)) == []
    assert find_codes(config, make_history()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"l1": 0.01}, "L1 of 0.01"), ({"l2": 0.1}, "L2 of 0.1"), ({"l2": 0.001}, "unscaled inputs")],
)
def test_a_strong_penalty_is_named_where_nothing_is_learned(changes, words):
    history = make_history(*[0.11] * 5)
    assert words in read_curves(history, config=TrainConfig(**changes)).sentence
