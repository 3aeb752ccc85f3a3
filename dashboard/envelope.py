"""What every answer of the server comes in: an id, headers for the browser, a line in the log.

What fails below ends here: the browser gets the id, the log where it happened.
"""

from __future__ import annotations

import logging
import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from dashboard.entrance import preferred
from dashboard.log import REQUEST, fields
from dashboard.policy import headers
from dashboard.request import DOWNLOAD, route_of
from dashboard.words import words_in

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "X-Request-ID"
GIVEN_ID = re.compile(r"[0-9a-f]{32}")
"""An id that nginx gave (``$request_id``); any other is left alone."""

_COOKIE, _SAFE = b"set-cookie", b"; Secure"
_OF_OTHERS = "access-control-"
"""Headers that would let pages of other sites read answers; none may."""

_log = logging.getLogger(__name__)


class Envelope:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self._app, self._is_https = app, is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        request = given if GIVEN_ID.fullmatch(given) else uuid4().hex
        token = REQUEST.set(request)
        statuses: list[int] = []

        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
                self._add_headers(message, request, route_of(scope))
            elif message["type"] == "websocket.accept":
                statuses.append(HTTPStatus.SWITCHING_PROTOCOLS)
            elif message["type"] == "websocket.close" and not statuses:
                statuses.append(HTTPStatus.FORBIDDEN)
            await send(message)

        started = time.perf_counter()
        try:
            await self._app(scope, receive, wrapped)
        except Exception:
            _log.exception("a request failed")
            if scope["type"] == "http" and not statuses:
                await _apology(scope)(scope, receive, wrapped)
        finally:
            _log.info("request", extra=fields(**_told(scope, statuses, started)))
            REQUEST.reset(token)

    def _add_headers(self, message: Message, request: str, route: str | None) -> None:
        found = MutableHeaders(raw=list(message["headers"]))
        for name in {name for name in found if name.startswith(_OF_OTHERS)}:
            del found[name]
        found[REQUEST_ID] = request
        for name, value in headers(is_https=self._is_https).items():
            found[name] = value
        if route == DOWNLOAD:
            found["Cache-Control"] = "private, no-store"
        message["headers"] = [self._kept_safe(name, value) for name, value in found.raw]

    def _kept_safe(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        """Cookies travel by https alone, where there is https."""
        is_open = name == _COOKIE and self._is_https and _SAFE.lower() not in value.lower()
        return name, value + _SAFE if is_open else value


def _apology(scope: Scope) -> PlainTextResponse:
    words = words_in(preferred(Headers(scope=scope).get("accept-language", "")))
    sentence = words.text(
        "Something went wrong and was written to the server's log as {reference}. Try again; if "
        "it stays, tell the person who runs this server.",
        reference=REQUEST.get(),
    )
    return PlainTextResponse(sentence, HTTPStatus.INTERNAL_SERVER_ERROR)


def _told(scope: Scope, statuses: list[int], started: float) -> dict[str, object]:
    return {
        "method": scope.get("method", "SOCKET"),
        "route": route_of(scope) or "unknown",
        "status": int(statuses[0]) if statuses else None,
        "ms": round((time.perf_counter() - started) * 1000, 1),
    }
