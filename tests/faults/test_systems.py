"""What only POSIX systems have is not needed: it is taken away, from the app and its engine."""

import ast

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from tests.browser.server import AppServer
from tests.faults.apps import ROOT, customize

pytestmark = pytest.mark.timeout(180)

QUICK = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=2000, batch_size=100, epochs=3
)
# what Windows does not have: modules, and names in modules
MODULES = ["fcntl", "grp", "pwd", "resource", "termios"]
OF_OS = """chown chroot fchmod fchown fork forkpty getegid geteuid getgid getgroups getloadavg
getpgid getpgrp getpriority getsid getuid initgroups killpg lchown mkfifo nice openpty posix_spawn
sched_getaffinity sched_setaffinity sched_yield setegid seteuid setgid setpgid setpriority setsid
setuid statvfs sync sysconf ttyname uname wait3 wait4"""
OF_SIGNAL = """SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGQUIT SIGUSR1 SIGUSR2 alarm pause
pthread_kill pthread_sigmask setitimer sigwait"""
NAMES = {"os": OF_OS.split(), "signal": OF_SIGNAL.split()}
# as far as the libraries below do without it on this system
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


def find_posix_only(code):
    """Return what of this a module uses and does not ask for before."""
    nodes = list(ast.walk(ast.parse(code)))
    calls = [node for node in nodes if isinstance(node, ast.Call) and len(node.args) > 1]
    asked = {
        call.args[1].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("getattr", "hasattr")
        if isinstance(call.args[1], ast.Constant)
    }
    found = set()
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=("os" | "signal") as module), attr=name):
                if name in NAMES[module] and name not in asked:
                    found.add(f"{module}.{name}")
            case ast.Import(names=names):
                found |= {each.name for each in names} & {*MODULES}
            case ast.ImportFrom(module=str(module), names=names):
                found |= {module} & {*MODULES}
                found |= {each.name for each in names} & {*NAMES.get(module, [])}
    return found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os; os.getuid()", {"os.getuid"}),
        ("import signal; end = signal.SIGKILL", {"signal.SIGKILL"}),
        ("from os import nice", {"nice"}),
        ("def lock():\n    import fcntl", {"fcntl"}),
        ("from resource import getrusage", {"resource"}),
        ("import os\nif hasattr(os, 'nice'):\n    os.nice(5)", set()),
        ("import os; os.replace(one, other)", set()),
    ],
)
def test_what_only_posix_systems_have_is_found(code, found):
    assert find_posix_only(code) == found


def test_the_app_uses_nothing_that_only_posix_systems_have_without_asking_for_it():
    for path in (ROOT / "mlp_explorer").rglob("*.py"):
        assert find_posix_only(path.read_text(encoding="utf-8")) == set(), path


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
