import hashlib
import math
import pickle
import random
import string
from functools import partial

import pytest

from mlp_explorer import PRESETS, HiddenLayer, TrainConfig
from mlp_explorer.config import LIMITS, REGISTRIES, query
from mlp_explorer.config.model import _moved_defaults
from mlp_explorer.config.problems import shorten
from mlp_explorer.data import DATASETS
from mlp_explorer.data.features import list_features
from mlp_explorer.errors import ConfigError, Sentence
from mlp_explorer.tasks import HEADS, list_heads
from mlp_explorer.words import write_title


def test_the_default_is_the_tutorials_job():
    config = TrainConfig()
    assert config.hidden_layers == (HiddenLayer(256, "sigmoid"), HiddenLayer(128, "sigmoid"))
    assert (config.optimizer, config.learning_rate, config.batch_size) == ("adam", 0.001, 2000)
    assert (config.n_train, config.n_validation, config.steps_per_epoch) == (48_000, 12_000, 24)
    assert config.layer_parameters == (200_960, 32_896, 1_290)
    assert sum(config.layer_parameters) == 235_146
    assert config.output_activation == "softmax"
    assert config.title == "784 → 256 sigmoid → 128 sigmoid → 10 · adam 0.001"


def test_a_config_cannot_be_changed_but_copied_with_changes():
    config = TrainConfig()
    with pytest.raises(Exception, match="frozen"):
        config.epochs = 3
    assert config.changed(epochs=3) == TrainConfig(epochs=3) != config
    assert hash(config) == hash(TrainConfig())


def test_repr_reads_like_the_call_that_makes_it():
    config = TrainConfig(hidden_layers=(HiddenLayer(64, "relu", 0.2, True),), epochs=3)
    assert eval(repr(config)) == config
    assert repr(TrainConfig()) == str(TrainConfig()) == "TrainConfig()"


def test_a_config_travels_between_processes():
    assert pickle.loads(pickle.dumps(PRESETS["best"].config)) == PRESETS["best"].config
    problems = (Sentence("unknown_setting", {"got": "a"}), Sentence("nothing_varies"))
    error = pickle.loads(pickle.dumps(ConfigError.of(problems)))
    assert error.problems == problems


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_goes_through_a_url_and_back(name):
    config = PRESETS[name].config
    assert TrainConfig.from_query(config.to_query()) == config


DRAWINGS = {
    "layers": "1024-relu~1024-relu",
    "batch_size": "500",
    "epochs": "50",
    "learning_rate": "0.002",
    "schedule": "cosine",
    "validation_split": "0.05",
    "augmentation": "elastic",
}


def test_presets_are_those_whose_figures_the_readme_gives():
    assert list(PRESETS) == ["tutorial", "fast", "drawings", "best", "overfit", "broken"]
    assert {name: preset.config.to_query() for name, preset in PRESETS.items()} == {
        "tutorial": {},
        "fast": {
            "layers": "256-relu~128-relu",
            "batch_size": "120",
            "epochs": "4",
            "learning_rate": "0.003",
            "schedule": "cosine",
            "validation_split": "0.1",
        },
        "drawings": DRAWINGS,
        "best": DRAWINGS | {"epochs": "70"},
        "overfit": {
            "layers": "512-relu~512-relu",
            "batch_size": "50",
            "epochs": "40",
            "training_images": "500",
        },
        "broken": {
            "layers": "~".join(["64-sigmoid"] * 6),
            "optimizer": "sgd",
            "learning_rate": "0.01",
            "batch_size": "500",
            "epochs": "8",
        },
    }


