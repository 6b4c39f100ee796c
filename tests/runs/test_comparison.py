import math
import statistics

import numpy as np
import pytest

from mlp_explorer import PRESETS, HiddenLayer, TrainConfig
from mlp_explorer.runs.comparison import describe_differences, list_differences
from mlp_explorer.runs.seeds import _compare_means, compare_groups, mean_and_band
from mlp_explorer.tasks import METRICS, Metric
from mlp_explorer.words import SETTING

ACCURACY = METRICS["accuracy"]

TUTORIAL = TrainConfig()
NAMES = ("A", "B", "C")


def test_only_what_differs_is_listed_with_a_text_for_each_config():
    configs = [TUTORIAL, TrainConfig(learning_rate=0.01, training_images=500), TUTORIAL]
    assert list_differences(configs) == [
        ("Learning rate", ["0.001", "0.01", "0.001"]),
        ("Training examples", ["60,000", "500", "60,000"]),
    ]


@pytest.mark.parametrize("configs", [[], [TUTORIAL], [TUTORIAL, TrainConfig()]])
def test_the_same_configs_have_no_differences(configs):
    assert list_differences(configs) == []


def test_hidden_layers_read_like_a_path():
    layers = (HiddenLayer(64, "relu", 0.25, True), HiddenLayer(32, "silu"))
    configs = [TUTORIAL, TrainConfig(hidden_layers=layers), TrainConfig(hidden_layers=())]
    assert list_differences(configs) == [
        (
            "Hidden layers",
            [
                "256 sigmoid → 128 sigmoid",
                "64 ReLU (batch norm, dropout 25 %) → 32 SiLU (swish)",
                "none",
            ],
        )
    ]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (
            {"loss": "mean_squared_error"},
            ("softmax + cross-entropy", "softmax + mean squared error"),
        ),
        ({"optimizer": "rmsprop"}, ("Adam", "RMSprop")),
        ({"scale_pixels": False}, ("on", "off")),
        ({"early_stopping_patience": 3}, ("off", "3")),
        ({"validation_split": 0.125}, ("20 %", "12.5 %")),
        ({"l2": 1e-5}, ("0", "1e-05")),
        ({"seed": 12345}, ("0", "12345")),
        ({"batch_size": 1}, ("2,000", "1")),
        ({"own_set": "0123456789abcdef"}, ("none", "0123456789abcdef")),
        ({"own_share": 0.25}, ("50 %", "25 %")),
    ],
)
def test_values_are_written_as_on_the_screen(values, texts):
    [(label, found)] = list_differences([TUTORIAL, TrainConfig(**values)])
    assert tuple(found) == texts
    [name] = values
    assert label == SETTING[name]["label"]


def test_numbers_that_differ_are_never_written_alike():
    [(_, texts)] = list_differences([TUTORIAL, TrainConfig(learning_rate=0.0010000001)])
    assert len(set(texts)) == 2


def test_every_setting_can_be_listed_and_put_into_a_sentence():
    other = TrainConfig(
        hidden_layers=(),
        loss="binary_crossentropy",
        optimizer="sgd",
        learning_rate=1,
        schedule="step",
        batch_size=3,
        epochs=4,
        validation_split=0,
        l1=0.1,
        l2=0.2,
        early_stopping_patience=5,
        kernel_initializer="zeros",
        seed=6,
        training_images=7,
        scale_pixels=False,
        augmentation="shift",
        precision="float32",
        own_set="0123456789abcdef",
        own_share=0.25,
    )
    of_points = {"points": 20, "noise": 0.1, "data_seed": 3, "train_share": 0.5}
    made = TrainConfig(dataset="spiral", features=("x1",), **of_points)
    assert {*other.changes, *made.changes} == set(TrainConfig.model_fields)
    assert len(list_differences([TUTORIAL, other])) == len(other.changes)
    texts = dict(list_differences([TUTORIAL, made]))
    assert texts["Dataset"] == ["MNIST: digits", "Plane: spiral"]
    assert texts["Points"] == ["", "20"]
    assert describe_differences([TUTORIAL, other], "AB").startswith("They differ in 19 settings: ")


def test_one_difference_is_told_with_both_values():
    assert describe_differences([TUTORIAL, TrainConfig(learning_rate=0.01)], "AB") == (
        "They differ in the learning rate only: 0.001 against 0.01."
    )


def test_one_difference_of_three_runs_says_which_has_which():
    configs = [TUTORIAL, TrainConfig(l2=0.01), TUTORIAL]
    assert describe_differences(configs, NAMES) == (
        "They differ in the L2 penalty only: 0 in A and C; 0.01 in B."
    )


