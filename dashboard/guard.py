"""The server's door: what is not known, too large, from elsewhere or without the right stays out.

Streamlit by itself answers every path, lets any open socket store files, and tells everybody
how it is used. Here a request comes in by its route alone, and each route says who may.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse

from dashboard.entrance import preferred
from dashboard.frame import NEEDS
from dashboard.identity import Audience, audience, sign_out, visitor
from dashboard.location import PAGES
from dashboard.request import (
    DOWNLOAD,
    READY,
    SIGN_OUT,
    SIGNING,
    STREAM,
    UPLOAD,
    claims_of,
    hostname_of,
    route_of,
)
from dashboard.rights import RIGHTS, Right, Role
from dashboard.words import words_in
from data.errors import MegaError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LONGEST_ADDRESS = 4096
"""Bytes of path and parameters; the longest that a page makes has some hundreds."""

LARGEST_HEADERS = 32 * 1024
"""Bytes of all headers; the cookies of somebody in many groups take a dozen thousand."""

READING = frozenset({"GET", "HEAD"})
METHODS = {UPLOAD: frozenset({"PUT", "DELETE"})}
"""By route, where they are others than for reading."""

RIGHTS_OF_ROUTES = {UPLOAD: Right.LOAD, DOWNLOAD: Right.SEE}
"""Where a route has data in it; pages ask for their rights themselves."""

STATUSES = {
    "not_served": HTTPStatus.NOT_FOUND,
    "other_host": HTTPStatus.MISDIRECTED_REQUEST,
    "other_origin": HTTPStatus.FORBIDDEN,
    "method_refused": HTTPStatus.METHOD_NOT_ALLOWED,
    "address_too_long": HTTPStatus.REQUEST_URI_TOO_LONG,
    "headers_too_large": HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "body_refused": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "sign_in_first": HTTPStatus.UNAUTHORIZED,
}
"""The answer to what is refused; to who lacks a right it is 403."""

POLICY_VIOLATION = 1008
"""How a socket is closed that was refused."""


@dataclass(frozen=True, slots=True)
class Doorway:
    """As what the server is known: by which names, and at which address where one is set."""

    hosts: frozenset[str]
    address: str | None


class Guard:
    """ASGI middleware; ``now`` tells the time, with its zone."""

    def __init__(self, app: ASGIApp, doorway: Doorway, now: Callable[[], datetime]) -> None:
        self._app, self._doorway, self._now = app, doorway, now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            try:
                self._admit(scope)
            except MegaError as error:
                await _refuse(error, scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _admit(self, scope: Scope) -> None:
        """Error with the reason for which a request is not let in."""
        request = HTTPConnection(scope)
        route = route_of(scope)
        if route != READY and hostname_of(scope) not in self._doorway.hosts:
            raise MegaError("other_host")
        if route is None or not _is_served(route) or (route == STREAM) != _is_socket(scope):
            raise MegaError("not_served")
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            raise MegaError("address_too_long")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEADERS:
            raise MegaError("headers_too_large")
        if not _is_socket(scope):
            _admit_method(scope["method"], route, request)
        if _is_socket(scope) or scope["method"] not in READING:
            self._admit_origin(request)
        if route in RIGHTS_OF_ROUTES:
            visitor(claims_of(scope), self._now()).need(RIGHTS_OF_ROUTES[route])
        if route == SIGN_OUT:
            sign_out(claims_of(scope), self._now())

    def _admit_origin(self, request: HTTPConnection) -> None:
        """A page of another site may neither open a socket here nor send files.

        Programs that are no browsers name no origin; Streamlit believes no cookie of theirs.
        """
        origin = request.headers.get("origin")
        own = self._doorway.address or f"{_http(request)}://{request.headers.get('host')}"
        if origin is not None and origin != own:
            raise MegaError("other_origin")


def _is_served(route: str) -> bool:
    """Whether there is such a route for those whom this server serves."""
    if route in SIGNING:
        return audience() is Audience.PEOPLE
    if audience() is not Audience.PUBLIC:
        return True
    rights = RIGHTS[Role.PUBLIC]
    closed = {f"/{page}" for page in PAGES if NEEDS[page] not in rights}
    closed |= {route for route, right in RIGHTS_OF_ROUTES.items() if right not in rights}
    return route not in closed


def _admit_method(method: str, route: str, request: HTTPConnection) -> None:
    if method not in METHODS.get(route, READING):
        raise MegaError("method_refused")
    has_body = "transfer-encoding" in request.headers or (
        request.headers.get("content-length", "0") != "0"
    )
    if has_body and method != "PUT":  # how large a file may be, Streamlit sees to
        raise MegaError("body_refused")


def _is_socket(scope: Scope) -> bool:
    return bool(scope["type"] == "websocket")


def _http(request: HTTPConnection) -> str:
    return "https" if request.url.scheme in {"https", "wss"} else "http"


async def _refuse(error: MegaError, scope: Scope, receive: Receive, send: Send) -> None:
    """Say why in a sentence; a socket has no room for one."""
    if _is_socket(scope):
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    accepted = HTTPConnection(scope).headers.get("accept-language", "")
    sentence = words_in(preferred(accepted)).error(error)
    status = STATUSES.get(error.code, HTTPStatus.FORBIDDEN)
    await PlainTextResponse(sentence, status)(scope, receive, send)
