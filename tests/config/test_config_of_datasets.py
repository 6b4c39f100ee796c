"""Configurations of other datasets than MNIST: what is usual with each, and what does not fit."""

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.config import list_presets
from mlp_explorer.config.space import SETTINGS, list_settings, list_values
from mlp_explorer.data import DATASETS
from mlp_explorer.errors import ConfigError

WITH_CLASSES = [key for key, about in DATASETS.items() if about.classes]


@pytest.mark.parametrize("key", WITH_CLASSES)
def test_what_nothing_is_said_of_is_usual_with_the_dataset(key):
    config, about = TrainConfig(dataset=key), DATASETS[key]
    assert config.changes == (("dataset",) if key != "mnist" else ())
    assert config.training_images == about.n_train
    assert config.head.fits(len(about.classes))
    assert config.widths[0] == about.n_inputs
    assert TrainConfig.from_query(config.to_query()) == config
    assert TrainConfig.from_json(config.to_json()) == config


@pytest.mark.parametrize("key", WITH_CLASSES)
def test_each_preset_of_a_dataset_can_be_trained_and_has_another_network(key):
    presets = list_presets(key)
    assert {config.dataset for config in presets.values()} == {key}
    assert len(set(presets.values())) == len(presets) > 1
    assert all(config.n_validation for config in presets.values())


def test_a_link_without_a_dataset_means_what_it_meant():
    assert TrainConfig.from_query({"epochs": "3"}) == TrainConfig(epochs=3)
    assert "dataset" not in TrainConfig(epochs=3).to_query()
    assert TrainConfig(epochs=3).title == "784 → 256 sigmoid → 128 sigmoid → 10 · adam 0.001"


def test_a_title_says_which_dataset_it_is():
    config = TrainConfig(dataset="iris", hidden_layers=(HiddenLayer(8, "relu"),))
    assert config.title == "iris · 4 → 8 relu → 3 · adam 0.001"


def test_what_is_usual_stays_so_where_the_dataset_changes():
    few = TrainConfig(dataset="spiral").changed(points=80)
    assert (few.training_images, few.changed(points=200).training_images) == (80, 200)
    some = few.changed(training_images=60)
    assert some.changed(points=200).training_images == 60
    iris = few.changed(dataset="iris")
    assert (iris.loss, iris.training_images) == ("sparse_categorical_crossentropy", 125)


def test_a_network_goes_to_another_dataset_without_what_does_not_fit_it():
    config = TrainConfig(
        hidden_layers=(HiddenLayer(8, "tanh"),),
        loss="binary_crossentropy",
        augmentation="elastic",
        training_images=500,
        learning_rate=0.01,
    )
    wine = config.on("wine")
    assert wine == TrainConfig(
        dataset="wine",
        hidden_layers=config.hidden_layers,
        loss="binary_crossentropy",
        learning_rate=0.01,
    )
    assert config.on("spiral", points=70, noise=0.2).training_images == 70


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"dataset": "roses"},
            "Dataset: “roses” is not possible; allowed are mnist, fashion_mnist,",
        ),
        (
            {"dataset": "diabetes", "loss": "one_tanh"},
            "Output and loss: “one_tanh” does not fit the dataset diabetes; allowed are "
            "linear_squared_error, linear_absolute_error, linear_huber.",
        ),
        (
            {"dataset": "iris", "training_images": 126},
            "Training examples: 126 is not possible; the dataset iris has 125.",
        ),
        (
            {"dataset": "spiral", "points": 50, "training_images": 51},
            "Training examples: 51 is not possible; the dataset spiral has 50.",
        ),
        (
            {"dataset": "iris", "loss": "one_sigmoid"},
            "Output and loss: “one_sigmoid” does not fit the dataset iris; allowed are "
            "sparse_categorical_crossentropy, binary_crossentropy, mean_squared_error.",
        ),
        (
            {"loss": "linear_huber"},
            "Output and loss: “linear_huber” does not fit the dataset mnist;",
        ),
        (
            {"dataset": "digits", "augmentation": "shift"},
            "Augmentation is for pictures of 28 × 28 pixels; the dataset digits has others.",
        ),
        (
            {"dataset": "iris", "own_set": "0123456789abcdef"},
            "Own drawings are mixed with MNIST alone, not with the dataset iris.",
        ),
    ],
)
def test_what_does_not_fit_the_dataset_is_a_sentence(values, sentence):
    with pytest.raises(ConfigError) as error:
        TrainConfig(**values)
    assert str(error.value).startswith(sentence)


