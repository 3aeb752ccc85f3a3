"""What was known on a day: what had been accepted, undone, set and closed by then."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from data.errors import MegaError
from data.records import Contents, Upload
from data.store import Store, create_store
from indicators.model import Measure
from indicators.periods import Period
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.copies import made_once

Q4 = Period.parse("2024-Q4")


def at(day: int) -> datetime:
    """Noon of a day of January 2025."""
    return datetime.fromisoformat(f"2025-01-{day:02}T12:00")


def upload(name: str, day: int) -> Upload:
    return Upload(name, name.encode(), "ana", at(day), f"reason of {name}")


@made_once
def made(path: Path) -> Store:
    """A strategy on the 1st; 1 on the 2nd, 2 on the 4th, taken back on the 6th."""
    store = create_store(path)
    store.accept_strategy(upload("strategy.xlsx", 1), a_strategy(), None)
    store.accept_values(upload("first.xlsx", 2), store.compare([an_observation(1.0)]))
    second = store.accept_values(upload("second.xlsx", 4), store.compare([an_observation(2.0)]))
    assert second is not None
    store.undo(second, "ana", at(6), "wrong")
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return made(tmp_path / "mega.duckdb")


def known(store: Store, day: int) -> Contents:
    """What was known when the day began."""
    return store.contents(at(day).replace(hour=0))


def values(contents: Contents) -> list[float]:
    return list(contents.observations.frame["value"])


def test_a_value_is_known_from_its_acceptance_to_its_undo(store: Store) -> None:
    by_day = {day: values(known(store, day)) for day in (2, 3, 4, 5, 6, 7)}
    assert by_day == {2: [], 3: [1.0], 4: [1.0], 5: [2.0], 6: [2.0], 7: [1.0]}
    assert values(store.contents()) == [1.0]


def test_a_moment_itself_is_not_before_it(store: Store) -> None:
    assert values(store.contents(at(2))) == []


def test_the_strategy_is_the_one_known_then(store: Store) -> None:
    renamed = a_strategy(an_indicator(goal=250.0))
    store.accept_strategy(upload("new.xlsx", 8), renamed, Period.parse("2024-Q1"))

    def goal(contents: Contents) -> float | None:
        strategy = contents.history.in_effect(Q4)
        return strategy.indicator["M01"].goal if strategy else None

    assert [goal(known(store, day)) for day in (1, 2, 8, 9)] == [None, 190.0, 190.0, 250.0]
    assert goal(store.contents()) == 250.0


def test_a_quarter_is_closed_and_reopened(store: Store) -> None:
    store.close_period(Q4, "eva", at(10), "all in")
    store.reopen_period(Q4, "eva", at(12), "Peru sends a correction")
    store.close_period(Period.parse("2024"), "eva", at(14), "")
    closed = [known(store, day).closed for day in (10, 11, 13, 15)]
    assert closed == [frozenset(), frozenset({Q4}), frozenset(), frozenset({Q4})]


def test_closing_twice_is_refused(store: Store) -> None:
    with pytest.raises(MegaError) as caught:
        store.reopen_period(Q4, "eva", at(10), "")
    assert caught.value.code == "not_closed"
    store.close_period(Q4, "eva", at(10), "")
    before = store.state()
    with pytest.raises(MegaError) as caught:
        store.close_period(Q4, "eva", at(11), "")
    assert (caught.value.code, store.state()) == ("already_closed", before)


def test_a_setting_holds_from_the_day_it_was_made(store: Store) -> None:
    store.set("collection_days", "30", "eva", at(10))
    store.set("collection_days", "60", "eva", at(12))
    made = [known(store, day).settings for day in (10, 11, 13)]
    assert made == [{}, {"collection_days": "30"}, {"collection_days": "60"}]
    assert store.settings() == {"collection_days": "60"}


def test_what_places_planned_stands_apart_from_what_happened(store: Store) -> None:
    planned = replace(an_observation(9.0), measure=Measure.MILESTONE)
    store.accept_values(upload("plan.xlsx", 8), store.compare([planned]))
    contents = store.contents()
    assert list(contents.planned.frame["value"]) == [9.0]
    assert values(contents) == [1.0]
    assert known(store, 8).planned.frame.empty