def test_several_differences_of_two_runs_are_told_with_both_values():
    other = TrainConfig(optimizer="sgd", epochs=20, seed=1)
    assert describe_differences([TUTORIAL, other], "AB") == (
        "They differ in 3 settings: the optimizer (Adam against SGD), the number of epochs "
        "(10 against 20) and the seed (0 against 1)."
    )


def test_several_differences_of_many_runs_are_only_named():
    configs = [TUTORIAL, TrainConfig(epochs=20), TrainConfig(batch_size=10)]
    assert describe_differences(configs, NAMES) == (
        "They differ in 2 settings: the batch size and the number of epochs."
    )


def test_runs_of_the_same_settings_and_seed_should_be_the_same():
    assert describe_differences([TUTORIAL, TrainConfig()], "AB") == (
        "The same settings and seed: the curves should be the same."
    )


def test_where_only_the_seed_differs_chance_is_named():
    configs = [TrainConfig(seed=seed) for seed in (0, 1, 7)]
    assert describe_differences(configs, NAMES) == (
        "Only the seed differs (0, 1 and 7): what differs between the curves is chance."
    )


@pytest.mark.parametrize("count", [0, 1, 9])
def test_another_number_of_configs_gets_a_sentence(count):
    with pytest.raises(ValueError, match=f"{count} configs .* 2 to 8"):
        describe_differences([TUTORIAL] * count, ["run"] * count)


def test_eight_presets_and_a_missing_name():
    configs = [preset.config for preset in PRESETS.values()]
    assert describe_differences(configs, list(PRESETS)).startswith("They differ in ")
    with pytest.raises(ValueError, match="one name each"):
        describe_differences(configs, ["A"])


def compute_quantile(a, b):
    """Return half of the interval, in standard errors."""
    errors = [statistics.variance(x) / len(x) for x in (a, b)]
    return _compare_means(a, b)[1] / math.sqrt(sum(errors))


@pytest.mark.parametrize(
    ("freedom", "quantile"),  # two-sided 95 %, from the printed tables
    [
        (1, 12.7062),
        (2, 4.30265),
        (3, 3.18245),
        (4, 2.77645),
        (5, 2.57058),
        (8, 2.30600),
        (10, 2.22814),
        (20, 2.08596),
        (30, 2.04227),
        (120, 1.97993),
    ],
)
def test_students_quantiles_are_those_of_the_tables(freedom, quantile):
    scattered = [k / 256 for k in range(freedom + 1)]  # against numbers that are all the same
    assert compute_quantile([0.5, 0.5], scattered) == pytest.approx(quantile, rel=3e-6)


@pytest.mark.parametrize(("n_a", "n_b"), [(2, 4), (3, 9), (20, 40)])
def test_between_whole_degrees_of_freedom_the_density_holds_95_percent(n_a, n_b):
    a, b = ([k / 64 for k in range(count)] for count in (n_a, n_b))
    errors = [statistics.variance(x) / len(x) for x in (a, b)]
    freedom = sum(errors) ** 2 / (errors[0] ** 2 / (n_a - 1) + errors[1] ** 2 / (n_b - 1))
    assert freedom % 1 > 0.01
    t = np.linspace(0, compute_quantile(a, b), 200_001)
    log_scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    density = math.exp(log_scale) / math.sqrt(freedom * math.pi)
    density = density * (1 + t * t / freedom) ** (-(freedom + 1) / 2)
    assert 2 * np.trapezoid(density, t) == pytest.approx(0.95, abs=1e-8)


def test_a_clear_difference_has_a_winner_and_its_interval():
    # both variances 1e-6: 2.77645 · sqrt(2e-6 / 3) is 0.227 points
    a, b = (0.977, 0.978, 0.979), (0.970, 0.971, 0.972)
    expected = (
        "new is better: 97.8 % against 97.1 %, +0.7 points (95 % interval: +0.5 to +0.9), and over "
        "3 seeds each chance alone would hardly give that."
    )
    assert compare_groups(a, b, "new", "old", ACCURACY) == expected
    assert compare_groups(b, a, "old", "new", ACCURACY) == expected


def test_a_difference_within_the_spread_has_no_winner():
    # both variances 1e-4: 2.77645 · sqrt(2e-4 / 3) is 2.267 points
    text = compare_groups((0.96, 0.97, 0.98), (0.965, 0.975, 0.985), "A", "B", ACCURACY)
    assert text.startswith("No winner: B has 97.50 %, A 97.00 %, but +0.50 points")
    assert "(95 % interval: −1.77 to +2.77)" in text


def test_groups_of_other_sizes_and_spreads_use_welchs_degrees_of_freedom():
    a, b = (0.90, 0.94), (0.970, 0.971, 0.972, 0.973, 0.974)
    parts = [statistics.variance(x) / len(x) for x in (a, b)]
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / 1 + parts[1] ** 2 / 4)
    assert 1 < freedom < 1.01  # nearly all of the variance is A's, with one degree
    margin = 100 * math.sqrt(sum(parts)) * 12.65  # between those of 1 and 1.01
    low = float(compare_groups(a, b, "A", "B", ACCURACY).split("interval: −")[1].split()[0])
    assert low == pytest.approx(margin - 5.2, rel=0.01)


