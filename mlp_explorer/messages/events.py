"""What a training says while it goes on: small typed messages.

Nobody but the three functions at the end knows how they look as plain values: the worker's messages
to the app, the database's columns (`runs/tables.py`) and the server-sent events are made by them.

A training emits, in this order: `TrainingStarted`, then for each epoch some `BatchEnded` and one
`EpochEnded`, then `TrainingEnded` and, unless it is only `HELD`, `Evaluated`; a `RateChanged` may
come between any two points. When its worker dies, the engine adds `WorkerLost`, and another worker
begins with `TrainingStarted`, which says from where; so does the next turn of one that gave way.
"""

import math
from typing import Any, NamedTuple, get_args

__all__ = [
    "BatchEnded",
    "EpochEnded",
    "Evaluated",
    "Event",
    "event_fields",
    "event_from_dict",
    "event_to_dict",
    "HELD",
    "RateChanged",
    "TrainingEnded",
    "TrainingStarted",
    "WorkerLost",
]


class TrainingStarted(NamedTuple):
    """The model is built or restored; the next step comes now."""

    steps: int  # batches an epoch
    images: int  # images that train in an epoch
    precision: str = "float32"  # or "mixed_bfloat16": what its products are computed with
    epoch: int = 0  # whole epochs done before
    step: int = 0  # steps of the next one done before


class BatchEnded(NamedTuple):
    """A point within an epoch, about four a second. Means over this epoch so far."""

    epoch: int  # from 1
    step: int  # batches of this epoch that are done
    loss: float
    score: float  # the value of the configuration's metric: an accuracy is a fraction in [0, 1]
    images_per_s: float


class EpochEnded(NamedTuple):
    """An epoch is complete, its validation included (None where nothing validates)."""

    epoch: int  # from 1
    loss: float
    score: float
    val_loss: float | None
    val_score: float | None
    elapsed_s: float  # of training so far, its first compilation included, waiting not
    images_per_s: float  # training images, in this epoch, validation not counted


class RateChanged(NamedTuple):
    """A person changed the learning rate; the next step uses it."""

    epoch: int  # the running one, from 1
    step: int  # batches of it that are done
    learning_rate: float  # where there is a schedule: its first


class TrainingEnded(NamedTuple):
    """No further step will be made. The test comes next, unless it is only `HELD`."""

    reason: str  # "completed", "stopped", "paused", "yielded", "early_stopping", "diverged"
    epoch: int  # in which it ended


class Evaluated(NamedTuple):
    """The last weights on the test examples."""

    test_loss: float
    test_score: float


class WorkerLost(NamedTuple):
    """The worker process died in this epoch; the run waits for another."""

    epoch: int
    used_bytes: int = 0  # of memory, if it was ended for that


Event = (
    TrainingStarted | BatchEnded | EpochEnded | RateChanged | TrainingEnded | Evaluated | WorkerLost
)
HELD = ("paused", "yielded")  # reasons of an end after which it goes on: by a person, in its turn
_TYPES = {cls.__name__: cls for cls in get_args(Event)}


def event_to_dict(event: Event) -> dict[str, Any]:
    """Return the event as JSON can carry it: NaN and infinity as None.

    >>> event_to_dict(TrainingEnded("stopped", 4))
    {'type': 'TrainingEnded', 'reason': 'stopped', 'epoch': 4}
    """
    return {"type": type(event).__name__, **event_fields(event)}


def event_from_dict(values: dict[str, Any]) -> Event:
    """Return the event that `event_to_dict` wrote. Raises KeyError or TypeError for others."""
    fields = dict(values)
    event: Event = _TYPES[fields.pop("type")](**fields)
    return event


def event_fields(event: Event) -> dict[str, Any]:
    """Return what the event says, by name: NaN and infinity as None."""
    return {name: _finite(value) for name, value in event._asdict().items()}


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
