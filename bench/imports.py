"""Workbooks in: a long sheet, a country's own, two hundred of them, and users beside a long one."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import cycle, pairwise
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd

from bench.long_sheet import Previewed, previewed_alone
from bench.timing import Ratio, side_by_side
from bench.visits import crowd, served
from bench.worlds import FIRST_QUARTER, NOON, strategy_of, upload
from dashboard.demo import load_demo
from data.store import create_store
from loaders.apart import look_apart
from loaders.looking import Asked
from loaders.preview import preview

INDICATORS, PLACES, QUARTERS = 50, 263, 19
HEADINGS = ("Código", "País", "Período", "Valor")
ROUNDS = 2
TARGETS, COUNTRY_PLACES, COUNTRY_ROUNDS = 24, 23, 16
COUNTRIES = 200
USERS, EVERY, TURNS = 20, 2.0, 8
ROUNDS_OF_USERS = 3
CROWDED = ("panorama", "area", "target", "country", "plan")


def ratios(folder: Path) -> Iterator[Ratio]:
    database = folder / "mega.duckdb"
    create_store(database).accept_strategy(
        upload("strategy.xlsx"), strategy_of(INDICATORS, PLACES), None
    )
    long = folder / "long.xlsx"
    rows = write_book(long, INDICATORS, PLACES, QUARTERS)
    yield from long_sheet(database, long, rows)
    yield country(folder)
    yield two_hundred(folder)
    yield users_beside(folder, database, long)


def write_book(path: Path, indicators: int, places: int, quarters: int, first: int = 0) -> int:
    """A long sheet, a row a value; how many values. ``first`` is the first place's number."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Datos")
    sheet.append(HEADINGS)
    for n in range(indicators):
        for place in range(first, first + places):
            for quarter in range(quarters):
                period = FIRST_QUARTER.shifted(quarter)
                value = (n * 7919 + place * 104_729 + quarter * 31) % 1000 / 10
                told = f"T{period.number} {period.year}"
                sheet.append((f"M{n:03}", f"P{place:03}", told, value))
    book.save(path)
    return indicators * places * quarters


def long_sheet(database: Path, path: Path, values: int) -> Iterator[Ratio]:
    """A million cells: read, recognised, checked and weighed, against pandas' reading alone."""
    found: list[Previewed] = []
    read = side_by_side(
        "preview a long sheet",
        f"{values * len(HEADINGS):,} cells",
        lambda: found.append(previewed_alone(database, path)),
        "pandas.read_excel",
        lambda: pd.read_excel(path, engine="openpyxl"),
        rounds=ROUNDS,
    )
    ours = statistics.median(one.seconds for one in found)
    yield Ratio(read.name, read.size, ours, read.bound_name, read.bound)
    peak = max(one.megabytes for one in found)
    yield Ratio("peak memory of that", read.size, peak, "400 MB", 400, "MB")


def country(folder: Path) -> Ratio:
    """A country's workbook of one quarter; what the start of a process takes is taken off."""
    store = create_store(folder / "country.duckdb")
    store.accept_strategy(upload("strategy.xlsx"), strategy_of(TARGETS, COUNTRY_PLACES), None)
    path = folder / "country.xlsx"
    write_book(path, TARGETS, 1, 1)
    content = path.read_bytes()

    def start() -> None:
        look_apart(b"", "x", lambda: Asked(None, (), (), {}), lambda _: None)

    def ours() -> None:
        preview(content, path.name, store, NOON.date())

    def bound() -> None:
        openpyxl.load_workbook(BytesIO(content))
        for _ in range(3):
            duckdb.connect(str(store.path)).close()

    works = (start, ours, bound)
    times = [[_seconds(work) for work in works] for _ in range(COUNTRY_ROUNDS)][1:]
    started, previewed, bare = (statistics.median(column) for column in zip(*times, strict=True))
    size = f"{TARGETS} targets, process start aside"
    name = "preview a country's workbook"
    return Ratio(name, size, previewed - started, "load_workbook and 3 openings", bare)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def two_hundred(folder: Path) -> Ratio:
    """Seconds a workbook in one command, of the last quarter of them against the first."""
    database = folder / "countries.duckdb"
    create_store(database).accept_strategy(
        upload("strategy.xlsx"), strategy_of(TARGETS, COUNTRIES), None
    )
    paths = [folder / f"P{n:03}.xlsx" for n in range(COUNTRIES)]
    for n, path in enumerate(paths):
        write_book(path, TARGETS, 1, 1, first=n)
    moments = list(_moments_of_import(database, paths))
    steps = [later - earlier for earlier, later in pairwise(moments)]
    quarter = len(steps) // 4
    first, last = statistics.median(steps[:quarter]), statistics.median(steps[-quarter:])
    size = f"{COUNTRIES} workbooks, {COUNTRIES / (moments[-1] - moments[0]):.1f} a second"
    return Ratio("import: a workbook of the last quarter", size, last, "of the first", first)


def _moments_of_import(database: Path, paths: Sequence[Path]) -> Iterator[float]:
    """When each workbook was begun."""
    run = "from dashboard.cli import main; main()"
    command = [sys.executable, "-c", run, "--database", str(database), "import"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(  # noqa: S603
        [*command, *map(str, paths)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        if process.stdout is None:
            raise AssertionError
        for line in process.stdout:
            if line.strip().endswith(f"/{COUNTRIES}"):
                yield time.perf_counter()
    if process.returncode:
        raise AssertionError(process.returncode)


def users_beside(folder: Path, database: Path, long: Path) -> Ratio:
    """The 95th percentile of a rerun while the same server previews the long sheet, and without."""
    demo = folder / "demo.duckdb"
    load_demo(demo)
    pages = [page for page, _ in zip(cycle(CROWDED), range(USERS), strict=False)]

    def p95(*options: str) -> float:
        with served(demo, *options) as server:
            seconds = asyncio.run(crowd(server, pages, EVERY, TURNS))
        return statistics.quantiles(seconds, n=20)[-1]

    reading = ("reading", str(database), str(long))
    rounds = [(p95(), p95(*reading)) for _ in range(ROUNDS_OF_USERS)]
    alone, beside = (statistics.median(column) for column in zip(*rounds, strict=True))
    size = f"{USERS} users, a rerun every {EVERY:g} s"
    return Ratio("p95 while a long sheet is read", size, beside, "without", alone)