NUMBERS = {  # what a link may say for good: a narrower range would break links that were handed on
    "units": (1, 2048),
    "dropout": (0.0, 0.9),
    "learning_rate": (0.000001, 1000.0),
    "batch_size": (1, 60_000),
    "epochs": (1, 500),
    "validation_split": (0.0, 0.9),
    "l1": (0.0, 1.0),
    "l2": (0.0, 1.0),
    "early_stopping_patience": (0, 100),
    "seed": (0, 2_147_483_647),
    "training_images": (1, 60_000),
    "own_share": (0.05, 0.9),
    "points": (10, 5000),
    "noise": (0.0, 0.5),
    "train_share": (0.0, 0.9),
    "data_seed": (0, 2_147_483_647),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_number_is_allowed_from_its_lowest_to_its_highest(name):
    make = (
        HiddenLayer
        if name in HiddenLayer.model_fields
        else partial(TrainConfig, **({"validation_split": 0} if name == "training_images" else {}))
    )
    lowest, highest = NUMBERS[name]
    for number in (lowest, highest):
        assert getattr(make(**{name: number}), name) == number
    is_whole = isinstance(lowest, int)
    for number in (
        lowest - 1 if is_whole else math.nextafter(lowest, -math.inf),
        highest + 1 if is_whole else math.nextafter(highest, math.inf),
    ):
        with pytest.raises(ConfigError, match="whole numbers from" if is_whole else "numbers from"):
            make(**{name: number})


def test_normalization_adds_four_numbers_a_neuron():
    layers = (HiddenLayer(3, batch_normalization=True), HiddenLayer(5))
    config = TrainConfig(hidden_layers=layers)
    assert config.layer_parameters == (785 * 3 + 4 * 3, 4 * 5, 6 * 10)
    assert TrainConfig(hidden_layers=()).layer_parameters == (7_850,)


def test_the_last_batch_of_an_epoch_may_be_smaller_and_a_part_of_an_image_validates():
    config = TrainConfig(training_images=1001, validation_split=0.5, batch_size=250)
    assert (config.n_train, config.n_validation, config.steps_per_epoch) == (500, 501, 2)
    assert config.changed(batch_size=499).steps_per_epoch == 2
    whole = config.changed(validation_split=0)
    assert (whole.n_train, whole.n_validation, whole.steps_per_epoch) == (1001, 0, 5)


@pytest.mark.parametrize("text", ["true", "1", "on", " On ", "TRUE"])
def test_a_truth_may_be_written_in_several_ways(text):
    assert TrainConfig.from_query({"scale_pixels": text}).scale_pixels is True


@pytest.mark.parametrize("text", ["false", "0", "off", " Off ", "FALSE"])
def test_and_so_may_what_is_not_true(text):
    assert TrainConfig.from_query({"scale_pixels": text}).scale_pixels is False


@pytest.mark.parametrize("word", ["64", "64-relu-0.1-0.2", "64-relu-0.1-0.2-bn", "64-bn", ""])
def test_a_layer_has_units_an_activation_and_at_most_a_dropout(word):
    with pytest.raises(ConfigError):
        TrainConfig.from_query({"layers": word})


def test_a_loss_brings_its_output_and_the_form_of_its_targets():
    assert {name: HEADS[name][::2] for name in list_heads(10)} == {
        "sparse_categorical_crossentropy": ("softmax", "number"),
        "binary_crossentropy": ("sigmoid", "one_hot"),
        "mean_squared_error": ("softmax", "one_hot"),
    }


def test_what_arrived_is_shown_to_its_fortieth_character():
    assert shorten("a" * 40) == "a" * 40
    assert shorten("a" * 41) == "a" * 40 + "…"
    assert shorten("a\tb\x00") == "a·b·"
    assert shorten(3.5) == "3.5"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"epochs": 0}, "Epochs: “0” is not possible; allowed are whole numbers from 1 to 500."),
        (
            {"epochs": 2.5},
            "Epochs: “2.5” is not possible; allowed are whole numbers from 1 to 500.",
        ),
        (
            {"learning_rate": 5000},
            "Learning rate: “5000” is not possible; allowed are numbers from 0.000001 to 1,000.",
        ),
        ({"learning_rate": float("nan")}, "Learning rate: “nan” is not possible"),
        ({"optimizer": "magic"}, "Optimizer: “magic” is not possible; allowed are sgd, momentum"),
        ({"optimizer": None}, "Optimizer: “None” is not possible"),
        (
            {"hidden_layers": [HiddenLayer()] * 9},
            "Hidden layers: 9 is not possible; allowed are 0 to 8",
        ),
        (
            {"hidden_layers": [{"units": 0}]},
            "Neurons: “0” is not possible; allowed are whole numbers from 1 to 2,048.",
        ),
        ({"hidden_layers": "many"}, "Hidden layers: “many” is not possible"),
        ({"training_images": 1}, "leave none to train on"),
        ({"colour": "red"}, "“colour” is not a setting of a network."),
        (
            {"own_set": "0123456789ABCDEF"},
            "Own drawings: “0123456789ABCDEF” is not possible; allowed are 16 hexadecimal digits",
        ),
        ({"own_set": "0123456789abcdef\n"}, "allowed are 16 hexadecimal digits"),
        ({"own_set": "../../etc/passwd"}, "allowed are 16 hexadecimal digits"),
        ({"own_set": None}, "Own drawings: “None” is not possible"),
        (
            {"own_share": 0},
            "Share of own drawings: “0” is not possible; allowed are numbers from 0.05 to 0.9.",
        ),
        ({"own_share": 0.91}, "Share of own drawings: “0.91” is not possible"),
    ],
)
def test_bad_values_get_a_sentence_that_says_what_is_allowed(values, sentence):
    with pytest.raises(ConfigError) as caught:
        TrainConfig(**values)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("value", [3, ["3"], None, True])
