"""The door: `streamlit run streamlit_app.py`.

Everything else is in the package: `mlp_explorer/ui/main.py` is what a browser session runs.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from mlp_explorer.ui.errors import show_uncaught
from mlp_explorer.ui.owner import OwnerMiddleware
from mlp_explorer.ui.page_turns import PageTurnMiddleware
from mlp_explorer.ui.routes import make_routes
from mlp_explorer.ui.services import close_services, leave_on_signals, start_services

PAGES = Path(__file__).parent / "mlp_explorer" / "ui" / "main.py"
# Streamlit takes a script's folder into this list for each of its runs, and out of it again; an
# import in another thread that goes through it just then misses a package. Not if it is there.
sys.path.append(str(PAGES.parent))


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Start the training engine with the server, and end it with the server."""
    leave_on_signals()
    starting = asyncio.create_task(start_services())
    yield
    starting.cancel()
    close_services()


app = st.App(
    PAGES,
    lifespan=lifespan,
    routes=make_routes(),
    middleware=[Middleware(OwnerMiddleware), Middleware(PageTurnMiddleware)],
    on_script_error=show_uncaught,
)
