"""`make load`: a crowd at the dashboard while five people load workbooks, and a killed server.

Bounded in count and time, and on this machine alone. Visitors speak to the server over its
websocket; who loads does it in a process of their own, as ``mega import`` does. At the end of
each round the server is killed, started anew, and the database checked.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from multiprocessing.queues import Queue
from pathlib import Path

import openpyxl

from bench.visits import Server, served, visit
from dashboard.demo import load_demo
from data.check import check
from data.records import Upload
from data.store import open_store
from loaders.preview import accept, preview

VISITORS = (50, 200)
SECONDS = 40.0
EVERY = 5.0
"""Seconds from one rerun of a visitor to the next, at least."""

LOADERS = 5
BETWEEN_LOADS = 4.0
PAGES = ("panorama", "area", "target", "country", "plan", "compare", "reports")
PLACES = ("PE", "CO", "MX", "HN", "BR")
AT = datetime(2026, 11, 20, 12, tzinfo=UTC).replace(tzinfo=None)


@dataclass
class Seen:
    """Seconds by action, what went wrong, and megabytes of the server over time."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo.duckdb"
        load_demo(demo)
        for visitors in VISITORS:
            database = Path(folder) / f"{visitors}.duckdb"
            shutil.copyfile(demo, database)
            for line in rounds(database, visitors):
                print(line, flush=True)


def rounds(database: Path, visitors: int) -> Iterator[str]:
    """What a crowd of ``visitors`` sees, and how long nobody sees anything after a kill."""
    seen = Seen()
    with served(database) as server:
        asyncio.run(crowd(server, database, visitors, seen))
        server.process.kill()
        server.process.wait()
    began = time.perf_counter()
    with served(database) as again:
        asyncio.run(one_rerun(again))
        recovered = time.perf_counter() - began
    reruns = sum(len(seen.seconds[page]) for page in PAGES)
    yield f"{visitors} visitors, a rerun every {EVERY:g} s, {LOADERS} people loading, {SECONDS:g} s"
    yield f"  {'action':<12} {'count':>6} {'p50 s':>8} {'p95 s':>8}"
    for action in (*PAGES, "preview", "accept"):
        found = seen.seconds[action]
        if len(found) > 1:
            p95 = statistics.quantiles(found, n=20)[-1]
            middle = statistics.median(found)
            yield f"  {action:<12} {len(found):>6} {middle:>8.3f} {p95:>8.3f}"
    asked = visitors * SECONDS / EVERY
    yield f"  reruns a second: {reruns / SECONDS:.1f} of {asked / SECONDS:.1f} asked for"
    yield f"  errors: {len(seen.errors)} {seen.errors[:3] or ''}"
    yield f"  memory of the server, MB: {', '.join(f'{one:.0f}' for one in seen.megabytes)}"
    yield f"  killed; the first page of a new server after {recovered:.1f} s"
    yield f"  check of the database: {len(check(database).breaches)} breaches"


async def crowd(server: Server, database: Path, visitors: int, seen: Seen) -> None:
    """Visitors and loaders for ``SECONDS``; then the loaders are stopped, whatever they do."""
    context = multiprocessing.get_context("spawn")
    told: Queue[tuple[str, float | str]] = context.Queue()
    loaders = [
        context.Process(target=load, args=(database, place, told), daemon=True) for place in PLACES
    ]
    for one in loaders:
        one.start()
    until = time.perf_counter() + SECONDS
    watched = asyncio.create_task(watch(server, until, seen))
    await asyncio.gather(*(browse(server, n, visitors, until, seen) for n in range(visitors)))
    await watched
    for one in loaders:
        one.kill()
        one.join()
    while not told.empty():
        action, value = told.get()
        if isinstance(value, str):
            seen.errors.append(f"{action}: {value}")
        else:
            seen.seconds[action].append(value)


async def browse(server: Server, number: int, visitors: int, until: float, seen: Seen) -> None:
    """One visitor, who opens one page after the other."""
    chosen = random.Random(number)  # noqa: S311 - not a secret
    await asyncio.sleep(EVERY * number / visitors)
    try:
        async with visit(server) as guest:
            while time.perf_counter() < until:
                due, page = time.perf_counter() + EVERY, chosen.choice(PAGES)
                seconds = await guest.rerun(page)
                seen.seconds[page].append(seconds)
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
    except (OSError, ConnectionError) as error:
        seen.errors.append(f"visitor {number}: {error}")


async def watch(server: Server, until: float, seen: Seen) -> None:
    while time.perf_counter() < until:
        seen.megabytes.append(server.megabytes)
        await asyncio.sleep(SECONDS / 8)


async def one_rerun(server: Server) -> None:
    async with visit(server) as guest:
        await guest.rerun("panorama")


def load(database: Path, place: str, told: Queue[tuple[str, float | str]]) -> None:
    """One person, who loads a corrected quarter again and again."""
    store, chosen = open_store(database), random.Random(place)  # noqa: S311 - not a secret
    while True:
        content = a_workbook(place, chosen)
        try:
            began = time.perf_counter()
            found = preview(content, f"{place}.xlsx", store, AT.date())
            previewed = time.perf_counter()
            accept(found, store, Upload(f"{place}.xlsx", content, place, AT), today=AT.date())
            told.put(("preview", previewed - began))
            told.put(("accept", time.perf_counter() - previewed))
        except Exception as error:
            told.put(("load", repr(error)))
        time.sleep(BETWEEN_LOADS)


def a_workbook(place: str, chosen: random.Random) -> bytes:
    """Some values of the latest quarter, each a little different from before."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(("Código", "País", "Período", "Valor"))
    for code in ("M01", "M04", "M05", "M07", "M08", "M18", "M20"):
        sheet.append((code, place, "2026-T3", chosen.randrange(1, 60)))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


if __name__ == "__main__":
    main()
