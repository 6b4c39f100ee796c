"""What a training says while it goes on: small typed messages, the same on every wire.

A training emits, in this order: `TrainingStarted`, then for each epoch some `BatchEnded` and one
`EpochEnded`, then `TrainingEnded` and `Evaluated`. When its worker dies, the engine adds
`WorkerLost`, and another worker starts over with `TrainingStarted`.
"""

import math
from typing import Any, NamedTuple, get_args

__all__ = [
    "BatchEnded",
    "EpochEnded",
    "Evaluated",
    "Event",
    "event_from_dict",
    "event_to_dict",
    "TrainingEnded",
    "TrainingStarted",
    "WorkerLost",
]


class TrainingStarted(NamedTuple):
    """The model is built; the first step comes next."""

    steps: int  # batches an epoch
    images: int  # images that train in an epoch
    precision: str = "float32"  # or "mixed_bfloat16": what its products are computed with


class BatchEnded(NamedTuple):
    """A point within an epoch, about four a second. Means over this epoch so far."""

    epoch: int  # from 1
    step: int  # batches of this epoch that are done
    loss: float
    accuracy: float  # fraction in [0, 1]
    images_per_s: float


class EpochEnded(NamedTuple):
    """An epoch is complete, its validation included (None where nothing validates)."""

    epoch: int  # from 1
    loss: float
    accuracy: float  # fraction in [0, 1]
    val_loss: float | None
    val_accuracy: float | None
    elapsed_s: float  # since the training started, its first compilation included
    images_per_s: float  # training images, in this epoch, validation not counted


class TrainingEnded(NamedTuple):
    """No further step will be made. The test comes next."""

    reason: str  # "completed", "stopped", "early_stopping", "diverged"
    epoch: int  # in which it ended


class Evaluated(NamedTuple):
    """The last weights on the 10,000 test images."""

    test_loss: float
    test_accuracy: float  # fraction in [0, 1]


class WorkerLost(NamedTuple):
    """The worker process died in this epoch; the run waits for another and then starts over."""

    epoch: int


Event = TrainingStarted | BatchEnded | EpochEnded | TrainingEnded | Evaluated | WorkerLost
_TYPES = {cls.__name__: cls for cls in get_args(Event)}


def event_to_dict(event: Event) -> dict[str, Any]:
    """Return the event as JSON can carry it: NaN and infinity as None.

    >>> event_to_dict(TrainingEnded("stopped", 4))
    {'type': 'TrainingEnded', 'reason': 'stopped', 'epoch': 4}
    """
    fields = {name: _finite(value) for name, value in event._asdict().items()}
    return {"type": type(event).__name__, **fields}


def event_from_dict(values: dict[str, Any]) -> Event:
    """Return the event that `event_to_dict` wrote. Raises KeyError or TypeError for others."""
    fields = dict(values)
    event: Event = _TYPES[fields.pop("type")](**fields)
    return event


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
