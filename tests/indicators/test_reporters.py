"""Who is expected, what is in collection, and what an editor closed."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.figures import measure
from indicators.model import AggregationInTime, AggregationOverPlaces, Reporter
from indicators.periods import Period
from indicators.status import Flag
from indicators.terms import Terms
from tests.indicators.building import LONG_AFTER, drawn, observations
from tests.support import a_strategy, an_indicator

IN_JANUARY = Terms(date(2025, 1, 20))
"""2024-Q4 is not due, 2024-Q3 is."""


def reporter(place, first="2022-Q1", last=None, indicator="M01"):
    end = Period.parse(last) if last else None
    return Reporter(indicator, place, Period.parse(first), end, f"{place}@example.org")


def figures(table, *reporters, terms=LONG_AFTER, indicator=None, as_of="2024-Q4"):
    strategy = replace(a_strategy(indicator or an_indicator()), reporters=reporters)
    (found,) = measure(strategy, observations(drawn(table)), [Period.parse(as_of)], terms)
    return found.indicators["M01"]


def test_without_a_list_a_place_is_expected_once_it_reported():
    found = figures("place 2024-Q2 2024-Q3 2024-Q4\nPE 1 1 1\nCO 1 . .\nMX . . .")
    assert found.coverage == pytest.approx(1 / 2)
    assert Flag.INCOMPLETE in found.flags


def test_a_list_of_reporters_expects_places_that_never_reported():
    listed = [reporter(place) for place in ("PE", "CO", "MX", "AR")]
    found = figures("place 2024-Q4\nPE 1\nCO 1", *listed)
    assert found.coverage == pytest.approx(2 / 4)
    assert Flag.INCOMPLETE in found.flags


def test_a_place_is_expected_from_its_first_period_to_its_last():
    table = "place 2024-Q3 2024-Q4\nPE 1 1\nCO 1 ."
    stopped = figures(table, reporter("PE"), reporter("CO", last="2024-Q3"))
    assert (stopped.coverage, Flag.INCOMPLETE in stopped.flags) == (1.0, False)
    going_on = figures(table, reporter("PE"), reporter("CO", last="2024-Q4"))
    assert (going_on.coverage, Flag.INCOMPLETE in going_on.flags) == (0.5, True)
    joins_later = figures(table, reporter("PE"), reporter("CO", first="2025-Q1"))
    assert (joins_later.coverage, Flag.INCOMPLETE in joins_later.flags) == (1.0, False)


def test_a_report_that_was_not_expected_counts_but_does_not_cover():
    found = figures("place 2024-Q4\nPE 1\nCO 1", reporter("PE"), reporter("MX"))
    assert (found.actual, found.coverage) == (2.0, 0.5)


def test_where_nobody_is_expected_there_is_no_coverage():
    found = figures("place 2024-Q4\nPE 1", reporter("PE", last="2023-Q4"))
    assert (found.actual, found.coverage, found.flags) == (1.0, None, (Flag.LOW_EVIDENCE,))


def test_an_indicator_that_the_list_leaves_out_expects_who_reported():
    found = figures("place 2024-Q4\nPE 1", reporter("CO", indicator="M02"))
    assert found.coverage == 1.0


def test_the_head_office_alone_is_expected_where_only_its_row_counts():
    network = an_indicator(agg_place=AggregationOverPlaces.NETWORK)
    table = "place 2024-Q4\nREG 7\nPE 1"
    found = figures(table, reporter("REG"), reporter("PE"), reporter("CO"), indicator=network)
    assert (found.actual, found.coverage, Flag.INCOMPLETE in found.flags) == (7.0, 1.0, False)


def test_a_window_lacks_a_place_only_in_periods_it_was_expected_for():
    flow = an_indicator(agg_time=AggregationInTime.SUM)
    table = "place 2024-Q1 2024-Q2 2024-Q3 2024-Q4\nPE 1 1 1 1\nCO . . 1 1"
    new = figures(table, reporter("PE"), reporter("CO", first="2024-Q3"), indicator=flow)
    assert Flag.INCOMPLETE not in new.flags
    late = figures(table, reporter("PE"), reporter("CO", first="2024-Q2"), indicator=flow)
    assert Flag.INCOMPLETE in late.flags


def test_a_period_with_a_place_missing_is_in_collection_until_it_is_due():
    table = "place 2024-Q3 2024-Q4\nPE 10 20\nCO 10 ."
    found = figures(table, terms=IN_JANUARY)
    assert (found.actual, found.actual_period) == (20.0, Period.parse("2024-Q3"))
    collected = found.in_collection
    assert collected is not None
    assert collected.period == Period.parse("2024-Q4")
    assert (collected.value, collected.reported, collected.expected) == (20.0, 1, 2)
    assert figures(table).actual_period == Period.parse("2024-Q4")


def test_a_period_that_everyone_reported_counts_at_once():
    found = figures("place 2024-Q3 2024-Q4\nPE 1 2\nCO 1 2", terms=IN_JANUARY)
    assert (found.actual, found.in_collection) == (4.0, None)


def test_a_period_that_a_listed_place_has_not_reported_is_in_collection():
    found = figures("place 2024-Q4\nPE 1", reporter("PE"), reporter("CO"), terms=IN_JANUARY)
    assert found.actual is None
    assert found.in_collection is not None
    assert (found.in_collection.reported, found.in_collection.expected) == (1, 2)


def test_a_period_that_an_editor_closed_counts_incomplete():
    table = "place 2024-Q3 2024-Q4\nPE 10 20\nCO 10 ."
    closed = replace(IN_JANUARY, closed=frozenset({Period.parse("2024-Q4")}))
    found = figures(table, terms=closed)
    assert found.actual_period == Period.parse("2024-Q4")
    assert found.in_collection is None
    assert {Flag.INCOMPLETE, Flag.CARRIED} <= set(found.flags)


def test_closing_a_quarter_closes_the_half_and_the_year_that_end_with_it():
    yearly = an_indicator(frequency=Period.parse("2024").frequency)
    closed = replace(IN_JANUARY, closed=frozenset({Period.parse("2024-Q4")}))
    table = "place 2023 2024\nPE 10 20\nCO 10 ."
    assert figures(table, terms=IN_JANUARY, indicator=yearly).actual_period.code == "2023"
    assert figures(table, terms=closed, indicator=yearly).actual_period.code == "2024"


def test_closing_one_quarter_leaves_the_others_open():
    closed = replace(IN_JANUARY, closed=frozenset({Period.parse("2024-Q3")}))
    found = figures("place 2024-Q3 2024-Q4\nPE 10 20\nCO 10 .", terms=closed)
    assert found.actual_period == Period.parse("2024-Q3")
