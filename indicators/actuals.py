"""The actual of every target as of every period, and the points its trend is drawn through.

The single periods are gone here: arrays have the shape (as-of, targets), with a last axis
of ``MOST_POINTS`` where they hold points. Ends are counted in quarters as in ``Period``;
``NO_PERIOD`` where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indicators.arrays import Bools, Floats, Ints, at, last_true, latest
from indicators.lines import Line, come_in, latest_due_end, lines
from indicators.model import AggregationInTime, Observations, Strategy
from indicators.periods import QUARTERS_IN_A_YEAR, Period

MOST_POINTS = 12
"""A trend is drawn through the last so many points, a mean amount over so many periods."""

NO_PERIOD = 0

_T = TypeVar("_T", bound=np.generic)

_OVERLAPPING = {AggregationInTime.SUM, AggregationInTime.MEAN, AggregationInTime.RATIO}


@dataclass(frozen=True, slots=True)
class Actuals:
    """Actuals, and everything that is said beside them.

    ``latest_end`` is the latest reported period, ``latest_due_end`` the latest reported one
    among those that are due; ``collecting_*`` the latest period in collection with reports.
    ``reporting`` and ``expected`` count places at the actual's own period, ``periods`` the
    reported ones in its window. ``point_times`` and ``point_values`` are the trend points,
    ``amounts`` the last amounts of a cumulative target: at the end of their axis, NaN before.
    """

    value: Floats
    end: Ints
    periods: Ints
    reporting: Ints
    expected: Ints
    latest_end: Ints
    latest_due_end: Ints
    year_to_date: Floats
    year_to_date_end: Ints
    collecting_value: Floats
    collecting_end: Ints
    collecting_reporting: Ints
    provisional: Bools
    window_short: Bools
    incomplete: Bools
    carried: Bools
    without_parts: Bools
    unweighted: Bools
    point_times: Floats
    point_values: Floats
    amounts: Floats


def actuals(
    strategy: Strategy, observations: Observations, as_of: Sequence[Period], today: date
) -> Actuals:
    """All actuals in one pass; targets in the order of the strategy's indicators."""
    whole = _without_reports(len(as_of), strategy)
    for line in lines(strategy, observations, as_of, today):
        part = _of_line(line, today)
        for field in fields(Actuals):
            getattr(whole, field.name)[:, line.cube.targets] = getattr(part, field.name)
    return whole


def _of_line(line: Line, today: date) -> Actuals:
    network, window, yearly = line.network, line.window, line.yearly
    position = last_true(~np.isnan(yearly.value))
    reported = line.up_to & (network.reporting > 0)
    due = window.ends <= latest_due_end(today)
    collecting = last_true(line.collecting & reported)
    to_date = _slot_to_date(line, position)
    times, values = _points(line)

    def flag(of_periods: Bools) -> Bools:
        return np.asarray(at(of_periods, position) == 1)

    def end(slot: Ints) -> Ints:
        return np.where(slot >= 0, window.ends[slot], NO_PERIOD)

    def count(of_periods: Ints, slot: Ints) -> Ints:
        return np.nan_to_num(at(of_periods, slot)).astype(np.int64)

    return Actuals(
        value=at(yearly.value, position),
        end=end(position),
        periods=count(yearly.periods, position),
        reporting=count(network.reporting, position),
        expected=line.expected,
        latest_end=end(last_true(reported)),
        latest_due_end=end(last_true(reported & due)),
        year_to_date=at(network.value, to_date),
        year_to_date_end=end(to_date),
        collecting_value=at(come_in(line, today), collecting),
        collecting_end=end(collecting),
        collecting_reporting=count(network.reporting, collecting),
        provisional=flag(yearly.provisional),
        window_short=flag(yearly.window_short),
        incomplete=flag(yearly.incomplete),
        carried=flag(yearly.carried),
        without_parts=flag(yearly.without_parts),
        unweighted=flag(yearly.unweighted),
        point_times=times,
        point_values=values,
        amounts=_amounts(line),
    )


def _slot_to_date(line: Line, position: Ints) -> Ints:
    """The latest report of the running year, after the year-end that is the actual."""
    if line.window.in_time is not AggregationInTime.YEAR_TO_DATE:
        return np.full(position.shape, -1, dtype=np.int64)
    later = np.arange(len(line.window.ends)) > position[..., np.newaxis]
    return last_true(line.window.counted & later)


def _points(line: Line) -> tuple[Floats, Floats]:
    """Times and values of the trend points: the baseline, then the yearly figures after it.

    Provisional figures are dropped. Where windows overlap, only the latest of the rest and
    those whole years before it are points: they alone are independent.
    """
    window, yearly = line.window, line.yearly
    usable = ~np.isnan(yearly.value) & ~yearly.provisional & window.after_baseline
    if window.in_time in _OVERLAPPING:
        periods_before = last_true(usable)[..., np.newaxis] - np.arange(len(window.ends))
        usable &= periods_before % window.frequency.periods_in_a_year == 0
    figure_times = np.broadcast_to(window.ends / QUARTERS_IN_A_YEAR, usable.shape)
    always = np.ones(len(window.baseline), dtype=np.bool_)
    points = _preceded_by(always, usable)
    times = _preceded_by(window.baseline_end / QUARTERS_IN_A_YEAR, figure_times)
    values = _preceded_by(window.baseline, yearly.value)
    return latest(points, times, MOST_POINTS), latest(points, values, MOST_POINTS)


def _preceded_by(first: NDArray[_T], then: NDArray[_T]) -> NDArray[_T]:
    """One entry a target (targets,) put before the slots of (as-of, targets, slots)."""
    column = np.broadcast_to(first[:, np.newaxis], (*then.shape[:-1], 1))
    return np.concatenate([column, then], axis=-1)


def _amounts(line: Line) -> Floats:
    window = line.window
    if window.in_time is not AggregationInTime.CUMULATIVE:
        return np.full((*line.expected.shape, MOST_POINTS), np.nan)
    return latest(window.counted & window.after_baseline, line.network.value, MOST_POINTS)


def _without_reports(moments: int, strategy: Strategy) -> Actuals:
    shape = (moments, len(strategy.indicators))

    def undefined() -> Floats:
        return np.full(shape, np.nan)

    def no_points() -> Floats:
        return np.full((*shape, MOST_POINTS), np.nan)

    def none() -> Ints:
        return np.full(shape, NO_PERIOD, dtype=np.int64)

    def never() -> Bools:
        return np.zeros(shape, dtype=np.bool_)

    return Actuals(
        value=undefined(),
        end=none(),
        periods=none(),
        reporting=none(),
        expected=none(),
        latest_end=none(),
        latest_due_end=none(),
        year_to_date=undefined(),
        year_to_date_end=none(),
        collecting_value=undefined(),
        collecting_end=none(),
        collecting_reporting=none(),
        provisional=never(),
        window_short=never(),
        incomplete=never(),
        carried=never(),
        without_parts=never(),
        unweighted=never(),
        point_times=no_points(),
        point_values=no_points(),
        amounts=no_points(),
    )
