"""The server: Streamlit under uvicorn, behind a guard, tuned before its first visitor."""

from __future__ import annotations

import ast
import asyncio
import gc
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import streamlit as st
import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from dashboard import ending, entrance
from dashboard.access import Access
from dashboard.charts import trend_chart
from dashboard.configuration import Configuration, read_configuration
from dashboard.envelope import Envelope
from dashboard.guard import LARGEST_HEADERS, Guard
from dashboard.identity import CONFIG, SERVED_TO, Audience, configuration_in_force
from dashboard.lines import Trend, plan, trend
from dashboard.log import fields, write_json_lines
from dashboard.reading import DATABASE, opened_store, read_snapshot
from dashboard.returning import Returning
from dashboard.review import LARGEST_UPLOAD_MB
from dashboard.rights import owner
from dashboard.serving import Serving, serving
from dashboard.words import words_in
from data.errors import MegaError
from indicators.model import LANGUAGES

if TYPE_CHECKING:
    from starlette.types import ASGIApp

LARGEST_MESSAGE_MB = 1
"""Megabytes that a page may send at once through its socket: what was typed and chosen."""

OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,  # hidden: a full collection after every rerun
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.baseUrlPath": "",
    "server.enableAgentApi": False,  # another way in, with another notion of who somebody is
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.maxUploadSize": LARGEST_UPLOAD_MB,
    "server.maxWidgetStateSize": LARGEST_MESSAGE_MB,
    "server.scriptHealthCheckEnabled": False,
    "server.trustedUserHeaders": {},
    "ui.hideTopBar": True,
    "theme.light.primaryColor": "#0b5cad",
    "theme.light.textColor": "#111111",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f4f5f7",
    "theme.dark.primaryColor": "#7db8f0",
    "theme.dark.textColor": "#f2f2f2",
    "theme.dark.backgroundColor": "#14171a",
    "theme.dark.secondaryBackgroundColor": "#1f2327",
}
"""Set in code, because a config file is looked for where the program is started."""

GRACE = 3
"""Seconds that open pages are given when the server stops."""

_log = logging.getLogger(__name__)


def serve(
    database: Path,
    host: str = "127.0.0.1",
    port: int = 8501,
    *,
    configuration: Path | None = None,
    is_public: bool = False,
) -> None:
    """Serve the dashboard on ``database`` until stopped; print its address when ready.

    ``configuration`` is its file; ``is_public``: to whoever comes, for reading.
    Errors: ``only_loopback``, ``address_missing``, ``port_in_use``, and those of the
    configuration.
    """
    known = read_configuration(configuration) if configuration else Configuration()
    served = serving(known, host, is_public=is_public)
    listening = listen(host, port)
    os.environ[DATABASE] = str(database)
    os.environ[SERVED_TO] = served.audience
    os.environ.pop(CONFIG, None)
    if configuration:
        os.environ[CONFIG] = str(configuration.absolute())
    here = f"[{host}]" if ":" in host else host
    address = f"http://{here}:{listening.getsockname()[1]}"
    os.environ["WEBSOCKETS_MAX_LINE_LENGTH"] = str(LARGEST_HEADERS)  # else sockets take 8 kB
    # The owner sits at the terminal, and reads what goes wrong.
    write_json_lines(logging.WARNING if served.audience is Audience.OWNER else logging.INFO)
    server = _Server(
        uvicorn.Config(
            application(served),
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=2 * LARGEST_HEADERS,
            ws_max_size=LARGEST_MESSAGE_MB * 1024 * 1024,
            timeout_graceful_shutdown=GRACE,
        ),
        ready=lambda: print(address, flush=True),
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # once uvicorn has stopped for it
    _log.info("starting", extra=fields(served_to=served.audience))
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    have_ended = False
    with suppress(KeyboardInterrupt):  # who is asked twice does not wait
        have_ended = ending.let_threads_end()
    _log.info("stopped")
    if not have_ended:
        ending.leave_at_once()


def application(served: Serving) -> ASGIApp:
    """The dashboard as an ASGI application; ``MEGA_DATABASE`` names its database."""
    for name, value in OPTIONS.items():
        config.set_option(name, value)
    # Else the first visitor of a page gets it as one of Streamlit's older kind, which it
    # makes of every script in a folder called pages until st.navigation has run once.
    PagesManager.uses_pages_directory = False
    dashboard = st.App(
        Path(__file__).with_name("app.py"),
        secrets=served.secrets,
        lifespan=_warm,
        routes=[Route("/readyz", _readyz), *entrance.routes()],
        on_script_error=_apologise,
    )
    guarded = Guard(Returning(dashboard), served.doorway, _now)
    return Envelope(guarded, is_https=served.is_https)


def _now() -> datetime:
    return datetime.now().astimezone()


async def _readyz(_: Request) -> Response:
    """200 while configuration and database can be read, else 503 with the code of what is wrong."""
    try:
        configuration_in_force()
        state = await asyncio.to_thread(lambda: opened_store().state())
    except MegaError as error:
        return JSONResponse({"ready": False, "error": error.code}, status_code=503)
    return JSONResponse({"ready": True, "counter": state.counter})


@asynccontextmanager
async def _warm(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Import and compute what the first visitor would wait for, then free it from the GC."""
    await asyncio.to_thread(_warm_up)
    gc.collect()
    gc.freeze()
    yield {}


def _warm_up() -> None:
    """Import what the pages import, read the catalogues, and draw a chart for nobody."""
    for module in imported_by_pages():
        import_module(module)
    try:
        snapshot = read_snapshot(Access(owner(""), opened_store()))
    except MegaError:
        _log.info("nothing to warm: the pages say what is missing")
        return
    for language in LANGUAGES:
        target = snapshot.strategy.indicators[0]
        points, path = (
            trend(snapshot, target.code, snapshot.latest),
            plan(snapshot.strategy, target.code),
        )
        trend_chart(Trend(target, points, path, None), words_in(language)).to_dict()


def imported_by_pages() -> set[str]:
    """The modules that the scripts of the pages import, which run only once somebody comes."""
    scripts = Path(__file__).with_name("pages").glob("*.py")
    nodes = (node for script in scripts for node in ast.walk(ast.parse(script.read_text("utf-8"))))
    return {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def _apologise(error: Exception) -> bool:
    """Say in the reader's words that something broke; the log has the traceback."""
    from dashboard.frame import apology  # noqa: PLC0415

    reference = uuid4().hex
    _log.error("a page failed", exc_info=error, extra=fields(reference=reference))
    apology(reference)
    return True


def listen(host: str, port: int) -> socket.socket:
    """A socket at an address of this machine; error ``port_in_use``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only of a socket that says it is TCP does asyncio send what is small at once; else each
    # answer waits some 40 ms for the browser to confirm its first part.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise MegaError("port_in_use", port=port) from error
    return listening


class _Server(uvicorn.Server):
    """Tells when it is ready to answer."""

    def __init__(self, configuration: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(configuration)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
