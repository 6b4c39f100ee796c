"""The app's end of the training engine: submit, stop, and the stream of events into the store.

One thread keeps the connection (our own local engine, or a remote scheduler through the same
code), looks after it once a second, and connects anew when it is lost. Everything that may take
time happens in threads of this module, never in a page's.
"""

import logging
import os
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from distributed import Client, Future, KilledWorker

from mlp_explorer.compute import worker as on_worker
from mlp_explorer.compute.launch import LocalEngine
from mlp_explorer.compute.status import EngineState, EngineStatus
from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import EngineError
from mlp_explorer.runs import RunRecord, RunState, RunStore, event_from_dict, read_curves
from mlp_explorer.runs.events import EpochEnded, TrainingStarted, WorkerLost

__all__ = ["Engine", "SCHEDULER_VARIABLE", "WORKERS_VARIABLE"]

SCHEDULER_VARIABLE = "MLP_EXPLORER_SCHEDULER"
WORKERS_VARIABLE = "MLP_EXPLORER_WORKERS"
_CONNECT_S = 5
_WATCH_S = 1.0
_RETRY_S = 3.0
_HEAD_START_S = 2.0  # for the first page: loading TensorFlow takes both of a small machine's cores
_LOG = logging.getLogger(__name__)


class Engine:
    """Trains runs on Dask workers.

    store: where runs and their events go. scheduler: the address of a remote one, such as
    `tcp://10.0.0.5:8786`; empty starts a local one with `workers` worker processes.
    """

    def __init__(self, store: RunStore, scheduler: str = "", workers: int = 1) -> None:
        self._store, self._scheduler, self._n_workers = store, scheduler, workers
        self._topic = f"mlp-explorer-{uuid.uuid4().hex}"
        self._client: Client | None = None
        self._local: LocalEngine | None = None
        self._futures: dict[str, Future] = {}
        self._places: dict[str, str] = {}  # run id → the worker that trains it
        self._status = EngineStatus(EngineState.STARTING, "The training engine is starting.")
        self._settled = threading.Event()  # connected, or known to be unreachable
        self._closing = threading.Event()
        self._submitter = ThreadPoolExecutor(1, "submit")  # one thread: runs keep their order
        self._helpers = ThreadPoolExecutor(2, "engine")  # stops and weights
        self._fetching: set[str] = set()
        self._watcher = threading.Thread(target=self._watch, name="engine-watch", daemon=True)

    @classmethod
    def from_environment(cls, store: RunStore) -> "Engine":
        """Make the engine that MLP_EXPLORER_SCHEDULER and MLP_EXPLORER_WORKERS ask for."""
        return cls(
            store,
            os.environ.get(SCHEDULER_VARIABLE, ""),
            int(os.environ.get(WORKERS_VARIABLE, "1")),
        )

    def start(self) -> None:
        """Begin to connect, in the background."""
        self._watcher.start()

    def close(self) -> None:
        """End everything that this engine started."""
        self._closing.set()
        if self._watcher.is_alive():
            self._watcher.join(2 * _CONNECT_S)
        self._submitter.shutdown(wait=False, cancel_futures=True)
        self._helpers.shutdown(wait=False, cancel_futures=True)
        self._disconnect()

    @property
    def status(self) -> EngineStatus:
        """How the engine is, as of the last second."""
        return self._status

    @property
    def pid(self) -> int | None:
        """Process id of the local scheduler, None while there is none."""
        return self._local.pid if self._local else None

    def submit(self, config: TrainConfig) -> RunRecord:
        """Queue a run and return its record at once."""
        record = self._store.create(config)
        self._submitter.submit(self._submit, record.id, config)
        return record

    def stop(self, run_id: str) -> None:
        """End the run at its next batch, or take it out of the queue. Returns at once."""
        if self._store.get(run_id).state is RunState.QUEUED:
            self._store.end(run_id, RunState.STOPPED)
        self._helpers.submit(self._stop, run_id)

    # --- in threads of the engine -----------------------------------------------------------

    def _submit(self, run_id: str, config: TrainConfig) -> None:
        self._settled.wait()
        if self._client is None:
            return self._store.end(run_id, RunState.FAILED, self._status.sentence)
        if self._store.get(run_id).state.is_finished():
            return None  # stopped while it waited
        future = self._client.submit(
            on_worker.train_run, run_id, config, self._topic, key=f"train-{run_id}", pure=False
        )
        self._futures[run_id] = future
        return future.add_done_callback(lambda done: self._finish(run_id, done))

    def _stop(self, run_id: str) -> None:
        if self._client is not None:
            self._client.run(on_worker.request_stop, run_id, on_error="ignore")
        if self._store.get(run_id).state is RunState.STOPPED and run_id in self._futures:
            self._futures[run_id].cancel()

    def _finish(self, run_id: str, future: Future) -> None:
        """Bring a task's end into the store: its last weights first, then the state."""
        self._futures.pop(run_id, None)
        self._places.pop(run_id, None)
        if future.status == "finished":
            reason, epoch, weights = future.result()
            self._store.save_snapshot(run_id, epoch, weights)
            self._end(run_id, reason)
        elif future.status == "error":
            self._store.end(run_id, RunState.FAILED, _explain(future.exception()))
        else:
            self._store.end(
                run_id,
                RunState.FAILED,
                "The connection to the training engine was lost. Train again.",
            )

    def _end(self, run_id: str, reason: str) -> None:
        if reason == "diverged":
            reading = read_curves(self._store.get(run_id).history, diverged=True)
            self._store.end(run_id, RunState.FAILED, reading.sentence)
        else:
            stopped = reason == "stopped"
            self._store.end(run_id, RunState.STOPPED if stopped else RunState.FINISHED)

    def _receive(self, message: tuple[float, dict[str, Any]]) -> None:
        """Take an event from a worker. Runs in the Dask client's loop: quick, never raising."""
        content = message[1]
        run_id, event = content["run"], event_from_dict(content["event"])
        self._places[run_id] = content["worker"]
        self._store.append(run_id, event, content["time"])
        if isinstance(event, TrainingStarted | EpochEnded):
            self._fetch_soon(run_id, content["worker"])

    def _fetch_soon(self, run_id: str, address: str) -> None:
        # one at a time for a run: where epochs end faster than weights travel, some are skipped
        if run_id not in self._fetching:
            self._fetching.add(run_id)
            self._helpers.submit(self._fetch, run_id, address)

    def _fetch(self, run_id: str, address: str) -> None:
        try:
            assert self._client is not None
            reply = self._client.run(on_worker.fetch_snapshot, run_id, workers=[address])
        except Exception as error:  # the worker is gone: the watcher says so, weights come later
            return _LOG.info("no weights of %s: %s", run_id, error)
        finally:
            self._fetching.discard(run_id)
        snapshot = reply.get(address)
        if snapshot is not None and not self._store.get(run_id).state.is_finished():
            self._store.save_snapshot(run_id, *snapshot)
        return None

    # --- the connection ---------------------------------------------------------------------

    def _watch(self) -> None:
        self._closing.wait(0 if self._scheduler else _HEAD_START_S)
        while not self._closing.is_set():
            try:
                if self._client is None:
                    self._connect()
                self._look_after()
                pause_s = _WATCH_S
            except Exception as error:
                _LOG.warning("training engine: %s", error)
                self._lose(error)
                pause_s = _RETRY_S
            self._closing.wait(pause_s)

    def _connect(self) -> None:
        address = self._scheduler
        if not address:
            self._local = LocalEngine.start(self._n_workers)
            address = self._local.address
        client = Client(address, timeout=_CONNECT_S, set_as_default=False)
        client.register_plugin(on_worker.TrainingPlugin())
        client.subscribe_topic(self._topic, self._receive)
        self._client = client
        self._settled.set()

    def _look_after(self) -> None:
        assert self._client is not None
        if self._client.status != "running" or (self._local and not self._local.is_alive()):
            raise EngineError("the scheduler is gone")
        warm = self._client.run(on_worker.read_warmth, on_error="ignore")
        self._note_lost_workers(set(warm))
        self._status = _describe(len(warm), sum(map(bool, warm.values())))

    def _note_lost_workers(self, addresses: set[str]) -> None:
        for run_id, address in list(self._places.items()):
            record = self._store.get(run_id)
            if address not in addresses and record.state is RunState.RUNNING:
                self._places.pop(run_id, None)
                self._store.append(run_id, WorkerLost(len(record.epochs) + 1))

    def _lose(self, error: Exception) -> None:
        where = f"The scheduler at {self._scheduler}" if self._scheduler else "The training engine"
        self._status = EngineStatus(
            EngineState.UNREACHABLE,
            f"{where} does not answer. Trying again every few seconds; "
            "drawing, data and finished runs go on working.",
        )
        _LOG.debug("lost the engine", exc_info=error)
        self._disconnect()
        self._settled.set()

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        local, self._local = self._local, None
        if client is not None:
            client.close(timeout=1)
        if local is not None:
            local.close()


def _describe(workers: int, warm: int) -> EngineStatus:
    if not workers:
        return EngineStatus(
            EngineState.NO_WORKER,
            "Waiting for a training worker to come up. Train will wait for it.",
        )
    if not warm:
        return EngineStatus(
            EngineState.WARMING,
            "The worker is loading TensorFlow (a few "
            "seconds). You can press Train already; it starts when that is done.",
            workers,
        )
    return EngineStatus(EngineState.READY, "Ready to train.", workers)


def _explain(error: BaseException | None) -> str:
    if isinstance(error, KilledWorker):
        return (
            "The worker process died each time it tried to train this network, most likely "
            "for lack of memory. Try fewer or narrower layers."
        )
    _LOG.error("a training failed", exc_info=error)
    return f"The training failed: {type(error).__name__}: {str(error)[:200]}"
