"""The working of every target computes to the figures that are shown."""

from math import fsum, sqrt

import pytest
from hypothesis import given
from scipy import stats

from indicators.figures import by_place, measure, series
from indicators.model import AggregationInTime, AggregationOverPlaces
from indicators.periods import Period
from indicators.steps import Step, StepCode
from indicators.working import Working, working_of
from indicators.working_trend import trend_working
from tests.indicators import worlds
from tests.indicators.building import LONG_AFTER, drawn, observations
from tests.indicators.test_amendments import NOW
from tests.support import a_strategy, an_indicator

YEAR = "place 2025-Q1 2025-Q2 2025-Q3 2025-Q4\n"


def slope(n):
    return n["products"] / n["squares"]


def chance_below(n):
    return stats.t.cdf((n["high"] - n["v"]) / n["e"], n["f"])


FORMULAS = {
    StepCode.OVER_SUM: lambda n: fsum(n["values"]),
    StepCode.OVER_MEAN: lambda n: fsum(n["values"]) / len(n["values"]),
    StepCode.OVER_RATIO: lambda n: fsum(n["numerators"]) / fsum(n["denominators"]) * n["factor"],
    StepCode.OVER_WEIGHTED: lambda n: (
        fsum(v * w for v, w in zip(n["values"], n["weights"], strict=True)) / fsum(n["weights"])
    ),
    StepCode.OVER_HEAD_OFFICE: lambda n: fsum(n["values"][-1:]),
    StepCode.LATEST: lambda n: fsum(n["values"][-1:]),
    StepCode.YEAR_END: lambda n: fsum(n["values"][-1:]),
    StepCode.SUM: lambda n: fsum(n["values"]),
    StepCode.SUM_SO_FAR: lambda n: fsum(n["values"]) * n["n"] / n["k"],
    StepCode.MEAN: lambda n: fsum(n["values"]) / len(n["values"]),
    StepCode.RATIO: lambda n: fsum(n["numerators"]) / fsum(n["denominators"]) * n["factor"],
    StepCode.CUMULATIVE: lambda n: n["b"] + fsum(n["values"]),
    StepCode.ATTAINMENT: lambda n: (n["y"] - n["b"]) / (n["g"] - n["b"]),
    StepCode.PLANNED: lambda n: (n["y"] - n["b"]) / (n["g"] - n["b"]),
    StepCode.PLAN: lambda n: (
        n["v0"] + (n["v1"] - n["v0"]) * (n["t"] - n["t0"]) / (n["t1"] - n["t0"])
    ),
    StepCode.PLAN_AT_AN_END: lambda n: n["v"],
    StepCode.VARIANCE: lambda n: (n["y"] - n["p"]) * n["sign"],
    StepCode.PACE: lambda n: n["a"] / n["p"],
    StepCode.EARNED: lambda n: (
        n["t0"] + (n["t1"] - n["t0"]) * (n["y"] - n["v0"]) / (n["v1"] - n["v0"])
    ),
    StepCode.EARNED_AT_AN_END: lambda n: n["e"],
    StepCode.AHEAD: lambda n: (n["e"] - n["t"]) * 4,
    StepCode.REQUIRED: lambda n: (n["g"] - n["y"]) / (n["end"] - n["t"]),
    StepCode.COVERAGE: lambda n: n["k"] / n["n"],
    StepCode.SLOPE: slope,
    StepCode.RECENT_SLOPE: slope,
    StepCode.LINE: lambda n: n["ym"] + n["slope"] * (n["end"] - n["tm"]),
    StepCode.SPREAD: lambda n: sqrt(n["squares"] / (n["n"] - 2)),
    StepCode.ERROR: lambda n: (
        n["s"] * sqrt(1 + 1 / n["n"] + (n["end"] - n["tm"]) ** 2 / n["squares"])
    ),
    StepCode.MEAN_AMOUNT: lambda n: fsum(n["values"]) / len(n["values"]),
    StepCode.RATE_OF_AMOUNTS: lambda n: n["a"] * n["k"],
    StepCode.TOTAL: lambda n: n["y"] + n["m"] * n["a"],
    StepCode.SPREAD_OF_AMOUNTS: lambda n: sqrt(n["squares"] / (n["n"] - 1)),
    StepCode.ERROR_OF_TOTAL: lambda n: n["s"] * sqrt(n["m"] + n["m"] ** 2 / n["n"]),
    StepCode.LOW: lambda n: n["v"] - n["q"] * n["e"],
    StepCode.HIGH: lambda n: n["v"] + n["q"] * n["e"],
    StepCode.CUT: lambda n: min(max(n["v"], n["low"]), n["high"]),
    StepCode.CHANCE_ABOVE: lambda n: stats.t.sf((n["low"] - n["v"]) / n["e"], n["f"]),
    StepCode.CHANCE_BELOW: chance_below,
    StepCode.CHANCE_BETWEEN: lambda n: (
        chance_below(n) - stats.t.cdf((n["low"] - n["v"]) / n["e"], n["f"])
    ),
    StepCode.PROJECTED: lambda n: n["y"] + n["slope"] * (n["end"] - n["t"]),
}
"""What each step's formula gives, as a person would reckon it."""


def computed(step: Step) -> float:
    return FORMULAS[step.code](step.numbers)


def worked(indicator, table: str, milestones: dict[str, float] | None = None) -> Working:
    strategy, reports = a_strategy(indicator, milestones=milestones), observations(drawn(table))
    (figures,) = measure(strategy, reports, [NOW], LONG_AFTER)
    lines = series(strategy, reports, LONG_AFTER), by_place(strategy, reports)
    return working_of(strategy, figures.indicators["M01"], *lines)


