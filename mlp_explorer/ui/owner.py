"""Whose a run is: of the browser that started it, known by a random cookie.

Everybody on the server may look at all runs: a class compares them. Only their owner, or whoever
sits at the server's own machine, may change or delete them.
"""

import secrets

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["COOKIE", "find_owner", "is_at_server", "OwnerMiddleware"]

COOKIE = "mlp_explorer_owner"
_YEAR_S = 365 * 86_400


class OwnerMiddleware:
    """Gives every browser a cookie of its own with its first page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the cookie to the answer where there is none."""
        if scope["type"] != "http" or _has_cookie(scope):
            return await self._app(scope, receive, send)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", _make_cookie())
            await send(message)

        return await self._app(scope, receive, send_with_cookie)


def find_owner() -> str:
    """Return who this session's browser is; empty where it takes no cookies."""
    cookie = st.context.cookies.get(COOKIE)
    return cookie if isinstance(cookie, str) else ""


def is_at_server() -> bool:
    """Tell whether this session's browser runs on the server's own machine."""
    return st.context.ip_address is None


def _has_cookie(scope: Scope) -> bool:
    lines = [value for name, value in scope["headers"] if name == b"cookie"]
    return any(f"{COOKIE}=".encode() in line for line in lines)


def _make_cookie() -> str:
    value = secrets.token_urlsafe(18)
    return f"{COOKIE}={value}; Path=/; Max-Age={_YEAR_S}; HttpOnly; SameSite=Lax"
