"""Own drawings in a training: which images they replace, and that nothing else changes."""

import gc
import weakref

import numpy as np
import pytest
import tensorflow as tf

from mlp_explorer import HiddenLayer, Network, TrainConfig, load_dataset, train
from mlp_explorer.errors import ConfigError
from mlp_explorer.messages import OwnSet
from mlp_explorer.training import batches, loop
from mlp_explorer.training.batches import draw_epoch, load_examples, mix_examples
from mlp_explorer.training.pool import ProgramPool

COUNTS = {0: 1, 3: 4, 7: 2}  # drawings a digit


def make_own(counts=COUNTS):
    """Return a set whose pictures have a number of their own each, from 1, at every pixel."""
    labels = np.repeat(list(counts), list(counts.values())).astype(np.uint8)
    numbers = np.arange(1, len(labels) + 1, dtype=np.uint8)
    return OwnSet(np.broadcast_to(numbers[:, None, None], (len(labels), 28, 28)).copy(), labels)


def make_crossed(count=100):
    """Return a set that teaches what MNIST does not: two bars that cross are a 5, a ring a 2."""
    rng = np.random.default_rng(0)
    digits, labels = np.zeros((count, 28, 28), np.uint8), np.tile([5, 2], count // 2)
    for digit, label, (x, y) in zip(digits, labels, rng.integers(8, 13, (count, 2)), strict=True):
        if label == 5:
            digit[y + 3, 2:26] = digit[2:26, x + 3] = 255
        else:
            digit[y : y + 9, x : x + 9] = 255
            digit[y + 2 : y + 7, x + 2 : x + 7] = 0
    return OwnSet(digits, labels.astype(np.uint8))


OWN = make_own()
SMALL = TrainConfig(
    hidden_layers=(HiddenLayer(16, "relu"),), training_images=1000, batch_size=100, epochs=3
)
MIXED = SMALL.changed(own_set=OWN.id, own_share=0.3)


def find_own(config, own=OWN):
    """Return the rows that are MNIST's no more, and the mixed arrays."""
    images, digits = (tensor.numpy() for tensor in mix_examples(config, own))
    changed = (images != load_dataset().x_train).any(axis=(1, 2))
    assert np.array_equal(digits[~changed], load_dataset().y_train[~changed])
    return np.flatnonzero(changed), images, digits


@pytest.mark.parametrize("share", [0.05, 0.3, 0.9])
def test_the_share_of_the_images_that_train_is_own_and_those_that_validate_stay(share):
    rows, images, digits = find_own(MIXED.changed(own_share=share))
    assert len(rows) == round(share * 800)
    assert rows.max() < 800
    numbers = images[rows, 0, 0]
    assert (images[rows] == numbers[:, None, None]).all()
    assert np.array_equal(digits[rows], OWN.labels[numbers - 1])


def test_each_digit_comes_equally_often_and_each_of_its_drawings_too():
    _, images, digits = find_own(MIXED.changed(own_share=0.5))
    own = (images == images[:, :1, :1]).all(axis=(1, 2))
    by_digit = np.bincount(digits[own], minlength=10)
    assert by_digit.sum() == 400
    assert set(by_digit[list(COUNTS)]) == {133, 134}
    by_drawing = np.bincount(images[own, 0, 0], minlength=8)[1:]
    for digit in COUNTS:
        each = by_drawing[OWN.labels == digit]
        assert each.max() - each.min() <= 1


def test_the_seed_decides_where_they_stand():
    first, *_ = find_own(MIXED)
    assert np.array_equal(find_own(MIXED)[0], first)
    other, *_ = find_own(MIXED.changed(seed=1))
    assert not np.array_equal(other, first)
    halves = np.histogram(first, bins=2, range=(0, 800))[0]
    assert halves.min() > 80  # spread, not in a block


def test_more_drawings_than_there_is_room_for_are_taken_from_every_digit():
    own = make_own(dict.fromkeys(range(10), 20))
    rows, _, digits = find_own(MIXED.changed(own_set=own.id, own_share=0.05), own)
    assert np.array_equal(np.bincount(digits[rows]), [4] * 10)


def test_without_own_drawings_the_images_are_mnists_whatever_the_share():
    assert mix_examples(SMALL, None) is load_examples(SMALL)[0]
    plain, shared = (train(SMALL.changed(own_share=share)) for share in (0.5, 0.9))
    assert plain.history == shared.history
    assert plain.test_loss == shared.test_loss


@pytest.mark.parametrize(
    ("config", "own", "sentence"),
    [
        (MIXED, None, f"no set is not possible; allowed is .* the set “{OWN.id}”"),
        (SMALL, OWN, f"the set “{OWN.id}” is not possible; allowed is .*, no set"),
        (MIXED, make_own({1: 3}), f"allowed is .* the set “{OWN.id}”"),
    ],
)
def test_a_set_that_is_not_the_one_that_is_named_gets_a_sentence(config, own, sentence):
    with pytest.raises(ConfigError, match=sentence):
        train(config, own=own)


@pytest.mark.parametrize(
    "own",
    [
        OwnSet(np.zeros((0, 28, 28), np.uint8), np.zeros(0, np.uint8)),
        OwnSet(np.zeros((2, 784), np.uint8), np.zeros(2, np.uint8)),
        OwnSet(np.zeros((2, 28, 28), np.float32), np.zeros(2, np.uint8)),
        OwnSet(np.zeros((2, 28, 28), np.uint8), np.zeros(3, np.uint8)),
        OwnSet(np.zeros((1, 28, 28), np.uint8), np.array([10], np.uint8)),
    ],
    ids=["empty", "flat", "floats", "labels too many", "a label of 10"],
)
def test_a_set_that_cannot_be_trained_on_gets_a_sentence(own):
    with pytest.raises(ConfigError, match=r"arrived; allowed are \(n, 28, 28\) with \(n,\)"):
        mix_examples(SMALL.changed(own_set=own.id), own)


def test_own_drawings_are_learned_and_mnist_is_not_forgotten():
    own = make_crossed()
    held_out = OwnSet(own.digits[60:], own.labels[60:])
    learned = OwnSet(own.digits[:60], own.labels[:60])
    layers = (HiddenLayer(64, "relu"),)
    plain = SMALL.changed(hidden_layers=layers, training_images=6000, epochs=5)
    config = plain.changed(own_set=learned.id, own_share=0.2)
    before, after = train(plain), train(config, own=learned)

    def read(result):
        answers = Network(result.config, result.weights).predict(held_out.digits / np.float32(255))
        return (answers.argmax(axis=1) == held_out.labels).mean()

    assert read(before) < 0.7
    assert read(after) > 0.9
    assert after.test_score > before.test_score - 0.03


@pytest.mark.parametrize("augmentation", ["none", "affine"])
def test_going_on_with_own_drawings_gives_exactly_what_no_interruption_gives(
    augmentation, monkeypatch
):
    config = MIXED.changed(augmentation=augmentation)
    whole = train(config, own=OWN)
    asked = iter([False] * 12)  # within the second epoch, of 8 steps
    with monkeypatch.context() as patch:
        patch.setattr("mlp_explorer.training.pace.INTERVAL_S", 1e-12)
        patch.setattr(loop, "_POOL", ProgramPool())
        first = train(config, should_stop=lambda: next(asked, "paused"), own=OWN)
    assert 0 < first.checkpoint.step < 8
    monkeypatch.setattr(loop, "_POOL", ProgramPool())
    copied = OwnSet(OWN.digits.copy(), OWN.labels.copy())  # as another process gets it
    second = train(config, start=first.checkpoint, own=copied)
    assert second.test_loss == whole.test_loss
    assert all(np.array_equal(a, b) for a, b in zip(second.weights, whole.weights, strict=True))
    assert whole.test_loss != train(SMALL.changed(augmentation=augmentation)).test_loss


@pytest.mark.parametrize("batch_size", [100, 500], ids=["whole", "graph"])
def test_own_drawings_compile_nothing_anew(batch_size):
    config, pool = SMALL.changed(batch_size=batch_size), ProgramPool()
    mixed = config.changed(own_set=OWN.id, own_share=0.9)
    programs = []
    for run, own in ((config, None), (mixed, OWN), (mixed.changed(own_share=0.1), OWN)):
        data = mix_examples(run, own)
        with pool.lend(run) as program:
            program.train(data, draw_epoch(run, 0), 0, run.steps_per_epoch)
            program.test(data, run.n_train, run.training_images)
            programs.append(program)
    assert programs[0] is programs[1] is programs[2]
    for function in (program._run, program._run_full, program._test):
        assert function.experimental_get_tracing_count() <= 1


def test_nobody_holds_the_mixed_images_after_the_run(monkeypatch):
    mixed = []

    def mix(config, own):
        data = batches.mix_examples(config, own)
        mixed.append(weakref.ref(data.inputs))
        return data

    monkeypatch.setattr(loop, "mix_examples", mix)
    result = train(MIXED, own=OWN)
    gc.collect()
    assert result.reason == "completed"
    assert [image() for image in mixed] == [None]
    assert isinstance(
        load_examples(SMALL)[0].inputs, tf.Tensor
    )  # MNIST's own stay for the next run
