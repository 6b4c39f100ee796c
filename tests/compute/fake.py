"""A cluster without processes, TensorFlow and time: a test says what happens next.

    cluster.join("here")                # a worker comes
    training = cluster.take()           # waits until the engine has sent it something
    training.begin()
    training.epoch()
    cluster.lose("here")                # it dies
    training = cluster.join("there").take()
    training.train()                    # to its end

Numbers follow from the weights, and these from all that a training is given: a run that went on
from the wrong point has other ones.
"""

import queue
import threading

import numpy as np

from mlp_explorer.compute import EngineState, EngineStatus
from mlp_explorer.compute.cluster import Ending, News, Outcome, Said, WorkerState
from mlp_explorer.errors import EngineError
from mlp_explorer.messages import HELD, Checkpoint
from mlp_explorer.messages.events import (
    EpochEnded,
    Evaluated,
    RateChanged,
    TrainingEnded,
    TrainingStarted,
)

FOREVER_S = 600  # as in conftest.py


class FakeCluster:
    """A `Cluster`. play: what each training does by itself, in a thread; None: what a test says."""

    def __init__(self, play=None):
        self.play = play
        self.workers = {}  # address → WorkerState
        self.trainings = {}  # key → those that a worker has in hand
        self.lost_replies = 0  # so many of those to come
        self._sent = queue.Queue()
        self._connected = True
        self._listener = None

    @property
    def status(self):
        if not self._connected:
            return EngineStatus(EngineState.UNREACHABLE, "")
        able = sum(worker.can_train for worker in self.workers.values())
        return EngineStatus(EngineState.READY if able else EngineState.NO_WORKER, "", able)

    def start(self, topic, listener):
        self._listener = listener
        self.look()

    def close(self):
        pass

    def submit(self, training, done):
        self._check(training.worker)
        sent = FakeTraining(self, training, done)
        self.trainings[training.key] = sent
        if self.play is None:
            self._sent.put(sent)
        else:
            threading.Thread(target=self.play, args=(sent,), daemon=True).start()
        return sent

    def tell(self, worker, key, wish="", rate=None, at_epoch_end=False):
        self._check(worker)
        if key in self.trainings:
            self.trainings[key].hear(wish, rate)

    def fetch_news(self, worker, key, arrived):
        self._check(worker)
        news = self.trainings[key].read_news(arrived) if key in self.trainings else None
        if self.lost_replies:
            self.lost_replies -= 1
            raise EngineError("The reply was lost.")
        return news

    def _check(self, worker):
        if not self._connected or worker not in self.workers:
            raise EngineError("Nobody is there.")

    # --- what a test says -------------------------------------------------------------------------

    def take(self):
        """Wait for the next training that the engine sends."""
        return self._sent.get(timeout=FOREVER_S)

    def join(self, address, **state):
        """Let a worker come, or be in another state."""
        self.workers[address] = WorkerState(**{"warm": True} | state)
        return self.look()

    def lose(self, address, used_bytes=0, seen=True):
        """Let a worker die, of the memory that it used if that is given. Dask does not tell who
        waits for its trainings; the engine sees it when it looks for workers: now, if `seen`."""
        del self.workers[address]
        for key in [key for key, each in self.trainings.items() if each.worker == address]:
            del self.trainings[key]
        return self.look({address: used_bytes} if used_bytes else {}) if seen else self

    def look(self, ended=()):
        """Let the engine see which workers are there."""
        if self._listener is not None:
            self._listener.see_workers(dict(self.workers), dict(ended))
        return self

    def cut(self):
        """Lose the line. The workers go on without anybody who hears them."""
        self._connected = False
        for training in list(self.trainings.values()):
            training.done(Ending())
            training.done = lambda ending: None
        self._listener.see_workers(None, {})

    def mend(self):
        """Have the line back."""
        self._connected = True
        return self.look()

    def say(self, training, event):
        """Send an event to the app, if the line is there."""
        if self._connected:
            self._listener.hear(Said(training.key, training.worker, 0.0, event))


class FakeTraining:
    """A training on a `FakeCluster`, with all that it was given."""

    def __init__(self, cluster, training, done):
        self.key, self.worker, self.config, self.start, self.own = training[:5]
        self.data, self.beside_others, self.is_last = training[5:]
        self.done = done
        self._cluster = cluster
        self._told = queue.Queue()
        self._snapshots, self._number = [], 0  # those that have not arrived; of the newest one
        self._rate = self.start.learning_rate if self.start else None
        self._at = self.start or Checkpoint(0, [np.zeros(1, np.float32)])

    def hear(self, wish, rate):
        if rate is not None:
            self._rate = rate
            self._at = self._keep(self._at.epoch, self._at.weights)
            self._cluster.say(self, RateChanged(self._at.epoch + 1, 0, rate))
        if wish:
            self._told.put(wish)

    def read_news(self, arrived=0):
        self._snapshots = News(self._snapshots, None, self._number).newer_than(arrived)
        return News(list(self._snapshots), self._at, self._number)

    def _keep(self, epoch, weights):
        slots = [np.array([float(epoch)], np.float32)]
        return Checkpoint(epoch, weights, slots, elapsed_s=epoch, learning_rate=self._rate)

    @property
    def _numbers(self):
        """Loss and accuracy."""
        value = float(self._at.weights[0][0])
        return 1 / (1 + value), value / (1 + value)

    # --- what a test says -------------------------------------------------------------------------

    def begin(self):
        self._cluster.say(self, TrainingStarted(10, 1000, epoch=self._at.epoch))
        return self

    def epoch(self, count=1):
        """Train one more, or some."""
        for _ in range(count):
            step = self.config.learning_rate * (1 + self.config.seed)
            step += float(self.own.digits.mean()) if self.own else 0.0
            weights = [self._at.weights[0] + np.float32(step)]
            self._at = self._keep(self._at.epoch + 1, weights)
            self._snapshots.append((self._at.epoch, weights))
            self._number += 1
            numbers = (*self._numbers, *self._numbers)
            self._cluster.say(self, EpochEnded(self._at.epoch, *numbers, self._at.epoch, 1000.0))
        return self

    def end(self, reason="completed"):
        """Come to an end, with what belongs to it."""
        self._cluster.say(self, TrainingEnded(reason, self._at.epoch))
        if reason not in HELD:
            self._cluster.say(self, Evaluated(*self._numbers))
        news = self.read_news()
        model = b"" if reason in HELD else b"a model"
        self._leave(Outcome(reason, self._at.epoch, self._at.weights, news, model))

    def train(self):
        """Begin, and train all epochs that are left."""
        self.begin().epoch(self.config.epochs - self._at.epoch).end()

    def fail(self, error):
        """Raise."""
        self._leave(None, error)

    def wait_for_wish(self):
        """Wait until it is told how it is to end; return that."""
        return self._told.get(timeout=FOREVER_S)

    def obey(self):
        """Wait for that, and end so; a training that has not begun has nothing to leave."""
        self.end(self.wait_for_wish())

    def leave_unbegun(self):
        """Wait for that, and leave nothing, as nothing has begun."""
        self._leave(Outcome(self.wait_for_wish(), 0, [], News([], None), b""))

    def _leave(self, outcome, error=None):
        if self._cluster.trainings.pop(self.key, None):
            self.done(Ending(outcome, error))
