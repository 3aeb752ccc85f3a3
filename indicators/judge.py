"""How the targets stand: progress, forecast, status and data state of every actual.

One pass over arrays of shape (as-of, targets). The rules, in their order, are those of
*How this is measured*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indicators import progress, trend
from indicators.actuals import NO_PERIOD, Actuals
from indicators.arrays import Bools, Floats, Ints
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from indicators.status import (
    DATA_STATES,
    STALE_PERIODS,
    STATUSES,
    TOLERANCE,
    DataState,
    Status,
)
from indicators.targets import Targets
from indicators.terms import Terms

Codes = NDArray[np.uint8]
Number = TypeVar("Number", np.float64, np.int64)
Word = TypeVar("Word", Status, DataState)


@dataclass(frozen=True, slots=True)
class Progress:
    """NaN where undefined: without an actual, for kept-or-lost targets, under window_short."""

    attainment: Floats
    planned: Floats
    pace: Floats
    expected: Floats
    variance: Floats
    quarters_ahead: Floats
    required_per_year: Floats


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the trend leads; values are cut to what is possible.

    ``by_amounts``: from the mean amount of a cumulative target, not from a line.
    ``recent_slope`` and ``projected`` (the value it leads to at the goal's date, drawn from
    the actual) are NaN below four points.
    """

    observed_per_year: Floats
    value: Floats
    low: Floats
    high: Floats
    p_goal: Floats
    count: Ints
    by_amounts: Bools
    recent_slope: Floats
    projected: Floats


@dataclass(frozen=True, slots=True)
class Freshness:
    """``state`` points into DATA_STATES; ``due_end`` is the latest period due by the as-of."""

    state: Codes
    due_end: Ints
    overdue_periods: Ints


@dataclass(frozen=True, slots=True)
class Judged:
    """All that is known of every target as of every period; ``status`` points into STATUSES."""

    actuals: Actuals
    progress: Progress
    outlook: Outlook
    status: Codes
    adverse: Bools
    freshness: Freshness
    terms: Terms


def judge(actuals: Actuals, targets: Targets, as_of: Sequence[Period], terms: Terms) -> Judged:
    """Everything that follows from the actuals of ``targets``."""
    progress, outlook = progress_of(actuals, targets), outlook_of(actuals, targets)
    status = status_of(actuals, targets, progress, outlook, as_of, terms)
    return Judged(
        actuals=actuals,
        progress=progress,
        outlook=outlook,
        status=status,
        adverse=is_adverse(outlook, targets, status),
        freshness=freshness_of(actuals, targets.quarters, as_of, terms),
        terms=terms,
    )


def progress_of(actuals: Actuals, targets: Targets) -> Progress:
    applies = targets.travels & ~np.isnan(actuals.value) & ~actuals.window_short
    y = np.where(applies, actuals.value, np.nan)
    t = np.where(applies, actuals.end / QUARTERS_IN_A_YEAR, np.nan)
    b, g = targets.baseline, targets.goal
    attained = progress.attainment(y, b, g)
    expected = progress.planned_value(t, targets.path_times, targets.path_values)
    planned = progress.attainment(expected, b, g)
    earned = progress.earned_time(attained, targets.path_times, targets.path_shares)
    return Progress(
        attainment=attained,
        planned=planned,
        pace=progress.pace(attained, planned),
        expected=expected,
        variance=progress.variance(y, expected, b, g),
        quarters_ahead=progress.quarters_ahead(earned, t),
        required_per_year=progress.required_per_year(y, t, g, targets.goal_time),
    )


def outlook_of(actuals: Actuals, targets: Targets) -> Outlook:
    """The trend, and the forecast at the goal's date while that lies ahead of the actual.

    A cumulative target moves by its mean amount a period; its recent slope is, like every
    other's, that of the least-squares line.
    """
    time = actuals.end / QUARTERS_IN_A_YEAR
    line = trend.least_squares(actuals.points)
    by_line = trend.predict(line, targets.goal_time)
    periods_left = np.maximum(targets.goal_end - actuals.end, 0) // targets.quarters
    is_total = _is_total(actuals)
    by_amounts = trend.predict_total(
        actuals.value[is_total], actuals.amounts[:, is_total], periods_left[is_total]
    )
    chosen = _chosen(by_line, is_total, by_amounts)
    has_trend = chosen.count >= trend.FEWEST_FOR_A_LINE
    ahead = has_trend & (actuals.end != NO_PERIOD) & (actuals.end < targets.goal_end)
    low, high = trend.interval(chosen)
    p_goal = trend.probability_between(chosen, targets.low, targets.high)
    projected = actuals.value + line.recent_slope * (targets.goal_time - time)

    def possible(value: Floats) -> Floats:
        return np.where(ahead, np.clip(value, targets.minimum, targets.maximum), np.nan)

    return Outlook(
        observed_per_year=_observed(actuals, targets.quarters, line),
        value=possible(chosen.value),
        low=possible(low),
        high=possible(high),
        p_goal=np.where(ahead, p_goal, np.nan),
        count=chosen.count,
        by_amounts=is_total,
        recent_slope=line.recent_slope,
        projected=np.clip(projected, targets.minimum, targets.maximum),
    )


def observed_per_year(actuals: Actuals, quarters: Ints) -> Floats:
    """The rate of change so far: the slope of the trend, or a year's mean amount."""
    return _observed(actuals, quarters, trend.least_squares(actuals.points))


