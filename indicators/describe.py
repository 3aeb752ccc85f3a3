"""From arrays to results: what was found of each target, undefined as None."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import numpy as np

from indicators.actuals import NO_PERIOD, Actuals
from indicators.arrays import Bools, Floats
from indicators.judge import Freshness, Outlook, Progress, Words
from indicators.model import Indicator
from indicators.periods import Period
from indicators.reasons import Findings, data_reason, reason_of
from indicators.results import Forecast, InCollection, IndicatorFigures
from indicators.status import DataState, Flag, Method, Status, likelihood_of
from indicators.terms import Terms
from indicators.trend import FEWEST_FOR_AN_INTERVAL

Cell = tuple[int, int]
"""Position in arrays of shape (as-of, targets)."""


@dataclass(frozen=True, slots=True)
class Judged:
    """All that is known of every target as of every period."""

    actuals: Actuals
    progress: Progress
    outlook: Outlook
    status: Words
    adverse: Bools
    freshness: Freshness
    terms: Terms


def describe(judged: Judged, cell: Cell, indicator: Indicator, as_of: Period) -> IndicatorFigures:
    """The figures of the target at ``cell``."""
    found = _findings(judged, cell, indicator, as_of)
    actuals, freshness = judged.actuals, judged.freshness
    forecast = _forecast(judged.outlook, cell, indicator)
    state = DataState(str(freshness.state[cell]))
    due = Period(int(freshness.due_end[cell]), indicator.frequency.quarters)
    return IndicatorFigures(
        code=indicator.code,
        area=indicator.area,
        direction=indicator.direction,
        unit=indicator.unit,
        actual=found.value,
        actual_period=found.period,
        year_to_date=found.year_to_date,
        year_to_date_period=found.year_to_date_period,
        in_collection=found.in_collection,
        baseline=indicator.baseline,
        goal=indicator.goal,
        attainment=found.attainment,
        planned=found.planned,
        pace=found.pace,
        expected=found.expected,
        variance=found.variance,
        quarters_ahead=found.quarters_ahead,
        required_per_year=_number(judged.progress.required_per_year, cell),
        observed_per_year=_number(judged.outlook.observed_per_year, cell),
        status=found.status,
        data_state=state,
        coverage=_coverage(actuals, cell),
        flags=_flags(judged, cell, forecast),
        forecast=forecast,
        reason=reason_of(found),
        data_reason=data_reason(state, found.latest, due, int(freshness.overdue_periods[cell])),
    )


def _findings(judged: Judged, cell: Cell, indicator: Indicator, as_of: Period) -> Findings:
    actuals, progress, outlook = judged.actuals, judged.progress, judged.outlook
    quarters = indicator.frequency.quarters
    return Findings(
        indicator=indicator,
        as_of=as_of,
        status=Status(str(judged.status[cell])),
        threshold=judged.terms.on_track,
        value=_number(actuals.value, cell),
        period=_period(actuals.end[cell], quarters),
        latest=_period(actuals.latest_end[cell], quarters),
        year_to_date=_number(actuals.year_to_date, cell),
        year_to_date_period=_period(actuals.year_to_date_end[cell], quarters),
        in_collection=_in_collection(actuals, cell, quarters),
        window_short=bool(actuals.window_short[cell]),
        window_periods=int(actuals.periods[cell]),
        attainment=_number(progress.attainment, cell),
        planned=_number(progress.planned, cell),
        pace=_number(progress.pace, cell),
        expected=_number(progress.expected, cell),
        variance=_number(progress.variance, cell),
        quarters_ahead=_number(progress.quarters_ahead, cell),
        recent_slope=_number(outlook.recent_slope, cell),
        projected=_number(outlook.projected, cell),
        trend_adverse=bool(judged.adverse[cell]),
    )


def _forecast(outlook: Outlook, cell: Cell, indicator: Indicator) -> Forecast | None:
    value, p_goal = _number(outlook.value, cell), _number(outlook.p_goal, cell)
    if value is None:
        return None
    return Forecast(
        at=indicator.goal_period,
        value=value,
        low=_number(outlook.low, cell),
        high=_number(outlook.high, cell),
        p_goal=p_goal,
        likelihood=None if p_goal is None else likelihood_of(p_goal),
        method=Method.AMOUNTS if outlook.by_amounts[cell] else Method.LINEAR,
        n=int(outlook.count[cell]),
    )


def _flags(judged: Judged, cell: Cell, forecast: Forecast | None) -> tuple[Flag, ...]:
    actuals = judged.actuals
    low_evidence = forecast is not None and forecast.n < FEWEST_FOR_AN_INTERVAL
    raised = {
        Flag.PROVISIONAL: actuals.provisional[cell],
        Flag.WINDOW_SHORT: actuals.window_short[cell],
        Flag.INCOMPLETE: actuals.incomplete[cell],
        Flag.CARRIED: actuals.carried[cell],
        Flag.WITHOUT_PARTS: actuals.without_parts[cell],
        Flag.UNWEIGHTED: actuals.unweighted[cell],
        Flag.LOW_EVIDENCE: low_evidence,
        Flag.TREND_ADVERSE: judged.adverse[cell],
    }
    return tuple(flag for flag, is_raised in raised.items() if is_raised)


def _in_collection(actuals: Actuals, cell: Cell, quarters: int) -> InCollection | None:
    period = _period(actuals.collecting_end[cell], quarters)
    if period is None:
        return None
    return InCollection(
        period=period,
        value=_number(actuals.collecting_value, cell),
        reported=int(actuals.collecting_reporting[cell]),
        expected=int(actuals.collecting_expected[cell]),
    )


def _coverage(actuals: Actuals, cell: Cell) -> float | None:
    """Places that reported the actual's own period ÷ expected.

    None without an actual, and where no place is expected for its period.
    """
    if actuals.end[cell] == NO_PERIOD or actuals.expected[cell] == 0:
        return None
    return float(actuals.reporting[cell] / actuals.expected[cell])


def _number(values: Floats, cell: Cell) -> float | None:
    number = float(values[cell])
    return None if isnan(number) else number


def _period(end: np.int64, quarters: int) -> Period | None:
    return None if end == NO_PERIOD else Period(int(end), quarters)
