"""What makes it fast: one compilation a shape, calls of the right length, the right precision."""

from pathlib import Path

import numpy as np
import pytest

from mlp_explorer import PRESETS, HiddenLayer, Network, TrainConfig, load_dataset, train
from mlp_explorer.training import precision
from mlp_explorer.training.batches import draw_epoch, load_examples
from mlp_explorer.training.pace import INTERVAL_S, Pace
from mlp_explorer.training.pool import ProgramPool
from mlp_explorer.training.precision import find_precision
from mlp_explorer.training.program import Program, shape_of

SMALL = TrainConfig(
    hidden_layers=(HiddenLayer(16, "relu"),), training_images=1000, batch_size=100, epochs=2
)


def test_calls_start_small_and_then_last_a_quarter_of_a_second():
    pace = Pace(least=1)
    assert pace.cut(1500) == 1
    pace.note(1, 3.0)  # compiled: tells nothing
    assert pace.cut(1499) == 1
    pace.note(1, 0.001)
    assert pace.cut(1000) == 250
    assert 200 <= pace.cut(1100) <= 300  # equal parts, no crumb at the end
    assert pace.cut(250) == 250
    assert pace.cut(300) == 300
    pace.note(250, INTERVAL_S * 2)
    assert pace.cut(1000) == 125
    pace.note(1, 60.0)
    assert pace.cut(7) == 1


def test_what_compilation_does_not_depend_on_is_not_in_the_shape():
    free = {
        "seed": 3,
        "epochs": 7,
        "learning_rate": 0.5,
        "training_images": 500,
        "validation_split": 0.5,
        "early_stopping_patience": 2,
        "kernel_initializer": "he_normal",
    }
    assert shape_of(SMALL.changed(**free)) == shape_of(SMALL)
    assert shape_of(SMALL.changed(schedule="step")) == shape_of(SMALL.changed(schedule="cosine"))
    for changes in ({"batch_size": 99}, {"l2": 0.1}, {"optimizer": "sgd"}, {"schedule": "step"}):
        assert shape_of(SMALL.changed(**changes)) != shape_of(SMALL)


def count_maps() -> int:
    # each compilation by XLA leaves some executable pages
    return len(Path("/proc/self/maps").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("batch_size", [100, 500], ids=["whole", "graph"])
def test_a_second_run_of_a_shape_compiles_nothing(batch_size):
    config = SMALL.changed(batch_size=batch_size)
    pool = ProgramPool()

    def run(config: TrainConfig) -> Program:
        with pool.lend(config) as program:
            data = load_examples(SMALL)[0]
            for epoch in range(config.epochs):
                drawn = draw_epoch(config, epoch)
                for first, last in ((0, 1), (1, config.steps_per_epoch)):
                    program.train(data, drawn, first, last)
                program.test(data, config.n_train, config.training_images)
        return program

    program = run(config)
    before = count_maps()
    assert (
        run(config.changed(seed=1, epochs=5, learning_rate=0.01, training_images=5000)) is program
    )
    assert run(config.changed(validation_split=0.5, training_images=30_000)) is program
    assert count_maps() - before < 20
    assert program.is_whole == (batch_size == 100)
    for function in (program._run, program._run_full, program._test):
        assert function.experimental_get_tracing_count() <= 1


def test_the_pool_keeps_few_and_small_programs():
    pool = ProgramPool(most=2, parameters=50_000)
    shapes = [SMALL.changed(batch_size=size) for size in (10, 20, 30)]

    def lend(config: TrainConfig) -> Program:
        with pool.lend(config) as program:
            return program

    first, second, third = (lend(shape) for shape in shapes)
    assert lend(shapes[2]) is third
    assert lend(shapes[1]) is second
    assert lend(shapes[0]) is not first  # three are one too many
    wide = SMALL.changed(hidden_layers=(HiddenLayer(200),))
    assert lend(wide) is not lend(wide)


def test_a_program_that_is_lent_is_nobody_elses():
    pool = ProgramPool()
    with pool.lend(SMALL) as one, pool.lend(SMALL) as other:
        assert one is not other


def test_a_new_run_starts_from_its_own_seed_not_from_the_last_runs_weights():
    config = SMALL.changed(hidden_layers=(HiddenLayer(16, "relu", 0.2, True),), optimizer="nadam")
    with ProgramPool().lend(config) as program:
        fresh = [value.numpy() for value in program.model.optimizer.variables]
        weights = program.model.get_weights()
        program.train(load_examples(SMALL)[0], draw_epoch(config, 0), 0, 8)
        assert not np.array_equal(program.model.get_weights()[0], weights[0])
        program.reset(config)
        for old, new in zip(weights, program.model.get_weights(), strict=True):
            assert np.array_equal(old, new)
        for value, variable in zip(fresh, program.model.optimizer.variables, strict=True):
            assert np.array_equal(value, variable.numpy())


def test_an_epoch_is_a_permutation_of_the_images_that_train():
    orders = [
        draw_epoch(SMALL.changed(seed=seed), epoch).order
        for seed, epoch in ((0, 0), (0, 1), (1, 0))
    ]
    for order in orders:
        assert sorted(order.numpy()[:800]) == list(range(800))
    assert not np.array_equal(orders[0], orders[1])
    assert not np.array_equal(orders[0], orders[2])


def test_the_rates_of_an_epoch_are_the_schedules():
    config = SMALL.changed(schedule="cosine", learning_rate=0.1)
    rates = np.concatenate([draw_epoch(config, epoch).rates[:8] for epoch in (0, 1)])
    assert rates == pytest.approx(0.05 * (1 + np.cos(np.pi * np.arange(16) / 16)), abs=1e-6)


@pytest.mark.parametrize("has_units", [True, False])
def test_auto_takes_bfloat16_only_where_it_pays(monkeypatch, has_units):
    monkeypatch.setattr(precision, "_has_bfloat16_units", lambda: has_units)
    large, small = TrainConfig(batch_size=2000), TrainConfig(batch_size=32)
    assert find_precision(large) == ("mixed_bfloat16" if has_units else "float32")
    assert find_precision(small) == "float32"
    for name in ("float32", "mixed_bfloat16"):
        assert find_precision(small.changed(precision=name)) == name
        assert find_precision(large.changed(precision=name)) == name


def test_bfloat16_learns_as_float32_does():
    config = TrainConfig(epochs=4)
    accuracies = [
        train(config.changed(precision=name)).test_score for name in ("float32", "mixed_bfloat16")
    ]
    assert accuracies[0] == pytest.approx(accuracies[1], abs=0.005)


def test_what_is_learned_in_bfloat16_is_a_float32_model():
    config = SMALL.changed(precision="mixed_bfloat16", l2=0.001)
    result, dataset = train(config), load_dataset("mnist")
    x = dataset.x_test / np.float32(255)
    assert result.model.evaluate(x, dataset.y_test, verbose=0) == pytest.approx(
        [result.test_loss, result.test_score], rel=1e-5
    )
    predicted = Network(config, result.weights).predict(x[:100])
    assert predicted == pytest.approx(result.model.predict(x[:100], verbose=0), abs=1e-5)
    assert result.precision == "mixed_bfloat16"
    assert {str(weights.dtype) for weights in result.weights} == {"float32"}
    outputs = result.model.predict(np.zeros((1, 28, 28), np.float32), verbose=0)
    assert outputs.dtype == np.float32
    assert outputs.sum() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("name", PRESETS)
def test_presets_start(name):
    result = train(PRESETS[name].config, should_stop=lambda: True)
    assert result.reason == "stopped"
