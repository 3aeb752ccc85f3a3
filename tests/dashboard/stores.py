"""A small real database for tests of the dashboard."""

from datetime import date, datetime
from pathlib import Path

from data.records import Upload
from data.store import Store, create_store
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.copies import made_once

ACCEPTED = datetime(2025, 1, 31, 15, 30)  # noqa: DTZ001 - UTC without zone, as in the store
TODAY = date(2025, 3, 1)


def a_store(folder: Path) -> Store:
    """A strategy (import 1) and M01 in Peru: 2023-Q4 and 2024-Q4 (import 2)."""
    return _made(folder / "small.duckdb")


@made_once
def _made(path: Path) -> Store:
    store = create_store(path)
    strategy = a_strategy(an_indicator(), an_indicator(code="M02", unit="%", goal=200.0))
    store.accept_strategy(an_upload("strategy.xlsx"), strategy, None)
    observations = [an_observation(109.0, "2023-Q4"), an_observation(118.0, "2024-Q4")]
    store.accept_values(an_upload("values.xlsx"), store.compare(observations))
    return store


def an_upload(file_name: str, reason: str = "") -> Upload:
    return Upload(file_name, file_name.encode(), "ana", ACCEPTED, reason)
