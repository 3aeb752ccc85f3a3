"""Around the sign-in: back to the page that was asked for, and a word where it failed.

Streamlit returns everybody to the first page, whether they are signed in by then or not.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from streamlit.web.server.server_util import AUTH_COOKIE_NAME

from dashboard.location import PAGES, View
from dashboard.request import BACK, SIGN_IN
from dashboard.sign_in import FAILED, OUTCOME

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASKED_FOR = "mega_page"
"""The cookie that keeps which page it was, while somebody is at the identity provider."""

MINUTES_AWAY = 30


class Returning:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else None

        async def leaving(message: Message) -> None:
            if message["type"] == "http.response.start":
                _keep_page(message, HTTPConnection(scope).headers.get("referer", ""))
            await send(message)

        async def back(message: Message) -> None:
            if message["type"] == "http.response.start":
                _return_to_page(message, scope)
            await send(message)

        wrapped = {SIGN_IN: leaving, BACK: back}.get(path or "", send)
        await self._app(scope, receive, wrapped)


def _keep_page(message: Message, referer: str) -> None:
    """Off to the provider; where that cannot be, back to the page at once."""
    page = page_of(referer)
    headers = MutableHeaders(raw=list(message["headers"]))
    if message["status"] >= HTTPStatus.BAD_REQUEST:
        message["status"] = HTTPStatus.SEE_OTHER
        headers["location"] = f"/{page}&{urlencode({OUTCOME: FAILED})}"
    kept = f"{ASKED_FOR}={quote(page, safe='')}; Path={BACK}; HttpOnly; SameSite=Lax"
    headers.append("set-cookie", f"{kept}; Max-Age={MINUTES_AWAY * 60}")
    message["headers"] = headers.raw


def _return_to_page(message: Message, scope: Scope) -> None:
    headers = MutableHeaders(raw=list(message["headers"]))
    page = page_of(unquote(HTTPConnection(scope).cookies.get(ASKED_FOR, "")))
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    comes_from_sign_out = not {"code", "error"} & set(asked)
    is_signed_in = any(
        cookie.startswith(f"{AUTH_COOKIE_NAME}=") and "max-age=0" not in cookie.lower()
        for cookie in headers.getlist("set-cookie")
    )
    if not comes_from_sign_out and not is_signed_in:
        page = f"{page}&{urlencode({OUTCOME: FAILED})}"
    headers["location"] = f"/{page}"
    message["headers"] = headers.raw


def page_of(address: str) -> str:
    """The page and view of an address of this dashboard, written anew; else the first page.

    >>> page_of("https://mega.example.org/target?lang=en&target=M01&evil=1")
    'target?lang=en&target=M01'
    >>> page_of("//evil.example.org/x")
    'panorama?lang=es'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    page = next((page for page in PAGES if parts.path.strip("/") == page), PAGES[0])
    return View.read(page, dict(parse_qsl(parts.query))).href
