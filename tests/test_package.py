import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mlp_explorer

ROOT = Path(__file__).parents[1]
MODULES = sorted(m.name for m in pkgutil.walk_packages(mlp_explorer.__path__, "mlp_explorer."))
HEAVY = ("streamlit", "keras", "tensorflow")
PUBLIC = [
    "DATASETS",
    "HiddenLayer",
    "image_to_digit",
    "load_dataset",
    "Network",
    "PRESETS",
    "read_dataset",
    "strokes_to_digit",
    "train",
    "TrainConfig",
]


def imported_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.split())


def test_the_public_names_are_all_there():
    assert mlp_explorer.__all__ == PUBLIC
    for name in PUBLIC:
        assert getattr(mlp_explorer, name) is not None


def test_no_run_of_the_script_changes_where_modules_are_found():
    """Else an import in another thread could miss a package: each run puts its folder there."""
    code = """
import sys
sys.path = [path for path in sys.path if path]  # the command `streamlit` is in another folder
from pathlib import Path
from streamlit.runtime.scriptrunner.exec_code import modified_sys_path
from streamlit.web.bootstrap import _fix_sys_path
_fix_sys_path(str(Path("streamlit_app.py").resolve()))
import streamlit_app
before = list(sys.path)
with modified_sys_path(str(streamlit_app.app.script_path.resolve())):
    assert sys.path == before
assert sys.path == before
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, cwd=ROOT)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        mlp_explorer.nonsense  # noqa: B018


def test_importing_the_package_is_light():
    assert imported_by("import mlp_explorer") == set()


@pytest.mark.parametrize("module", MODULES)
def test_every_module_sorts_its_public_names(module):
    names = getattr(importlib.import_module(module), "__all__", [])
    assert names == sorted(names, key=str.casefold)


def test_no_engine_module_pulls_in_streamlit_and_only_training_pulls_in_keras():
    rooms = [m for m in MODULES if not m.startswith(("mlp_explorer.ui", "mlp_explorer.training"))]
    assert imported_by("\n".join(f"import {m}" for m in rooms)) == set()
    training = [m for m in MODULES if m.startswith("mlp_explorer.training")]
    found = imported_by("\n".join(f"import {m}" for m in training))
    assert found == {"keras", "tensorflow"}


def test_only_one_folder_knows_dask():
    """What decides what is trained knows the Protocol in `compute/cluster.py`, and no more."""
    known = re.compile(r"^\s*(from|import) (dask|distributed|mlp_explorer\.compute\.dask)\b", re.M)
    compute = ROOT / "mlp_explorer" / "compute"
    for path in (ROOT / "mlp_explorer").rglob("*.py"):
        if path.parent != compute / "dask" and path != compute / "__init__.py":
            assert not known.search(path.read_text("utf-8")), path


def test_settings_and_errors_know_no_words():
    config = [m for m in MODULES if m.startswith("mlp_explorer.config")]
    code = "\n".join(f"import {m}" for m in (*config, "mlp_explorer.errors"))
    code += "\nimport sys; print(*[m for m in sys.modules if m.startswith('mlp_explorer.words')])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == []


def test_no_module_of_the_app_pulls_in_tensorflow():
    app = [m for m in MODULES if m.startswith("mlp_explorer.ui")]
    assert imported_by("\n".join(f"import {m}" for m in app)) == {"streamlit"}
