"""Laws that hold whatever is reported."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import special

from indicators import progress, trend
from indicators.figures import IndicatorFigures, describe_places, measure, measure_places
from indicators.model import Direction, Observation, Observations, Place, Strategy, Text
from indicators.status import Status
from tests.indicators import worlds
from tests.indicators.building import LONG_AFTER, observations
from tests.support import a_strategy, an_indicator, an_observation

numbers = st.integers(-1000, 1000).map(float)
factors = st.sampled_from([-8.0, -1.0, -0.25, 0.5, 2.0, 1024.0])

MIRRORED = {
    Direction.INCREASE: Direction.DECREASE,
    Direction.DECREASE: Direction.INCREASE,
    Direction.MAINTAIN: Direction.MAINTAIN,
}

FROM_BAD_TO_GOOD = (
    Status.REGRESSING,
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.ON_TRACK,
    Status.ACHIEVED,
)

UNCHANGED_BY_MIRRORING = (
    "actual_period",
    "attainment",
    "planned",
    "pace",
    "variance",
    "quarters_ahead",
    "status",
    "data_state",
    "coverage",
    "flags",
)


@given(numbers, numbers, numbers, factors, numbers)
def test_attainment_is_the_same_in_any_unit_and_from_any_zero(actual, start, goal, factor, shift):
    assume(start != goal)
    given_ = progress.attainment(actual, start, goal)
    scaled = [value * factor + shift for value in (actual, start, goal)]
    assert progress.attainment(*scaled) == pytest.approx(given_, rel=1e-9, abs=1e-9)


@given(
    st.lists(st.integers(-50, 50), min_size=3, max_size=6, unique=True),
    st.integers(0, 24),
    st.integers(-60, 60),
    st.sampled_from([0.25, 0.5, 2.0, 1024.0]),
    numbers,
)
def test_plan_pace_and_earned_time_are_the_same_in_any_unit(path, quarter, actual, factor, shift):
    assume(path[0] != path[-1])
    times = np.arange(len(path), dtype=float) + 2022

    def shares(values, reached):
        nodes, time = np.array(values, dtype=float), 2022 + quarter / 4
        planned = progress.attainment(progress.planned_value(time, times, nodes), *nodes[[0, -1]])
        attained = progress.attainment(reached, *nodes[[0, -1]])
        along = progress.attainment(nodes, *nodes[[0, -1]])
        return (
            planned,
            progress.pace(attained, planned),
            progress.earned_time(attained, times, along),
        )

    scaled = [value * factor + shift for value in path]
    for found, other in zip(
        shares(path, actual), shares(scaled, actual * factor + shift), strict=True
    ):
        assert other == pytest.approx(found, rel=1e-6, abs=1e-6, nan_ok=True)


@given(numbers, numbers, numbers, numbers)
def test_attainment_grows_with_the_actual_on_its_way_to_the_goal(one, other, start, goal):
    assume(start != goal)
    low, high = sorted([one, other]) if goal > start else sorted([one, other], reverse=True)
    assert progress.attainment(low, start, goal) <= progress.attainment(high, start, goal)


@given(st.integers(-100, 300), st.integers(-100, 300), st.booleans())
def test_a_better_actual_never_has_a_worse_status(one, other, falls):
    sign = -1.0 if falls else 1.0
    target = an_indicator(
        direction=Direction.DECREASE if falls else Direction.INCREASE,
        baseline=0.0,
        goal=sign * 190.0,
        minimum=None,
    )
    ranks = [
        FROM_BAD_TO_GOOD.index(_status(target, sign * float(value)))
        for value in sorted([one, other])
    ]
    assert ranks == sorted(ranks)


def _status(target, value):
    reports = observations([an_observation(value)])
    (figures,) = measure(a_strategy(target), reports, [an_observation(value).period], LONG_AFTER)
    return figures.indicators["M01"].status


@given(worlds.worlds(), worlds.quarters, worlds.terms)
def test_a_falling_target_is_a_rising_one_in_a_mirror(world, as_of, terms):
    strategy, reports = world
    (given_,) = measure(strategy, observations(reports), [as_of], terms)
    (mirrored,) = measure(_mirrored(strategy), observations(map(_negated, reports)), [as_of], terms)
    for code, found in given_.indicators.items():
        _check_mirrored(found, mirrored.indicators[code])
    assert given_.mega.status is mirrored.mega.status
    assert given_.mega.attainment == pytest.approx(mirrored.mega.attainment, abs=1e-9)


def _check_mirrored(found: IndicatorFigures, mirrored: IndicatorFigures) -> None:
    for name in UNCHANGED_BY_MIRRORING:
        one, other = getattr(found, name), getattr(mirrored, name)
        assert one == (pytest.approx(other, abs=1e-9) if isinstance(other, float) else other), name
    assert found.actual == pytest.approx(_minus(mirrored.actual))
    one, other = found.forecast, mirrored.forecast
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.value == pytest.approx(-other.value, abs=1e-9)
        assert one.low == pytest.approx(_minus(other.high), abs=1e-7)
        assert one.p_goal == pytest.approx(other.p_goal, abs=1e-9)


def _minus(value: float | None) -> float | None:
    return None if value is None else -value


def _mirrored(strategy: Strategy) -> Strategy:
    return replace(
        strategy,
        indicators=tuple(
            replace(
                one,
                direction=MIRRORED[one.direction],
                baseline=-one.baseline,
                goal=-one.goal,
                band_low=_minus(one.band_high),
                band_high=_minus(one.band_low),
                minimum=_minus(one.maximum),
                maximum=_minus(one.minimum),
            )
            for one in strategy.indicators
        ),
        milestones=tuple(replace(one, value=-one.value) for one in strategy.milestones),
    )


def _negated(report: Observation) -> Observation:
    return replace(report, value=_minus(report.value), numerator=_minus(report.numerator))


@given(worlds.worlds(), st.data(), worlds.quarters, worlds.terms)
def test_the_order_of_reporting_does_not_matter(world, data, as_of, terms):
    strategy, reports = world
    sorted_ = observations(reports)
    rows = len(sorted_.frame)
    order = data.draw(st.permutations(range(rows)))
    shuffled = replace(sorted_, frame=sorted_.frame.iloc[order].reset_index(drop=True))
    assert measure(strategy, sorted_, [as_of], terms) == measure(strategy, shuffled, [as_of], terms)
    one, other = (_of_places(strategy, reports, as_of, terms) for reports in (sorted_, shuffled))
    assert one == other


@given(worlds.worlds(), worlds.quarters, worlds.terms)
def test_a_place_that_reports_nothing_changes_nothing(world, as_of, terms):
    strategy, reports = world
    silent = Place("AR", Text("Argentina"))
    joined = replace(strategy, places=(*strategy.places, silent))
    before = observations(reports)
    after = Observations(before.frame, before.indicators, (*before.places, "AR"))
    assert measure(strategy, before, [as_of], terms) == measure(joined, after, [as_of], terms)
    one = _of_places(strategy, before, as_of, terms)
    assert one == _of_places(joined, after, as_of, terms)


def _of_places(strategy, reports, as_of, terms):
    measured = measure_places(strategy, reports, reports, [as_of], terms)
    return {(found.code, found.place): found for found in describe_places(measured)}


@given(worlds.worlds(), st.lists(worlds.quarters, min_size=2, max_size=5), worlds.terms)
def test_many_periods_in_one_pass_are_each_as_if_alone(world, as_of, terms):
    strategy, reports = world
    seen = observations(reports)
    together = measure(strategy, seen, as_of, terms)
    alone = [measure(strategy, seen, [period], terms)[0] for period in as_of]
    assert together == alone
    places = measure_places(strategy, seen, seen, as_of, terms)
    for moment, period in enumerate(as_of):
        one = measure_places(strategy, seen, seen, [period], terms)
        assert describe_places(places, moment) == describe_places(one)


@given(worlds.worlds(), worlds.quarters, worlds.terms)
def test_reports_after_the_as_of_period_change_nothing(world, as_of, terms):
    strategy, reports = world
    by_then = [one for one in reports if one.period.end <= as_of.end]
    (whole,) = measure(strategy, observations(reports), [as_of], terms)
    (cut,) = measure(strategy, observations(by_then), [as_of], terms)
    assert whole == cut


quarters_and_values = st.lists(
    st.tuples(st.integers(8000, 8200), numbers), min_size=1, max_size=12, unique_by=lambda p: p[0]
)


@given(quarters_and_values)
def test_a_trend_of_few_points_is_the_same_beside_one_of_many(points):
    times, values = np.array(sorted(points)).T
    alone = trend.least_squares(trend.points(times / 4, values))
    many = np.arange(8000, 8012) / 4, np.arange(12) ** 2.0
    few = [np.append(np.full(12 - len(points), np.nan), of) for of in (times / 4, values)]
    beside = trend.least_squares(
        trend.points(*(np.stack(pair, axis=-1) for pair in zip(few, many, strict=True)))
    )
    for field in fields(trend.LeastSquares):
        expected = float(getattr(alone, field.name))
        near = 1e-9 * (1 + np.abs(values).max())
        assert getattr(beside, field.name)[0] == pytest.approx(expected, abs=near, nan_ok=True)


@given(quarters_and_values)
def test_the_recent_slope_is_that_of_the_line_through_the_last_eight(points):
    times, values = np.array(sorted(points)).T
    line = trend.least_squares(trend.points(times / 4, values))
    recent = trend.least_squares(trend.points(times[-8:] / 4, values[-8:]))
    expected = float(recent.slope) if len(points) >= 4 else np.nan
    near = 1e-9 * (1 + np.abs(values).max())
    assert float(line.recent_slope) == pytest.approx(expected, abs=near, nan_ok=True)


@given(quarters_and_values, st.sampled_from([0.0, 1e9]))
def test_a_line_is_numpys_wherever_the_values_lie(points, offset):
    assume(len(points) >= 3)
    times, values = np.array(sorted(points)).T
    line = trend.least_squares(trend.points(times / 4, values + offset))
    from_mean = times / 4 - (times / 4).mean()
    slope, level = np.polyfit(from_mean, values, 1)
    near = 1e-8 * (1 + np.abs(values).max() + offset / 1e4)
    assert float(line.slope) == pytest.approx(slope, abs=near)
    assert float(line.mean_value) - offset == pytest.approx(level, abs=near)
    spread = np.sqrt(((values - level - slope * from_mean) ** 2).sum() / (len(points) - 2))
    assert float(line.spread) == pytest.approx(spread, abs=near)


@given(
    st.lists(st.tuples(numbers, numbers), min_size=4, max_size=12, unique_by=lambda p: p[0]),
    numbers,
)
def test_an_interval_holds_its_forecast_and_the_goals_probability_is_one(points, time):
    times, values = np.array(points).T
    forecast = trend.predict(trend.least_squares(trend.points(times, values)), time)
    low, high = trend.interval(forecast)
    assert low <= forecast.value <= high
    middle = float(forecast.value)
    above = float(trend.probability_between(forecast, middle, np.inf))
    below = float(trend.probability_between(forecast, -np.inf, middle))
    if forecast.error > 0:
        assert (above, below) == (pytest.approx(0.5), pytest.approx(0.5))
        assert float(trend.probability_between(forecast, low, high)) == pytest.approx(0.8)


@given(
    quarters_and_values, st.one_of(st.just(-np.inf), numbers), st.one_of(st.just(np.inf), numbers)
)
def test_the_probability_between_two_ends_is_what_scipy_finds(points, low, high):
    assume(len(points) >= 4 and low <= high)
    times, values = np.array(sorted(points)).T
    forecast = trend.predict(
        trend.least_squares(trend.points(times / 4, values)), times[-1] / 4 + 1
    )
    assume(forecast.error > 0)
    ends = (np.array([low, high]) - forecast.value) / forecast.error
    below, up_to = special.stdtr(forecast.freedom, ends)
    found = float(trend.probability_between(forecast, low, high))
    assert found == pytest.approx(up_to - below, abs=1e-12)
    assert 0.0 <= found <= 1.0
