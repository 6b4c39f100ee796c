"""The door: `streamlit run streamlit_app.py`.

Everything else is in the package: `mlp_explorer/ui/main.py` is what a browser session runs.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from mlp_explorer.ui.errors import show_uncaught
from mlp_explorer.ui.late_messages import LateMessageMiddleware
from mlp_explorer.ui.owner import OwnerMiddleware
from mlp_explorer.ui.routes import make_routes
from mlp_explorer.ui.services import close_services, leave_on_signals, start_services


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Start the training engine with the server, and end it with the server."""
    leave_on_signals()
    starting = asyncio.create_task(start_services())
    yield
    starting.cancel()
    close_services()


app = st.App(
    "mlp_explorer/ui/main.py",
    lifespan=lifespan,
    routes=make_routes(),
    middleware=[Middleware(OwnerMiddleware), Middleware(LateMessageMiddleware)],
    on_script_error=show_uncaught,
)
