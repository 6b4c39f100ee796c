"""What a run says, as server-sent messages: for the live charts, and news for the pages.

All pages of all people share one event loop. What may wait for a lock, a disk or a database is done
in threads, a few for all streams; `look_aside` does so.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from math import inf
from time import monotonic
from typing import Any, TypeVar

from mlp_explorer.compute.need import round_shortage
from mlp_explorer.compute.waiting import Wait
from mlp_explorer.messages import RunState, event_to_dict
from mlp_explorer.runs import RunRecord, RunStore

__all__ = ["describe_news", "look_aside", "stream_messages", "stream_news"]

# proxies close what is silent; a browser that hears nothing asks (`server_messages.js`)
_HEARTBEAT, _HEARTBEAT_S = "event: beat\ndata: {}\n\n", 5
_LOOK_S = 1.0  # how often a stream looks for its run's place, and whether the server is to end
# so many look at the store at once, however many streams there are
_THREADS = ThreadPoolExecutor(8, "look")
_Result = TypeVar("_Result")
FindPlace = Callable[[str], Wait]


async def look_aside(function: Callable[..., _Result], *arguments: Any) -> _Result:
    """Return what a function returns that may wait, without holding anybody else up."""
    call = partial(function, *arguments)
    return await asyncio.get_running_loop().run_in_executor(_THREADS, call)


def stream_messages(
    store: RunStore,
    run_id: str,
    start: int = 0,
    find_place: FindPlace = lambda run_id: Wait(),
    is_closing: Callable[[], bool] = lambda: False,
    waits: bool = True,
) -> AsyncIterator[str]:
    """Yield the run's server-sent messages from event number `start` until it is not active.

    `points`: a list of events, each with its time; `snapshot`: newer weights are there;
    `state`: the run's state, whether it has ended for now, and what it waits for, see `Wait`: how
    many jobs, about how many seconds, which memory in GB, its test.
    The message's id is the number of the last event it carries. Where it does not wait, it ends
    after what there is; the state is always among it.
    """
    state: dict[str, Any] = {}
    snapshot = None

    def look() -> tuple[list[str], bool]:
        nonlocal start, state, snapshot
        messages = []
        newer = _describe_state(store, run_id, find_place)  # before its events: after its end none
        events, start = store.read_newer_events(run_id, start)
        newest = store.snapshot_epoch(run_id)
        if events:
            points = [_shorten({"time": time_s} | event_to_dict(event)) for time_s, event in events]
            messages.append(_message("points", points, start - 1))
        if newest != snapshot:
            snapshot = newest
            messages.append(_message("snapshot", {"epoch": newest}))
        if newer != state:
            state = newer
            messages.append(_message("state", state))
        return messages, state["ended"]

    return _follow(store, [run_id], look, is_closing, waits)


def stream_news(
    store: RunStore,
    run_ids: Sequence[str],
    known: str | None = None,
    is_closing: Callable[[], bool] = lambda: False,
    waits: bool = True,
) -> AsyncIterator[str]:
    """Yield a message `news` when `describe_news` says something else than `known`, and so on; it
    has what is known then. The last one is when none of the runs is active any more."""

    def look() -> tuple[list[str], bool]:
        nonlocal known
        records = [store.get(run_id) for run_id in run_ids]
        ended = not any(record.state.is_active() for record in records)
        newer = describe_news(store, records)
        if newer == known and not ended:
            return [], ended
        known = newer
        return [_message("news", {"ended": ended, "known": known})], ended

    return _follow(store, run_ids, look, is_closing, waits)


async def _follow(
    store: RunStore,
    run_ids: Sequence[str],
    look: Callable[[], tuple[list[str], bool]],
    is_closing: Callable[[], bool],
    waits: bool,
) -> AsyncIterator[str]:
    """Yield what `look` finds now and after each change of the runs, until it says that they have
    ended; a heartbeat where there is nothing for a while, at the beginning at once."""
    said_s = -inf
    async with _listening(store, run_ids) as changed:
        while not is_closing():
            changed.clear()
            messages, ended = await look_aside(look)
            if not messages and monotonic() - said_s >= _HEARTBEAT_S:
                messages = [_HEARTBEAT]
            for message in messages:
                said_s = monotonic()
                yield message
            if ended or not waits:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), _LOOK_S)


def describe_news(store: RunStore, records: Sequence[RunRecord]) -> str:
    """Return what changes with the state, the epochs and the weights of runs."""
    return ",".join(
        f"{record.state} {len(record.epochs)} {store.snapshot_epoch(record.id)}"
        for record in records
    )


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
    wait = find_place(run_id) if state is RunState.QUEUED else Wait()
    return {
        "state": state,
        "ended": not state.is_active(),
        "place": wait.before,
        "wait_s": wait.seconds,
        "memory": wait.shortage and round_shortage(wait.shortage),
        "last": wait.is_last,
    }


def _shorten(point: dict[str, Any]) -> dict[str, Any]:
    """Leave out digits that nobody sees, half of the bytes: metrics have those of float32."""
    short = {k: float(f"{v:.7g}") if isinstance(v, float) else v for k, v in point.items()}
    return short | {"time": round(point["time"], 3)}


def _message(name: str, data: Any, number: int | None = None) -> str:
    identity = "" if number is None else f"id: {number}\n"
    return f"event: {name}\n{identity}data: {json.dumps(data, separators=(',', ':'))}\n\n"
