"""What the server answers besides Streamlit's own: a run's events, scripts, its health.

All pages of all people share one event loop: nothing waits on it, see `streams.look_aside`.
"""

from collections.abc import AsyncIterator, Sequence
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
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.assets import make_asset_routes
from mlp_explorer.ui.services import Services, get_services
from mlp_explorer.ui.streams import look_aside, stream_messages, stream_news
from mlp_explorer.words import PAGES

__all__ = ["events_url", "make_routes", "news_url"]


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
    to number 7, and with `wait=0` the answer is what there is, and ends."""
    return f"runs/{run_id}/events"


def news_url(records: Sequence[RunRecord]) -> str:
    """Return where news of runs stream from: that one has newer weights or another state.

    Relative to the page, too. `?known=…` leaves out what `describe_news` has said; `wait=0` as for
    events.
    """
    return f"runs/{','.join(record.id for record in records)}/news"


async def _redirect(request: Request) -> Response:
    """Send an address of before, such as `/draw?run=…`, to that page; relative to where it is."""
    page = request.url.path.rstrip("/").rsplit("/", 1)[-1]
    query = urlencode({"page": page} | dict(request.query_params))
    return RedirectResponse(f".?{query}", 308)


async def _send_health(request: Request) -> Response:
    try:
        status = (await look_aside(get_services)).engine.status
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
    last = request.headers.get("last-event-id") or request.query_params.get("after") or "-1"
    try:
        start = max(0, int(last) + 1)
        services = await look_aside(_find, [run_id])
    except RunNotFoundError as error:
        return PlainTextResponse(str(error), 404)
    except MLPExplorerError as error:
        return PlainTextResponse(str(error), 503)
    except ValueError:
        return PlainTextResponse(f"after: “{last[:40]}” arrived; allowed are whole numbers.", 400)
    find_place, is_closing = services.engine.find_place, services.leaving.is_set
    waits = _waits(request)
    return _stream(stream_messages(services.store, run_id, start, find_place, is_closing, waits))


async def _send_news(request: Request) -> Response:
    """Server-sent news of runs, one stream for all: a browser has six for one server."""
    run_ids, known = request.path_params["run_ids"].split(","), request.query_params.get("known")
    try:
        services = await look_aside(_find, run_ids)
    except RunNotFoundError as error:
        return PlainTextResponse(str(error), 404)
    except MLPExplorerError as error:
        return PlainTextResponse(str(error), 503)
    return _stream(
        stream_news(services.store, run_ids, known, services.leaving.is_set, _waits(request))
    )


def _waits(request: Request) -> bool:
    return request.query_params.get("wait") != "0"


def _find(run_ids: Sequence[str]) -> Services:
    """Return the services, if their store has these runs. Raises MLPExplorerError."""
    services = get_services()
    for run_id in run_ids:
        services.store.get(run_id)
    return services


def _stream(messages: AsyncIterator[str]) -> Response:
    return StreamingResponse(
        messages,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
