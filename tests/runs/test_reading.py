import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.runs import Verdict, read_curves

FALLING = [1.0, 0.7, 0.5, 0.4, 0.33, 0.28]
GOOD = [0.6, 0.8, 0.85, 0.9, 0.92, 0.93]


def history(loss, val_loss=None, accuracy=GOOD):
    lists = {"loss": loss, "score": accuracy[: len(loss)]}
    return lists | ({"val_loss": val_loss, "val_score": accuracy} if val_loss else {})


def test_curves_that_fall_to_the_end_are_still_improving():
    assert read_curves(history(FALLING, FALLING)).verdict is Verdict.IMPROVING


def test_a_flat_end_is_levelling_off_since_its_first_flat_epoch():
    reading = read_curves(history(FALLING, [1.0, 0.6, 0.4, 0.399, 0.398, 0.397]))
    assert reading.verdict is Verdict.LEVELLING
    assert reading.since_epoch == 5  # epoch 4 is flat too, but epoch 3 still fell steeply
    assert "epoch 5" in reading.sentence


def test_validation_rising_while_training_falls_is_overfitting_since_the_best_epoch():
    reading = read_curves(history(FALLING, [1.0, 0.7, 0.6, 0.63, 0.68, 0.75]))
    assert reading.verdict is Verdict.OVERFITTING
    assert reading.since_epoch == 3
    assert "since epoch 3" in reading.sentence


def test_validation_rising_with_training_is_not_overfitting():
    rising = [0.5, 0.4, 0.5, 0.6, 0.7, 0.8]
    assert read_curves(history(rising, rising)).verdict is not Verdict.OVERFITTING


@pytest.mark.parametrize(
    ("last_loss", "last_val_loss", "verdict"),
    [
        (0.28, 0.631, Verdict.OVERFITTING),  # 5 % above the best of validation
        (0.28, 0.629, Verdict.LEVELLING),
        (0.449, 0.75, Verdict.OVERFITTING),  # 10 % below the loss of that epoch
        (0.451, 0.75, Verdict.LEVELLING),
    ],
)
def test_overfitting_takes_a_rise_of_5_and_a_fall_of_10_percent(last_loss, last_val_loss, verdict):
    loss = [1.0, 0.7, 0.5, 0.49, 0.48, last_loss]
    assert read_curves(history(loss, [1.0, 0.7, 0.6, 0.6, 0.6, last_val_loss])).verdict is verdict


@pytest.mark.parametrize(("last", "is_overfitting"), [(0.7, False), (0.73, True)])
def test_a_small_validation_part_may_wobble_more(last, is_overfitting):
    config = TrainConfig(dataset="iris", validation_split=0.2)
    assert config.n_validation == 25
    values = history(FALLING, [1.0, 0.7, 0.6, 0.6, 0.6, last])
    reading = read_curves(values, config=config)
    assert (reading.verdict is Verdict.OVERFITTING) == is_overfitting


def test_accuracy_at_chance_is_not_learning():
    reading = read_curves(history([2.3] * 6, [2.3] * 6, accuracy=[0.1, 0.11, 0.11, 0.11, 0.1, 0.1]))
    assert reading.verdict is Verdict.NOT_LEARNING
    assert "11 %" in reading.sentence


def test_guessing_one_of_two_classes_is_not_learning_either():
    values = history([0.7] * 6, [0.7] * 6, accuracy=[0.5, 0.52, 0.57, 0.55, 0.5, 0.5])
    reading = read_curves(values, config=TrainConfig(dataset="spiral"))
    assert reading.verdict is Verdict.NOT_LEARNING
    assert "57 % where guessing gives 50 %" in reading.sentence
    assert read_curves(values).verdict is not Verdict.NOT_LEARNING


def test_without_validation_the_training_loss_decides():
    reading = read_curves(history(FALLING))
    assert reading.verdict is Verdict.IMPROVING
    assert "training loss" in reading.sentence


@pytest.mark.parametrize("loss", [[1.0, float("nan")], [None]])
def test_a_loss_that_is_no_number_has_diverged(loss):
    assert read_curves(history(loss)).verdict is Verdict.DIVERGED


def test_a_validation_loss_that_is_no_number_has_diverged_too():
    assert read_curves(history([1.0, 0.9], [1.0, None])).verdict is Verdict.DIVERGED


def test_two_epochs_at_chance_are_too_few_to_say_that_it_does_not_learn():
    reading = read_curves(history([2.3, 2.2], [2.3, 2.2], accuracy=[0.1, 0.11]))
    assert reading.verdict is Verdict.TOO_SHORT


def test_diverged_before_the_first_epoch_is_told_too():
    assert read_curves(history([]), diverged=True).verdict is Verdict.DIVERGED


@pytest.mark.parametrize("n_epochs", [0, 1, 2])
def test_few_epochs_are_too_short_to_tell(n_epochs):
    assert read_curves(history(FALLING[:n_epochs])).verdict is Verdict.TOO_SHORT


@pytest.mark.parametrize("validated", [True, False])
@pytest.mark.parametrize("loss", [FALLING, [1.0, 0.6, 0.4, 0.399, 0.398, 0.397]])
def test_no_sentence_speaks_of_more_epochs_alone_where_the_learning_rate_has_faded(loss, validated):
    curves = history(loss, loss) if validated else history(loss)
    plain, faded = read_curves(curves), read_curves(curves, faded=True)
    assert faded.verdict is plain.verdict
    assert "the learning rate down to 0" in faded.sentence
    assert ("validation" in faded.sentence) == validated
