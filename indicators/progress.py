"""From an actual to progress: attainment, plan, pace, variance, earned schedule, rates.

``b`` baseline at time ``t0``, ``y`` actual at time ``t``, ``g`` goal at time ``T``; times
are decimal years. Each formula takes numbers or arrays and gives an array; undefined is
NaN. Whether a figure applies to a target is settled by whoever asks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from indicators.arrays import Floats, ratio
from indicators.periods import QUARTERS_IN_A_YEAR
from indicators.status import TOLERANCE

PathNodes = list[tuple[float, float]]
"""A plan path: (time, value), from the baseline over the milestones to the goal."""


def attainment(actual: ArrayLike, baseline: ArrayLike, goal: ArrayLike) -> Floats:
    """Share of the way from the baseline to the goal that has been made.

    A = (y - b) / (g - b), signed and not capped; never y / g. It holds for falling
    targets, zero baselines, zero goals and negative values. With y the plan's value it is
    the share that is planned.

    Undefined where baseline = goal: there is no distance to travel.

    >>> float(attainment(6, baseline=8, goal=5).round(3))  # churn from 8 % to 5 %, now 6 %
    0.667
    >>> float(attainment(95, baseline=100, goal=100))
    nan
    """
    return ratio(np.subtract(actual, baseline), np.subtract(goal, baseline))


def pace(attained: ArrayLike, planned: ArrayLike) -> Floats:
    """Share of the planned change that has been made: A / P.

    Undefined while the plan asks for nothing (P <= 0).

    >>> float(pace(0.2, 0.5)), float(pace(0.2, 0.0))
    (0.4, nan)
    """
    asked = np.asarray(planned, dtype=np.float64)
    return ratio(attained, np.where(asked > TOLERANCE, asked, 0.0))


def planned_value(time: ArrayLike, times: Floats, values: Floats) -> Floats:
    """p(t): the plan, piecewise linear through its nodes, read at ``time``.

    The nodes lie along the first axis of ``times`` and ``values``, in order of time; shorter
    paths repeat their last node. Before the first node the plan is its first value, after
    the last its last. NaN where the time is NaN.

    >>> nodes = np.array([2024.0, 2025.0, 2030.0]), np.array([0.0, 5.0, 100.0])
    >>> planned_value([2023.0, 2024.5, 2025.0, 2026.0, 2031.0], *nodes)
    array([  0. ,   2.5,   5. ,  24. , 100. ])
    """
    moment = np.asarray(time, dtype=np.float64)
    value = np.asarray(values[0])
    for t0, v0, t1, v1 in _segments(times, values):
        between = v0 + (v1 - v0) * ratio(moment - t0, t1 - t0)
        value = np.where(moment >= t1, v1, np.where(moment > t0, between, value))
    return np.where(np.isnan(moment), np.nan, value)


def earned_time(attained: ArrayLike, times: Floats, shares: Floats) -> Floats:
    """Earned schedule: the first date at which the plan is as far as what is attained.

    Path as in ``planned_value``; read in shares of the way to the goal, so that it is the
    same for rising and falling targets. At or short of the baseline it is the first date
    (t0), beyond every share of the plan the last (T). Undefined where the attainment is.

    >>> nodes = np.array([2024.0, 2025.0, 2030.0]), np.array([0.0, 0.05, 1.0])
    >>> earned_time([-0.03, 0.025, 0.24, 1.1], *nodes)
    array([2024. , 2024.5, 2026. , 2030. ])
    """
    earned = np.asarray(attained, dtype=np.float64)
    date = np.asarray(times[-1])
    for t0, before, t1, after in reversed(_segments(times, shares)):
        share = np.clip(ratio(earned - before, after - before), 0.0, 1.0)
        date = np.where(after >= earned - TOLERANCE, t0 + share * (t1 - t0), date)
    date = np.where(earned <= TOLERANCE, times[0], date)
    return np.where(np.isnan(earned), np.nan, date)


def _segments(times: Floats, values: Floats) -> list[tuple[Floats, Floats, Floats, Floats]]:
    """Each straight piece of the paths: the time and value it begins and ends with.

    A plan has few nodes and there are many plans: a piece at a time of all of them at once.
    """
    return list(zip(times[:-1], values[:-1], times[1:], values[1:], strict=True))


def quarters_ahead(earned: ArrayLike, time: ArrayLike) -> Floats:
    """Earned schedule in quarters ahead (behind if < 0) of the actual's date.

    >>> float(quarters_ahead(2026.25, 2026.0))
    1.0
    """
    ahead: Floats = np.asarray(np.subtract(earned, time) * QUARTERS_IN_A_YEAR)
    return ahead


def variance(actual: ArrayLike, planned: ArrayLike, baseline: ArrayLike, goal: ArrayLike) -> Floats:
    """Y - p, signed so that positive is good.

    >>> float(variance(24, 25, baseline=40, goal=10))  # a falling target below its plan
    1.0
    """
    signed: Floats = np.asarray(np.subtract(actual, planned) * np.sign(np.subtract(goal, baseline)))
    return signed


def required_per_year(
    actual: ArrayLike, time: ArrayLike, goal: ArrayLike, goal_time: ArrayLike
) -> Floats:
    """Change a year that reaches the goal in time: (g - y) / (T - t).

    Undefined once t >= T.

    >>> float(required_per_year(60, 2025, goal=100, goal_time=2030))
    8.0
    """
    left = np.subtract(goal_time, time)
    return ratio(np.subtract(goal, actual), np.where(left > 0, left, 0.0))
