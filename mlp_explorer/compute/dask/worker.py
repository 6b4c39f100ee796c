"""What runs inside a Dask worker process.

The app reaches into a worker in two ways only: it submits `train_run` as a task, and it calls
`prepare_run`, `tell`, `fetch_news` and `read_state` beside the task (`Client.run`). Both meet in
the `TrainingPlugin` that the app registers on every worker, now or later. Events travel as Dask
events of one topic, weights only when they are fetched: so nothing large piles up anywhere.
"""

import platform
import threading
import time
from collections import deque
from dataclasses import dataclass, field

from dask.system import CPU_COUNT
from distributed import Status, Worker, WorkerPlugin, get_worker, secede

from mlp_explorer.compute.allocator import keep_freed_memory
from mlp_explorer.compute.cluster import News, Outcome, Said, Weights, WorkerState
from mlp_explorer.compute.dask.fair_lock import FairLock
from mlp_explorer.compute.dask.memory import measure_memory, use_machine_memory
from mlp_explorer.compute.settings import read_number, read_threads
from mlp_explorer.config import TrainConfig
from mlp_explorer.data import Dataset
from mlp_explorer.messages import HELD, Checkpoint, Event, OwnSet

__all__ = [
    "fetch_news",
    "PLUGIN",
    "prepare_run",
    "read_state",
    "tell",
    "train_run",
    "TrainingPlugin",
]

PLUGIN = "mlp-explorer"
_MOST_SNAPSHOTS = 8  # that have not arrived; where epochs end faster, the oldest are left out


@dataclass
class _Control:
    """What a running task and the calls beside it share."""

    start: Checkpoint | None = None
    own: OwnSet | None = None
    data: Dataset | None = None
    is_last: bool = False  # it is only tested and saved
    wish: str = ""  # "stopped", "paused" or "yielded": how it is to end
    wish_between: str = ""  # the same, once its epoch has ended
    rate: float | None = None  # the learning rate that a person wants
    snapshots: deque[tuple[int, Weights]] = field(
        default_factory=lambda: deque(maxlen=_MOST_SNAPSHOTS)
    )
    checkpoint: Checkpoint | None = None
    number: int = 0  # of the newest snapshot, from 1
    changing: threading.Lock = field(default_factory=threading.Lock)  # of these three

    def hear(self, wish: str, at_epoch_end: bool) -> None:
        if at_epoch_end:
            self.wish_between = wish
        elif wish and self.wish in ("", "yielded"):  # what a person wishes comes first
            self.wish = wish

    def keep(self, checkpoint: Checkpoint) -> None:
        with self.changing:
            self.snapshots.append((checkpoint.epoch, checkpoint.weights))
            self.checkpoint = checkpoint
            self.number += 1

    def read_news(self, arrived: int = 0) -> News:
        """Return what there is, and forget what has arrived: snapshots up to that number."""
        with self.changing:
            news = News(list(self.snapshots), self.checkpoint, self.number)
            newer = news.newer_than(arrived)
            self.snapshots = deque(newer, _MOST_SNAPSHOTS)
            return news._replace(snapshots=newer)


