"""What a run says, as server-sent messages: for the live charts, and news for the pages."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import inf
from time import monotonic
from typing import Any

from mlp_explorer.messages import RunState, event_to_dict
from mlp_explorer.runs import RunRecord, RunStore

__all__ = ["describe_news", "stream_messages", "stream_news"]

# proxies close what is silent; a browser that hears nothing asks (`server_messages.js`)
_HEARTBEAT, _HEARTBEAT_S = "event: beat\ndata: {}\n\n", 5
_LOOK_S = 1.0  # how often a stream looks for its run's place, and whether the server is to end


def stream_messages(
    store: RunStore,
    run_id: str,
    start: int = 0,
    find_place: Callable[[str], int] = lambda run_id: 0,
    is_closing: Callable[[], bool] = lambda: False,
    waits: bool = True,
) -> AsyncIterator[str]:
    """Yield the run's server-sent messages from event number `start` until it is not active.

    `points`: a list of events, each with its time; `snapshot`: newer weights are there;
    `state`: the run's state, whether it has ended for now, and how many jobs come before it.
    The message's id is the number of the last event it carries. Where it does not wait, it ends
    after what there is; the state is always among it.
    """
    state: dict[str, Any] = {}
    snapshot = None

    def look() -> tuple[list[str], bool]:
        nonlocal start, state, snapshot
        messages = []
        newer = _describe_state(store, run_id, find_place)  # before its events: after its end none
        events, newest = store.read_events(run_id, start), store.snapshot_epoch(run_id)
        start += len(events)
        if events:
            points = [{"time": time_s, **event_to_dict(event)} for time_s, event in events]
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
    with _listening(store, run_ids) as changed:
        while not is_closing():
            changed.clear()
            messages, ended = look()
            if not messages and monotonic() - said_s >= _HEARTBEAT_S:
                messages = [_HEARTBEAT]
            for message in messages:
                said_s = monotonic()
                yield message
            if ended or not waits:
                return
            await _hear(changed, _LOOK_S)


def describe_news(store: RunStore, records: Sequence[RunRecord]) -> str:
    """Return what changes with the state, the epochs and the weights of runs."""
    return ",".join(
        f"{record.state} {len(record.epochs)} {store.snapshot_epoch(record.id)}"
        for record in records
    )


@contextmanager
def _listening(store: RunStore, run_ids: Sequence[str]) -> Iterator[asyncio.Event]:
    """Give an event that is set after each change of the runs."""
    changed, loop = asyncio.Event(), asyncio.get_running_loop()

    def tell() -> None:
        if not loop.is_closed():  # the server is going down, the engine not yet
            loop.call_soon_threadsafe(changed.set)

    unlisten = [store.listen(run_id, tell) for run_id in run_ids]
    try:
        yield changed
    finally:
        for forget in unlisten:
            forget()


def _describe_state(
    store: RunStore, run_id: str, find_place: Callable[[str], int]
) -> dict[str, Any]:
    state = store.get(run_id).state
    place = find_place(run_id) if state is RunState.QUEUED else 0
    return {"state": state, "ended": not state.is_active(), "place": place}


def _message(name: str, data: Any, number: int | None = None) -> str:
    identity = "" if number is None else f"id: {number}\n"
    return f"event: {name}\n{identity}data: {json.dumps(data)}\n\n"


async def _hear(changed: asyncio.Event, timeout_s: float) -> None:
    """Wait for the event, or for as long."""
    with suppress(TimeoutError):
        await asyncio.wait_for(changed.wait(), timeout_s)
