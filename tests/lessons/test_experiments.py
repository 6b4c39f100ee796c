"""The closing sentences say what the numbers say, whichever way an experiment ends."""

from dataclasses import replace

import pytest

from mlp_explorer import train
from mlp_explorer.lessons.experiments import (
    EXPERIMENTS,
    Outcome,
    conclude_columns,
    conclude_inputs,
    conclude_overfitting,
    conclude_scaling,
    conclude_size,
    read_outcome,
)
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, Evaluated
from mlp_explorer.runs import RunRecord


def make(label, test, train=0.9, epoch_s=1.0, parameters=1000):
    return Outcome(label, train, test, epoch_s, parameters)


@pytest.mark.parametrize(
    ("scaled", "raw", "end"),
    [
        (0.91, 0.84, "worth 7.0 points here"),
        (0.80, 0.90, "unscaled pixels did better, by 10.0 points"),
        (0.90, 0.895, "no clear difference"),
    ],
)
def test_scaling(scaled, raw, end):
    sentence = conclude_scaling([make("0 to 1", scaled), make("0 to 255", raw)])
    assert end in sentence
    assert f"{scaled:.1%}".replace("%", " %") in sentence


@pytest.mark.parametrize(
    ("train", "plain", "dropout", "l2", "parts"),
    [
        (1.0, 0.83, 0.86, 0.84, ("it overfits", "Dropout helped most: 3.0 points more")),
        (1.0, 0.83, 0.82, 0.835, ("it overfits", "L2 did best", "may be chance")),
        (0.86, 0.84, 0.80, 0.79, ("hardly overfits", "None of the three helped")),
    ],
)
def test_overfitting(train, plain, dropout, l2, parts):
    outcomes = [
        make("no help", plain, train),
        make("dropout", dropout),
        make("L2", l2),
        make("early stopping", 0.78),
    ]
    sentence = conclude_overfitting(outcomes)
    for part in parts:
        assert part in sentence


@pytest.mark.parametrize(
    ("low", "high", "deep", "parts"),
    [
        (0.85, 0.95, 0.97, ("rose from 85.0 %", "4.0 times as long", "did better still: 97.0 %")),
        (0.85, 0.95, 0.86, ("rose", "did worse: 86.0 %, near small")),
        (0.95, 0.90, 0.905, ("fell from 95.0 % to 90.0 %", "did as well: 90.5 %")),
    ],
)
def test_size(low, high, deep, parts):
    outcomes = [
        make("small", low, parameters=100),
        make("large", high, epoch_s=4.0, parameters=3200),
        make("deep", deep),
    ]
    sentence = conclude_size(outcomes)
    for part in (*parts, "32 times as many weights"):
        assert part in sentence


@pytest.mark.parametrize(
    ("scaled", "raw", "end"),
    [(0.97, 0.62, "drown the small ones"), (0.6, 0.9, "is rare"), (0.9, 0.895, "no clear")],
)
def test_columns(scaled, raw, end):
    sentence = conclude_columns([make("scaled", scaled), make("as they are", raw)])
    assert end in sentence
    assert f"{100 * scaled:.1f} %" in sentence
    assert f"{100 * raw:.1f} %" in sentence


@pytest.mark.parametrize(
    ("line", "product", "layer", "part"),
    [
        (0.5, 0.99, 0.985, "finds as much by itself, 98.5 %"),
        (0.5, 0.99, 0.75, "has come to 75.0 %"),
        (0.5, 0.8, 0.99, "found a way by itself, 99.0 %"),
        (0.5, 0.505, 0.49, "None of them"),
    ],
)
def test_inputs(line, product, layer, part):
    assert part in conclude_inputs([make("a", line), make("b", product), make("c", layer)])


@pytest.mark.parametrize("name", ["columns", "inputs"])
def test_an_experiment_with_little_data_shows_what_it_is_to_show(name):
    experiment = EXPERIMENTS[name]
    outcomes = [
        Outcome(key, result.history["accuracy"][-1], result.test_score, 1.0, 1)
        for key, result in ((key, train(each)) for key, each in experiment.configs.items())
    ]
    said = experiment.conclude(outcomes)
    assert {"columns": "drown", "inputs": "as much by itself"}[name] in said, said


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_an_experiment_is_a_race_of_at_most_four_different_runs_of_one_seed(name):
    configs = list(EXPERIMENTS[name].configs.values())
    assert 2 <= len(configs) <= 4
    assert len(set(configs)) == len(configs)
    assert {config.seed for config in configs} == {0}
    assert all(config.validation_split for config in configs)


def test_an_outcome_is_read_from_a_runs_record():
    config = next(iter(EXPERIMENTS["size"].configs.values()))
    record = RunRecord("id", config, 0.0)
    assert read_outcome("a", record) is None
    record = record.after(EpochEnded(1, 0.5, 0.8, 0.6, 0.7, 2.0, 100.0))
    record = record.after(EpochEnded(2, 0.4, 0.9, 0.5, 0.8, 5.0, 100.0))
    record = record.after(Evaluated(0.4, 0.85))
    stopped = replace(record, state=RunState.STOPPED)
    assert read_outcome("a", stopped) is None, "what was stopped would be compared unfairly"
    record = replace(record, state=RunState.FINISHED)
    assert read_outcome("a", record) == Outcome("a", 0.9, 0.85, 2.5, 12_730)