class TrainingPlugin(WorkerPlugin):
    """Warms the worker as soon as it is up, and keeps the controls of its runs."""

    name = PLUGIN
    idempotent = True  # a second app on the same scheduler must not wipe the first one's runs

    def __init__(self) -> None:
        self.controls: dict[str, _Control] = {}
        self.warm = False
        self.problem = ""
        self.card = self.card_unused = ""

    def setup(self, worker: Worker) -> None:
        """Load TensorFlow and the data beside the worker's own loop."""
        # one training at a time: two would take each other's cores. Made here, as a lock does not
        # travel from the app to the worker
        self.lock = FairLock()  # of who trains
        use_machine_memory(worker)
        threading.Thread(target=self._try_to_warm_up, name="warm-up", daemon=True).start()

    def _try_to_warm_up(self) -> None:
        try:
            self._warm_up()
        except Exception as error:
            text = " ".join(str(error).split())  # TensorFlow's are many lines
            self.problem = f"{type(error).__name__}: {text[:200].rstrip('.')}"
            raise  # to the terminal

    def _warm_up(self) -> None:
        keep_freed_memory()
        # imported here: the app's process imports this module too, and never TensorFlow
        from mlp_explorer.training import limit_threads, take_card, train

        limit_threads(read_threads() or CPU_COUNT)
        self.card, self.card_unused = take_card(read_number())
        # an epoch of the tutorial's job, two steps long: TensorFlow, its threads, the data, and the
        # programs that the first click will want, compiled
        with self.lock:
            train(TrainConfig(training_images=5000, epochs=1))
        self.warm = True


def prepare_run(
    key: str,
    start: Checkpoint | None,
    own: OwnSet | None,
    data: Dataset | None,
    is_last: bool,
    dask_worker: Worker,
) -> None:
    """Make ready for a task of this key, which will go on from `start`, with these drawings and
    this own data; or end there, where it is the last one."""
    wish = "stopped" if is_last else ""
    dask_worker.plugins[PLUGIN].controls[key] = _Control(start, own, data, is_last, wish)


def train_run(key: str, config: TrainConfig, topic: str, beside_others: bool) -> Outcome:
    """Train, streaming events under `topic`. Needs `prepare_run` before.

    beside_others: the worker takes its next task at once, and they take turns epoch by epoch.
    """
    from mlp_explorer.training import export_model, train

    worker = get_worker()
    plugin: TrainingPlugin = worker.plugins[PLUGIN]
    control = plugin.controls[key]
    if beside_others:
        secede()

    def emit(event: Event) -> None:
        worker.log_event(topic, Said(key, worker.address, time.time(), event).to_dict())

    def end_epoch() -> None:
        plugin.lock.yield_to_others()
        control.wish = control.wish or control.wish_between

    try:
        with plugin.lock:
            if control.wish and not control.is_last:  # it ended while it waited
                return Outcome(control.wish, 0, [], News([], None), b"")
            result = train(
                config,
                emit,
                lambda: control.wish,
                control.keep,
                start=control.start,
                read_rate=lambda: control.rate,
                between_epochs=end_epoch,
                own=control.own,
                data=control.data,
            )
            model = b""
        if result.reason not in HELD:
            model = export_model(config, result.weights)
        news = control.read_news()._replace(checkpoint=result.checkpoint)
        return Outcome(result.reason, result.epoch, result.weights, news, model)
    finally:
        plugin.controls.pop(key, None)


def tell(key: str, wish: str, rate: float | None, at_epoch_end: bool, dask_worker: Worker) -> None:
    """Make a training end at its next batch or epoch's end, or change its learning rate from its
    next call of several steps on; if it is here. See `Cluster`."""
    control = dask_worker.plugins[PLUGIN].controls.get(key)
    if control is not None:
        control.hear(wish, at_epoch_end)
        control.rate = control.rate if rate is None else rate


def fetch_news(key: str, arrived: int, dask_worker: Worker) -> News | None:
    """Return what the training has reached after what has arrived; None if it is not here."""
    control = dask_worker.plugins[PLUGIN].controls.get(key)
    return control.read_news(arrived) if control else None


def read_state(dask_worker: Worker) -> WorkerState:
    """Return how the worker is."""
    plugin = dask_worker.plugins.get(PLUGIN)
    paused = dask_worker.status is Status.paused
    if plugin is None:
        return WorkerState(False, (), paused)
    used, free, limit = measure_memory(dask_worker)
    return WorkerState(
        plugin.warm,
        tuple(plugin.controls),
        paused,
        plugin.problem,
        platform.node(),
        used,
        free,
        limit,
        plugin.card,
        plugin.card_unused,
    )
