"""The actual of every target as of every period, and the points its trend is drawn through.

The single periods are gone here: arrays have the shape (as-of, targets), behind a first axis
of ``MOST_POINTS`` where they hold points. Ends are counted in quarters as in ``Period``;
``NO_PERIOD`` where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.arrays import Bools, Floats, Ints, lay_in, previous
from indicators.lines import Line, come_in, lines
from indicators.model import AggregationInTime, Observations, Strategy
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from indicators.terms import Terms
from indicators.trend import Points, points

MOST_POINTS = 12
"""A trend is drawn through the last so many points, a mean amount over so many periods."""

NO_PERIOD = 0

_OVERLAPPING = {AggregationInTime.SUM, AggregationInTime.MEAN, AggregationInTime.RATIO}


@dataclass(frozen=True, slots=True)
class Actuals:
    """Actuals, and everything that is said beside them.

    ``latest_end`` is the latest reported period, ``latest_due_end`` the latest reported one
    among those that are due; ``collecting_*`` the latest period in collection with reports.
    ``reporting`` and ``expected`` count places at the actual's own period, ``periods`` the
    reported ones in its window. ``points`` are the trend's; ``amounts`` the last amounts of
    a cumulative target, along a first axis: at its end, NaN before.
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
    collecting_expected: Ints
    provisional: Bools
    window_short: Bools
    incomplete: Bools
    carried: Bools
    without_parts: Bools
    unweighted: Bools
    points: Points
    amounts: Floats


def actuals(
    strategy: Strategy, observations: Observations, as_of: Sequence[Period], terms: Terms
) -> Actuals:
    """All actuals in one pass; targets in the order of the strategy's indicators."""
    whole = without_reports(len(as_of), len(strategy.indicators))
    for line in lines(strategy, observations, as_of, terms):
        lay_in(whole, of_line(line, terms), line.cube.targets)
    return whole


def of_line(line: Line, terms: Terms) -> Actuals:
    """Actuals of the targets of one line."""
    network, window, yearly = line.network, line.window, line.yearly
    position = line.latest(~np.isnan(yearly.value))
    reported = np.broadcast_to(network.reported, yearly.value.shape)
    due = window.ends <= terms.latest_due_end
    collecting = line.latest(line.as_of.collecting & reported)
    to_date = _slot_to_date(line, position)

    def flag(of_periods: Bools) -> Bools:
        return np.asarray(line.at(of_periods, position) == 1)

    def end(slot: Ints) -> Ints:
        return np.where(slot >= 0, window.ends[slot], NO_PERIOD)

    def count(of_periods: Ints, slot: Ints) -> Ints:
        return np.nan_to_num(line.at(of_periods, slot)).astype(np.int64)

    return Actuals(
        value=line.at(yearly.value, position),
        end=end(position),
        periods=count(yearly.periods, position),
        reporting=count(network.reporting, position),
        expected=line.expected_at(position),
        latest_end=end(line.latest(reported)),
        latest_due_end=end(line.latest(reported & due)),
        year_to_date=line.at(network.value, to_date),
        year_to_date_end=end(to_date),
        collecting_value=line.at(come_in(line, terms), collecting),
        collecting_end=end(collecting),
        collecting_reporting=count(network.reporting, collecting),
        collecting_expected=line.expected_at(collecting),
        provisional=flag(yearly.provisional),
        window_short=flag(yearly.window_short),
        incomplete=np.asarray(line.at(yearly.attendance, position) < line.needed),
        carried=flag(yearly.carried),
        without_parts=flag(yearly.without_parts),
        unweighted=flag(yearly.unweighted),
        points=_points(line),
        amounts=_amounts(line),
    )


def _slot_to_date(line: Line, position: Ints) -> Ints:
    """The latest report of the running year, after the year-end that is the actual."""
    if line.window.in_time is not AggregationInTime.YEAR_TO_DATE:
        return np.full(position.shape, -1, dtype=np.int64)
    latest = line.latest(line.window.counted)
    return np.where(latest > position, latest, -1)


def _points(line: Line) -> Points:
    """The trend points: the baseline, then the yearly figures after it.

    Provisional figures are dropped. Where windows overlap, only the latest of the rest and
    those whole years before it are points: they alone are independent.
    """
    window, yearly = line.window, line.yearly
    usable = ~np.isnan(yearly.value) & ~yearly.provisional & window.after_baseline
    step = window.frequency.periods_in_a_year if window.in_time in _OVERLAPPING else 1
    slots = _latest_slots(line, usable, step)
    times = np.where(slots >= 0, window.ends[slots] / QUARTERS_IN_A_YEAR, np.nan)
    start = np.where(np.isnan(window.baseline), np.nan, window.baseline_end / QUARTERS_IN_A_YEAR)
    return points(
        _preceded_by(start, times, slots),
        _preceded_by(window.baseline, line.at(yearly.value, slots), slots),
    )


def _latest_slots(line: Line, usable: Bools, step: int = 1) -> Ints:
    """The last usable slot, and the usable ones a multiple of ``step`` before it.

    Shape (MOST_POINTS, as-of, targets), in order of time, with -1 before the first.
    """
    up_to = previous(usable, step)
    before = np.full_like(up_to, -1)
    before[..., step:] = up_to[..., :-step]
    found = [line.latest(usable)]
    while len(found) < MOST_POINTS:
        found.append(line.slot_at(before, found[-1]))
    return np.stack(found[::-1])


def _preceded_by(first: Floats, values: Floats, slots: Ints) -> Floats:
    """``first`` (targets,) put before the points that are there, where there is room."""
    count = (slots >= 0).sum(axis=0)
    position = np.arange(MOST_POINTS).reshape(-1, 1, 1) + count == MOST_POINTS - 1
    return np.where(position, first, values)


def _amounts(line: Line) -> Floats:
    window = line.window
    if window.in_time is not AggregationInTime.CUMULATIVE:
        return np.full((MOST_POINTS, *line.needed.shape), np.nan)
    slots = _latest_slots(line, window.counted & window.after_baseline)
    return line.at(line.network.value, slots)


def without_reports(moments: int, targets: int) -> Actuals:
    """Actuals of targets that nobody reported."""
    shape = (moments, targets)

    def undefined() -> Floats:
        return np.full(shape, np.nan)

    def nowhere(value: float) -> Floats:
        return np.full((MOST_POINTS, *shape), value)

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
        collecting_expected=none(),
        provisional=never(),
        window_short=never(),
        incomplete=never(),
        carried=never(),
        without_parts=never(),
        unweighted=never(),
        points=Points(none(), undefined(), undefined(), nowhere(0.0), nowhere(0.0)),
        amounts=nowhere(np.nan),
    )