def test_seeds_are_counted_for_both_where_they_are_not_as_many():
    a, b = (0.98, 0.981, 0.982), (0.90, 0.901, 0.902, 0.903)
    assert "over 3 and 4 seeds chance" in compare_groups(a, b, "A", "B", ACCURACY)


def test_small_differences_show_two_decimals():
    a = [0.9750 + seed * 1e-6 for seed in range(5)]
    b = [0.9745 + seed * 1e-6 for seed in range(5)]
    assert "97.50 % against 97.45 %, +0.05 points" in compare_groups(a, b, "A", "B", ACCURACY)


def test_the_numbers_shown_add_up():
    # 97.84 − 97.06 = 0.78: rounded to one decimal, 97.8 − 97.1 would not be 0.8
    a, b = (0.97839, 0.97840, 0.97841), (0.97059, 0.97060, 0.97061)
    assert "97.84 % against 97.06 %, +0.78 points" in compare_groups(a, b, "A", "B", ACCURACY)


def test_one_seed_each_proves_nothing():
    assert compare_groups([0.98], [0.91], "A", "B", ACCURACY) == (
        "One seed each proves nothing: train each with 3 or more seeds."
    )


@pytest.mark.parametrize(("a", "b", "name"), [([0.9], [0.8, 0.81], "A"), ([0.9, 0.8], [0.7], "B")])
def test_the_group_of_one_seed_is_named(a, b, name):
    assert compare_groups(a, b, "A", "B", ACCURACY) == (
        f"One seed of {name} proves nothing: train it with 3 or more seeds."
    )


def test_equal_groups_without_spread_have_no_winner():
    text = compare_groups([0.9712] * 3, [0.9712] * 4, "A", "B", ACCURACY)
    assert text == "No winner: 97.12 % with every seed of both."


def test_without_any_spread_chance_cannot_be_judged():
    text = compare_groups([0.1] * 3, [0.7] * 3, "A", "B", ACCURACY)
    assert text.startswith("B has 70.00 % with every seed, A 10.00 %.")
    assert "better" not in text


def test_one_group_without_spread_is_no_obstacle():
    text = compare_groups([0.97] * 3, [0.90, 0.901, 0.902], "A", "B", ACCURACY)
    assert text.startswith("A is better: 97.0 % against 90.1 %, +6.9 points")


def test_the_band_is_one_standard_deviation_by_epoch():
    runs = ([1.0, 4.0], [2.0, 4.0], [4.5, 7.0])
    mean, low, high = mean_and_band(runs)
    for epoch, values in enumerate(zip(*runs, strict=True)):
        spread = statistics.stdev(values)
        assert mean[epoch] == pytest.approx(statistics.mean(values))
        assert low[epoch] == pytest.approx(statistics.mean(values) - spread)
        assert high[epoch] == pytest.approx(statistics.mean(values) + spread)


def test_the_mean_ends_with_the_shortest_run():
    assert mean_and_band([[1, 2, 3], [3, 4]])[0] == [2, 3]


def test_one_run_is_its_own_band():
    assert mean_and_band([[0.5, 0.25]]) == ([0.5, 0.25],) * 3


@pytest.mark.parametrize("values", [[], [[], [1.0]]])
def test_without_a_common_epoch_there_is_no_mean(values):
    assert mean_and_band(values) == ([], [], [])


@pytest.mark.parametrize(("shift", "start"), [(0.0024, "A is better: "), (0.0021, "No winner: ")])
def test_the_interval_decides_just_inside_and_just_outside(shift, start):
    b = np.array([0.970, 0.971, 0.972])  # as above, the margin is 0.227 points
    assert compare_groups(list(b + shift), list(b), "A", "B", ACCURACY).startswith(start)


def test_numbers_are_compared_by_their_own_score_and_its_direction():
    r2, off = METRICS["r2_score"], Metric("mean_absolute_error", "min", "number")
    a, b = (0.91, 0.92, 0.93), (0.81, 0.80, 0.82)
    text = compare_groups(b, a, "B", "A", r2)
    assert text.startswith("A is better: R² 0.920 against R² 0.810, +0.110 (95 % interval: +0.")
    better, worse = (
        compare_groups(a, b, "A", "B", r2),
        compare_groups(a, b, "A", "B", METRICS["accuracy"]),
    )
    assert "points" not in better
    assert "points" in worse
    assert compare_groups([0.5] * 3, [0.25] * 3, "A", "B", r2).startswith("A has R² 0.5000")
    assert off.rank(0.1) > off.rank(0.2)
