"""Visitors without a browser: what one sends and gets over the websocket, and a server for them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LIMIT = 64 * 1024 * 1024
"""Bytes of one message; the pages' are far smaller."""


@dataclass(frozen=True)
class Server:
    """A server in a process of its own."""

    address: str
    process: subprocess.Popen[str]

    @property
    def megabytes(self) -> float:
        """The memory it holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        (kilobytes,) = [line.split()[1] for line in status.splitlines() if "VmRSS" in line]
        return int(kilobytes) / 1024


@contextmanager
def served(database: Path, *options: str) -> Iterator[Server]:
    """The dashboard on ``database``; ``options`` as ``bench.server`` takes them."""
    command = [sys.executable, "-m", "bench.server", str(database), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            if process.stdout is None:
                raise AssertionError
            yield Server(process.stdout.readline().strip(), process)
        finally:
            process.terminate()


class Visit:
    """One session: ``rerun`` runs a page and waits until all of it has come."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def rerun(self, page: str, query: str = "lang=es") -> float:
        """Seconds from asking for the page to its last message."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        began = time.perf_counter()
        await self._connection.send(asked.SerializeToString())
        async for message in self._connection:
            answer = ForwardMsg()
            answer.ParseFromString(message if isinstance(message, bytes) else message.encode())
            if answer.WhichOneof("type") == "script_finished":
                return time.perf_counter() - began
        raise ConnectionError("the server hung up")


@asynccontextmanager
async def visit(server: Server) -> AsyncIterator[Visit]:
    host = urlsplit(server.address).netloc
    stream = f"ws://{host}/_stcore/stream"
    async with connect(
        stream, origin=server.address, subprotocols=["streamlit"], max_size=LIMIT
    ) as connection:
        yield Visit(connection)


async def reruns(server: Server, page: str, count: int, uncounted: int = 1) -> list[float]:
    """Seconds of ``count`` reruns of one visitor, after some that are not counted."""
    async with visit(server) as one:
        return [await one.rerun(page) for _ in range(uncounted + count)][uncounted:]


async def crowd(server: Server, pages: Sequence[str], every: float, rounds: int) -> list[float]:
    """Seconds of all reruns of one visitor a page, each ``every`` seconds, begun in turn."""

    async def one(number: int, page: str) -> list[float]:
        await asyncio.sleep(every * number / len(pages))
        async with visit(server) as guest:
            found = []
            for _ in range(rounds + 1):
                due = time.perf_counter() + every
                found.append(await guest.rerun(page))
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
            return found[1:]

    visits = [one(number, page) for number, page in enumerate(pages)]
    return [seconds for found in await asyncio.gather(*visits) for seconds in found]


async def come_and_go(server: Server, page: str, sessions: int) -> None:
    for _ in range(sessions):
        async with visit(server) as guest:
            await guest.rerun(page)
