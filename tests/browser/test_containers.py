"""Dockerfile and compose.yaml, as far as they run without Docker.

Their folders are made in a folder of the test's, the package in them is read-only, and who runs the
commands is an ordinary user. In place of what pip installs and of Debian's Python there is what the
tests have; in place of PostgreSQL, SQLite; in place of networks, free ports of this machine.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
import yaml

from mlp_explorer.compute import EngineState
from tests.browser.pages import open_page, open_tab
from tests.browser.server import ROOT, AppServer, button, find_free_port, wait_until_ready
from tests.browser.test_app import wait_for_points
from tests.compute.conftest import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES = COMPOSE["services"]


def read_dockerfile():
    """Return its instructions, in order: a name and what follows."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    return [line.split(" ", 1) for line in lines if line and not line.startswith("#")]


DOCKERFILE = read_dockerfile()


def find_all(name):
    return [rest for each, rest in DOCKERFILE if each == name]


def find_command(name):
    """Return the words of CMD or HEALTHCHECK."""
    [line] = find_all(name)
    return json.loads(line[line.index("[") :])


class Container:
    """What the image and its services would be, in a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.app, self.data = folder / "app", folder / "data"
        self.ports = {port: str(find_free_port()) for port in ("8501", "8786")}
        self.user = "10001" if os.geteuid() == 0 else str(os.geteuid())
        self.processes = []

    def build(self):
        self.app.mkdir()
        for line in find_all("COPY"):
            source, target = line.split()
            place = self.app / (source if target == "./" else target)
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copyfile
            copy(ROOT / source, place)
        for path in [self.app, *self.app.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        for line in find_all("RUN"):
            if not line.startswith("pip install"):
                subprocess.run(self.translate(line.split()), check=True)

    def translate(self, words):
        """Return a command with the places, the user and the ports of this test."""
        text = "\n".join(words).replace("10001", self.user)
        text = re.sub("^/data", str(self.data), text, flags=re.MULTILINE)
        text = text.replace("0.0.0.0", "127.0.0.1").replace("//scheduler:", "//127.0.0.1:")
        for port, free in self.ports.items():
            text = re.sub(rf"\b{port}\b", free, text)
        return text.split("\n")

    def environment(self, service):
        of_image = dict(line.split("=", 1) for line in find_all("ENV"))
        of_service = dict(SERVICES[service].get("environment", {}))
        of_service.pop("MLP_EXPLORER_DATABASE", None)
        values = {name: self.translate([value])[0] for name, value in of_service.items()}
        for name, value in of_image.items():
            values[name] = re.sub("^/(app|data)", rf"{self.folder}/\1", value)
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        return values | {"PATH": path, "MLP_EXPLORER_THREADS": "1"}

    def run(self, words, service, **options):
        """Start a command as an ordinary user, who may read what root has, and write nothing."""
        others = ["--reuid=10001", "--regid=10001", "--clear-groups"]
        others += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
        before = ["setpriv", *others] if os.geteuid() == 0 else []
        environment = self.environment(service)
        command = [*before, *self.translate(words)]
        return subprocess.Popen(command, cwd=self.app, env=environment, **options)

    def start(self, service, number=0):
        words = SERVICES[service].get("command") or find_command("CMD")
        with (self.folder / f"{service}-{number}.log").open("wb") as log:
            self.processes.append(self.run(words, service, stdout=log, stderr=subprocess.STDOUT))

    def is_healthy(self):
        assert [each.poll() for each in self.processes] == [None] * len(self.processes), self.read()
        return self.run(find_command("HEALTHCHECK"), "app", stderr=subprocess.DEVNULL).wait() == 0

    def read(self):
        return "\n".join(log.read_text("utf-8") for log in self.folder.glob("*.log"))

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait(20)


@pytest.fixture
def container():
    with TemporaryDirectory() as folder:  # not pytest's, which is closed to others
        Path(folder).chmod(0o755)
        container = Container(Path(folder))
        yield container
        container.close()


def test_what_the_containers_run_trains_a_network(browser, container):
    container.build()
    for service in ("scheduler", "worker", "app"):
        for number in range(SERVICES[service].get("deploy", {}).get("replicas", 1)):
            container.start(service, number)
    wait_until(container.is_healthy, "a healthy app")
    server = SimpleNamespace(url=f"http://127.0.0.1:{container.ports['8501']}")
    wait_until(lambda: AppServer.read_engine(server) == EngineState.READY, "a warm worker")
    page = open_tab(browser)
    open_page(page, server, epochs=2, training_images=500, batch_size=100)
    wait_until_ready(page)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]")
    wait_for_points(page)
    page.context.close()
    assert (container.data / "runs" / "runs.db").exists()
    assert "Traceback" not in container.read()