def test_a_query_that_is_no_text_gets_a_sentence(value):
    for key in ("epochs", "layers", "scale_pixels"):
        with pytest.raises(ConfigError, match="allowed is text"):
            TrainConfig.from_query({key: value})


def test_a_run_on_own_drawings_is_told_by_its_link_and_its_title():
    config = TrainConfig(own_set="0123456789abcdef", own_share=0.25)
    assert config.to_query() == {"own_set": "0123456789abcdef", "own_share": "0.25"}
    assert TrainConfig.from_query_forgiving(config.to_query()) == (config, ())
    assert write_title(config) == f"{TrainConfig().title} + own drawings"
    assert TrainConfig().own_set == TrainConfig.from_query({"own_set": ""}).own_set == ""


def test_all_problems_are_told_at_once():
    with pytest.raises(ConfigError) as caught:
        TrainConfig.from_query({"epochs": "0", "optimizer": "magic", "colour": "red"})
    assert len(caught.value.problems) == 3


def test_a_forgiving_reading_keeps_what_is_right():
    config, problems = TrainConfig.from_query_forgiving({"epochs": "7", "optimizer": "magic"})
    assert config == TrainConfig(epochs=7)
    assert len(problems) == 1


def test_settings_that_need_each_other_are_read_together():
    config = TrainConfig(training_images=1, validation_split=0)
    assert TrainConfig.from_query_forgiving(config.to_query()) == (config, ())


def test_two_settings_that_do_not_fit_together_are_told_with_their_own_values():
    query = {"validation_split": "0.9", "training_images": "1", "epochs": "7"}
    config, problems = TrainConfig.from_query_forgiving(query)
    assert config == TrainConfig(epochs=7)
    assert tuple(map(str, problems)) == (
        "Training examples and validation split: 1 examples with a split of 0.9 leave none to "
        "train on; allowed is what leaves at least 1.",
    )


def random_config(rng: random.Random) -> TrainConfig:
    def number(name):
        low, high = LIMITS[name].low, LIMITS[name].high
        return rng.randint(low, high) if isinstance(low, int) else rng.uniform(low, high)

    layers = tuple(
        HiddenLayer(
            number("units"),
            rng.choice(list(REGISTRIES["activation"])),
            rng.choice([0, 1e-5, number("dropout")]),
            rng.random() < 0.5,
        )
        for _ in range(rng.randint(0, 8))
    )
    about = rng.choice([about for about in DATASETS.values() if about.classes])
    names = {
        name: rng.choice(list(REGISTRIES[name])) for name in REGISTRIES if name != "activation"
    }
    names["loss"] = rng.choice(list_heads(len(about.classes)))
    numbers = {name: number(name) for name in LIMITS if name not in ("units", "dropout")}
    numbers["points"] = rng.randint(20, 5000)
    numbers["train_share"] = rng.choice([0, round(rng.uniform(0.3, 0.9), 2)])
    parted = math.floor(numbers["points"] * (numbers["train_share"] or 1))
    most = parted if about.is_made else about.n_train
    features = list_features(about)
    if not about.is_drawn:
        names["augmentation"] = "none"
    return TrainConfig(
        dataset=about.key,
        hidden_layers=layers,
        scale_pixels=rng.random() < 0.5,
        features=rng.sample(features, rng.randint(0, len(features))),
        own_set=rng.choice(["", rng.randbytes(8).hex()]) if about.key == "mnist" else "",
        **(names | numbers | {"training_images": rng.randint(min(20, most), most)}),
    )


