"""Made-up worlds of a given size: strategies, observations and stores full of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from data.records import Upload
from data.store import Store, create_store
from indicators.model import Place, Strategy, Text
from indicators.periods import Period
from tests.support import a_strategy, an_indicator

FIRST_QUARTER = Period.parse("2022-Q1")
NOON = datetime(2026, 11, 20, 12, 0)  # noqa: DTZ001 - the store keeps UTC without zone


def strategy_of(indicators: int, places: int) -> Strategy:
    """Targets M000…, each summed over places P000… by quarter."""
    small = a_strategy(*(an_indicator(code=f"M{n:03}") for n in range(indicators)))
    return Strategy(
        plan=small.plan,
        areas=small.areas,
        objectives=small.objectives,
        indicators=small.indicators,
        milestones=small.milestones,
        places=tuple(Place(f"P{n:03}", Text(f"Lugar {n}")) for n in range(places)),
    )


def rows_of(indicators: int, places: int, quarters: int) -> pd.DataFrame:
    """One row a cell of that cube, as the table `observations` holds them."""
    cube = np.indices((indicators, places, quarters)).reshape(3, -1)
    size = cube.shape[1]
    return pd.DataFrame(
        {
            "import_id": np.full(size, 2, dtype="int32"),
            "indicator_id": cube[0].astype("int16"),
            "place_id": cube[1].astype("int16"),
            "period_end": (FIRST_QUARTER.end + cube[2]).astype("int16"),
            "period_quarters": np.ones(size, dtype="int8"),
            "measure": "actual",
            "dimension": pd.Series([None] * size, dtype="str"),
            "category": pd.Series([None] * size, dtype="str"),
            "value": np.random.default_rng(1).uniform(0, 100, size),
            "numerator": np.nan,
            "denominator": np.nan,
            "sheet": "Datos",
            "cell": "D2",
            "note": "",
        }
    )


def store_of(path: Path, indicators: int, places: int, quarters: int) -> Store:
    """A store with one import that holds the whole cube, written by DuckDB itself."""
    store = create_store(path)
    store.accept_strategy(upload("strategy.xlsx"), strategy_of(indicators, places), None)
    with duckdb.connect(str(path)) as connection:
        connection.register("rows", rows_of(indicators, places, quarters))
        connection.execute("INSERT INTO observations SELECT * FROM rows")
        connection.execute(
            "INSERT INTO imports VALUES (2, 'values', 'all.xlsx', '', 'bench', ?, '', '')", [NOON]
        )
        connection.execute("UPDATE store SET counter = 2")
    return store


def upload(file_name: str) -> Upload:
    return Upload(file_name, file_name.encode(), "bench", NOON)
