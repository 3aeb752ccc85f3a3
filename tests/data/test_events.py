"""The history of everything: who did what and when, in one order, and only what is asked for."""

from datetime import date, datetime

import pytest

from data.commentary import Commentary
from data.events import Asked, Event, EventKind
from data.locks import Exemption
from data.records import Upload
from data.reminders import Sent
from data.store import Store
from indicators.periods import Period
from tests.data.stores import a_store_with_history
from tests.support import an_observation

AT = datetime.fromisoformat("2025-02-20T12:00")
Q4 = Period.parse("2024-Q4")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """After the eight changes of ``a_store_with_history`` one of every other kind (9 to 17)."""
    store = a_store_with_history(tmp_path_factory.mktemp("events") / "mega.duckdb")
    submitted = [an_observation(5.0, "2024-Q4"), an_observation(6.0, "2024-Q4", place="CO")]
    store.submit_values(Upload("q4.xlsx", b"q4", "rosa", AT), store.compare(submitted))
    store.publish(9, submitted[:1], "eva", AT, "checked")
    store.give_back(9, submitted[1:], "eva", AT, "Which month?")
    store.comment(Commentary("M01", Q4, "rain", "roofs"), "rosa", AT)
    store.close_period(Q4, "eva", AT, "board met")
    store.grant(Exemption(Q4, "CO", "M01", date(2025, 3, 1), "recount"), "eva", AT)
    store.reopen_period(Q4, "eva", AT, "")
    store.remind(Sent(Q4, "rosa@example.org", "es", 2, "eva", AT))
    store.set("collection_days", "30", "eva", AT)
    return store


def only(store: Store, number: int) -> Event:
    (one,) = store.events(Asked(number=number)).shown
    return one


def test_everything_that_advanced_the_counter_is_there_once_the_latest_first(store: Store) -> None:
    found = store.events(Asked())
    assert [one.number for one in found.shown] == list(range(store.state().counter, 0, -1))
    assert {one.kind for one in found.shown} == set(EventKind)
    assert found.in_all == 17


@pytest.mark.parametrize(
    ("number", "kind", "by", "said", "values", "about"),
    [
        (1, "strategy", "ana", "", 0, 1),
        (5, "values", "ana", "late", 4, 5),
        (7, "undo", "eva", "wrong file", 0, 6),
        (8, "withdrawal", "eva", "=counted twice", 1, 8),
        (9, "submission", "rosa", "", 2, 9),
        (10, "publication", "eva", "checked", 1, 9),
        (11, "return", "eva", "Which month?", 1, 9),
        (12, "commentary", "rosa", "rain", 0, None),
        (13, "closing", "eva", "board met", 0, None),
        (14, "exemption", "eva", "recount", 0, None),
        (15, "reopening", "eva", "", 0, None),
        (16, "reminder", "eva", "", 0, None),
        (17, "setting", "eva", "", 0, None),
    ],
)
def test_each_says_who_why_and_what_it_is_about(
    store: Store, number: int, kind: str, by: str, said: str, values: int, about: int | None
) -> None:
    one = only(store, number)
    assert (one.kind, one.by, one.said) == (kind, by, said)
    assert (one.values, one.import_id) == (values, about)


def test_what_names_a_target_a_place_and_a_period_says_so(store: Store) -> None:
    def named(number: int) -> tuple[object, ...]:
        one = only(store, number)
        return one.indicator, one.place, one.period, one.name, one.value

    assert named(2) == (None, None, None, "", "2024-Q1")
    assert named(8) == ("M01", "CO", Period.parse("2024-Q2"), "", "")
    assert named(12) == ("M01", None, Q4, "", "roofs")
    assert named(13) == (None, None, Q4, "", "")
    assert named(14) == ("M01", "CO", Q4, "", "2025-03-01")
    assert named(16) == (None, None, Q4, "rosa@example.org", "2")
    assert named(17) == (None, None, None, "collection_days", "30")


def test_what_was_undone_says_by_whom_and_its_undo_names_the_file(store: Store) -> None:
    undone, undo = only(store, 6), only(store, 7)
    assert (undone.undone_by, undone.file_name) == ("eva", "wrong.xlsx")
    assert (undo.undone_by, undo.file_name, undo.sha256) == (None, "wrong.xlsx", undone.sha256)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (Asked(kind=EventKind.UNDO), [7]),
        (Asked(by="rosa"), [12, 9]),
        (Asked(by="rosa", kind=EventKind.COMMENTARY), [12]),
        (Asked(place="CO"), [14, 11, 9, 8, 4]),
        (Asked(indicator="M01", by="rosa"), [12, 9]),
        (Asked(place="PE"), [10, 9, 7, 6, 5, 3]),
        (Asked(place="CO", indicator="M02"), []),
        (Asked(before=3), [2, 1]),
        (Asked(kind=EventKind.VALUES, before=5), [4, 3]),
        (Asked(number=99), []),
        (Asked(by="' OR 1 = 1 --"), []),
    ],
)
def test_only_what_is_asked_for_is_found(store: Store, asked: Asked, numbers: list[int]) -> None:
    assert [one.number for one in store.events(asked).shown] == numbers


def test_the_latest_are_shown_and_all_of_them_counted(store: Store) -> None:
    found = store.events(Asked(), most=3)
    assert ([one.number for one in found.shown], found.in_all) == ([17, 16, 15], 17)


def test_everybody_who_did_something_is_named_once(store: Store) -> None:
    assert store.people() == ["ana", "eva", "rosa"]


def test_a_workbook_is_of_the_places_it_ever_had_values_of(store: Store) -> None:
    assert store.file_places(only(store, 9).sha256) == {"PE", "CO"}
    assert store.file_places(only(store, 3).sha256) == {"PE"}
    assert store.file_places(only(store, 1).sha256) is None
    assert store.file_places("unknown") == frozenset()
