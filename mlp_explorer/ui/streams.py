"""Streams of server-sent events: what a run says, and that there is news of some runs.

All pages of all people share one event loop. What may wait for a lock, a disk or a database is done
in threads, a few for all streams; `look_aside` does so.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, NamedTuple, TypeVar

from mlp_explorer.messages import RunState, event_to_dict
from mlp_explorer.runs import RunRecord, RunStore

__all__ = ["describe_news", "look_aside", "stream_messages", "stream_news"]

_HEARTBEAT, _HEARTBEAT_S = ": still here\n\n", 15  # proxies close what is silent
_LOOK_S = 1.0  # how often a stream looks for its run's place, and whether the server is to end
# so many look at the store at once, however many streams there are
_THREADS = ThreadPoolExecutor(8, "look")
_Result = TypeVar("_Result")
# a run → how many jobs come before it, and in about how many seconds it begins
FindPlace = Callable[[str], tuple[int, int | None]]


async def look_aside(function: Callable[..., _Result], *arguments: Any) -> _Result:
    """Return what a function returns that may wait, without holding anybody else up."""
    call = partial(function, *arguments)
    return await asyncio.get_running_loop().run_in_executor(_THREADS, call)


async def stream_messages(
    store: RunStore,
    run_id: str,
    start: int = 0,
    find_place: FindPlace = lambda run_id: (0, None),
    is_closing: Callable[[], bool] = lambda: False,
) -> AsyncIterator[str]:
    """Yield the run's server-sent messages from event number `start` until it is not active.

    `points`: a list of events, each with its time; `snapshot`: newer weights are there;
    `state`: the run's state, whether it has ended for now, how many jobs come before it, and in
    about how many seconds it begins.
    The message's id is the number of the last event it carries.
    """
    known, silent_s = _Seen({"ended": False}, None, start), 0.0
    async with _listening(store, [run_id]) as changed:
        while not (known.state["ended"] or is_closing()):
            changed.clear()
            known, messages = await look_aside(_look, store, run_id, known, find_place)
            for message in messages:
                yield message
            heard = known.state["ended"] or await _hear(changed, _LOOK_S)
            silent_s = 0.0 if heard else silent_s + _LOOK_S
            if silent_s >= _HEARTBEAT_S:
                silent_s = 0.0
                yield _HEARTBEAT


class _Seen(NamedTuple):
    """What a stream has said of its run."""

    state: dict[str, Any]
    snapshot: int | None  # epoch of the newest weights
    start: int  # number of the next event


def _look(
    store: RunStore, run_id: str, known: _Seen, find_place: FindPlace
) -> tuple[_Seen, list[str]]:
    """Return what there is to be said of a run now, and messages about what is new in it."""
    state = _describe_state(store, run_id, find_place)  # first: after its end no events come
    events, start = store.read_newer_events(run_id, known.start)
    newest = store.snapshot_epoch(run_id)
    seen, messages = _Seen(state, newest, start), []
    if events:
        points = [_shorten({"time": time_s} | event_to_dict(event)) for time_s, event in events]
        messages.append(_message("points", points, seen.start - 1))
    if newest != known.snapshot:
        messages.append(_message("snapshot", {"epoch": newest}))
    if state != known.state:
        messages.append(_message("state", state))
    return seen, messages


async def stream_news(
    store: RunStore,
    run_ids: Sequence[str],
    known: str | None = None,
    is_closing: Callable[[], bool] = lambda: False,
) -> AsyncIterator[str]:
    """Yield a message `news` when `describe_news` says something else than `known`, and so on.

    The last one is when none of the runs is active any more.
    """
    going_on, silent_s = True, 0.0
    async with _listening(store, run_ids) as changed:
        while going_on and not is_closing():
            changed.clear()
            newer, going_on = await look_aside(_look_for_news, store, run_ids)
            if newer != known or not going_on:
                known = newer
                yield _message("news", {"ended": not going_on})
            heard = not going_on or await _hear(changed, _LOOK_S)
            silent_s = 0.0 if heard else silent_s + _LOOK_S
            if silent_s >= _HEARTBEAT_S:
                silent_s = 0.0
                yield _HEARTBEAT


def describe_news(store: RunStore, records: Sequence[RunRecord]) -> str:
    """Return what changes with the state, the epochs and the weights of runs."""
    return ",".join(
        f"{record.state} {len(record.epochs)} {store.snapshot_epoch(record.id)}"
        for record in records
    )


def _look_for_news(store: RunStore, run_ids: Sequence[str]) -> tuple[str, bool]:
    """Return what `describe_news` says, and whether a run is active."""
    records = [store.get(run_id) for run_id in run_ids]
    return describe_news(store, records), any(record.state.is_active() for record in records)


@asynccontextmanager
async def _listening(store: RunStore, run_ids: Sequence[str]) -> AsyncIterator[asyncio.Event]:
    """Give an event that is set after each change of the runs."""
    changed, loop = asyncio.Event(), asyncio.get_running_loop()

    def tell() -> None:
        if not loop.is_closed():  # the server is going down, the engine not yet
            loop.call_soon_threadsafe(changed.set)

    unlisten: list[Callable[[], None]] = []
    is_left = False

    def listen() -> None:
        unlisten.extend(store.listen(run_id, tell) for run_id in run_ids)
        if is_left:  # the reader did not wait for this
            forget()

    def forget() -> None:
        for each in unlisten:  # it waits for nothing
            each()

    try:
        await look_aside(listen)
        yield changed
    finally:
        is_left = True
        forget()


def _describe_state(store: RunStore, run_id: str, find_place: FindPlace) -> dict[str, Any]:
    state = store.get(run_id).state
    place, wait_s = find_place(run_id) if state is RunState.QUEUED else (0, None)
    return {"state": state, "ended": not state.is_active(), "place": place, "wait_s": wait_s}


def _shorten(point: dict[str, Any]) -> dict[str, Any]:
    """Leave out digits that nobody sees, half of the bytes: metrics have those of float32."""
    short = {k: float(f"{v:.7g}") if isinstance(v, float) else v for k, v in point.items()}
    return short | {"time": round(point["time"], 3)}


def _message(name: str, data: Any, number: int | None = None) -> str:
    identity = "" if number is None else f"id: {number}\n"
    return f"event: {name}\n{identity}data: {json.dumps(data, separators=(',', ':'))}\n\n"


async def _hear(changed: asyncio.Event, timeout_s: float) -> bool:
    """Wait for the event; tell whether it came in time."""
    try:
        return await asyncio.wait_for(changed.wait(), timeout_s)
    except TimeoutError:
        return False
