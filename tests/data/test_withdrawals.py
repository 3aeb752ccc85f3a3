"""A single value taken back: what is in force then, and how the history tells it."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from data.errors import MegaError
from data.records import ReportedValue, Upload
from data.store import Store, create_store, open_store
from indicators.model import Measure, Observation
from indicators.periods import Period
from tests.support import a_strategy, an_observation
from tests.support.copies import made_once

NOON = datetime.fromisoformat("2025-01-31T12:00")


@made_once
def made(path: Path) -> Store:
    """A store with the small strategy in it."""
    store = create_store(path)
    store.accept_strategy(Upload("strategy.xlsx", b"strategy", "ana", NOON), a_strategy(), None)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return made(tmp_path / "mega.duckdb")


def accept(store: Store, *observations: Observation, file_name: str = "peru.xlsx") -> int:
    upload = Upload(file_name, file_name.encode(), "ana", NOON)
    import_id = store.accept_values(upload, store.compare(observations))
    assert import_id is not None
    return import_id


def of_import(import_id: int, observation: Observation) -> ReportedValue:
    return ReportedValue(
        import_id,
        observation.indicator,
        observation.place,
        observation.period,
        observation.measure,
        observation.dimension,
        observation.category,
    )


def withdraw(store: Store, import_id: int, observation: Observation, reason: str = "typo") -> int:
    store.withdraw(of_import(import_id, observation), "eva", NOON, reason)
    return store.imports()[0].import_id


def in_force(store: Store) -> list[float]:
    return list(store.observations().frame["value"])


FIRST, SECOND = an_observation(1.0, "2024-Q1"), an_observation(5.0, "2024-Q2")


def test_the_value_before_is_in_force_again_and_the_rest_of_the_import_stays(store: Store) -> None:
    accept(store, FIRST)
    later = accept(store, an_observation(2.0, "2024-Q1"), SECOND, file_name="later.xlsx")
    withdraw(store, later, FIRST)
    assert in_force(store) == [1.0, 5.0]


def test_where_there_was_no_value_before_none_is_in_force(store: Store) -> None:
    import_id = accept(store, FIRST, SECOND)
    withdraw(store, import_id, FIRST)
    assert in_force(store) == [5.0]
    assert [change.kind for change in store.compare([FIRST])] == ["new"]


def test_a_value_that_is_not_in_force_can_be_withdrawn_beneath_the_one_that_is(
    store: Store,
) -> None:
    first = accept(store, FIRST)
    second = accept(store, an_observation(2.0, "2024-Q1"), file_name="later.xlsx")
    withdraw(store, first, FIRST)
    assert in_force(store) == [2.0]
    store.undo(second, "eva", NOON, "")
    assert in_force(store) == []


def test_a_withdrawal_is_undone_like_an_import(store: Store) -> None:
    import_id = accept(store, FIRST)
    number = withdraw(store, import_id, FIRST)
    store.undo(number, "eva", NOON, "it was right")
    assert in_force(store) == [1.0]
    withdraw(store, import_id, FIRST)
    assert in_force(store) == []


def test_a_withdrawn_value_does_not_come_back_with_the_undo_of_a_later_import(
    store: Store,
) -> None:
    first = accept(store, FIRST)
    withdraw(store, first, FIRST)
    second = accept(store, an_observation(2.0, "2024-Q1"), file_name="later.xlsx")
    store.undo(second, "eva", NOON, "")
    assert in_force(store) == []


def test_the_withdrawn_value_can_be_reported_again(store: Store) -> None:
    first = accept(store, FIRST)
    withdraw(store, first, FIRST)
    accept(store, FIRST, file_name="again.xlsx")
    assert in_force(store) == [1.0]


def test_only_the_very_value_is_withdrawn(store: Store) -> None:
    women = an_observation(3.0, "2024-Q1", dimension="sex", category="women")
    men = an_observation(4.0, "2024-Q1", dimension="sex", category="men")
    planned = an_observation(6.0, "2024-Q1", measure=Measure.MILESTONE)
    colombia = an_observation(7.0, "2024-Q1", place="CO")
    import_id = accept(store, FIRST, women, men, planned, colombia)
    withdraw(store, import_id, women)
    left = sorted(value.value or 0 for value in store.everything_in_force())
    assert left == [1.0, 4.0, 6.0, 7.0]
    withdraw(store, import_id, FIRST)
    assert sorted(value.value or 0 for value in store.everything_in_force()) == [4.0, 6.0, 7.0]


def test_a_withdrawal_stands_in_the_history_with_who_when_why_and_what(store: Store) -> None:
    import_id = accept(store, FIRST)
    number = withdraw(store, import_id, FIRST, reason="counted twice")
    record, value_import, _ = store.imports()
    assert (record.import_id, record.kind, record.file_name) == (number, "withdrawal", "peru.xlsx")
    assert (record.accepted_by, record.accepted_at, record.reason) == ("eva", NOON, "counted twice")
    assert record.withdrawn == of_import(import_id, FIRST)
    assert (value_import.kind, value_import.withdrawn) == ("values", None)


def test_the_lineage_says_when_a_value_was_withdrawn_and_which_is_in_force(store: Store) -> None:
    accept(store, FIRST)
    later = accept(store, an_observation(2.0, "2024-Q1"), file_name="later.xlsx")
    withdraw(store, later, FIRST)
    second, first = store.lineage("M01", "PE", Period.parse("2024-Q1"))
    assert (second.value, second.withdrawn_at, second.in_force) == (2.0, NOON, False)
    assert (first.value, first.withdrawn_at, first.in_force) == (1.0, None, True)


def test_the_lineage_of_parts_tells_each_part_by_itself(store: Store) -> None:
    women = an_observation(3.0, "2024-Q1", dimension="sex", category="women", cell="E2")
    men = an_observation(4.0, "2024-Q1", dimension="sex", category="men", cell="F2")
    import_id = accept(store, FIRST, women, men)
    later = accept(store, replace(women, value=5.0), file_name="later.xlsx")
    withdraw(store, later, women)
    withdraw(store, import_id, FIRST)
    found = store.lineage_of_parts("M01", Period.parse("2024-Q1"))
    assert [(one.category, one.value, one.cell, one.in_force) for one in found] == [
        ("men", 4.0, "F2", True),
        ("women", 5.0, "E2", False),
        ("women", 3.0, "E2", True),
    ]
    assert [one.withdrawn_at for one in found] == [None, NOON, None]
    assert store.lineage_of_parts("M01", Period.parse("2024-Q2")) == []


@pytest.mark.parametrize(
    "differences",
    [
        {"period": Period.parse("2024-Q2")},
        {"place": "CO"},
        {"measure": Measure.MILESTONE},
        {"dimension": "sex", "category": "women"},
    ],
)
def test_what_an_import_did_not_bring_cannot_be_withdrawn(
    store: Store, differences: dict[str, object]
) -> None:
    import_id = accept(store, FIRST)
    other = replace(FIRST, **differences)
    assert refused(store, of_import(import_id, other)) == "no_such_value"


def refused(store: Store, value: ReportedValue, reason: str = "typo") -> str:
    before = store.state()
    with pytest.raises(MegaError) as caught:
        store.withdraw(value, "eva", NOON, reason)
    assert store.state() == before
    return caught.value.code


def test_a_value_is_withdrawn_once_and_only_with_a_reason(store: Store) -> None:
    import_id = accept(store, FIRST)
    value = of_import(import_id, FIRST)
    assert refused(store, value, reason="  ") == "withdrawal_without_reason"
    withdraw(store, import_id, FIRST)
    assert refused(store, value) == "no_such_value"


def test_a_value_of_an_import_that_was_undone_cannot_be_withdrawn(store: Store) -> None:
    import_id = accept(store, FIRST)
    store.undo(import_id, "eva", NOON, "")
    assert refused(store, of_import(import_id, FIRST)) == "no_such_value"


def test_a_withdrawal_outdates_a_preview_of_the_same_value(store: Store) -> None:
    import_id = accept(store, FIRST)
    previewed = store.compare([an_observation(2.0, "2024-Q1")])
    withdraw(store, import_id, FIRST)
    with pytest.raises(MegaError) as caught:
        store.accept_values(Upload("late.xlsx", b"late", "ana", NOON), previewed)
    assert caught.value.code == "preview_outdated"


def test_a_withdrawal_outlives_the_process(store: Store) -> None:
    import_id = accept(store, FIRST)
    withdraw(store, import_id, FIRST)
    assert in_force(open_store(store.path)) == []


def test_everything_in_force_comes_back_as_it_was_accepted(store: Store) -> None:
    observations = [
        an_observation(1.25, "2024-Q1", note="provisional"),
        an_observation(None, "2024-Q2", numerator=3.0, denominator=4.0),
        an_observation(9.0, "2024-Q2", measure=Measure.MILESTONE),
        an_observation(0.5, "2024-Q2", dimension="sex", category="women"),
    ]
    accept(store, *observations)
    assert sorted(store.everything_in_force(), key=str) == sorted(observations, key=str)


def test_what_was_known_before_a_withdrawal_still_holds_the_value(store: Store) -> None:
    import_id = accept(store, FIRST, SECOND)
    value = of_import(import_id, FIRST)
    store.withdraw(value, "eva", NOON + timedelta(days=2), "typo")
    assert list(store.contents().observations.frame["value"]) == [5.0]
    before = store.contents(known_before=NOON + timedelta(days=1))
    assert list(before.observations.frame["value"]) == [1.0, 5.0]


def test_a_withdrawn_correction_is_no_revision(store: Store) -> None:
    accept(store, FIRST)
    later = accept(store, an_observation(2.0, "2024-Q1"), file_name="later.xlsx")
    day = timedelta(days=1)
    assert len(store.revisions(NOON - day, NOON + day)) == 1
    withdraw(store, later, FIRST)
    assert store.revisions(NOON - day, NOON + day) == []
