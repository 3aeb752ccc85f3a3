"""The real server in a process of its own, and visitors of it without a browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import ClientConnection, connect

from tests.support.forks import Forked, fork

USER_COOKIE = "_streamlit_user"
MEGA = Path(sys.executable).with_name("mega")
ENDED_WITHIN = 30
"""Seconds after which a test says that a server hangs."""


@dataclass(frozen=True)
class Server:
    """A server that answers at ``address``; what it logs lies in a file."""

    address: str
    process: subprocess.Popen[str] | Forked
    written: Path

    @property
    def log(self) -> list[dict[str, object]]:
        """All lines that are written by now; each must be JSON."""
        whole, _, _ = self.written.read_text(encoding="utf-8").rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]

    def line_of(self, request: str) -> dict[str, object]:
        """What is logged of a request, which may be a moment after its answer."""
        given_up_at = time.monotonic() + ENDED_WITHIN
        while time.monotonic() < given_up_at:
            for line in self.log:
                if (line["event"], line.get("request")) == ("request", request):
                    return line
            time.sleep(0.01)
        raise AssertionError(f"nothing was logged of {request}")

    def stop(self) -> int:
        """End it as systemd does; its exit code."""
        self.process.terminate()
        return self.process.wait(ENDED_WITHIN)


def free_port(after: int = 0) -> int:
    """A port that nobody listens on, of those that no system gives to whoever asks for any."""
    own = 20_000 + 97 * os.getpid() % 10_000  # else workers with neighbouring ids meet
    for port in range(max(after + 1, own), 32_000):
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
    raise AssertionError("every port is taken")


@contextmanager
def served(database: Path, *options: object, config: Path | None = None) -> Iterator[Server]:
    """``mega serve`` with ``options`` on a free port, for as long as it is needed."""
    with started(_serve(database, options, config)) as one:
        yield one


@contextmanager
def forked(database: Path, *options: object, config: Path | None = None) -> Iterator[Server]:
    """As ``served``, in a fork of a process that has imported what a server needs."""
    with tempfile.TemporaryDirectory() as folder:
        said, log = Path(folder) / "said", Path(folder) / "log"
        os.mkfifo(said)
        log.touch()
        process = fork(_serve(database, options, config), said, log)
        try:
            with said.open(encoding="utf-8") as printed:
                address = printed.readline().strip()
            assert address, f"no server: {log.read_text(encoding='utf-8')}"
            yield Server(address, process, log)
        finally:
            process.terminate()
            process.wait(ENDED_WITHIN)


def _serve(database: Path, options: Sequence[object], config: Path | None) -> list[str]:
    named = ["--config", config] if config else []
    command = [MEGA, "--database", database, *named, "serve", "--port", "0", *options]
    return [str(part) for part in command]


@contextmanager
def started(command: Sequence[object]) -> Iterator[Server]:
    """The server of a command, for as long as it is needed."""
    with (
        tempfile.NamedTemporaryFile(suffix=".log") as log,
        subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address, f"no server: {Path(log.name).read_text(encoding='utf-8')}"
            yield Server(address, process, Path(log.name))
        finally:
            process.terminate()


def signed(claims: dict[str, object], secret: str, origin: str) -> dict[str, str]:
    """The cookie of somebody of whom a provider said ``claims``, as Streamlit makes it."""
    written = json.dumps({**claims, "origin": origin, "provider": "default"})
    return {USER_COOKIE: create_signed_value(secret, USER_COOKIE, written).decode()}


@contextmanager
def socket_of(
    server: Server,
    origin: str | None,
    cookies: dict[str, str] | None = None,
    host: str | None = None,
) -> Iterator[ClientConnection]:
    """An open socket, as a page has it, to a server that the page takes for ``host``."""
    here = server.address.removeprefix("http://")
    address, _, port = here.partition(":")
    cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
    with (
        socket.create_connection((address, int(port))) as plain,
        connect(
            f"ws://{host or here}/_stcore/stream",
            sock=plain,
            origin=origin,
            subprotocols=["streamlit"],
            additional_headers=cookie,
            max_queue=None,  # else what nobody reads any more keeps it from closing
        ) as opened,
    ):
        yield opened


def session_of(opened: ClientConnection) -> str:
    """The id of a socket's session, which it learns with its first page."""
    asked = BackMsg()
    asked.rerun_script.query_string = "lang=en"
    opened.send(asked.SerializeToString())
    for message in opened:
        answer = ForwardMsg()
        answer.ParseFromString(message)
        if answer.WhichOneof("type") == "new_session":
            return answer.new_session.initialize.session_id
    raise AssertionError("the server hung up")


def upload(
    server: Server, session: str, content: bytes, cookies: dict[str, str] | None = None
) -> httpx.Response:
    """Send a file to a session as the box for workbooks does."""
    with httpx.Client(base_url=server.address, cookies=cookies) as client:
        token = client.get("/_stcore/health").cookies["_streamlit_xsrf"]
        return client.put(
            f"/_stcore/upload_file/{session}/0",
            files={"file": ("values.xlsx", content)},
            headers={"X-Xsrftoken": token},
        )
