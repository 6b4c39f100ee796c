"""A scheduler and workers in processes of their own, as on several machines, TLS included."""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import DaskCluster, Engine, EngineState, SweepPlan, Sweeps
from mlp_explorer.config.space import Choices
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import TrainingEnded, TrainingStarted
from mlp_explorer.runs import RunStore
from tests.compute.conftest import finish, wait_for_epochs, wait_for_run, wait_until
from tests.faults.apps import ScriptApp

ROOT = Path(__file__).parents[2]
SHORT = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=20_000, batch_size=100, epochs=16
)
SETTINGS = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "MLP_EXPLORER_THREADS": "1",
    "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]]),
    "PYTHONUNBUFFERED": "1",
}


class Cluster:
    """Dask's own commands, each in an empty folder and without a word about where runs are kept."""

    def __init__(self, folder, *security):
        self._folder, self._security = folder, security
        self.processes = []
        log = self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        found = lambda: re.search(rb"Scheduler at:\s+(\S+)", log.read_bytes())  # noqa: E731
        wait_until(found, "the scheduler")
        self.address = found()[1].decode()

    def start(self, command, *arguments, **settings):
        """Start one of Dask's commands; return the file that it writes its log into."""
        folder = self._folder / f"{command}-{len(self.processes)}"
        folder.mkdir()
        environment = {k: v for k, v in os.environ.items() if not k.startswith("MLP_EXPLORER")}
        module = f"distributed.cli.dask_{command}"
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments, *self._security],
                cwd=folder,
                env=environment | SETTINGS | settings,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        return folder / "log"

    def add_worker(self, **settings):
        """Let one more worker join; return its process."""
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1")
        self.start("worker", self.address, *options, **settings)
        return self.processes[-1]

    def close(self):
        """End all of it."""
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()


@pytest.fixture
def start_cluster(tmp_path):
    clusters = []

    def start(*security):
        clusters.append(Cluster(tmp_path, *security))
        return clusters[-1]

    yield start
    for cluster in clusters:
        cluster.close()


def test_a_sweep_goes_on_over_workers_that_come_and_go(start_cluster, tmp_path):
    cluster = start_cluster()
    store = RunStore(tmp_path / "home")
    engine = Engine(store, DaskCluster(cluster.address))
    engine.start()
    sweeps = Sweeps(store, engine)
    try:
        wait_until(lambda: engine.status.state is EngineState.NO_WORKER, "the scheduler")
        cluster.add_worker()
        long = engine.submit(SHORT.changed(epochs=500, augmentation="affine")).id
        wait_for_epochs(store, long, 1)
        late = cluster.add_worker()
        wait_until(lambda: engine.status.workers == 2, "the second worker")
        plan = SweepPlan(SHORT, {"learning_rate": Choices((0.001, 0.002, 0.005, 0.01))}, "grid")
        group = sweeps.start(plan, "rates")
        list_trials = lambda: [run.id for run in store.list_runs(group_id=group.id)][::-1]  # noqa: E731
        wait_until(lambda: len(list_trials()) >= 2, "the second trial")
        victim = list_trials()[1]
        wait_for_epochs(store, victim, 3)
        assert store.get(long).state is RunState.RUNNING  # beside it, on the first worker
        late.send_signal(signal.SIGKILL)
        wait_for_run(store, victim, lambda run: run.restarts == 1, "the loss to be noticed")
        engine.stop(long)
        ended = lambda: store.get_group(group.id).state is RunState.FINISHED  # noqa: E731
        wait_until(ended, "the end of the sweep")
        assert finish(store, long).state is RunState.STOPPED
        run_ids = list_trials()
        assert len(run_ids) == plan.n_trials
        assert len({store.get(run_id).config.learning_rate for run_id in run_ids}) == plan.n_trials
        for run_id in run_ids:
            record = store.get(run_id)
            events = Counter(type(event) for _, event in store.read_events(run_id))
            assert record.state is RunState.FINISHED
            assert record.restarts == (run_id == victim)
            assert events[TrainingStarted] == 1 + record.restarts
            assert events[TrainingEnded] == 1
            assert [epoch.epoch for epoch in record.epochs] == list(range(1, SHORT.epochs + 1))
            assert store.load_snapshot(run_id).epoch == SHORT.epochs
    finally:
        sweeps.close()
        engine.close()
        store.close()


def make_certificates(folder):
    """Make an authority and a certificate of it for 127.0.0.1; return the paths by their use."""
    ca, key, request, cert = (folder / name for name in ("ca.pem", "key.pem", "csr", "cert.pem"))
    (folder / "extensions").write_text("subjectAltName=IP:127.0.0.1\n", encoding="utf-8")
    new = ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=MLP Explorer"]
    sign = ["openssl", "x509", "-req", "-in", request, "-CA", ca, "-CAkey", folder / "ca-key.pem"]
    for command in (
        [*new, "-x509", "-keyout", folder / "ca-key.pem", "-out", ca],
        [*new, "-keyout", key, "-out", request],
        [*sign, "-CAcreateserial", "-extfile", folder / "extensions", "-out", cert],
    ):
        subprocess.run(command, check=True, capture_output=True)
    return {"ca-file": str(ca), "cert": str(cert), "key": str(key)}


def test_over_tls_with_a_certificate_and_not_without(start_cluster, tmp_path):
    paths = make_certificates(tmp_path)
    options = [word for name, path in paths.items() for word in (f"--tls-{name}", path)]
    cluster = start_cluster("--protocol", "tls", *options)
    cluster.add_worker()
    assert cluster.address.startswith("tls://")
    tls = "DASK_DISTRIBUTED__COMM__TLS"
    certified = {
        "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True",
        f"{tls}__CA_FILE": paths["ca-file"],
        f"{tls}__CLIENT__CERT": paths["cert"],
        f"{tls}__CLIENT__KEY": paths["key"],
    }
    scheduler = {"MLP_EXPLORER_SCHEDULER": cluster.address}
    apps = [
        ScriptApp(tmp_path / "trusted", **scheduler, **certified),
        ScriptApp(tmp_path / "stranger", **scheduler),
    ]
    try:
        trusted, stranger = (app.submit(SHORT.changed(epochs=2)) for app in apps)
        apps[0].finish(trusted)
        wait_until(lambda: apps[1].said("status", state="unreachable"), "the refusal")
        assert "does not answer" in apps[1].said("status")[-1]["sentence"]
        assert apps[1].said("state", run=stranger) == []  # it waits
    finally:
        for app in apps:
            app.close()
