"""Which Pythons it runs with is TensorFlow's choice; whoever has another one is told at once."""

import os
import re
import shutil
import subprocess
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PYTHONS = re.search(r"^PYTHONS := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)[1]


@pytest.fixture
def make(tmp_path):
    """Call make in a folder with nothing but the Makefile, with a Python of some version."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.txt", "requirements-dev.txt", "requirements.lock"):
        (tmp_path / name).touch()

    def call(goal, version):
        python = tmp_path / "python"
        python.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
        python.chmod(0o755)
        # what `make test` hands on would change the inner one
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
        return subprocess.run(
            ["make", *goal, f"PYTHON={python}"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
        )

    return call


@pytest.mark.parametrize("goal", [["run"], ["test"], []])
@pytest.mark.parametrize("version", ["2.7", "3.10", "3.14", "3.1"])
def test_another_python_gets_a_sentence_and_leaves_nothing_behind(make, tmp_path, goal, version):
    done = make(goal, version)
    assert done.returncode != 0
    said = done.stderr.splitlines()[0]
    assert said == (
        f"{tmp_path}/python is Python {version}; MLP Explorer and its libraries need one of "
        f"{PYTHONS}. Name it, such as: make {(goal or ['run'])[0]} PYTHON=python3.12"
    )
    assert not (tmp_path / ".venv").exists()


def test_no_python_at_all_gets_the_same_sentence(make, tmp_path):
    done = make(["run"], "")
    assert f"{tmp_path}/python is no Python that runs here; MLP Explorer" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_all_places_name_the_pythons_that_tensorflow_has():
    sign = "Programming Language :: Python :: 3."
    classifiers = metadata("tensorflow").get_all("Classifier")
    minors = [int(text.removeprefix(sign)) for text in classifiers if text.startswith(sign)]
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = [f"3.{minor}" for minor in minors if minor >= 11]  # the other libraries need that
    allowed = SpecifierSet(about["requires-python"])
    assert [f"3.{n}" for n in range(40) if f"3.{n}.1" in allowed] == ours
    assert PYTHONS.split() == ours
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Python {', '.join(ours[:-1])} or {ours[-1]} is needed" in readme
