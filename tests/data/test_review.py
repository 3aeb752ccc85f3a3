"""Submitted values: in no figure until they are published, and traced from then on."""

from datetime import datetime
from pathlib import Path

import pytest

from data.check import check
from data.errors import MegaError
from data.records import ReportedValue, Upload
from data.review import ReviewState, Submission
from data.store import Store, create_store
from indicators.model import Measure, Observation
from indicators.periods import Period
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.copies import made_once

AT = datetime.fromisoformat("2025-02-20T12:00")
PERU, COLOMBIA = an_observation(5.0), an_observation(6.0, place="CO", cell="D3")


def submit(store: Store, *observations: Observation) -> int:
    upload = Upload("v.xlsx", repr(observations).encode(), "ana", AT)
    number = store.submit_values(upload, store.compare(observations))
    assert number is not None
    return number


@made_once
def made(path: Path) -> Store:
    """A strategy (import 1) and a submission of two values (import 2)."""
    store = create_store(path)
    store.accept_strategy(Upload("s.xlsx", b"s", "eva", AT), a_strategy(an_indicator()), None)
    submit(store, PERU, COLOMBIA)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return made(tmp_path / "mega.duckdb")


def states(store: Store) -> dict[tuple[int, str], str]:
    """What became of each submitted value, by submission and place."""
    assert check(store.path).breaches == []
    return {
        (one.import_id, value.observation.place): value.state
        for one in store.submissions()
        for value in one.values
    }


def only(store: Store) -> Submission:
    (one,) = store.submissions()
    return one


def test_what_is_submitted_is_in_no_figure_and_no_history_of_values(store: Store) -> None:
    assert states(store) == {(2, "PE"): "awaiting", (2, "CO"): "awaiting"}
    assert store.everything_in_force() == []
    assert store.observations().frame.empty
    assert store.lineage("M01") == []
    assert [change.kind for change in store.compare([PERU])] == ["new"]
    assert only(store).awaiting == [COLOMBIA, PERU]


def test_what_is_published_is_in_force_with_its_file_and_cell(store: Store) -> None:
    number = store.publish(2, [PERU], "eva", AT, "checked")
    assert number == 3
    assert store.everything_in_force() == [PERU]
    assert states(store) == {(2, "PE"): "published", (2, "CO"): "awaiting"}
    (record, *_) = store.imports()
    assert (record.kind, record.accepted_by, record.file_name) == ("publication", "eva", "v.xlsx")
    (traced,) = store.lineage("M01")
    assert (traced.file_name, traced.cell, traced.import_id) == ("v.xlsx", "D2", 3)


def test_the_order_is_that_of_publishing_and_not_of_submitting(store: Store) -> None:
    other = an_observation(9.0)
    store.accept_values(Upload("e.xlsx", b"e", "eva", AT), store.compare([other]))
    assert store.everything_in_force() == [other]
    store.publish(2, [PERU], "eva", AT)
    assert store.everything_in_force() == [PERU]


def test_what_was_known_before_it_was_published_does_not_know_it(store: Store) -> None:
    store.publish(2, [PERU], "eva", AT.replace(day=25))
    assert store.contents(AT.replace(day=24)).observations.frame.empty
    assert len(store.contents(AT.replace(day=26)).observations.frame) == 1


def test_a_publication_that_is_undone_lets_its_values_await_review_again(store: Store) -> None:
    store.publish(2, [PERU], "eva", AT)
    store.undo(3, "eva", AT, "too early")
    assert states(store) == {(2, "PE"): "awaiting", (2, "CO"): "awaiting"}
    assert store.publish(2, [PERU, COLOMBIA], "eva", AT) == 5
    assert states(store) == {(2, "PE"): "published", (2, "CO"): "published"}


def test_a_submission_is_taken_back_until_something_of_it_is_published(store: Store) -> None:
    store.publish(2, [PERU], "eva", AT)
    with pytest.raises(MegaError) as caught:
        store.undo(2, "ana", AT, "")
    assert caught.value.code == "submission_published"
    assert caught.value.params == {"import_id": 2, "publication": 3}
    store.undo(3, "eva", AT, "")
    store.undo(2, "ana", AT, "")
    assert store.submissions() == []
    with pytest.raises(MegaError, match="unknown_submission"):
        store.publish(2, [PERU], "eva", AT)


def test_what_is_returned_has_its_note_and_awaits_no_more(store: Store) -> None:
    store.give_back(2, [COLOMBIA], "eva", AT, "Which unit?")
    assert states(store) == {(2, "PE"): "awaiting", (2, "CO"): "returned"}
    assert {(one.state, one.note) for one in only(store).values} == {
        (ReviewState.RETURNED, "Which unit?"),
        (ReviewState.AWAITING, ""),
    }
    with pytest.raises(MegaError, match="review_outdated"):
        store.publish(2, [COLOMBIA], "eva", AT)
    with pytest.raises(MegaError, match="return_without_note"):
        store.give_back(2, [PERU], "eva", AT, " ")


def test_what_is_submitted_again_takes_the_place_of_what_awaits(store: Store) -> None:
    submit(store, an_observation(7.0))
    assert states(store) == {
        (2, "PE"): "superseded",
        (2, "CO"): "awaiting",
        (3, "PE"): "awaiting",
    }
    with pytest.raises(MegaError, match="review_outdated"):
        store.publish(2, [PERU], "eva", AT)
    store.undo(3, "ana", AT, "")
    assert states(store) == {(2, "PE"): "awaiting", (2, "CO"): "awaiting"}


def test_nothing_is_published_into_a_closed_quarter(store: Store) -> None:
    store.close_period(Period.parse("2024-Q4"), "eva", AT, "")
    before = store.state()
    with pytest.raises(MegaError, match="period_closed"):
        store.publish(2, [PERU], "eva", AT)
    assert store.state() == before


@pytest.mark.parametrize("act", ["publish", "give_back"])
def test_nothing_is_done_to_nothing_or_to_what_was_not_submitted(store: Store, act: str) -> None:
    def do(*chosen: Observation) -> None:
        if act == "publish":
            store.publish(2, chosen, "eva", AT)
        else:
            store.give_back(2, chosen, "eva", AT, "why")

    with pytest.raises(MegaError, match="nothing_chosen"):
        do()
    with pytest.raises(MegaError, match="review_outdated"):
        do(an_observation(5.5))


def test_a_published_value_is_traced_to_who_submitted_it(store: Store) -> None:
    store.publish(2, [PERU], "eva", AT, "")
    store.accept_values(Upload("w.xlsx", b"w", "eva", AT), store.compare([COLOMBIA]))
    told = {one.place: (one.accepted_by, one.submitted_by) for one in store.lineage("M01")}
    assert told == {"PE": ("eva", "ana"), "CO": ("eva", "")}


def test_what_is_withdrawn_alone_is_published_no_more_and_awaits_nothing(store: Store) -> None:
    number = store.publish(2, [PERU, COLOMBIA], "eva", AT)
    assert number is not None
    one = ReportedValue(number, "M01", "PE", PERU.period, Measure.ACTUAL)
    withdrawal = store.withdraw(one, "eva", AT, "counted twice")
    assert states(store) == {(2, "PE"): "withdrawn", (2, "CO"): "published"}
    assert only(store).awaiting == []
    assert withdrawal is not None
    store.undo(withdrawal, "eva", AT, "")
    assert states(store) == {(2, "PE"): "published", (2, "CO"): "published"}