def test_five_hundred_random_configs_go_through_a_url_and_back():
    rng = random.Random(0)
    for _ in range(500):
        config = random_config(rng)
        assert TrainConfig.from_query(config.to_query()) == config


def test_a_thousand_fuzzed_queries_give_a_valid_config_or_a_sentence():
    rng = random.Random(1)
    letters = string.printable + "é∞\x00👾~-_.%"
    read = refused = 0
    for _ in range(1000):
        query = random_config(rng).to_query()
        for _ in range(rng.randint(0, 3)):
            query[rng.choice([*query, "layers", "epochs", "run", ""])] = damage(rng, letters, query)
        try:
            config = TrainConfig.from_query(query)
            assert TrainConfig.from_query(config.to_query()) == config
            read += 1
        except ConfigError as error:
            assert all(str(problem).endswith((".", ".”")) for problem in error.problems)
            assert not any(word in str(error) for word in ("Traceback", "pydantic", "Error"))
            refused += 1
        assert isinstance(TrainConfig.from_query_forgiving(query)[0], TrainConfig)
    assert read > 50
    assert refused > 500


def damage(rng: random.Random, letters: str, query: dict[str, str]) -> str:
    text = rng.choice([*query.values(), "", "-1", "1e400", "9" * 5000, "none", "256-relu", "inf"])
    for _ in range(rng.randint(0, 3)):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice(letters) + text[at + rng.randint(0, 1) :]
    return text


def test_a_changed_default_changes_no_link_and_no_kept_run(monkeypatch):
    link, kept = TrainConfig(epochs=3).to_query(), TrainConfig(epochs=3).to_json()
    field = TrainConfig.model_fields["optimizer"]
    monkeypatch.setattr(field, "default", "sgd")
    TrainConfig.model_rebuild(force=True)
    _moved_defaults.cache_clear()
    try:
        assert TrainConfig(epochs=3).optimizer == "sgd"
        assert TrainConfig.from_query(link).optimizer == "adam"
        assert TrainConfig.from_json(kept).optimizer == "adam"
        assert TrainConfig.from_json({"epochs": "3"}).optimizer == "adam", "one without a version"
        assert TrainConfig.from_query({"optimizer": "nadam"}).optimizer == "nadam"
        new = TrainConfig(epochs=3)
        assert new.to_query() == {"epochs": "3", "optimizer": "sgd"}
        assert TrainConfig.from_query(new.to_query()) == new == TrainConfig.from_json(new.to_json())
    finally:
        monkeypatch.undo()
        TrainConfig.model_rebuild(force=True)
        _moved_defaults.cache_clear()


def test_what_a_link_means_without_a_setting_stays_for_good():
    assert set(query.BASE) == set(TrainConfig.model_fields), "a new field needs its entry"
    text = repr(sorted(list(query.BASE.items())[:19])).encode()
    assert hashlib.sha256(text).hexdigest()[:16] == "3342992475c16f52", "an entry has changed"


def test_a_kept_configuration_has_all_settings_and_a_version():
    values = TrainConfig().to_json()
    assert values["version"] == 1
    assert len(values) == 1 + len(TrainConfig.model_fields)
    assert TrainConfig.from_json(values) == TrainConfig()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"version": 2}, "Version of a configuration: 2 is not possible; allowed is 1"),
        ({"version": 1, "momentum": "0.9"}, "“momentum” is not a setting"),
        ({"version": 1, "optimizer": "lion"}, "Optimizer: “lion” is not possible"),
    ],
)
def test_a_configuration_of_a_newer_version_is_a_sentence(values, sentence):
    with pytest.raises(ConfigError, match=sentence):
        TrainConfig.from_json(values)
