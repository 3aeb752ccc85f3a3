"""The formulas of progress, forecast, status and data state for one series, in plain Python.

What ``indicators.judge.judge`` does over arrays, written as anybody would write it for one
rising or falling target that has a line through its reports: a function a formula, undefined
is None. ``tests/indicators/test_plain.py`` holds the two to the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, sqrt

from scipy.special import stdtr, stdtrit

from indicators.status import OF_LARGE, STALE_PERIODS, TOLERANCE, DataState, Status
from indicators.terms import Terms

RECENT = 8
FEWEST_FOR_A_LINE = 2
FEWEST_FOR_AN_INTERVAL = 4
ROUNDING = 1e-12

Path = Sequence[tuple[float, float]]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """One target with its reports, a time and a value each; a value is None where there is none."""

    times: Sequence[float]
    values: Sequence[float | None]
    baseline: float
    goal: float
    goal_time: float
    goal_end: int
    path: Path
    minimum: float
    maximum: float
    end: int
    latest_due_end: int


@dataclass(frozen=True, slots=True)
class Line:
    count: int
    mean_time: float
    mean_value: float
    slope: float | None
    time_squares: float
    spread: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    attainment: float | None
    planned: float | None
    pace: float | None
    expected: float
    variance: float
    quarters_ahead: float
    required_per_year: float | None
    observed_per_year: float | None
    value: float | None
    low: float | None
    high: float | None
    p_goal: float | None
    recent_slope: float | None
    projected: float | None
    status: Status
    adverse: bool
    state: DataState


def measured(one: Series, as_of: int, terms: Terms) -> Figures:
    """Every figure of a series whose last point is its actual."""
    points = [(t, y) for t, y in zip(one.times, one.values, strict=True) if y is not None]
    time, actual = points[-1]
    attained = attainment(actual, one.baseline, one.goal)
    expected = planned_value(time, one.path)
    planned = attainment(expected, one.baseline, one.goal)
    pace = pace_of(attained, planned)
    line = least_squares(points)
    low, high, value, p_goal = forecast(one, line)
    recent_points = recent(one)
    slope = least_squares(recent_points).slope
    recent_slope = slope if len(recent_points) >= FEWEST_FOR_AN_INTERVAL else None
    status = status_of(one, actual, attained, planned, pace, as_of, terms)
    rises = one.goal > one.baseline
    return Figures(
        attainment=attained,
        planned=planned,
        pace=pace,
        expected=expected,
        variance=actual - expected if rises else expected - actual,
        quarters_ahead=(earned_time(attained, one) - time) * 4,
        required_per_year=required_per_year(actual, time, one.goal, one.goal_time),
        observed_per_year=line.slope if line.count >= FEWEST_FOR_A_LINE else None,
        value=value,
        low=low,
        high=high,
        p_goal=p_goal,
        recent_slope=recent_slope,
        projected=projected(actual, time, recent_slope, one),
        status=status,
        adverse=is_adverse(status, recent_slope, rises),
        state=data_state(one, as_of, terms),
    )


def attainment(actual: float, baseline: float, goal: float) -> float | None:
    return None if goal == baseline else (actual - baseline) / (goal - baseline)


def pace_of(attained: float | None, planned: float | None) -> float | None:
    if attained is None or planned is None or planned <= TOLERANCE:
        return None
    return attained / planned


def planned_value(time: float, path: Path) -> float:
    """The plan read at a time, linear between its nodes."""
    if time < path[0][0]:
        return path[0][1]
    for (t0, v0), (t1, v1) in pairwise(path):
        if t0 <= time < t1:
            return v0 + (v1 - v0) * (time - t0) / (t1 - t0)
    return path[-1][1]


def earned_time(attained: float | None, one: Series) -> float:
    """The first date at which the plan is as far as the actual."""
    times = [t for t, _ in one.path]
    shares = [attainment(v, one.baseline, one.goal) or 0.0 for _, v in one.path]
    if attained is None or attained <= TOLERANCE:
        return times[0]
    for n in range(1, len(times)):
        before, after = shares[n - 1], shares[n]
        if after >= attained - TOLERANCE:
            share = (attained - before) / (after - before) if after != before else 0.0
            return times[n - 1] + min(max(share, 0.0), 1.0) * (times[n] - times[n - 1])
    return times[-1]


def required_per_year(actual: float, time: float, goal: float, goal_time: float) -> float | None:
    return (goal - actual) / (goal_time - time) if goal_time > time else None


def recent(one: Series) -> list[Point]:
    last = zip(one.times[-RECENT:], one.values[-RECENT:], strict=True)
    return [(t, y) for t, y in last if y is not None]


def projected(actual: float, time: float, slope: float | None, one: Series) -> float | None:
    return None if slope is None else possible(actual + slope * (one.goal_time - time), one)


def least_squares(points: Sequence[Point]) -> Line:
    """The line through the points; a slope or spread within rounding is 0."""
    n = len(points)
    mean_time = sum(t for t, _ in points) / n
    mean_value = sum(y for _, y in points) / n
    squares = sum((t - mean_time) ** 2 for t, _ in points)
    if squares == 0:
        return Line(n, mean_time, mean_value, None, squares, None)
    slope = sum((t - mean_time) * (y - mean_value) for t, y in points) / squares
    size = sqrt(sum(y**2 for _, y in points))
    if abs(slope) * sqrt(squares) <= ROUNDING * size:
        slope = 0.0
    spread = None
    if n > FEWEST_FOR_A_LINE:
        residuals = sum((y - mean_value - slope * (t - mean_time)) ** 2 for t, y in points)
        spread = sqrt(residuals / (n - 2))
        if spread <= ROUNDING * size:
            spread = 0.0
    return Line(n, mean_time, mean_value, slope, squares, spread)


def forecast(
    one: Series, line: Line
) -> tuple[float | None, float | None, float | None, float | None]:
    """Low, high and value at the goal's date, cut to what is possible, and P(goal)."""
    if line.slope is None or one.end >= one.goal_end:
        return None, None, None, None
    value = line.mean_value + line.slope * (one.goal_time - line.mean_time)
    if line.spread is None or line.count < FEWEST_FOR_AN_INTERVAL:
        return None, None, possible(value, one), None
    distance = (one.goal_time - line.mean_time) ** 2
    error = line.spread * sqrt(1 + 1 / line.count + distance / line.time_squares)
    half = float(stdtrit(line.count - 2, 0.9)) * error
    return (
        possible(value - half, one),
        possible(value + half, one),
        possible(value, one),
        probability(value, error, line.count - 2, *meeting(one)),
    )


