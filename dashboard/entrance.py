"""The document that a browser loads first: Streamlit's, in the reader's language.

Streamlit's own is English whatever the page says, and looks for its server below each
page's address first, which fails with an error in the browser's console.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit
from babel import negotiate_locale
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.location import PAGES
from indicators.model import FALLBACK_LANGUAGE, LANGUAGES

_HTML = '<html lang="en">'
_HEAD = "<head>"
_SERVER = (
    "<script>window.__streamlit = {BACKEND_BASE_URL: location.origin,"
    " MAIN_PAGE_BASE_URL: location.origin}</script>"
)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def routes() -> list[Route]:
    """One for the root and one for each page."""
    return [Route(f"/{page}", document) for page in ("", *PAGES)]


async def document(request: Request) -> Response:
    """The document of a page, once its address has a page and a language."""
    page, params = request.url.path.strip("/"), dict(request.query_params)
    language = params.get("lang", "")
    if not page or language not in LANGUAGES:
        if language not in LANGUAGES:
            params["lang"] = preferred(request.headers.get("accept-language", ""))
        return RedirectResponse(f"{page or PAGES[0]}?{urlencode(params)}")
    return HTMLResponse(_document(language), headers={"Cache-Control": "no-cache"})


def preferred(accepted: str) -> str:
    """The first language of an Accept-Language header that there are words in.

    >>> preferred("fr-FR,pt-BR;q=0.8,en;q=0.5"), preferred("")
    ('pt', 'es')
    """
    wanted = [part.partition(";")[0].strip() for part in accepted.split(",")]
    return negotiate_locale(wanted, LANGUAGES, sep="-") or FALLBACK_LANGUAGE


def document_scripts() -> list[str]:
    """All scripts within the document, for the server to let them run and no others."""
    return _SCRIPT.findall(_document(FALLBACK_LANGUAGE))


@cache
def _document(language: str) -> str:
    index = Path(streamlit.__file__).with_name("static") / "index.html"
    written = index.read_text(encoding="utf-8")
    if _HTML not in written or _HEAD not in written:
        raise RuntimeError("Streamlit's document has changed: look at dashboard/entrance.py")
    return written.replace(_HTML, f'<html lang="{language}">').replace(_HEAD, _HEAD + _SERVER, 1)
