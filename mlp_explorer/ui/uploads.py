"""Files are taken where a field of a page has asked for one, and nowhere else."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from mlp_explorer.ui._streamlit import is_asked_for
from mlp_explorer.words import APP

__all__ = ["UploadMiddleware"]


class UploadMiddleware:
    """Refuses a file that nobody asked for before any of it is read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it."""
        is_upload = scope["type"] == "http" and scope["method"] == "PUT"
        if is_upload and not is_asked_for(scope["path"]):
            await PlainTextResponse(APP["no_upload"], 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)
