"""Processors are counted as the system lends them, not as the machine has them."""

import json
import os
import subprocess
import sys

import pytest
from distributed import Client

from mlp_explorer.compute import DaskCluster, Engine, EngineState
from mlp_explorer.runs import RunStore
from tests.compute.conftest import wait_until
from tests.compute.test_scale_out import Cluster
from tests.faults.apps import customize

ONE = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})"


@pytest.fixture
def one_processor(tmp_path):
    """The environment of a process that may use one processor, as with `taskset`."""
    return customize(tmp_path / "site", ONE)


def read_threads():
    import tensorflow as tf

    threading = tf.config.threading
    return (
        threading.get_intra_op_parallelism_threads(),
        threading.get_inter_op_parallelism_threads(),
    )


def test_a_worker_here_computes_on_the_processors_that_the_app_may_use(one_processor):
    code = """
import json
from mlp_explorer.compute.dask.launch import make_environment
print(json.dumps([make_environment(workers)["MLP_EXPLORER_THREADS"] for workers in (1, 2)]))
"""
    environment = {k: v for k, v in os.environ.items() if k != "MLP_EXPLORER_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | one_processor,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == ["1", "1"]


def test_a_worker_elsewhere_computes_on_the_processors_that_it_may_use(one_processor, tmp_path):
    cluster, store = Cluster(tmp_path), RunStore(tmp_path / "home")
    engine = Engine(store, DaskCluster(cluster.address))
    engine.start()
    try:
        one_processor["MLP_EXPLORER_THREADS"] = ""
        cluster.add_worker(**one_processor)
        wait_until(lambda: engine.status.state is EngineState.READY, "a warm worker")
        with Client(cluster.address, set_as_default=False) as client:
            assert list(client.run(read_threads).values()) == [(1, 1)]
    finally:
        engine.close()
        store.close()
        cluster.close()
