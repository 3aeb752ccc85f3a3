"""What a request says of itself, as the guard and the log take it: its route and who sends it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit
from starlette.requests import HTTPConnection
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from dashboard.location import PAGES

if TYPE_CHECKING:
    from starlette.types import Scope

    from dashboard.identity import Claims

UPLOAD = "/_stcore/upload_file/"
DOWNLOAD = "/media/"
STREAM = "/_stcore/stream"
READY = "/readyz"
SIGN_IN, BACK, SIGN_OUT = "/auth/login", "/oauth2callback", "/auth/logout"
SIGNING = (SIGN_IN, BACK, SIGN_OUT)

_PAGES = ("/", *(f"/{page}" for page in PAGES))
_EXACT = frozenset(
    {*_PAGES, *SIGNING, READY, STREAM, "/favicon.png", "/_stcore/health", "/_stcore/host-config"}
)
_BELOW = (UPLOAD, DOWNLOAD)
_STATIC = "/static/"
_FILES = Path(streamlit.__file__).with_name("static") / "static"
_STATIC_FILES = frozenset(
    _STATIC + path.relative_to(_FILES).as_posix() for path in _FILES.rglob("*") if path.is_file()
)
"""Streamlit's scripts, styles and fonts; of any other name below it makes the first page."""


def route_of(scope: Scope) -> str | None:
    """The route that a request is for; None for what is not served.

    Of what lies below a route nothing is told: there are ids in it that nobody else may know.
    """
    path: str = scope["path"]
    if path in _EXACT:
        return path
    if path in _STATIC_FILES:
        return _STATIC
    return next((route for route in _BELOW if path.startswith(route)), None)


def hostname_of(scope: Scope) -> str | None:
    """The name that the request takes the server for, without a port; None if it is no name."""
    written = HTTPConnection(scope).headers.get("host", "")
    try:
        parts = urlsplit(f"//{written}")
        is_plain = parts.netloc == written and parts.username is None and parts.port != 0
    except ValueError:
        return None
    return parts.hostname if is_plain else None


def claims_of(scope: Scope) -> Claims:
    """What the cookie says that Streamlit signed when somebody signed in; {} without it.

    Streamlit tells pages the same (``st.user``), and routes nothing.
    """
    cookies = HTTPConnection(scope).cookies

    def signed(name: str) -> bytes | None:
        value = cookies.get(name, "")
        return decode_signed_value(get_cookie_secret(), name, value)

    try:
        claims = json.loads(get_cookie_with_chunks(signed, AUTH_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}
