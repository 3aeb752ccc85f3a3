"""From arrays to results: what was found of each target, undefined as None."""

from __future__ import annotations

from math import isnan

import numpy as np

from indicators.actuals import NO_PERIOD, Actuals
from indicators.arrays import Floats
from indicators.judge import Freshness, Judged, Outlook
from indicators.model import Indicator
from indicators.periods import Period
from indicators.reasons import Findings, Reported, data_reason, reason_of
from indicators.results import Forecast, InCollection, IndicatorFigures, Reason
from indicators.status import DATA_STATES, STATUSES, DataState, Flag, Method, likelihood_of
from indicators.trend import FEWEST_FOR_AN_INTERVAL

Cell = tuple[int, int]
"""Position in arrays of shape (as-of, targets)."""


def describe(judged: Judged, cell: Cell, indicator: Indicator, as_of: Period) -> IndicatorFigures:
    """The figures of the target at ``cell``."""
    found = _findings(judged, cell, indicator, as_of)
    forecast = _forecast(judged.outlook, cell, indicator)
    state, why = data_state_at(judged.freshness, judged.actuals, cell, indicator)
    return IndicatorFigures(
        code=indicator.code,
        area=indicator.area,
        direction=indicator.direction,
        unit=indicator.unit,
        actual=found.reported.value,
        actual_period=found.reported.period,
        year_to_date=found.reported.year_to_date,
        year_to_date_period=found.reported.year_to_date_period,
        in_collection=found.reported.in_collection,
        baseline=indicator.baseline,
        goal=indicator.goal,
        attainment=found.attainment,
        planned=found.planned,
        pace=found.pace,
        expected=found.expected,
        variance=found.variance,
        quarters_ahead=found.quarters_ahead,
        required_per_year=number_at(judged.progress.required_per_year, cell),
        observed_per_year=number_at(judged.outlook.observed_per_year, cell),
        status=found.status,
        data_state=state,
        coverage=_coverage(judged.actuals, cell),
        flags=_flags(judged, cell, forecast),
        forecast=forecast,
        reason=reason_of(found),
        data_reason=why,
    )


def data_state_at(
    freshness: Freshness, actuals: Actuals, cell: Cell, indicator: Indicator
) -> tuple[DataState, Reason]:
    quarters = indicator.frequency.quarters
    state = DATA_STATES[freshness.state[cell]]
    latest = _period(actuals.latest_end[cell], quarters)
    due = Period(int(freshness.due_end[cell]), quarters)
    return state, data_reason(state, latest, due, int(freshness.overdue_periods[cell]))


def reported_at(actuals: Actuals, cell: Cell, indicator: Indicator, as_of: Period) -> Reported:
    """What the reports at ``cell`` say."""
    quarters = indicator.frequency.quarters
    return Reported(
        indicator=indicator,
        as_of=as_of,
        value=number_at(actuals.value, cell),
        period=_period(actuals.end[cell], quarters),
        latest=_period(actuals.latest_end[cell], quarters),
        year_to_date=number_at(actuals.year_to_date, cell),
        year_to_date_period=_period(actuals.year_to_date_end[cell], quarters),
        in_collection=_in_collection(actuals, cell, quarters),
        window_short=bool(actuals.window_short[cell]),
        window_periods=int(actuals.periods[cell]),
    )


def _findings(judged: Judged, cell: Cell, indicator: Indicator, as_of: Period) -> Findings:
    progress, outlook = judged.progress, judged.outlook
    return Findings(
        reported=reported_at(judged.actuals, cell, indicator, as_of),
        status=STATUSES[judged.status[cell]],
        threshold=judged.terms.on_track,
        bounds=(judged.terms.on_track, judged.terms.at_risk),
        attainment=number_at(progress.attainment, cell),
        planned=number_at(progress.planned, cell),
        pace=number_at(progress.pace, cell),
        expected=number_at(progress.expected, cell),
        variance=number_at(progress.variance, cell),
        quarters_ahead=number_at(progress.quarters_ahead, cell),
        recent_slope=number_at(outlook.recent_slope, cell),
        projected=number_at(outlook.projected, cell),
        trend_adverse=bool(judged.adverse[cell]),
    )


def _forecast(outlook: Outlook, cell: Cell, indicator: Indicator) -> Forecast | None:
    value, p_goal = number_at(outlook.value, cell), number_at(outlook.p_goal, cell)
    if value is None:
        return None
    return Forecast(
        at=indicator.goal_period,
        value=value,
        low=number_at(outlook.low, cell),
        high=number_at(outlook.high, cell),
        p_goal=p_goal,
        likelihood=None if p_goal is None else likelihood_of(p_goal),
        method=Method.AMOUNTS if outlook.by_amounts[cell] else Method.LINEAR,
        n=int(outlook.count[cell]),
    )


def flags_at(actuals: Actuals, cell: Cell) -> tuple[Flag, ...]:
    """How the actual at ``cell`` came about."""
    raised = {
        Flag.PROVISIONAL: actuals.provisional[cell],
        Flag.WINDOW_SHORT: actuals.window_short[cell],
        Flag.INCOMPLETE: actuals.incomplete[cell],
        Flag.CARRIED: actuals.carried[cell],
        Flag.WITHOUT_PARTS: actuals.without_parts[cell],
        Flag.UNWEIGHTED: actuals.unweighted[cell],
    }
    return tuple(flag for flag, is_raised in raised.items() if is_raised)


def _flags(judged: Judged, cell: Cell, forecast: Forecast | None) -> tuple[Flag, ...]:
    flags = flags_at(judged.actuals, cell)
    if forecast is not None and forecast.n < FEWEST_FOR_AN_INTERVAL:
        flags += (Flag.LOW_EVIDENCE,)
    return (*flags, Flag.TREND_ADVERSE) if judged.adverse[cell] else flags


def _in_collection(actuals: Actuals, cell: Cell, quarters: int) -> InCollection | None:
    period = _period(actuals.collecting_end[cell], quarters)
    if period is None:
        return None
    return InCollection(
        period=period,
        value=number_at(actuals.collecting_value, cell),
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


def number_at(values: Floats, cell: Cell) -> float | None:
    number = float(values[cell])
    return None if isnan(number) else number


def _period(end: np.int64, quarters: int) -> Period | None:
    return None if end == NO_PERIOD else Period(int(end), quarters)
