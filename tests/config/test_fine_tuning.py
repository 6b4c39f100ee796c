import pytest

from mlp_explorer import PRESETS, HiddenLayer, TrainConfig
from mlp_explorer.config import plan_fine_tuning
from mlp_explorer.errors import ConfigError

OWN = "0123456789abcdef"


@pytest.mark.parametrize("name", PRESETS)
def test_the_network_stays_as_it_is_and_goes_on_for_some_epochs_with_own_drawings(name):
    before = PRESETS[name].config
    tuned = plan_fine_tuning(before, 3, OWN, 0.4, 7)
    for field in ("hidden_layers", "loss", "l1", "l2", "seed", "scale_pixels", "precision"):
        assert getattr(tuned, field) == getattr(before, field)
    assert (tuned.own_set, tuned.own_share, tuned.epochs) == (OWN, 0.4, 10)


def test_unless_a_person_wants_otherwise_it_is_six_gentle_epochs_half_of_them_own_drawings():
    tuned = plan_fine_tuning(PRESETS["broken"].config, 8, OWN)
    assert tuned == PRESETS["broken"].config.changed(
        own_set=OWN,
        own_share=0.5,
        epochs=14,
        optimizer="adam",
        learning_rate=0.001,
        batch_size=100,
        validation_split=0.1,
        augmentation="elastic",
    )
    assert plan_fine_tuning(TrainConfig(), 10, OWN, epochs=1).epochs == 11


def test_what_ended_the_first_training_does_not_end_this_one():
    before = TrainConfig(early_stopping_patience=1, schedule="cosine", training_images=10)
    tuned = plan_fine_tuning(before, before.epochs, OWN)
    assert tuned.early_stopping_patience == 0
    assert tuned.schedule == "constant"  # a cosine would begin near its end
    assert tuned.n_train > 10_000


def test_what_is_fine_tuned_can_be_fine_tuned_again():
    once = plan_fine_tuning(TrainConfig(hidden_layers=(HiddenLayer(8),)), 10, OWN)
    again = plan_fine_tuning(once, once.epochs, "f" * 16, 0.9, 1)
    assert again == once.changed(epochs=once.epochs + 1, own_set="f" * 16, own_share=0.9)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((10, "mine", 0.3, 5), "Own drawings: “mine” is not possible"),
        ((10, OWN, 0.0, 5), "Share of own drawings: “0.0” is not possible"),
        ((10, OWN, 0.3, 0), "at least 1"),
        ((499, OWN, 0.3, 2), "Epochs: “501” is not possible"),
        ((10, "", 0.3, 5), "names no set"),
    ],
)
def test_a_plan_that_cannot_be_gets_a_sentence(values, sentence):
    with pytest.raises(ConfigError, match=sentence):
        plan_fine_tuning(TrainConfig(), *values)
