"""What charts and tables draw of one target."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.lines import Corner, Trend, periods, places, plan, trend
from dashboard.service import Snapshot, snapshot
from data.store import Store
from indicators.model import AggregationInTime, AggregationOverPlaces, Direction, Indicator
from indicators.periods import Period
from tests.dashboard.conftest import accept_strategy, accept_values
from tests.support import a_strategy, an_indicator, an_observation

TODAY = date(2025, 11, 20)
NOW = Period.parse("2025-Q3")


@pytest.fixture
def shown(reported: Store) -> Snapshot:
    return snapshot(reported, TODAY)


def of(shown: Snapshot, code: str) -> Indicator:
    return shown.strategy.indicator[code]


def test_a_trend_ends_with_the_period_looked_at(shown: Snapshot):
    points = trend(shown, "M01", Period.parse("2024-Q4"))
    assert [(point.period.code, point.value) for point in points] == [
        ("2024-Q3", 101.0),
        ("2024-Q4", 110.0),
    ]


def test_a_year_with_a_quarter_missing_is_provisional(store: Store):
    accept_strategy(store, a_strategy(an_indicator(agg_time=AggregationInTime.SUM)))
    quarters = ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    accept_values(store, *(an_observation(30.0, quarter, cell=quarter) for quarter in quarters))
    points = trend(snapshot(store, TODAY), "M01", NOW)
    assert [point.is_provisional for point in points] == [True, True, True, False]
    assert points[-1].value == 120.0


def test_a_plan_has_baseline_milestones_and_goal(shown: Snapshot):
    assert plan(shown.strategy, "M01") == [
        Corner(Period.parse("2021"), 100.0),
        Corner(Period.parse("2024"), 120.0),
        Corner(Period.parse("2030"), 190.0),
    ]


def test_an_axis_holds_what_is_reported_after_the_goals_date(shown: Snapshot):
    indicator = replace(of(shown, "M01"), goal_period=Period.parse("2024"))
    drawn = Trend(indicator, trend(shown, "M01", NOW), plan(shown.strategy, "M01"), None)
    assert drawn.points[-1].period == NOW
    assert drawn.span == (2022.0, NOW.time)


def test_what_is_only_to_be_kept_has_no_path(shown: Snapshot):
    assert of(shown, "M02").direction is Direction.INCREASE
    assert plan(shown.strategy, "M02") == []


def test_places_show_their_latest_value_and_the_highest_comes_first(reported: Store):
    accept_values(reported, an_observation(70.0, "2025-Q3", place="CO"), file_name="more.xlsx")
    shown = snapshot(reported, TODAY)
    found = [
        (one.place, one.value, one.period.code) for one in places(shown, of(shown, "M01"), NOW)
    ]
    assert found == [("CO", 70.0, "2025-Q3"), ("PE", 58.0, "2025-Q3")]
    earlier = places(shown, of(shown, "M01"), Period.parse("2024-Q4"))
    assert [(one.place, one.value) for one in earlier] == [("CO", 55.0), ("PE", 55.0)]


def test_only_the_head_office_counts_for_a_target_of_the_network(store: Store):
    network = an_indicator(agg_place=AggregationOverPlaces.NETWORK)
    accept_strategy(store, a_strategy(network))
    head_office = an_observation(50.0, "2025-Q3", place="REG", cell="D2")
    accept_values(store, head_office, replace(head_office, place="PE", value=90.0, cell="D3"))
    found = places(snapshot(store, TODAY), network, NOW)
    assert [(one.place, one.counts) for one in found] == [("REG", True), ("PE", False)]


def test_a_report_of_nothing_of_nothing_is_no_value_of_a_place(store: Store):
    share = an_indicator(agg_place=AggregationOverPlaces.RATIO, unit="%", goal=100.0, baseline=10.0)
    accept_strategy(store, a_strategy(share))
    accept_values(store, an_observation(None, "2025-Q3", numerator=0.0, denominator=0.0))
    assert places(snapshot(store, TODAY), share, NOW) == []


def test_periods_are_those_reported_the_latest_first(shown: Snapshot):
    assert [period.code for period in periods(shown, "M02", NOW)] == ["2025-Q3", "2025-Q2"]