def _observed(actuals: Actuals, quarters: Ints, line: trend.LeastSquares) -> Floats:
    has_trend = line.count >= trend.FEWEST_FOR_A_LINE
    rate = np.where(has_trend, line.slope, np.nan)
    is_total = _is_total(actuals)
    amounts = actuals.amounts[:, is_total]
    a_year = trend.mean(amounts) * QUARTERS_IN_A_YEAR / _at(quarters, is_total)
    enough = (~np.isnan(amounts)).sum(axis=0) >= trend.FEWEST_FOR_A_LINE
    rate[is_total] = np.where(enough, a_year, np.nan)
    return rate


def _is_total(actuals: Actuals) -> Bools:
    """Whether a target has amounts to reckon with: the last of them is there then."""
    return np.asarray(~np.isnan(actuals.amounts[-1]))


def _at(values: Ints, chosen: Bools) -> Ints:
    """What each target's ``values`` are at the chosen (as-of, target) entries."""
    return np.broadcast_to(values, chosen.shape)[chosen]


def status_of(
    actuals: Actuals,
    targets: Targets,
    progress: Progress,
    outlook: Outlook,
    as_of: Sequence[Period],
    terms: Terms,
) -> Codes:
    """The first rule that applies."""
    as_of_end = np.array([period.end for period in as_of], dtype=np.int64)[:, np.newaxis]
    met = trend.within(actuals.value, targets.low, targets.high)
    kept = ~targets.travels & ~targets.maintain
    rules: list[tuple[Status, Bools]] = [
        (Status.NO_DATA, np.isnan(actuals.value) | actuals.window_short),
        (Status.MAINTAINED_AT_RISK, targets.maintain & met & _leaves(actuals, targets, outlook)),
        (Status.MAINTAINED, targets.maintain & met),
        (Status.OUT_OF_BAND, targets.maintain & ~met),
        (Status.ACHIEVED, met),
        (Status.REGRESSING, kept & ~met),
        (Status.MISSED, as_of_end >= targets.goal_end),
        (Status.REGRESSING, progress.attainment < -TOLERANCE),
        (Status.NOT_DUE, progress.planned <= TOLERANCE),
        (Status.ON_TRACK, progress.pace >= terms.on_track - TOLERANCE),
        (Status.AT_RISK, progress.pace >= terms.at_risk - TOLERANCE),
    ]
    return _first_that_applies(rules, Status.OFF_TRACK, STATUSES, actuals.value.shape)


def is_adverse(outlook: Outlook, targets: Targets, status: Codes) -> Bools:
    """Where an achieved goal may be lost again: the recent slope points away from it."""
    away = outlook.recent_slope * targets.sign < -TOLERANCE
    return np.asarray(targets.travels & (status == STATUSES.index(Status.ACHIEVED)) & away)


def freshness_of(
    actuals: Actuals, quarters: Ints, as_of: Sequence[Period], terms: Terms
) -> Freshness:
    """Late is a due period without a report, stale two in a row or more.

    ``quarters`` (targets,) are the lengths of the targets' periods.
    A target first reported after every period that is due owes nothing yet: it is current.
    """
    as_of_end = np.array([period.end for period in as_of], dtype=np.int64)[:, np.newaxis]
    due = np.minimum(as_of_end, terms.latest_due_end) // quarters * quarters
    was_due = actuals.latest_due_end != NO_PERIOD
    overdue = np.where(was_due, (due - actuals.latest_due_end) // quarters, 0)
    rules = [
        (DataState.MISSING, actuals.latest_end == NO_PERIOD),
        (DataState.STALE, overdue >= STALE_PERIODS),
        (DataState.LATE, overdue > 0),
    ]
    state = _first_that_applies(rules, DataState.CURRENT, DATA_STATES, overdue.shape)
    return Freshness(state=state, due_end=due, overdue_periods=overdue)


def _first_that_applies(
    rules: Sequence[tuple[Word, Bools]],
    otherwise: Word,
    words: Sequence[Word],
    shape: tuple[int, ...],
) -> Codes:
    """Of each entry the position in ``words`` of the first rule's word."""
    first, given = np.zeros(shape, dtype=np.uint8), [otherwise]
    for word, applies in reversed(rules):  # the first has the highest rank
        np.maximum(first, applies * np.uint8(len(given)), out=first)
        given.append(word)
    return np.array([words.index(word) for word in given], dtype=np.uint8)[first]


def _leaves(actuals: Actuals, targets: Targets, outlook: Outlook) -> Bools:
    """Whether the recent slope, drawn from the actual, leaves the band before the goal's date."""
    known = ~np.isnan(outlook.projected) & (actuals.end < targets.goal_end)
    return known & ~trend.within(outlook.projected, targets.low, targets.high)


def _chosen(lines: trend.Prediction, is_total: Bools, totals: trend.Prediction) -> trend.Prediction:
    """The lines' predictions, with those of running totals in their places."""

    def placed(line: NDArray[Number], total: NDArray[Number]) -> NDArray[Number]:
        found = np.array(np.broadcast_to(line, is_total.shape))
        found[is_total] = total
        return found

    return trend.Prediction(
        value=placed(lines.value, totals.value),
        error=placed(lines.error, totals.error),
        freedom=placed(lines.freedom, totals.freedom),
        count=placed(lines.count, totals.count),
    )