def possible(value: float, one: Series) -> float:
    return min(max(value, one.minimum), one.maximum)


def within(value: float, low: float, high: float) -> bool:
    return low - slack(low) <= value <= high + slack(high)


def slack(bound: float) -> float:
    return max(TOLERANCE, OF_LARGE * abs(bound))


def meeting(one: Series) -> tuple[float, float]:
    """Between which values the goal is met."""
    return (one.goal, inf) if one.goal > one.baseline else (-inf, one.goal)


def probability(value: float, error: float, freedom: int, low: float, high: float) -> float:
    if error <= 0:
        return float(within(value, low, high))
    below = 0.0 if low == -inf else float(stdtr(freedom, (low - value) / error))
    up_to = 1.0 if high == inf else float(stdtr(freedom, (high - value) / error))
    return up_to - below


def status_of(
    one: Series,
    actual: float,
    attained: float | None,
    planned: float | None,
    pace: float | None,
    as_of: int,
    terms: Terms,
) -> Status:
    """The first rule that applies."""
    low, high = meeting(one)
    if within(actual, low, high):
        return Status.ACHIEVED
    if as_of >= one.goal_end:
        return Status.MISSED
    if attained is not None and attained < -TOLERANCE:
        return Status.REGRESSING
    if planned is not None and planned <= TOLERANCE:
        return Status.NOT_DUE
    return by_pace(pace, terms)


def by_pace(pace: float | None, terms: Terms) -> Status:
    if pace is not None and pace >= terms.on_track - TOLERANCE:
        return Status.ON_TRACK
    if pace is not None and pace >= terms.at_risk - TOLERANCE:
        return Status.AT_RISK
    return Status.OFF_TRACK


def is_adverse(status: Status, slope: float | None, rises: bool) -> bool:
    if slope is None or status is not Status.ACHIEVED:
        return False
    return (slope if rises else -slope) < -TOLERANCE


def data_state(one: Series, as_of: int, terms: Terms) -> DataState:
    """How many quarters that are due have no report."""
    overdue = min(as_of, terms.latest_due_end) - one.latest_due_end
    if overdue >= STALE_PERIODS:
        return DataState.STALE
    return DataState.LATE if overdue > 0 else DataState.CURRENT
