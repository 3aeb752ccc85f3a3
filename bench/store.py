"""Accepting values against DuckDB's own insert of the same rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from pathlib import Path

import duckdb

from bench.timing import Ratio, side_by_side
from bench.worlds import FIRST_QUARTER, rows_of, strategy_of, upload
from data.store import create_store
from loaders.packing import Packing
from tests.support import an_observation

INDICATORS, PLACES, QUARTERS = 100, 250, 40


def ratios(folder: Path) -> Iterator[Ratio]:
    store = create_store(folder / "ours.duckdb")
    store.accept_strategy(upload("strategy.xlsx"), strategy_of(INDICATORS, PLACES), None)
    packing = Packing(strategy_of(INDICATORS, PLACES))
    for n, place, quarter in product(range(INDICATORS), range(PLACES), range(QUARTERS)):
        period = FIRST_QUARTER.shifted(quarter).code
        packing.add(an_observation(float(n), period, f"P{place:03}", indicator=f"M{n:03}"))
    observations = packing.packed()
    changes = store.compare(observations)
    frame = rows_of(INDICATORS, PLACES, QUARTERS)
    numbers = count()

    def accept() -> None:
        import_id = store.accept_values(upload(f"{next(numbers)}.xlsx"), changes)
        if import_id is None:
            raise AssertionError
        store.undo(import_id, "bench", upload("").at, "")

    def insert() -> None:
        path = folder / f"{next(numbers)}.duckdb"
        with duckdb.connect(str(path)) as connection:
            connection.execute((Path("data") / "schema.sql").read_text(encoding="utf-8"))
            connection.register("rows", frame)
            connection.execute("INSERT INTO observations SELECT * FROM rows")
        path.unlink()

    yield side_by_side(
        "accept values", f"{len(observations):,} values", accept, "DuckDB insert", insert, rounds=2
    )
