"""What only POSIX systems have is not needed: it is taken away, from the app and its engine."""

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from tests.browser.server import AppServer
from tests.faults.apps import customize

pytestmark = pytest.mark.timeout(180)

QUICK = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=2000, batch_size=100, epochs=3
)
# what Windows does not have, as far as the libraries below do without it on this system
TAKEN = """
import ctypes, os, signal

for module, names in (
    (os, "fork forkpty getpgid getpriority killpg mkfifo nice sched_getaffinity sched_setaffinity "
     "setpgid setpriority setsid"),
    (signal, "SIGALRM SIGHUP SIGKILL SIGUSR1 SIGUSR2 alarm pause setitimer"),
):
    for name in names.split():
        delattr(module, name)
os.process_cpu_count = os.cpu_count  # as Python does where there is no affinity

class CDLL(ctypes.CDLL):
    def __init__(self, name, *arguments, **named):
        if name is None:
            raise TypeError("bad argument type for built-in operation")
        super().__init__(name, *arguments, **named)

ctypes.CDLL = CDLL
"""


@pytest.fixture
def elsewhere(tmp_path):
    """The environment of a process on such a system."""
    return customize(tmp_path / "site", TAKEN)


def test_a_run_is_trained_without_what_only_posix_systems_have(elsewhere, start_app):
    app = start_app(**elsewhere)
    app.finish(app.submit(QUICK))


def test_the_server_starts_its_engine_and_ends_without_what_only_posix_systems_have(
    elsewhere, tmp_path
):
    server = AppServer(tmp_path / "app.log", **elsewhere)
    try:
        server.wait_until_warm()
    finally:
        server.close()
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
