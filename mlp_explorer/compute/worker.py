"""What runs inside a Dask worker process.

The app reaches into a worker in two ways only: it submits `train_run` as a task, and it calls
`request_stop`, `fetch_snapshot` and `read_warmth` beside the task (`Client.run`). Both meet in
the `TrainingPlugin` that the app registers on every worker, now or later. Events travel as Dask
events of one topic, weights only when they are fetched: so nothing large piles up anywhere.
"""

import ctypes
import threading
import time
from dataclasses import dataclass, field

import numpy as np
from distributed import Worker, WorkerPlugin, get_worker
from numpy.typing import NDArray

from mlp_explorer.compute.settings import read_threads
from mlp_explorer.config import TrainConfig
from mlp_explorer.runs.checkpoint import Checkpoint
from mlp_explorer.runs.events import Event, event_to_dict

__all__ = [
    "fetch_snapshot",
    "PLUGIN",
    "read_warmth",
    "request_stop",
    "train_run",
    "TrainingPlugin",
]

PLUGIN = "mlp-explorer"
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # mallopt(3)
Weights = list[NDArray[np.float32]]


@dataclass
class _Control:
    """What a running task and the calls beside it share."""

    stop: threading.Event = field(default_factory=threading.Event)
    snapshot: tuple[int, Weights] | None = None


class TrainingPlugin(WorkerPlugin):
    """Warms the worker as soon as it is up, and keeps the controls of its runs."""

    name = PLUGIN
    idempotent = True  # a second app on the same scheduler must not wipe the first one's runs

    def __init__(self) -> None:
        self.controls: dict[str, _Control] = {}
        self.warm = False

    def setup(self, worker: Worker) -> None:
        """Load TensorFlow and the data beside the worker's own loop."""
        # one training at a time: two would take each other's cores. Made here, as a lock does not
        # travel from the app to the worker
        self.training = threading.Lock()
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()

    def _warm_up(self) -> None:
        _keep_freed_memory()
        # imported here: the app's process imports this module too, and never TensorFlow
        from mlp_explorer.training import limit_threads, train

        threads = read_threads()
        if threads:
            limit_threads(threads)
        # an epoch of the tutorial's job, two steps long: TensorFlow, its threads, the data, and the
        # programs that the first click will want, compiled
        with self.training:
            train(TrainConfig(training_images=5000, epochs=1))
        self.warm = True


def _keep_freed_memory() -> None:
    """Have the C library keep the memory that each step frees for the next one.

    Dask starts workers with MALLOC_TRIM_THRESHOLD_ set, which gives every large array back to the
    system at once: an epoch of the tutorial's job then took 0.28 instead of 0.22 s, one of the
    preset Fast 0.76 instead of 0.39 s. See mallopt(3).
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc's
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, 32 << 20)
        mallopt(_M_TRIM_THRESHOLD, 64 << 20)


def train_run(run_id: str, config: TrainConfig, topic: str) -> tuple[str, int, Weights]:
    """Train, streaming events under `topic`; return the reason it ended, epoch and weights."""
    from mlp_explorer.training import train

    worker = get_worker()
    plugin: TrainingPlugin = worker.plugins[PLUGIN]
    control = plugin.controls[run_id] = _Control()

    def emit(event: Event) -> None:
        message = {"run": run_id, "worker": worker.address, "time": time.time()}
        worker.log_event(topic, message | {"event": event_to_dict(event)})

    def keep(checkpoint: Checkpoint) -> None:
        control.snapshot = (checkpoint.epoch, checkpoint.weights)

    try:
        with plugin.training:
            result = train(config, emit, control.stop.is_set, keep)
        return result.reason, result.epoch, result.weights
    finally:
        plugin.controls.pop(run_id, None)


def request_stop(run_id: str, dask_worker: Worker) -> None:
    """Make the run end at its next batch; do nothing if it is not running here."""
    control = dask_worker.plugins[PLUGIN].controls.get(run_id)
    if control is not None:
        control.stop.set()


def fetch_snapshot(run_id: str, dask_worker: Worker) -> tuple[int, Weights] | None:
    """Return the epoch and the weights that the run has reached; None if it is not running."""
    control = dask_worker.plugins[PLUGIN].controls.get(run_id)
    return control.snapshot if control else None


def read_warmth(dask_worker: Worker) -> bool:
    """Tell whether TensorFlow and the data are loaded."""
    plugin = dask_worker.plugins.get(PLUGIN)
    return plugin is not None and plugin.warm
