"""A closed period may be reported again as it is, and is changed by nobody until it is reopened."""

from datetime import datetime

import pytest

from data.errors import MegaError
from data.locks import Exemption
from data.records import Upload
from data.store import create_store
from indicators.periods import Period
from loaders.preview import accept, preview
from tests.loaders.drawn import TODAY, as_bytes, book_of, strategy
from tests.support.copies import made_once

AT = datetime.fromisoformat("2025-02-20T12:00")
WORKBOOK = """
    | Indicador | País | Periodo | Valor | Meta |
    | M08       | PE   | 2024-Q3 | 3     | 2    |
    | M08       | PE   | 2024-Q4 | 5     | 4    |
"""


@made_once
def made(path):
    store = create_store(path)
    store.accept_strategy(Upload("strategy.xlsx", b"", "ana", AT), strategy(), None)
    load(store, WORKBOOK)
    store.close_period(Period.parse("2024-Q4"), "ana", AT, "")
    return store


@pytest.fixture
def store(tmp_path):
    return made(tmp_path / "mega.duckdb")


def look(store, drawing):
    return preview(as_bytes(book_of(drawing)), "peru.xlsx", store, TODAY)


def load(store, drawing):
    content = as_bytes(book_of(drawing))
    found = preview(content, "peru.xlsx", store, TODAY)
    return accept(found, store, Upload("peru.xlsx", content, "ana", AT), today=TODAY)


def test_what_a_closed_period_has_may_be_reported_again(store):
    found = look(store, WORKBOOK.replace("| 3     |", "| 4     |"))
    assert list(found.problems) == []
    assert dict(found.counts) == {"new": 0, "changed": 1, "unchanged": 3}


def test_another_value_or_a_new_one_for_a_closed_period_is_refused_at_the_period(store):
    found = look(store, WORKBOOK.replace("| 5     |", "| 6     |").replace("2024-Q3", "2024-Q2"))
    assert [(one.cell, one.code) for one in found.problems] == [("C3", "period_locked")]
    assert dict(found.counts) == {"new": 2, "changed": 0, "unchanged": 1}
    new_place = look(store, WORKBOOK.replace("PE", "CO"))
    assert [(one.cell, one.code) for one in new_place.problems] == [("C3", "period_locked")]


def test_what_a_place_plans_for_a_closed_period_may_still_be_said(store):
    found = look(store, WORKBOOK.replace("| 4    |", "| 9    |"))
    assert list(found.problems) == []
    assert dict(found.counts) == {"new": 0, "changed": 1, "unchanged": 3}


def test_a_period_closed_after_the_preview_is_seen_when_it_is_accepted(store):
    content = as_bytes(book_of(WORKBOOK.replace("| 3     |", "| 4     |")))
    found = preview(content, "peru.xlsx", store, TODAY)
    store.close_period(Period.parse("2024-Q3"), "eva", AT, "")
    with pytest.raises(MegaError) as caught:
        accept(found, store, Upload("peru.xlsx", content, "ana", AT), today=TODAY)
    assert caught.value.code == "preview_outdated"


def test_a_reopened_period_takes_changes_again(store):
    store.reopen_period(Period.parse("2024-Q4"), "ana", AT, "Peru found an error")
    found = look(store, WORKBOOK.replace("| 5     |", "| 6     |"))
    assert list(found.problems) == []
    assert dict(found.counts) == {"new": 0, "changed": 1, "unchanged": 3}


def test_with_an_exemption_the_values_it_names_are_read_and_the_others_refused(store):
    leave = Exemption(Period.parse("2024-Q4"), "PE", "M08", TODAY, "recount")
    store.grant(leave, "eva", AT)
    another = WORKBOOK.replace("| 5     |", "| 6     |")
    assert list(look(store, another).problems) == []
    assert dict(look(store, another).counts) == {"new": 0, "changed": 1, "unchanged": 3}
    of_colombia = another.replace("PE", "CO")
    assert [one.code for one in look(store, of_colombia).problems] == ["period_locked"]
