"""Every bound of the definition: exactly at it, just above and just below."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.beside import against
from indicators.figures import measure
from indicators.model import AggregationInTime, AggregationOverPlaces, Area, Direction, Text
from indicators.periods import Frequency, Period
from indicators.rollup import Part, average
from indicators.status import AgainstPlan, DataState, Flag, Likelihood, Status, likelihood_of
from indicators.terms import Terms
from tests.indicators.building import LONG_AFTER, drawn, figures_of, observations
from tests.support import a_strategy, an_indicator

LITTLE = 1e-6
"""More than the tolerance."""

RISING = an_indicator(baseline=0.0, goal=100.0, minimum=None)
"""From 0 at 2022.0 to 100 at 2031.0: at the end of 2024 the plan asks for 100 / 3."""

PLAN = 100 / 3


def status_of(value, indicator=RISING, **given):
    table = f"place 2024-Q4\nPE {value!r}"
    return figures_of(indicator, table, **given).status


@pytest.mark.parametrize(
    ("pace", "status"),
    [
        (0.95 + LITTLE, Status.ON_TRACK),
        (0.95, Status.ON_TRACK),
        (0.95 - LITTLE, Status.AT_RISK),
        (0.60 + LITTLE, Status.AT_RISK),
        (0.60, Status.AT_RISK),
        (0.60 - LITTLE, Status.OFF_TRACK),
        (LITTLE, Status.OFF_TRACK),
        (0.0, Status.OFF_TRACK),
        (-LITTLE, Status.REGRESSING),
    ],
)
def test_pace_and_attainment_settle_the_status(pace, status):
    assert status_of(pace * PLAN) is status


def test_the_two_thresholds_are_settings():
    stricter = replace(LONG_AFTER, on_track=0.99, at_risk=0.8)
    assert status_of(0.99 * PLAN, terms=stricter) is Status.ON_TRACK
    assert status_of((0.99 - LITTLE) * PLAN, terms=stricter) is Status.AT_RISK
    assert status_of((0.8 - LITTLE) * PLAN, terms=stricter) is Status.OFF_TRACK


@pytest.mark.parametrize("direction", [Direction.INCREASE, Direction.DECREASE])
@pytest.mark.parametrize(
    ("beyond", "status"),
    [(LITTLE, Status.ACHIEVED), (0.0, Status.ACHIEVED), (-LITTLE, Status.ON_TRACK)],
)
def test_the_goal_is_met_at_it_and_beyond(direction, beyond, status):
    sign = 1 if direction is Direction.INCREASE else -1
    target = replace(RISING, direction=direction, goal=sign * 100.0)
    assert status_of(sign * (100 + beyond), target) is status


def test_rounding_decides_no_status():
    assert status_of(100 - 1e-10) is Status.ACHIEVED
    assert status_of((0.95 - 1e-11) * PLAN) is Status.ON_TRACK
    assert status_of(-1e-10) is Status.OFF_TRACK


@pytest.mark.parametrize(
    ("planned", "status"),
    [(-LITTLE, Status.NOT_DUE), (0.0, Status.NOT_DUE), (LITTLE, Status.ON_TRACK)],
)
def test_a_plan_that_asks_for_nothing_yet_is_not_due(planned, status):
    assert status_of(0.5, milestones={"2024-Q4": planned * 100}) is status


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2030-Q3", Status.AT_RISK),
        ("2030-Q4", Status.MISSED),
        ("2031-Q1", Status.MISSED),
    ],
)
def test_a_goal_is_missed_from_its_own_date_on(as_of, status):
    value = 80.0
    assert figures_of(RISING, f"place 2030-Q3\nPE {value}", as_of).status is status


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (80 - LITTLE, Status.OUT_OF_BAND),
        (80.0, Status.MAINTAINED),
        (80 + LITTLE, Status.MAINTAINED),
        (90 - LITTLE, Status.MAINTAINED),
        (90.0, Status.MAINTAINED),
        (90 + LITTLE, Status.OUT_OF_BAND),
    ],
)
def test_a_band_holds_its_own_bounds(value, status):
    kept = replace(RISING, direction=Direction.MAINTAIN, band_low=80.0, band_high=90.0)
    assert status_of(value, kept) is status


@pytest.mark.parametrize(
    ("last", "status"),
    [
        # From 85 at 2023.25 a step of 0.1 a quarter comes to 88.1 in 2031.0.
        (88.1 + LITTLE, Status.MAINTAINED),
        (88.1, Status.MAINTAINED),
        (88.1 - LITTLE, Status.MAINTAINED_AT_RISK),
    ],
)
def test_a_value_is_at_risk_where_its_trend_leaves_the_band_before_the_goals_date(last, status):
    kept = an_indicator(
        direction=Direction.MAINTAIN,
        baseline=85.0,
        baseline_period=Period.parse("2023-Q1"),
        goal=85.0,
        band_low=None,
        band_high=last,
    )
    table = "place 2023-Q2 2023-Q3 2023-Q4\nPE 85.1 85.2 85.3"
    assert figures_of(kept, table, as_of="2023-Q4").status is status
    as_high_as_can_be = replace(kept, maximum=last)
    assert figures_of(as_high_as_can_be, table, as_of="2023-Q4").status is Status.MAINTAINED


@pytest.mark.parametrize(
    ("direction", "value", "status"),
    [
        (Direction.INCREASE, 100 + LITTLE, Status.ACHIEVED),
        (Direction.INCREASE, 100.0, Status.ACHIEVED),
        (Direction.INCREASE, 100 - LITTLE, Status.REGRESSING),
        (Direction.DECREASE, 100 - LITTLE, Status.ACHIEVED),
        (Direction.DECREASE, 100.0, Status.ACHIEVED),
        (Direction.DECREASE, 100 + LITTLE, Status.REGRESSING),
    ],
)
def test_a_baseline_that_is_the_goal_is_a_floor_or_a_ceiling(direction, value, status):
    level = replace(RISING, direction=direction, baseline=100.0)
    found = figures_of(level, f"place 2024-Q4\nPE {value!r}")
    assert (found.status, found.attainment, found.pace) == (status, None, None)


@pytest.mark.parametrize(("reported", "code"), [("M01 M02", "all_kept"), ("M01", "reported_kept")])
def test_an_area_of_levels_says_whether_all_of_them_were_reported(reported, code):
    levels = [replace(RISING, code=one, baseline=100.0, goal=100.0) for one in ("M01", "M02")]
    told = [row for one in reported.split() for row in drawn("place 2024-Q4\nPE 100", one)]
    (found,) = measure(
        a_strategy(*levels), observations(told), [Period.parse("2024-Q4")], LONG_AFTER
    )
    area = found.areas["A1"]
    assert (area.status, area.reason.code) == (Status.MAINTAINED, code)


@pytest.mark.parametrize(
    ("table", "is_incomplete"),
    [
        ("place 2024-Q1 2024-Q2 2024-Q3\nPE 1 2 3", False),
        ("place 2024-Q1 2024-Q2 2024-Q3\nPE 1 . 3", True),
        ("place 2024-Q2 2024-Q3\nPE 1 2", False),
    ],
)
def test_a_running_total_over_a_period_that_nobody_reported_is_incomplete(table, is_incomplete):
    total = replace(RISING, agg_time=AggregationInTime.CUMULATIVE)
    assert (Flag.INCOMPLETE in figures_of(total, table).flags) is is_incomplete


@pytest.mark.parametrize(("slope", "is_adverse"), [(LITTLE, False), (0.0, False), (-LITTLE, True)])
def test_an_achieved_goal_is_adverse_where_its_trend_points_away(slope, is_adverse):
    quarters = [Period.parse("2023-Q1").shifted(n) for n in range(8)]
    header = " ".join(quarter.code for quarter in quarters)
    values = " ".join(repr(200 + slope * quarter.time) for quarter in quarters)
    found = figures_of(RISING, f"place {header}\nPE {values}")
    assert found.status is Status.ACHIEVED
    assert (Flag.TREND_ADVERSE in found.flags) is is_adverse


@pytest.mark.parametrize(
    ("today", "days", "is_counted"),
    [
        (date(2025, 2, 14), 45, False),
        (date(2025, 2, 15), 45, True),
        (date(2025, 1, 30), 30, False),
        (date(2025, 1, 31), 30, True),
        (date(2024, 12, 31), 0, False),
        (date(2025, 1, 1), 0, True),
    ],
)
def test_a_period_is_due_on_the_day_after_its_due_date(today, days, is_counted):
    table = "place 2024-Q3 2024-Q4\nPE 1 2\nCO 1 ."
    found = figures_of(RISING, table, terms=Terms(today, collection_days=days))
    assert (found.actual_period == Period.parse("2024-Q4")) is is_counted
    assert (found.in_collection is None) is is_counted
    assert (Flag.INCOMPLETE in found.flags) is is_counted


@pytest.mark.parametrize(
    ("reported", "value", "flags"),
    [
        ("2023-Q4 2024-Q4", 3.0, {Flag.CARRIED, Flag.INCOMPLETE}),
        ("2023-Q3 2024-Q4", 2.0, {Flag.INCOMPLETE}),
    ],
)
def test_a_stock_is_carried_for_a_year_and_no_longer(reported, value, flags):
    found = figures_of(RISING, f"place {reported}\nPE . 2\nCO 1 .")
    assert (found.actual, set(found.flags) - {Flag.LOW_EVIDENCE}) == (value, flags)


@pytest.mark.parametrize(
    ("frequency", "periods", "value", "status"),
    [
        (Frequency.QUARTER, "2024-Q3 2024-Q4", 20.0, Status.NO_DATA),
        (Frequency.QUARTER, "2024-Q2 2024-Q3 2024-Q4", 40 / 3, Status.OFF_TRACK),
        (Frequency.QUARTER, "2024-Q1 2024-Q2 2024-Q3 2024-Q4", 10.0, Status.OFF_TRACK),
        (Frequency.HALF, "2024-S2", 20.0, Status.NO_DATA),
        (Frequency.HALF, "2024-S1 2024-S2", 10.0, Status.OFF_TRACK),
        (Frequency.YEAR, "2024", 10.0, Status.OFF_TRACK),
    ],
)
def test_a_sum_needs_three_quarters_or_two_halves(frequency, periods, value, status):
    flow = replace(RISING, agg_time=AggregationInTime.SUM, frequency=frequency)
    each = 10 / len(periods.split())
    found = figures_of(
        flow, f"place {periods}\nPE " + " ".join([repr(each)] * len(periods.split()))
    )
    is_short = status is Status.NO_DATA
    assert found.actual == pytest.approx(value)
    assert (found.status, Flag.WINDOW_SHORT in found.flags) == (status, is_short)
    assert (found.attainment is None) is is_short
    assert (Flag.PROVISIONAL in found.flags) is (value != 10.0)


@pytest.mark.parametrize(
    ("points", "has_forecast", "has_interval"),
    [(1, False, False), (2, True, False), (3, True, False), (4, True, True)],
)
def test_a_line_needs_two_points_and_an_interval_four(points, has_forecast, has_interval):
    target = replace(RISING, baseline_period=Period.parse("2023-Q4"))
    quarters = [f"2024-Q{n}" for n in range(1, points)]
    early = replace(target, baseline_period=Period.parse("2024-Q4")) if points == 1 else target
    table = f"place {' '.join(quarters or ['2024-Q4'])}\nPE {' '.join('3142'[: points - 1] or '1')}"
    found = figures_of(early, table)
    assert (found.forecast is not None) is has_forecast
    if found.forecast is not None:
        assert found.forecast.n == points
        assert (found.forecast.low is not None) is has_interval
        assert (Flag.LOW_EVIDENCE in found.flags) is not has_interval


@pytest.mark.parametrize(
    ("bound", "at", "below"),
    [
        (0.99, Likelihood.VIRTUALLY_CERTAIN, Likelihood.VERY_LIKELY),
        (0.90, Likelihood.VERY_LIKELY, Likelihood.LIKELY),
        (0.66, Likelihood.LIKELY, Likelihood.ABOUT_AS_LIKELY_AS_NOT),
        (0.33, Likelihood.ABOUT_AS_LIKELY_AS_NOT, Likelihood.UNLIKELY),
        (0.10, Likelihood.UNLIKELY, Likelihood.VERY_UNLIKELY),
        (0.01, Likelihood.VERY_UNLIKELY, Likelihood.EXCEPTIONALLY_UNLIKELY),
    ],
)
def test_a_probability_has_the_word_of_the_bound_it_reaches(bound, at, below):
    found = [likelihood_of(bound + step) for step in (LITTLE, 0.0, -LITTLE)]
    assert found == [at, at, below]


@pytest.mark.parametrize(
    ("latest", "state"),
    [
        ("2024-Q4", DataState.CURRENT),
        ("2024-Q3", DataState.LATE),
        ("2024-Q2", DataState.STALE),
        ("2024-Q1", DataState.STALE),
    ],
)
def test_one_due_period_unreported_is_late_and_two_are_stale(latest, state):
    assert figures_of(RISING, f"place {latest}\nPE 1").data_state is state


def test_what_was_never_reported_is_missing_and_what_owes_nothing_yet_is_current():
    assert (
        figures_of(RISING, "place 2025-Q1\nPE 1", as_of="2024-Q4").data_state is DataState.MISSING
    )
    early = Terms(date(2025, 1, 5))
    found = figures_of(RISING, "place 2024-Q4\nPE 1", terms=early)
    assert found.data_state is DataState.CURRENT


@pytest.mark.parametrize(
    ("attainment", "taken"),
    [
        (-LITTLE, 0.0),
        (0.0, 0.0),
        (LITTLE, LITTLE),
        (1 - LITTLE, 1 - LITTLE),
        (1.0, 1.0),
        (1.4, 1.0),
    ],
)
def test_an_average_takes_no_less_than_nothing_and_no_more_than_all(attainment, taken):
    assert average([Part("M01", 1.0, attainment, 0.5, None)]).attainment == pytest.approx(taken)


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        (101 + LITTLE, AgainstPlan.ABOVE),
        (101.0, AgainstPlan.AT),
        (99.0, AgainstPlan.AT),
        (99 - LITTLE, AgainstPlan.BELOW),
    ],
)
def test_a_place_is_at_its_plan_within_one_per_cent(value, stands):
    assert against(value, 100.0) is stands
    mirrored = {"above": "below", "at": "at", "below": "above"}[stands]
    assert against(-value, -100.0) == mirrored


def test_nothing_but_zero_is_at_a_plan_of_zero():
    assert [against(value, 0.0) for value in (-LITTLE, 0.0, LITTLE)] == ["below", "at", "above"]


@pytest.mark.parametrize(
    ("pace", "has_lost", "status"),
    [
        (0.95, False, Status.ON_TRACK),
        (0.95, True, Status.AT_RISK),
        (0.95 - LITTLE, False, Status.AT_RISK),
        (0.60, True, Status.AT_RISK),
        (0.60 - LITTLE, True, Status.OFF_TRACK),
    ],
)
def test_an_area_goes_by_its_pace_and_is_held_back_by_a_level_lost(pace, has_lost, status):
    level = replace(RISING, code="M02", baseline=50.0, goal=50.0)
    strategy = replace(a_strategy(RISING, level), areas=(Area("A1", 1, 1.0, Text("Área")),))
    lost = 49.0 if has_lost else 50.0
    reports = [
        *drawn(f"place 2024-Q4\nPE {pace * PLAN!r}"),
        *drawn(f"place 2024-Q4\nPE {lost}", "M02"),
    ]
    (figures,) = measure(strategy, observations(reports), [Period.parse("2024-Q4")], LONG_AFTER)
    assert figures.areas["A1"].status is status
    assert figures.mega.status is (
        Status.ON_TRACK if pace == 0.95 else status
    )  # the Mega goes by the pace alone


@pytest.mark.parametrize(
    ("over", "cells", "value", "flags"),
    [
        (AggregationOverPlaces.RATIO, "0/0 3/4", 75.0, set()),
        (AggregationOverPlaces.RATIO, "50 3/4", 75.0, {Flag.WITHOUT_PARTS}),
        (AggregationOverPlaces.RATIO, "50 60", 55.0, {Flag.UNWEIGHTED}),
        (AggregationOverPlaces.WEIGHTED_MEAN, "50@1 60@3", 57.5, set()),
        (AggregationOverPlaces.WEIGHTED_MEAN, "50 60@3", 60.0, {Flag.WITHOUT_PARTS}),
        (AggregationOverPlaces.WEIGHTED_MEAN, "50 60", 55.0, {Flag.UNWEIGHTED}),
        (AggregationOverPlaces.MEAN, "50 60", 55.0, set()),
        (AggregationOverPlaces.SUM, "50 60", 110.0, set()),
        (AggregationOverPlaces.NETWORK, "50 60", 60.0, set()),
    ],
)
def test_places_become_the_networks_value(over, cells, value, flags):
    target = replace(RISING, unit="%", agg_place=over)
    peru, head_office = cells.split()
    found = figures_of(target, f"place 2024-Q4\nPE {peru}\nREG {head_office}")
    assert found.actual == pytest.approx(value)
    assert set(found.flags) - {Flag.LOW_EVIDENCE} == flags


@pytest.mark.parametrize("goal", [1e10, 1e11])
def test_a_goal_in_the_billions_that_is_missed_by_a_cent_is_missed(goal):
    large = an_indicator(baseline=0.0, goal=goal, goal_period=Period.parse("2024"))
    assert figures_of(large, f"place 2024-Q4\nPE {goal - 0.01!r}").status is Status.MISSED
    assert figures_of(large, f"place 2024-Q4\nPE {goal!r}").status is Status.ACHIEVED


def test_a_goal_in_the_billions_that_is_met_to_the_cent_is_met():
    amounts = ["655727967.59", "559644327.28", "929737782.93", "489877014.00"]
    year = an_indicator(
        unit="COP",
        decimals=2,
        baseline=0.0,
        goal=2634987091.80,
        goal_period=Period.parse("2024"),
        agg_time=AggregationInTime.SUM,
    )
    quarters = "place 2024-Q1 2024-Q2 2024-Q3 2024-Q4"
    assert figures_of(year, f"{quarters}\nPE {' '.join(amounts)}").status is Status.ACHIEVED
    a_cent_less = [*amounts[:-1], "489877013.99"]
    assert figures_of(year, f"{quarters}\nPE {' '.join(a_cent_less)}").status is Status.MISSED
