"""What the server answers besides Streamlit's own: a run's events, scripts, its health."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from starlette.requests import Request
from starlette.responses import (
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Route

from mlp_explorer.compute import EngineState, EngineStatus
from mlp_explorer.errors import MLPExplorerError, RunNotFoundError
from mlp_explorer.messages import RunState, event_to_dict
from mlp_explorer.runs import RunRecord, RunStore
from mlp_explorer.ui.assets import make_asset_routes
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import PAGES

__all__ = [
    "describe_news",
    "events_url",
    "make_routes",
    "news_url",
    "stream_messages",
    "stream_news",
]

_HEARTBEAT, _HEARTBEAT_S = ": still here\n\n", 15  # proxies close what is silent
_LOOK_S = 1.0  # how often a stream looks for its run's place, and whether the server is to end


def make_routes() -> list[BaseRoute]:
    """Return the routes for `st.App`; also below the path of `server.baseUrlPath`, where the page
    is then: Streamlit leaves that to us."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return _make_routes("") + (_make_routes(f"/{base}") if base else [])


def _make_routes(base: str) -> list[BaseRoute]:
    return [
        Route(f"{base}/runs/{{run_id}}/events", _send_events),
        Route(f"{base}/runs/{{run_ids}}/news", _send_news),
        Route(f"{base}/engine", _send_health),
        *(Route(f"{base}/{page}", _redirect) for page in PAGES),
        *make_asset_routes(base),
    ]


def events_url(run_id: str) -> str:
    """Return where a run's events stream from, relative to the page; `?after=7` leaves out those up
    to number 7."""
    return f"runs/{run_id}/events"


def news_url(records: Sequence[RunRecord]) -> str:
    """Return where news of runs stream from: that one has newer weights or another state.

    Relative to the page, too. `?known=…` leaves out what `describe_news` has said.
    """
    return f"runs/{','.join(record.id for record in records)}/news"


async def _redirect(request: Request) -> Response:
    """Send an address of before, such as `/draw?run=…`, to that page; relative to where it is."""
    page = request.url.path.rstrip("/").rsplit("/", 1)[-1]
    query = urlencode({"page": page} | dict(request.query_params))
    return RedirectResponse(f".?{query}", 308)


async def _send_health(request: Request) -> Response:
    try:
        status = get_services().engine.status
    except MLPExplorerError as error:
        status = EngineStatus(EngineState.UNREACHABLE, error.problems[0])
    return JSONResponse(
        {"state": status.state, "sentence": status.sentence, "workers": status.workers}
    )


async def _send_events(request: Request) -> Response:
    """Server-sent events of one run. Knowing its id is the right to see it, as on the pages.

    Starts after the number in `Last-Event-ID`, or in `?after=` where a page opens the stream anew.
    """
    run_id = request.path_params["run_id"]
    try:
        services = get_services()
        services.store.get(run_id)
        last = request.headers.get("last-event-id") or request.query_params.get("after") or "-1"
        start = max(0, int(last) + 1)
        messages = stream_messages(
            services.store,
            run_id,
            start,
            services.engine.queue_place,
            services.leaving.is_set,
            services.engine.find_wait,
        )
    except RunNotFoundError as error:
        return PlainTextResponse(str(error), 404)
    except MLPExplorerError as error:
        return PlainTextResponse(str(error), 503)
    except ValueError:
        return PlainTextResponse(f"after: “{last[:40]}” arrived; allowed are whole numbers.", 400)
    return _stream(messages)


async def _send_news(request: Request) -> Response:
    """Server-sent news of runs, one stream for all: a browser has six for one server."""
    run_ids, known = request.path_params["run_ids"].split(","), request.query_params.get("known")
    try:
        services = get_services()
        for run_id in run_ids:
            services.store.get(run_id)
    except RunNotFoundError as error:
        return PlainTextResponse(str(error), 404)
    except MLPExplorerError as error:
        return PlainTextResponse(str(error), 503)
    return _stream(stream_news(services.store, run_ids, known, services.leaving.is_set))


def _stream(messages: AsyncIterator[str]) -> Response:
    return StreamingResponse(
        messages,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def stream_messages(
    store: RunStore,
    run_id: str,
    start: int = 0,
    find_place: Callable[[str], int] = lambda run_id: 0,
    is_closing: Callable[[], bool] = lambda: False,
    find_wait: Callable[[str], int | None] = lambda run_id: None,
) -> AsyncIterator[str]:
    """Yield the run's server-sent messages from event number `start` until it is not active.

    `points`: a list of events, each with its time; `snapshot`: newer weights are there;
    `state`: the run's state, whether it has ended for now, how many jobs come before it, and about
    how many seconds it waits.
    The message's id is the number of the last event it carries.
    """
    state: dict[str, Any] = {"ended": False}
    snapshot, silent_s = None, 0.0
    with _listening(store, [run_id]) as changed:
        while not (state["ended"] or is_closing()):
            changed.clear()
            # before its events: after its end none come
            newer = _describe_state(store, run_id, find_place, find_wait)
            events, newest = store.read_events(run_id, start), store.snapshot_epoch(run_id)
            start += len(events)
            if events:
                points = [{"time": time_s, **event_to_dict(event)} for time_s, event in events]
                yield _message("points", points, start - 1)
            if newest != snapshot:
                snapshot = newest
                yield _message("snapshot", {"epoch": newest})
            if newer != state:
                state = newer
                yield _message("state", state)
            heard = state["ended"] or await _hear(changed, _LOOK_S)
            silent_s = 0.0 if heard else silent_s + _LOOK_S
            if silent_s >= _HEARTBEAT_S:
                silent_s = 0.0
                yield _HEARTBEAT


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
    with _listening(store, run_ids) as changed:
        while going_on and not is_closing():
            changed.clear()
            records = [store.get(run_id) for run_id in run_ids]
            going_on = any(record.state.is_active() for record in records)
            newer = describe_news(store, records)
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
    store: RunStore,
    run_id: str,
    find_place: Callable[[str], int],
    find_wait: Callable[[str], int | None],
) -> dict[str, Any]:
    state = store.get(run_id).state
    waits = state is RunState.QUEUED
    place, wait_s = (find_place(run_id), find_wait(run_id)) if waits else (0, None)
    return {"state": state, "ended": not state.is_active(), "place": place, "wait_s": wait_s}


def _message(name: str, data: Any, number: int | None = None) -> str:
    identity = "" if number is None else f"id: {number}\n"
    return f"event: {name}\n{identity}data: {json.dumps(data)}\n\n"


async def _hear(changed: asyncio.Event, timeout_s: float) -> bool:
    """Wait for the event; tell whether it came in time."""
    try:
        return await asyncio.wait_for(changed.wait(), timeout_s)
    except TimeoutError:
        return False
