"""Whose a run is: of the browser that started it, known by a signed cookie.

Everybody on the server may look at all runs: a class compares them. Only their owner may change or
delete them, or the host: the browser that opened the link in the server's terminal. Nothing of it
rests on an address. A browser that sends no cookie is somebody else in each session, see `Session`.
"""

import hmac
import secrets
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote, urlencode

import streamlit as st
from itsdangerous import BadSignature, Signer
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mlp_explorer.runs import find_home
from mlp_explorer.ui._streamlit import find_url
from mlp_explorer.ui.keys import load_key
from mlp_explorer.words import APP

__all__ = [
    "find_visitor",
    "HOST_PARAMETER",
    "make_owner",
    "OwnerMiddleware",
    "Passes",
    "show_host_link",
    "Visitor",
]

HOST_PARAMETER = "host_key"
_HOST = "host"  # what the host's cookie says
_YEAR_S = 365 * 86_400


class Visitor(NamedTuple):
    """owner: who the browser is, empty where it does not say so. is_host: whether it is the host's,
    too."""

    owner: str
    is_host: bool


class Passes:
    """The cookies of one server.

    owner_key, host_key: its secrets. A cookie's name says by which secret it is signed, as servers
    at other ports of the same address have the same cookies. Who knows `host_key` is the host.
    """

    def __init__(self, owner_key: str, host_key: str) -> None:
        self._owner, self._host = _make_signer(owner_key), _make_signer(host_key)
        self._host_key = host_key
        self.owner_cookie = f"mlp_explorer_owner_{_shorten(owner_key)}"
        self.host_cookie = f"mlp_explorer_host_{_shorten(host_key)}"

    def read(self, cookies: Mapping[str, str]) -> Visitor:
        """Return who has these cookies; what is not signed by this server says nothing."""
        owner = _unsign(self._owner, cookies.get(self.owner_cookie))
        is_host = _unsign(self._host, cookies.get(self.host_cookie)) == _HOST
        return Visitor(owner, is_host)

    def write_owner(self, owner: str) -> str:
        """Return the value of an owner's cookie."""
        return self._owner.sign(owner).decode()

    def write_host(self, key: str) -> str | None:
        """Return the value of the host's cookie for who knows the key, else None."""
        is_right = hmac.compare_digest(key.encode(), self._host_key.encode())
        return self._host.sign(_HOST).decode() if is_right else None


def make_owner() -> str:
    """Return an owner who has not been there before."""
    return secrets.token_urlsafe(18)


def find_visitor() -> Visitor:
    """Return who this session's browser is."""
    return _load_passes().read(st.context.cookies)


def show_host_link() -> None:
    """Print the address that makes a browser the host's."""
    link = f"{find_url()}/?{urlencode({HOST_PARAMETER: _load_host_key()})}"
    print(f"  {APP['host_link']}\n  {link}\n", flush=True)  # noqa: T201 - for who starts it


class OwnerMiddleware:
    """Gives every browser a cookie of its own with its first page, and the host's for its key."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add a cookie to the page where there is none."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        request, passes = Request(scope), _load_passes()
        if HOST_PARAMETER in request.query_params:
            return await _admit(request, passes)(scope, receive, send)
        if passes.read(request.cookies).owner:
            return await self._app(scope, receive, send)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if _is_page(request, message["status"], headers):
                    page = Response()
                    value = passes.write_owner(make_owner())
                    _set_cookie(page, request, passes.owner_cookie, value)
                    headers.append("set-cookie", page.headers["set-cookie"])
            await send(message)

        return await self._app(scope, receive, send_with_cookie)


def _is_page(request: Request, status: int, headers: Mapping[str, str]) -> bool:
    """Tell whether an answer is a page; one that the browser still has (304) has no type."""
    is_kept = status == 304 and "text/html" in request.headers.get("accept", "")
    return is_kept or headers.get("content-type", "").startswith("text/html")


def _admit(request: Request, passes: Passes) -> Response:
    """Make the browser the host's if it knows the key, and send it to the same page without it."""
    value = passes.write_host(request.query_params[HOST_PARAMETER])
    if value is None:
        return PlainTextResponse(APP["wrong_host_key"], 403)
    rest = [each for each in request.query_params.multi_items() if each[0] != HOST_PARAMETER]
    # relative, as only the browser knows the whole path where a proxy has put us into a folder
    page = "./" + quote(request.scope["path"].rsplit("/", 1)[-1])
    answer = RedirectResponse(f"{page}?{urlencode(rest)}" if rest else page, 303)
    answer.headers["cache-control"] = "no-store"
    _set_cookie(answer, request, passes.host_cookie, value)
    return answer


def _set_cookie(answer: Response, request: Request, name: str, value: str) -> None:
    proxied = request.headers.get("x-forwarded-proto", "").partition(",")[0].strip()
    secure = "https" in (request.scope.get("scheme"), proxied)
    answer.set_cookie(name, value, _YEAR_S, secure=secure, httponly=True, samesite="lax")


@cache  # they stay the same while the server runs
def _load_passes() -> Passes:
    return Passes(load_key(find_home(), "owner"), _load_host_key())


@cache
def _load_host_key() -> str:
    return load_key(find_home(), "host")


def _make_signer(key: str) -> Signer:
    return Signer(key, salt=__name__, key_derivation="hmac", digest_method=sha256)


def _shorten(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:8]


def _unsign(signer: Signer, value: str | None) -> str:
    try:
        return signer.unsign(value or "").decode()
    except (BadSignature, UnicodeError):
        return ""
