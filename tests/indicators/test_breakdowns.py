"""A target broken down: each part by the target's own rules, beside the whole."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.breakdowns import Part, parts_of
from indicators.model import AggregationInTime, AggregationOverPlaces, Breakdown, Indicator
from indicators.periods import Period
from indicators.status import Flag
from tests.indicators.building import LONG_AFTER, drawn, observations
from tests.support import a_strategy, an_indicator

SEXES = (Breakdown("sex", "women", ()), Breakdown("sex", "men", ()))
Q3, Q4 = Period.parse("2024-Q3"), Period.parse("2024-Q4")
WHOLE = "place 2024-Q3 2024-Q4\nPE 30 40\nCO 50 60"


def parts(
    tables: dict[tuple[str, str], str], indicator: Indicator | None = None, as_of: Period = Q4
) -> list[Part]:
    strategy = replace(a_strategy(indicator or an_indicator()), breakdowns=SEXES)
    drawn_parts = {key: observations(drawn(table)) for key, table in tables.items()}
    whole = observations(drawn(WHOLE))
    return parts_of(strategy, "M01", whole, drawn_parts, as_of, LONG_AFTER)


def test_parts_come_in_the_strategys_order_with_their_share_of_the_whole():
    found = parts(
        {("sex", "men"): "place 2024-Q4\nPE 10", ("sex", "women"): "place 2024-Q4\nPE 30"}
    )
    assert found == [
        Part("sex", "women", Q4, 30.0, 1, 0.3, frozenset()),
        Part("sex", "men", Q4, 10.0, 1, 0.1, frozenset()),
    ]


def test_a_dimension_the_strategy_no_longer_names_comes_last():
    tables = {("age", "young"): "place 2024-Q4\nPE 5", ("sex", "men"): "place 2024-Q4\nPE 10"}
    assert [part.dimension for part in parts(tables)] == ["sex", "age"]


def test_a_part_is_shown_as_of_its_own_latest_period_against_the_whole_of_then():
    (found,) = parts({("sex", "women"): "place 2024-Q3 2024-Q4\nPE 16 ."})
    assert (found.period, found.figure, found.share) == (Q3, 16.0, 0.2)


def test_what_comes_after_the_moment_does_not_count():
    tables = {("sex", "women"): "place 2024-Q3 2024-Q4\nPE 16 20"}
    (found,) = parts(tables, as_of=Q3)
    assert (found.period, found.figure) == (Q3, 16.0)


def test_amounts_are_added_over_the_year_as_the_whole_is():
    flow = an_indicator(agg_time=AggregationInTime.SUM)
    table = "place 2024-Q1 2024-Q2 2024-Q3 2024-Q4\nPE 1 2 3 4\nCO 1 1 1 1"
    (found,) = parts({("sex", "women"): table}, flow)
    assert (found.figure, found.places) == (14.0, 2)


def test_a_part_of_a_year_is_flagged_and_has_no_share():
    flow = an_indicator(agg_time=AggregationInTime.SUM)
    (found,) = parts({("sex", "women"): "place 2024-Q4\nPE 12"}, flow)
    assert (found.figure, found.share) == (48.0, None)
    assert found.flags == {Flag.PROVISIONAL, Flag.WINDOW_SHORT}


def test_a_whole_part_of_a_year_that_is_not_reported_whole_has_no_share():
    flow = an_indicator(agg_time=AggregationInTime.SUM)
    table = "place 2024-Q1 2024-Q2 2024-Q3 2024-Q4\nPE 1 2 3 4"
    (found,) = parts({("sex", "women"): table}, flow)  # of the whole there are Q3 and Q4 alone
    assert (found.figure, found.share, found.flags) == (10.0, None, frozenset())


def test_a_period_in_collection_counts_for_no_part_either():
    strategy = replace(a_strategy(an_indicator()), breakdowns=SEXES)
    whole = observations(drawn("place 2024-Q3 2024-Q4\nPE 30 40\nCO 50 ."))
    women = observations(drawn("place 2024-Q3 2024-Q4\nPE 16 20"))
    before_it_is_due = replace(LONG_AFTER, today=date(2025, 1, 20))
    (found,) = parts_of(strategy, "M01", whole, {("sex", "women"): women}, Q4, before_it_is_due)
    assert (found.period, found.figure, found.share) == (Q3, 16.0, 0.2)


def test_the_parts_of_a_ratio_have_their_own_ratio_and_no_share():
    ratio = an_indicator(unit="%", agg_place=AggregationOverPlaces.RATIO)
    (found,) = parts({("sex", "women"): "place 2024-Q4\nPE 1/4\nCO 5/8"}, ratio)
    assert found.figure == pytest.approx(50.0)
    assert found.share is None


def test_nothing_broken_down_has_no_parts():
    assert parts({}) == []
