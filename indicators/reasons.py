"""Why a target stands as it does: the code and the numbers of its one sentence.

The table of codes and their parameters is at ``ReasonCode``.
"""

from __future__ import annotations

from dataclasses import dataclass

from indicators.model import AggregationInTime, Direction, Indicator
from indicators.periods import Period
from indicators.results import InCollection, Reason
from indicators.status import AgainstPlan, DataState, ReasonCode, Status
from indicators.years import NEEDED_PERIODS

Params = dict[str, object]


@dataclass(frozen=True, slots=True)
class Reported:
    """What the reports of one target, or of a place's line of it, say as of one period."""

    indicator: Indicator
    as_of: Period
    value: float | None
    period: Period | None
    latest: Period | None
    year_to_date: float | None
    year_to_date_period: Period | None
    in_collection: InCollection | None
    window_short: bool
    window_periods: int

    @property
    def common(self) -> Params:
        """What every reason carries."""
        params: Params = {
            "as_of": self.as_of,
            "unit": self.indicator.unit,
            "decimals": self.indicator.decimals,
        }
        return (
            params if self.value is None else params | {"period": self.period, "value": self.value}
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found of one target as of one period; undefined is None."""

    reported: Reported
    status: Status
    threshold: float
    bounds: tuple[float, float]
    attainment: float | None
    planned: float | None
    pace: float | None
    expected: float | None
    variance: float | None
    quarters_ahead: float | None
    recent_slope: float | None
    projected: float | None
    trend_adverse: bool

    @property
    def indicator(self) -> Indicator:
        return self.reported.indicator


def reason_of(found: Findings) -> Reason:
    """Why the target has its status."""
    reported = found.reported
    if reported.value is None:
        return without_actual(reported)
    code, params = _with_actual(found, reported.value)
    return Reason(code, reported.common | params)


def place_reason(
    reported: Reported,
    against: AgainstPlan | None,
    plan: float | None,
    compared: float | None,
    is_own_plan: bool,
) -> Reason:
    """What is said of a place's value that is not judged."""
    if reported.value is None:
        return without_actual(reported)
    if against is None:
        return Reason(ReasonCode.PLACE_VALUE, reported.common)
    if is_own_plan:
        code = ReasonCode(f"{against}_own_plan")
        return Reason(code, reported.common | {"plan": plan, "compared": compared})
    return Reason(ReasonCode(f"{against}_network_plan"), reported.common | {"plan": plan})


def data_reason(
    state: DataState, latest: Period | None, due: Period, overdue_periods: int
) -> Reason:
    """Why the target has its data state."""
    match state:
        case DataState.CURRENT:
            return Reason(ReasonCode.DATA_CURRENT, {"latest": latest})
        case DataState.LATE:
            return Reason(ReasonCode.DATA_LATE, {"latest": latest, "due": due})
        case DataState.STALE:
            params = {"latest": latest, "due": due, "periods": overdue_periods}
            return Reason(ReasonCode.DATA_STALE, params)
        case DataState.MISSING:
            return Reason(ReasonCode.DATA_MISSING, {"due": due})


def without_actual(reported: Reported) -> Reason:
    """Why there is no actual."""
    code, params = _why_no_actual(reported)
    return Reason(code, reported.common | params)


def _why_no_actual(reported: Reported) -> tuple[ReasonCode, Params]:
    indicator, collecting = reported.indicator, reported.in_collection
    if reported.latest is None:
        return ReasonCode.NO_REPORT, {}
    if reported.year_to_date_period is not None:
        return ReasonCode.NO_YEAR_END, {
            "period": reported.year_to_date_period,
            "value": reported.year_to_date,
        }
    if collecting is not None and collecting.period == reported.latest:
        return ReasonCode.ONLY_IN_COLLECTION, {
            "period": collecting.period,
            "value": collecting.value,
            "reported": collecting.reported,
            "expected": collecting.expected,
        }
    is_total = indicator.agg_time is AggregationInTime.CUMULATIVE
    if is_total and reported.latest.end <= indicator.baseline_period.end:
        return ReasonCode.ONLY_BEFORE_BASELINE, {
            "period": reported.latest,
            "baseline_period": indicator.baseline_period,
        }
    return ReasonCode.NOTHING_TO_MEASURE, {"period": reported.latest}


def _with_actual(found: Findings, value: float) -> tuple[ReasonCode, Params]:
    if found.reported.window_short:
        frequency = found.indicator.frequency
        return ReasonCode.WINDOW_SHORT, {
            "reported_periods": found.reported.window_periods,
            "needed_periods": NEEDED_PERIODS[frequency],
            "window_periods": frequency.periods_in_a_year,
        }
    if found.indicator.direction is Direction.MAINTAIN:
        return _in_or_out_of_band(found, value)
    if found.indicator.is_kept_or_lost:
        return _kept_or_lost(found, value)
    return _on_the_way(found, value)


def _in_or_out_of_band(found: Findings, value: float) -> tuple[ReasonCode, Params]:
    indicator = found.indicator
    low, high = indicator.band_low, indicator.band_high
    band: Params = {"band_low": low, "band_high": high}
    match found.status:
        case Status.MAINTAINED_AT_RISK:
            return ReasonCode.LEAVING_BAND, band | {
                "slope_per_year": found.recent_slope,
                "projected": found.projected,
                "goal_period": indicator.goal_period,
            }
        case Status.OUT_OF_BAND:
            below = low - value if low is not None else 0.0
            above = value - high if high is not None else 0.0
            return ReasonCode.OUTSIDE_BAND, band | {"distance": max(below, above)}
        case _:
            return ReasonCode.IN_BAND, band


def _kept_or_lost(found: Findings, value: float) -> tuple[ReasonCode, Params]:
    goal = found.indicator.goal
    is_floor = found.indicator.direction is Direction.INCREASE
    if found.status is Status.ACHIEVED:
        return ReasonCode.FLOOR_KEPT if is_floor else ReasonCode.CEILING_KEPT, {"goal": goal}
    lost = ReasonCode.FLOOR_LOST if is_floor else ReasonCode.CEILING_LOST
    return lost, {"goal": goal, "shortfall": abs(goal - value)}


def _on_the_way(found: Findings, value: float) -> tuple[ReasonCode, Params]:
    indicator = found.indicator
    goal: Params = {"goal": indicator.goal, "goal_period": indicator.goal_period}
    match found.status:
        case Status.ACHIEVED if found.trend_adverse:
            slope = {"slope_per_year": found.recent_slope}
            return ReasonCode.GOAL_MET_BUT_TURNING, goal | slope
        case Status.ACHIEVED:
            return ReasonCode.GOAL_MET, goal
        case Status.MISSED:
            return ReasonCode.GOAL_MISSED, goal | {
                "shortfall": abs(indicator.goal - value),
                "attainment": found.attainment,
            }
        case Status.REGRESSING:
            return ReasonCode.GOING_BACK, {
                "baseline": indicator.baseline,
                "baseline_period": indicator.baseline_period,
                "change": value - indicator.baseline,
            }
        case Status.NOT_DUE:
            plan = {"baseline": indicator.baseline, "expected": found.expected}
            return ReasonCode.NOTHING_ASKED_YET, goal | plan
        case _:
            return ReasonCode(found.status.value), goal | {
                "expected": found.expected,
                "variance": found.variance,
                "attainment": found.attainment,
                "planned": found.planned,
                "pace": found.pace,
                "threshold": found.threshold,
                "bounds": found.bounds,
                "quarters_ahead": found.quarters_ahead,
            }
