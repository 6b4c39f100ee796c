"""The door: `streamlit run streamlit_app.py`.

Everything else is in the package: `mlp_explorer/ui/main.py` is what a browser session runs.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from mlp_explorer.ui.errors import show_uncaught
from mlp_explorer.ui.routes import make_routes
from mlp_explorer.ui.services import get_services


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Start the training engine with the server, and end it with the server."""
    services = get_services()
    services.start()
    yield
    services.close()


app = st.App(
    "mlp_explorer/ui/main.py",
    lifespan=lifespan,
    routes=make_routes(),
    on_script_error=show_uncaught,
)
