"""Commentary: kept as it was written, as it was known, and replaced by a later one."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from data.check import check
from data.commentary import LONGEST, Commentary
from data.errors import MegaError
from data.records import Upload
from data.store import Store, create_store
from indicators.periods import Period
from tests.support import a_strategy, an_indicator
from tests.support.copies import made_once

AT = datetime.fromisoformat("2025-02-20T12:00")
Q4 = Period.parse("2024-Q4")
DROUGHT = Commentary("M01", Q4, "Drought", "Irrigation", "Ana", date(2025, 6, 30))


@made_once
def made(path: Path) -> Store:
    store = create_store(path)
    store.accept_strategy(Upload("s.xlsx", b"s", "eva", AT), a_strategy(an_indicator()), None)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return made(tmp_path / "mega.duckdb")


def written(store: Store, known_before: datetime | None = None) -> list[Commentary]:
    return list(store.contents(known_before).commentary.values())


def test_what_is_written_is_kept_with_its_author_and_moment(store: Store) -> None:
    store.comment(DROUGHT, "eva", AT)
    assert written(store) == [replace(DROUGHT, by="eva", at=AT)]
    assert check(store.path).breaches == []


def test_a_later_one_takes_its_place_and_an_empty_one_takes_it_back(store: Store) -> None:
    store.comment(DROUGHT, "eva", AT)
    store.comment(replace(DROUGHT, cause="Frost"), "ana", AT.replace(day=21))
    assert [one.cause for one in written(store)] == ["Frost"]
    store.comment(Commentary("M01", Q4, " "), "ana", AT.replace(day=22))
    assert written(store) == []
    assert check(store.path).breaches == []


def test_it_is_known_as_it_was_on_a_day(store: Store) -> None:
    store.comment(DROUGHT, "eva", AT)
    store.comment(replace(DROUGHT, cause="Frost"), "ana", AT.replace(day=21))
    assert written(store, AT) == []
    assert [one.cause for one in written(store, AT.replace(day=21))] == ["Drought"]


@pytest.mark.parametrize(
    ("difference", "code"),
    [
        ({"cause": " "}, "commentary_without_cause"),
        ({"cause": "x" * (LONGEST + 1)}, "commentary_too_long"),
        ({"indicator": "M99"}, "unknown_target"),
    ],
)
def test_what_explains_nothing_is_refused(
    store: Store, difference: dict[str, str], code: str
) -> None:
    before = store.state()
    with pytest.raises(MegaError) as caught:
        store.comment(replace(DROUGHT, **difference), "eva", AT)
    assert caught.value.code == code
    assert store.state() == before
