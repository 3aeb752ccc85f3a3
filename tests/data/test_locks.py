"""Closed quarters: what is in force stays, unless somebody was given leave to change it."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from data.check import check
from data.errors import MegaError
from data.locks import Exemption
from data.records import ReportedValue, Upload
from data.store import Store, create_store
from indicators.model import Measure, Observation
from indicators.periods import Period
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.copies import made_once

AT = datetime.fromisoformat("2025-02-20T12:00")
Q4 = Period.parse("2024-Q4")
LEAVE = Exemption(Q4, "PE", "M01", date(2025, 2, 28), "recount")


def accept(store: Store, *observations: Observation, at: datetime = AT) -> int | None:
    upload = Upload("v.xlsx", repr(observations).encode(), "ana", at)
    return store.accept_values(upload, store.compare(observations))


@made_once
def made(path: Path) -> Store:
    """Peru and Colombia reported the last quarter of 2024 (import 2), which is closed."""
    store = create_store(path)
    strategy = a_strategy(an_indicator(), an_indicator(code="M02"))
    store.accept_strategy(Upload("s.xlsx", b"s", "eva", AT), strategy, None)
    accept(store, an_observation(5.0), an_observation(6.0, place="CO", cell="D3"))
    store.close_period(Q4, "eva", AT, "")
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return made(tmp_path / "mega.duckdb")


def refused(store: Store, *observations: Observation, at: datetime = AT) -> bool:
    """Whether they are not accepted because their quarter is closed."""
    before = store.state()
    with suppress(MegaError):
        accept(store, *observations, at=at)
    return store.state() == before


def test_leave_opens_one_place_and_one_target_up_to_its_last_day(store: Store) -> None:
    store.grant(LEAVE, "eva", AT)
    assert refused(store, an_observation(7.0, place="CO"))
    assert refused(store, an_observation(7.0, indicator="M02"))
    assert refused(store, an_observation(7.0), at=AT.replace(month=3, day=1))
    assert not refused(store, an_observation(7.0), at=AT.replace(day=28))
    assert check(store.path).breaches == []


def test_leave_that_is_granted_again_holds_as_it_was_granted_last(store: Store) -> None:
    store.grant(LEAVE, "eva", AT)
    store.grant(replace(LEAVE, ends_on=AT.date()), "eva", AT)
    assert refused(store, an_observation(7.0), at=AT.replace(day=21))
    assert not refused(store, an_observation(7.0))


def test_an_import_of_a_closed_quarter_is_not_taken_back_without_leave(store: Store) -> None:
    with pytest.raises(MegaError) as caught:
        store.undo(2, "ana", AT, "")
    assert caught.value.code == "period_closed"
    assert caught.value.params == {"period": Q4, "place": "CO", "indicator": "M01"}
    for place in ("PE", "CO"):
        store.grant(replace(LEAVE, place=place), "eva", AT)
    store.undo(2, "ana", AT, "")
    assert store.everything_in_force() == []


def test_an_import_that_no_longer_holds_anything_closed_is_taken_back(store: Store) -> None:
    store.reopen_period(Q4, "eva", AT, "")
    accept(store, an_observation(8.0), an_observation(9.0, place="CO", cell="D3"))
    store.close_period(Q4, "eva", AT, "")
    store.undo(2, "ana", AT, "")
    assert [one.value for one in store.everything_in_force()] == [8.0, 9.0]


def test_a_single_value_is_neither_withdrawn_nor_given_back_without_leave(store: Store) -> None:
    value = ReportedValue(2, "M01", "PE", Q4, Measure.ACTUAL)
    with pytest.raises(MegaError, match="period_closed"):
        store.withdraw(value, "ana", AT, "typo")
    store.grant(LEAVE, "eva", AT)
    store.withdraw(value, "ana", AT, "typo")
    withdrawal = store.imports()[0].import_id
    with pytest.raises(MegaError, match="period_closed"):
        store.undo(withdrawal, "ana", AT.replace(month=3), "")
    store.undo(withdrawal, "ana", AT, "")
    assert len(store.everything_in_force()) == 2


@pytest.mark.parametrize(
    ("difference", "code"),
    [
        ({"reason": " "}, "exemption_without_reason"),
        ({"quarter": Period.parse("2024-Q3")}, "not_closed"),
        ({"ends_on": date(2025, 2, 19)}, "exemption_over"),
        ({"place": "Atlantis"}, "unknown_place"),
        ({"indicator": "M99"}, "unknown_target"),
    ],
)
def test_leave_is_for_something_that_is_closed_and_known(
    store: Store, difference: dict[str, object], code: str
) -> None:
    before = store.state()
    with pytest.raises(MegaError) as caught:
        store.grant(replace(LEAVE, **difference), "eva", AT)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert store.state() == before
