"""What all tests share."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# for what the tests start; for their own process `make test` sets it, before Python starts
os.environ["PYTHONWARNDEFAULTENCODING"] = "1"
_PATHS = [str(Path(__file__).with_name("interpreter")), os.environ.get("PYTHONPATH", "")]
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, _PATHS))


def pytest_collection_modifyitems(items):
    """`make test` looks for browser tests in their own folder only."""
    folder = Path(__file__).with_name("browser")
    strays = [
        item.nodeid
        for item in items
        if item.get_closest_marker("browser") and folder not in item.path.parents
    ]
    if strays:
        raise pytest.UsageError(f"browser tests outside tests/browser: {', '.join(strays)}")


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory):
    """Nobody's own runs are in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLP_EXPLORER_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="module")
def fetched_datasets(_home):
    """The datasets that are fetched are here, with pictures of the tests' own."""
    from tests.fetched import FETCHED, put_fetched, remove_fetched

    for key in FETCHED:
        put_fetched(key)
    yield
    remove_fetched()
