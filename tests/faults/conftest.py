import pytest

from tests.faults.apps import ScriptApp


@pytest.fixture
def start_app(tmp_path):
    """Start apps on one home, `tmp_path / "home"`; they end with the test."""
    apps = []

    def start(**environment):
        apps.append(ScriptApp(tmp_path / "home", **environment))
        return apps[-1]

    yield start
    for app in apps:
        app.close()
