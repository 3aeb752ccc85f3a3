"""Values that took the place of others: what was said before, and when it changed."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from data.records import Upload
from data.store import Store, create_store
from indicators.model import Observation
from tests.support import a_strategy, an_observation
from tests.support.copies import made_once

NOON = datetime.fromisoformat("2025-01-31T12:00")
DAY = timedelta(days=1)


@made_once
def made(path: Path) -> Store:
    store = create_store(path)
    store.accept_strategy(Upload("strategy.xlsx", b"s", "ana", NOON), a_strategy(), None)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return made(tmp_path / "mega.duckdb")


def accept(store: Store, at: datetime, *given: Observation) -> int:
    upload = Upload(f"{at}.xlsx", str(at).encode(), "ana", at)
    import_id = store.accept_values(upload, store.compare(given))
    assert import_id is not None
    return import_id


def old_and_new(store: Store, after: datetime, until: datetime) -> list[tuple[object, object]]:
    return [(one.old_value, one.value) for one in store.revisions(after, until)]


def test_a_revision_has_both_values_and_who_brought_it(store: Store):
    accept(store, NOON, an_observation(1.0))
    accept(store, NOON + DAY, an_observation(2.0), an_observation(5.0, place="CO"))
    (found,) = store.revisions(NOON, NOON + DAY)
    assert (found.indicator, found.place, found.period.code) == ("M01", "PE", "2024-Q4")
    assert (found.old_value, found.value) == (1.0, 2.0)
    assert (found.accepted_by, found.accepted_at) == ("ana", NOON + DAY)


def test_the_first_moment_is_left_out_and_the_last_is_within(store: Store):
    for days, value in enumerate((1.0, 2.0, 3.0)):
        accept(store, NOON + days * DAY, an_observation(value))
    assert old_and_new(store, NOON + DAY, NOON + 2 * DAY) == [(2.0, 3.0)]
    assert old_and_new(store, NOON, NOON + DAY) == [(1.0, 2.0)]


def test_a_value_said_again_is_no_revision(store: Store):
    accept(store, NOON, an_observation(1.0))
    accept(store, NOON + DAY, an_observation(1.0), an_observation(2.0, "2024-Q3"))
    assert old_and_new(store, NOON, NOON + DAY) == []


def test_changed_parts_are_a_revision(store: Store):
    accept(store, NOON, an_observation(None, numerator=1.0, denominator=4.0))
    accept(store, NOON + DAY, an_observation(None, numerator=1.0, denominator=5.0))
    (found,) = store.revisions(NOON, NOON + DAY)
    assert (found.old_denominator, found.denominator) == (4.0, 5.0)


def test_what_was_undone_is_neither_old_nor_new(store: Store):
    accept(store, NOON, an_observation(1.0))
    wrong = accept(store, NOON + DAY, an_observation(9.0))
    store.undo(wrong, "ana", NOON + DAY, "wrong")
    accept(store, NOON + 2 * DAY, an_observation(2.0))
    assert old_and_new(store, NOON, NOON + 2 * DAY) == [(1.0, 2.0)]
