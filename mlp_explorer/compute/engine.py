"""The app's end of the training engine: submit, stop, and the stream of events into the store.

Everything that may take time happens in threads of this module, never in a page's.
"""

import logging
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from distributed import Future, KilledWorker

from mlp_explorer.compute import worker as on_worker
from mlp_explorer.compute.connection import Connection
from mlp_explorer.compute.settings import read_scheduler, read_threads, read_workers
from mlp_explorer.compute.status import EngineStatus
from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import EngineError
from mlp_explorer.runs import RunRecord, RunState, RunStore, event_from_dict, read_curves
from mlp_explorer.runs.events import EpochEnded, TrainingStarted, WorkerLost

__all__ = ["Engine"]

_LOG = logging.getLogger(__name__)


class Engine:
    """Trains runs on Dask workers.

    store: where runs and their events go. scheduler: the address of a remote one, such as
    `tcp://10.0.0.5:8786`; empty starts a local one with `workers` worker processes.
    """

    def __init__(self, store: RunStore, scheduler: str = "", workers: int = 1) -> None:
        self._store = store
        self._topic = f"mlp-explorer-{uuid.uuid4().hex}"
        self._connection = Connection(
            scheduler, workers, self._topic, self._receive, self._note_lost_workers
        )
        self._active: set[str] = set()  # runs that have been submitted and have not ended
        self._futures: dict[str, Future] = {}
        self._places: dict[str, str] = {}  # run id → the worker that trains it
        self._stopping: set[str] = set()  # runs that a person has stopped
        self._fetching: set[str] = set()  # runs whose weights are on their way
        # each a single thread: runs keep their order, and a stop never waits for weights
        self._submitter = ThreadPoolExecutor(1, "submit")
        self._stopper = ThreadPoolExecutor(1, "stop")
        self._fetcher = ThreadPoolExecutor(1, "fetch")

    @classmethod
    def from_environment(cls, store: RunStore) -> "Engine":
        """Make the engine that the environment asks for. Raises EngineError for a bad setting."""
        read_threads()  # for the workers; here so that it is said to who set it
        return cls(store, read_scheduler(), read_workers())

    def start(self) -> None:
        """Begin to connect, in the background."""
        self._connection.start()

    def close(self) -> None:
        """End everything that this engine started."""
        for executor in (self._submitter, self._stopper, self._fetcher):
            executor.shutdown(wait=False, cancel_futures=True)
        self._connection.close()

    @property
    def status(self) -> EngineStatus:
        """How the engine is, as of the last second."""
        return self._connection.status

    @property
    def address(self) -> str:
        """Address of the scheduler, empty while there is none."""
        return self._connection.address

    @property
    def pid(self) -> int | None:
        """Process id of the local scheduler, None while there is none."""
        return self._connection.pid

    def submit(self, config: TrainConfig) -> RunRecord:
        """Queue a run and return its record at once."""
        record = self._store.create(config)
        self._submitter.submit(self._guard, record.id, lambda: self._submit(record.id, config))
        return record

    def stop(self, run_id: str) -> None:
        """End the run at its next batch, or take it out of the queue. Returns at once."""
        self._stopping.add(run_id)
        if self._store.get(run_id).state is RunState.QUEUED:
            self._store.end(run_id, RunState.STOPPED)
        self._stopper.submit(self._guard, run_id, lambda: self._stop(run_id))

    # --- in threads of the engine -----------------------------------------------------------

    def _guard(self, run_id: str, step: Callable[[], None]) -> None:
        """Do one step of a run; if it fails, the run has failed, and says why."""
        try:
            step()
        except EngineError as error:
            self._store.end(run_id, RunState.FAILED, str(error))
        except Exception as error:
            self._store.end(run_id, RunState.FAILED, _explain(error))

    def _submit(self, run_id: str, config: TrainConfig) -> None:
        client = self._connection.wait()
        if run_id in self._stopping:
            return
        self._active.add(run_id)
        future = client.submit(
            on_worker.train_run, run_id, config, self._topic, key=f"train-{run_id}", pure=False
        )
        self._futures[run_id] = future
        future.add_done_callback(
            lambda done: self._guard(run_id, lambda: self._finish(run_id, done))
        )

    def _stop(self, run_id: str) -> None:
        if run_id in self._places:
            self._request_stop(run_id, self._places[run_id])
        if self._store.get(run_id).state is RunState.STOPPED and run_id in self._futures:
            self._futures[run_id].cancel()

    def _request_stop(self, run_id: str, address: str) -> None:
        client = self._connection.client
        if client is not None:
            client.run(on_worker.request_stop, run_id, workers=[address], on_error="ignore")

    def _finish(self, run_id: str, future: Future) -> None:
        """Bring a task's end into the store: its last weights first, then the state."""
        self._active.discard(run_id)
        self._futures.pop(run_id, None)
        self._places.pop(run_id, None)
        if future.status == "finished":
            reason, epoch, weights = future.result()
            self._store.save_snapshot(run_id, epoch, weights, last=True)
            self._end(run_id, reason)
        elif future.status == "error":
            self._store.end(run_id, RunState.FAILED, _explain(future.exception()))
        else:
            raise EngineError("The connection to the training engine was lost. Train again.")

    def _end(self, run_id: str, reason: str) -> None:
        if reason == "diverged":
            reading = read_curves(self._store.get(run_id).history, diverged=True)
            self._store.end(run_id, RunState.FAILED, reading.sentence)
        else:
            stopped = reason == "stopped"
            self._store.end(run_id, RunState.STOPPED if stopped else RunState.FINISHED)

    def _receive(self, message: tuple[float, dict[str, Any]]) -> None:
        """Take an event from a worker. Runs in the Dask client's loop, so it is quick."""
        content = message[1]
        run_id, event = content["run"], event_from_dict(content["event"])
        if isinstance(event, TrainingStarted) and run_id in self._stopping:
            # It was stopped while it waited, and has started all the same: Dask does not take a
            # task back that a worker has in hand. The run may have ended here, the task has not.
            address = content["worker"]
            self._stopper.submit(self._guard, run_id, lambda: self._request_stop(run_id, address))
        if run_id not in self._active:
            return
        self._places[run_id] = content["worker"]
        self._store.append(run_id, event, content["time"])
        if isinstance(event, TrainingStarted | EpochEnded) and run_id not in self._fetching:
            # one at a time: where epochs end faster than weights travel, some are skipped
            self._fetching.add(run_id)
            self._fetcher.submit(self._fetch, run_id, content["worker"])

    def _fetch(self, run_id: str, address: str) -> None:
        try:
            client = self._connection.wait()
            reply = client.run(on_worker.fetch_snapshot, run_id, workers=[address])
            if reply.get(address) is not None:
                self._store.save_snapshot(run_id, *reply[address])
        except Exception as error:  # mostly a worker that is gone; the next epoch's weights follow
            _LOG.info("no weights of %s: %s", run_id, error)
        finally:
            self._fetching.discard(run_id)

    def _note_lost_workers(self, addresses: set[str]) -> None:
        for run_id, address in list(self._places.items()):
            record = self._store.get(run_id)
            if address not in addresses and record.state is RunState.RUNNING:
                self._places.pop(run_id, None)
                self._store.append(run_id, WorkerLost(len(record.epochs) + 1))


def _explain(error: BaseException | None) -> str:
    if isinstance(error, KilledWorker):
        return (
            "The worker process died each time it tried to train this network, most likely for "
            "lack of memory. Try fewer or narrower layers."
        )
    _LOG.error("a training failed", exc_info=error)
    return f"The training failed: {type(error).__name__}: {str(error)[:200]}"
