"""What is added to a registry is one file, and words: tried with a copy of the package."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mlp_explorer

PACKAGE = Path(mlp_explorer.__file__).parent

# 9 × 9 pictures with an upright or a level bar
PICTURES = '''
"""Bars."""

import numpy as np

from mlp_explorer.data.about import About
from mlp_explorer.data.sources.source import Parts, Source

__all__ = ["SOURCES"]

ABOUT = About("bars", "pictures", (9, 9), ("upright", "level"), 200, 50)


def _load(_):
    random = np.random.default_rng(0)
    labels = random.integers(0, 2, 250).astype(np.uint8)
    pictures = np.zeros((250, 9, 9), np.uint8)
    for picture, label in zip(pictures, labels, strict=True):
        (picture if label else picture.T)[random.integers(9)] = 255
    return Parts(pictures[:200], labels[:200], pictures[200:], labels[200:])


SOURCES = (Source(ABOUT, _load),)
'''
GENERATOR = '''
def _stripes(random: np.random.Generator, n: int, noise: float) -> tuple[Points, Answers]:
    """Upright stripes, two units wide."""
    points = random.uniform(-SIDE, SIDE, (n, 2))
    return points, np.floor(points[:, 0] / 2) % 2 == 0


_GENERATORS: dict[str, Generator] = {
    "stripes": _stripes,
'''
HEAD = """HEADS = {
    "softmax_absolute": Head("softmax", "mean_absolute_error", "one_hot"),
"""
WORDS = """    {
        "bars": {"label": N_("Bars"), "help": N_("Upright, or level?")},
        "stripes": {"label": N_("Plane: stripes"), "help": N_("Which stripe is it on?")},
"""
TRIAL = """
from mlp_explorer import HiddenLayer, Network, TrainConfig, train
from mlp_explorer.charts.diagram import draw_network
from mlp_explorer.data import load_prepared
from mlp_explorer.network import count_confusion
from mlp_explorer.words import name_dataset

config = TrainConfig(
    dataset={dataset!r},
    loss={loss!r},
    hidden_layers=(HiddenLayer(32, "relu"),),
    learning_rate=0.01,
    batch_size=20,
    epochs=60,
)
result = train(config)
data = load_prepared(*config.data)
counts = count_confusion(Network(config, result.weights), data.x_test, data.y_test)
assert counts.trace() / counts.sum() == result.test_score > 0.9, result.test_score
assert TrainConfig.from_query(config.to_query()) == config
assert config.widths[-1] == {outputs}
draw_network(config)
print(name_dataset(config.dataset))
"""


def put(path, old, new):
    """Put a text in the place of another one, which is there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def copy(tmp_path):
    """A folder with a copy of the package, without what compiles and without its languages."""
    skipped = shutil.ignore_patterns("__pycache__", "locale")
    return shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=skipped)


@pytest.mark.parametrize(
    ("dataset", "loss", "outputs", "label"),
    [
        ("bars", "one_sigmoid", 1, "Bars"),
        ("stripes", "one_tanh", 1, "Plane: stripes"),
        ("bars", "softmax_absolute", 2, "Bars"),
    ],
    ids=["a dataset of pictures", "a dataset on a plane", "a head"],
)
def test_what_is_added_is_learned(copy, dataset, loss, outputs, label):
    (copy / "data/sources/bars.py").write_text(PICTURES.lstrip(), encoding="utf-8")
    put(
        copy / "data/sources/plane.py",
        "\n_GENERATORS: dict[str, Generator] = {\n",
        GENERATOR,
    )
    put(copy / "tasks/heads.py", "HEADS = {\n", HEAD)
    put(copy / "words/datasets.py", '    {\n        "mnist": {', WORDS + '        "mnist": {')
    code = TRIAL.format(dataset=dataset, loss=loss, outputs=outputs)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=copy.parent,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(copy.parent), "PATH": "/usr/bin", "TF_CPP_MIN_LOG_LEVEL": "2"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == label
