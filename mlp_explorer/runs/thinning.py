"""Which points within epochs nobody needs any more: a long run does not grow without end."""

from collections.abc import Iterable, Sequence

from mlp_explorer.messages.events import BatchEnded, EpochEnded, Event

__all__ = ["find_dispensable"]

_MOST_POINTS = 512  # within all epochs of a run that have ended: a chart is some 800 pixels wide


def find_dispensable(events: Iterable[tuple[int, Event]]) -> set[int]:
    """Return the numbers of the points that can go, of a run's events: (number, event) in order.

    Of the points within an epoch that has ended, some stay, as evenly as can be, the last one among
    them: the more epochs there are, the fewer, but one at the least. Of what was trained twice,
    after a worker's death, the newer ones stay. All of an epoch that goes on stay.
    """
    points: dict[int, list[tuple[int, int]]] = {}  # epoch → (step, number) each, ascending
    passed: dict[int, list[int]] = {}  # epoch → numbers of points that newer ones stand for
    ended: set[int] = set()
    for number, event in events:
        if isinstance(event, BatchEnded):
            here = points.setdefault(event.epoch, [])
            while here and here[-1][0] >= event.step:
                passed.setdefault(event.epoch, []).append(here.pop()[1])
            here.append((event.step, number))
        elif isinstance(event, EpochEnded):
            ended.add(event.epoch)
    most = max(1, _MOST_POINTS >> max(0, len(ended) - 1).bit_length())
    dropped = {number for epoch in ended for number in passed.get(epoch, ())}
    for epoch in ended:
        numbers = [number for _, number in points.get(epoch, ())]
        dropped.update(set(numbers) - set(_pick(numbers, most)))
    return dropped


def _pick(numbers: Sequence[int], most: int) -> Sequence[int]:
    """Return at most so many, as evenly as can be, and the last one."""
    if len(numbers) <= most:
        return numbers
    return [numbers[(place + 1) * len(numbers) // most - 1] for place in range(most)]