def test_a_link_whose_settings_do_not_fit_its_dataset_keeps_the_others():
    query = {"loss": "one_tanh", "epochs": "7", "dataset": "iris", "training_images": "60000"}
    config, problems = TrainConfig.from_query_forgiving(query)
    assert config == TrainConfig(dataset="iris", epochs=7)
    assert len(problems) == 2
    config, problems = TrainConfig.from_query_forgiving({"dataset": "roses", "epochs": "7"})
    assert config == TrainConfig(epochs=7)
    assert len(problems) == 1


def test_a_search_varies_what_means_something_with_the_dataset():
    of_made = {"points", "noise", "data_seed"}
    assert set(SETTINGS) - set(list_settings(TrainConfig())) == of_made
    iris, spiral = TrainConfig(dataset="iris"), TrainConfig(dataset="spiral")
    assert set(SETTINGS) - set(list_settings(iris)) == {*of_made, "augmentation"}
    assert set(SETTINGS) - set(list_settings(spiral)) == {"augmentation", "scale_pixels"}
    assert "one_tanh" in list_values(spiral, "loss")
    assert "one_tanh" not in list_values(iris, "loss")
    assert list_values(iris, "scale_pixels") == (False, True)


def test_features_and_the_share_are_in_a_link_where_they_are_not_usual():
    usual = TrainConfig(dataset="spiral")
    assert TrainConfig(dataset="spiral", features=("x2", "x1")) == usual
    assert usual.to_query() == {"dataset": "spiral"}
    assert (usual.widths[0], usual.about.features) == (2, ("x₁", "x₂"))
    config = TrainConfig(dataset="spiral", features=["sinx1", "x1", "x1"], train_share=0.4)
    assert config.to_query() == {
        "dataset": "spiral",
        "features": "x1~sinx1",
        "train_share": "0.4",
    }
    for read, written in (
        (TrainConfig.from_query, config.to_query()),
        (TrainConfig.from_json, config.to_json()),
    ):
        assert read(written) == config
    assert (config.widths[0], config.about.features) == (2, ("x₁", "sin x₁"))
    assert (config.about.n_train, config.about.n_test, config.training_images) == (200, 300, 200)
    assert config.changed(points=100).training_images == 40
    assert config.changed(train_share=0.0).training_images == 500


def test_a_run_of_before_says_nothing_of_features_and_means_the_coordinates():
    kept = TrainConfig(dataset="moons", points=80).to_json()
    for name in ("features", "train_share"):
        del kept[name]
    assert TrainConfig.from_json(kept) == TrainConfig(dataset="moons", points=80)


def test_features_go_along_to_another_plane_and_the_share_does_not():
    config = TrainConfig(dataset="circle", features=("x1x1", "x2x2"), train_share=0.5)
    assert config.on("spiral") == TrainConfig(dataset="spiral", features=("x1x1", "x2x2"))
    assert config.on("iris") == TrainConfig(dataset="iris")
    assert config.on("mnist") == TrainConfig()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"dataset": "iris", "features": ("x1",)}, "“x1” does not fit the dataset iris; allowed"),
        ({"dataset": "spiral", "features": ("xx",)}, "“xx” does not fit the dataset spiral; allow"),
        ({"dataset": "spiral", "features": ("tan",)}, "“tan” is not possible; allowed are x1, x2,"),
        ({"dataset": "spiral", "features": 3}, "“3” is not possible; allowed are x1, x2,"),
        ({"dataset": "spiral", "train_share": 0.95}, "allowed are numbers from 0 to 0.9"),
        ({"dataset": "spiral", "train_share": "x"}, "allowed are numbers from 0 to 0.9"),
        (
            {"dataset": "spiral", "train_share": 0.5, "training_images": 251},
            "251 is not possible; the dataset spiral has 250.",
        ),
    ],
)
def test_features_and_shares_that_cannot_be_are_sentences(values, sentence):
    with pytest.raises(ConfigError) as error:
        TrainConfig(**values)
    assert sentence in str(error.value)


def test_a_link_with_wrong_features_keeps_the_rest():
    query = {"features": "x1~tan", "train_share": "0.5", "dataset": "spiral", "points": "100"}
    config, problems = TrainConfig.from_query_forgiving(query)
    assert config == TrainConfig(dataset="spiral", points=100, train_share=0.5)
    assert len(problems) == 1
