"""The pages: a rerun warm and cold, the first visitor, fifty at once, five hundred in a row.

Every server runs in a process of its own, on this machine; visitors speak to it over its
websocket, and the first one through Chromium. Counts and times are bounded.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

import dashboard
from bench.timing import Ratio
from bench.visits import come_and_go, crowd, reruns, served
from bench.worlds import store_of
from dashboard.demo import load_demo
from dashboard.identity import SERVED_TO, Audience
from dashboard.reading import DATABASE
from data.store import Store
from tests.support.programs import CHROMIUM

PAGE = "panorama"
CROWDED = ("panorama", "area", "target", "country", "plan")
WARM, ROUNDS = 40, 3
INDICATORS, PLACES, QUARTERS = 100, 250, 40
USERS, EVERY, TURNS = 50, 5.0, 6
SESSIONS_BEFORE, SESSIONS = 100, 500
UNTUNED_PORT = 8599
STARTED_WITHIN = 120


def ratios(folder: Path) -> Iterator[Ratio]:
    demo = folder / "demo.duckdb"
    load_demo(demo)
    yield warm(demo)
    yield crowded(demo)
    yield memory(demo)
    yield first_visitor(demo)
    yield cold(store_of(folder / "large.duckdb", INDICATORS, PLACES, QUARTERS))


def warm(database: Path) -> Ratio:
    """A rerun of the panorama against the same with its data calls taken out, in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    with served(database) as ours, served(database, "without-data") as bare:
        for _ in range(ROUNDS):
            for server, kept in zip((ours, bare), times, strict=True):
                kept.extend(asyncio.run(reruns(server, PAGE, WARM)))
    ours_, bare_ = (statistics.median(kept) for kept in times)
    return Ratio("warm rerun of the panorama", "demo", ours_, "without its data calls", bare_)


def cold(store: Store) -> Ratio:
    """The first rerun after something changed, against reading all values in force."""
    queries, colds = [], []
    with served(store.path) as server:
        asyncio.run(reruns(server, PAGE, 1))
        for number in range(ROUNDS):
            began = time.perf_counter()
            store.contents()
            queries.append(time.perf_counter() - began)
            changed = store.imports()[0].accepted_at.replace(second=number)
            store.set_today(changed.date(), "bench", changed)
            colds += asyncio.run(reruns(server, PAGE, 1, uncounted=0))
    size = f"{INDICATORS * PLACES * QUARTERS:,} values"
    ours, query = statistics.median(colds), statistics.median(queries)
    return Ratio("cold rerun of the panorama", size, ours, "its query", query)


def crowded(database: Path) -> Ratio:
    """The 95th percentile of fifty visitors on all pages, against one visitor's on the same."""
    pages = [page for page, _ in zip(cycle(CROWDED), range(USERS))]
    with served(database) as server:
        alone = [
            seconds for page in CROWDED for seconds in asyncio.run(reruns(server, page, WARM // 4))
        ]
        together = asyncio.run(crowd(server, pages, EVERY, TURNS))
    p95 = statistics.quantiles(together, n=20)[-1]
    size = f"{USERS} users, a rerun every {EVERY:g} s"
    return Ratio("p95 of a rerun", size, p95, "one user", statistics.quantiles(alone, n=20)[-1])


def memory(database: Path) -> Ratio:
    """Megabytes after five hundred sessions, against after the first hundred."""
    with served(database) as server:
        asyncio.run(come_and_go(server, PAGE, SESSIONS_BEFORE))
        before = server.megabytes
        asyncio.run(come_and_go(server, PAGE, SESSIONS))
        after = server.megabytes
    name = f"after {SESSIONS_BEFORE}"
    return Ratio("memory of the server", f"{SESSIONS} sessions", after, name, before, "MB")


def first_visitor(database: Path) -> Ratio:
    """Until the first visitor sees the answer: ours against Streamlit as it comes."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        with served(database) as server:
            times[0].append(_painted(server.address))
        with _untuned(database) as address:
            times[1].append(_painted(address))
    ours, untuned = (statistics.median(kept) for kept in times)
    return Ratio("first page painted for the first visitor", "demo", ours, "untuned", untuned)


def _painted(address: str) -> float:
    browser_ = CHROMIUM.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(browser_), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        began = time.perf_counter()
        page.goto(f"{address}/{PAGE}?lang=es")
        page.locator(".mega .big").wait_for()
        seconds = time.perf_counter() - began
        browser.close()
    return seconds


@contextmanager
def _untuned(database: Path) -> Iterator[str]:
    """`streamlit run` with nothing but what it needs to be seen here."""
    app = Path(dashboard.__file__).with_name("app.py")
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.headless=true"]
    command += [f"--server.port={UNTUNED_PORT}", "--server.address=127.0.0.1"]
    command += ["--browser.gatherUsageStats=false"]
    address = f"http://127.0.0.1:{UNTUNED_PORT}"
    environment = {**os.environ, DATABASE: str(database), SERVED_TO: Audience.OWNER}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            _wait_for(f"{address}/_stcore/health")
            yield address
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _ in range(STARTED_WITHIN * 10):
        try:
            with urlopen(address, timeout=1):  # noqa: S310 - this machine's own server
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