@pytest.mark.parametrize(
    ("in_time", "over", "table", "code"),
    [
        ("last", "sum", YEAR + "PE 1 2 3 40\nCO 1 2 3 70", "latest"),
        ("sum", "sum", YEAR + "PE 10 20 30 40\nCO 5 5 5 5", "sum"),
        ("sum", "sum", YEAR + "PE . 20 30 40", "sum_so_far"),
        ("mean", "mean", YEAR + "PE 110 120 130 140", "mean"),
        ("ratio", "ratio", YEAR + "PE 1/4 2/4 3/4 4/8", "ratio"),
        ("cumulative", "sum", YEAR + "PE 1 2 3 4", "cumulative"),
        ("ytd", "sum", YEAR + "PE 10 40 80 130", "year_end"),
    ],
)
def test_each_way_to_the_actual_has_its_formula(in_time: str, over: str, table: str, code: str):
    indicator = an_indicator(
        agg_time=AggregationInTime(in_time), agg_place=AggregationOverPlaces(over)
    )
    found = worked(indicator, table, {"2024": 130.0, "2026": 150.0})
    assert found.steps[0].code == code
    assert [str(step.code).removesuffix("_at_an_end") for step in found.steps[1:]] == [
        "coverage", "attainment", "plan", "planned", "variance", "pace", "earned", "ahead",
        "required",
    ]  # fmt: skip
    for step in found.steps:
        assert computed(step) == pytest.approx(step.result), step


def test_the_plan_is_read_between_the_two_corners_around_the_actual():
    found = worked(an_indicator(), YEAR + "PE . . . 140", {"2024": 130.0, "2026": 150.0})
    (plan,) = [step for step in found.steps if step.code is StepCode.PLAN]
    assert plan.numbers == {"t": 2026.0, "t0": 2025.0, "v0": 130.0, "t1": 2027.0, "v1": 150.0}
    assert plan.result == 140.0


@pytest.mark.parametrize(
    ("periods", "end"),
    [
        ({"baseline_period": Period.parse("2020"), "goal_period": Period.parse("2024")}, 190.0),
        ({"baseline_period": Period.parse("2026")}, 100.0),
    ],
)
def test_beyond_its_ends_the_plan_is_that_of_the_nearest(periods, end):
    found = worked(an_indicator(**periods), YEAR + "PE . . . 140")
    (plan,) = [step for step in found.steps if step.code is StepCode.PLAN_AT_AN_END]
    assert (plan.numbers, plan.result) == ({"v": end}, end)


def test_a_target_without_an_actual_has_no_working():
    assert worked(an_indicator(), "place\n") == Working((), ())


@given(worlds.worlds(), worlds.quarters, worlds.terms)
def test_in_every_world_the_working_comes_to_the_figures(world, as_of, terms):
    strategy, reports = world[0], observations(world[1])
    (figures,) = measure(strategy, reports, [as_of], terms)
    lines = series(strategy, reports, terms, as_of), by_place(strategy, reports)
    for found in figures.indicators.values():
        working = working_of(strategy, found, *lines)
        trend = trend_working(strategy, found, reports, as_of, terms)
        over = [one.over for one in working.periods if one.over is not None]
        for step in [*over, *working.steps, *trend.steps]:
            if step.code is not StepCode.CHANCE_CERTAIN:
                assert computed(step) == pytest.approx(step.result, rel=1e-6, abs=1e-6), step
        assert_the_trend_is_that_of_the_figures(found, trend)


def assert_the_trend_is_that_of_the_figures(figures, trend):
    """What is reckoned from the points shown is what the measure found: nothing is left out."""
    steps = {step.code: step.result for step in trend.steps}
    forecast = figures.forecast
    ends = {steps[code] for code in (StepCode.LINE, StepCode.TOTAL) if code in steps}
    cut = {step.result for step in trend.steps if step.code is StepCode.CUT}
    if forecast is None:
        assert not ends
        return
    assert any(forecast.value == pytest.approx(one, rel=1e-6, abs=1e-6) for one in ends | cut)
    assert (forecast.low is None) == (StepCode.LOW not in steps)
    if forecast.low is not None:
        low, high = steps[StepCode.LOW], steps[StepCode.HIGH]
        for shown, end in ((forecast.low, low), (forecast.high, high)):
            assert any(shown == pytest.approx(one, rel=1e-6, abs=1e-6) for one in {end} | cut)
    assert (figures.observed_per_year is None) == (
        not {StepCode.SLOPE, StepCode.RATE_OF_AMOUNTS} & steps.keys()
    )


def test_a_trend_without_spread_is_certain_in_the_working_as_in_the_figures():
    rising = an_indicator(baseline=2.3, baseline_period=Period.parse("2023"), goal=9.3)
    table = "place 2024-Q1 2024-Q2 2024-Q3 2024-Q4\nPE 2.55 2.8 3.05 3.3"
    strategy = a_strategy(rising)
    reports = observations(drawn(table))
    as_of = Period.parse("2024-Q4")
    (found,) = measure(strategy, reports, [as_of], LONG_AFTER)
    trend = trend_working(strategy, found.indicators["M01"], reports, as_of, LONG_AFTER)
    results = {step.code: step.result for step in trend.steps}
    assert results[StepCode.SPREAD] == results[StepCode.ERROR] == 0.0
    assert results[StepCode.CHANCE_CERTAIN] == found.indicators["M01"].forecast.p_goal
