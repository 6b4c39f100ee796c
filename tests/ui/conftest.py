"""The pages' tests share one store, in a folder of their own."""

import os

import pytest

from mlp_explorer.runs.store import HOME_VARIABLE
from mlp_explorer.ui.services import close_services


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory):
    before = os.environ.get(HOME_VARIABLE)
    os.environ[HOME_VARIABLE] = str(tmp_path_factory.mktemp("home"))
    yield
    close_services()
    if before is None:
        del os.environ[HOME_VARIABLE]
    else:
        os.environ[HOME_VARIABLE] = before
