"""What a browser is told to refuse: headers that every answer of the server has."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache

from dashboard.entrance import document_scripts
from dashboard.frame import page_scripts

SECONDS_OF_HTTPS = 365 * 24 * 3600
"""For how long a browser comes by https alone, once it has."""

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@cache
def headers(*, is_https: bool) -> dict[str, str]:
    """The headers, where the dashboard is reached by https or without it."""
    found = FIXED | {"Content-Security-Policy": content_policy()}
    if is_https:
        found["Strict-Transport-Security"] = f"max-age={SECONDS_OF_HTTPS}"
    return found


def content_policy() -> str:
    """What a page may load: of this server alone, and no script but those it was sent with.

    The scripts within pages are known by their hashes, so that one within a name or a note
    stays text whatever draws it. Streamlit sets styles from its scripts, which has no other
    name than ``unsafe-inline``; its charts are drawn by an interpreter, without ``eval``.
    """
    known = " ".join(_hashes([*document_scripts(), *page_scripts()]))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {known}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _hashes(scripts: Iterable[str]) -> Iterable[str]:
    for script in scripts:
        digest = hashlib.sha256(script.encode("utf-8")).digest()
        yield f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
