"""How a target's figures came about, step by step: from the places to the pace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING

from indicators.model import AggregationInTime, Indicator, Strategy
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from indicators.results import IndicatorFigures
from indicators.rows import PER_CENT
from indicators.steps import Step, StepCode
from indicators.targets import plan_path
from indicators.working_places import PlacesOfPeriods, PlaceValue, over_places, sum_of_parts

if TYPE_CHECKING:
    import pandas as pd

Corner = tuple[float, float]
"""Of a plan's path: a time in decimal years, and the value then."""

_TIME = 1e-7
"""Two dates nearer to each other than this, in years, are the same but for rounding."""


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """One period of the actual: its value over the places, and the parts of a ratio.

    ``over`` is the step from the ``places`` to the value; None where there is none (0 of 0).
    """

    period: Period
    value: float
    numerator: float
    denominator: float
    reporting: int
    expected: int
    places: Sequence[PlaceValue]
    over: Step | None


@dataclass(frozen=True, slots=True)
class Working:
    """The periods that a target's actual is made of, and the steps from them to the pace."""

    periods: Sequence[PeriodValue]
    steps: Sequence[Step]


def working_of(
    strategy: Strategy, figures: IndicatorFigures, series: pd.DataFrame, by_place: pd.DataFrame
) -> Working:
    """The working of one target; without steps where it has no actual.

    ``series`` and ``by_place`` as ``indicators.figures`` gives them.
    """
    indicator = strategy.indicator[figures.code]
    if figures.actual is None or figures.actual_period is None:
        return Working((), ())
    periods = list(_periods(indicator, figures.actual_period, series, by_place))
    steps = [*_actual(indicator, figures, periods), *_coverage(figures, periods)]
    return Working(periods, [*steps, *_progress(strategy, indicator, figures)])


def _periods(
    indicator: Indicator, latest: Period, series: pd.DataFrame, by_place: pd.DataFrame
) -> Iterator[PeriodValue]:
    """The counted periods of the actual's window, by time."""
    first = latest.end - _window(indicator, latest)
    lines = series[
        (series["indicator"] == indicator.code)
        & (series["period_end"] > first)
        & (series["period_end"] <= latest.end)
        & ~series["in_collection"].astype(bool)
    ].sort_values("period_end")
    reports = PlacesOfPeriods(indicator, by_place)
    columns = ["period_end", "period_quarters", "value", "reporting", "expected"]
    for end, quarters, value, reporting, expected in lines[columns].itertuples(
        index=False, name=None
    ):
        period = Period(end, quarters)
        places = reports.at(period)
        step = over_places(indicator, places, value)
        sums = sum_of_parts(places)
        yield PeriodValue(period, value, *sums, int(reporting), int(expected), places, step)


def _window(indicator: Indicator, latest: Period) -> int:
    """How many quarters the actual reaches back."""
    match indicator.agg_time:
        case AggregationInTime.LAST | AggregationInTime.YEAR_TO_DATE:
            return latest.quarters
        case AggregationInTime.CUMULATIVE:
            return latest.end - indicator.baseline_period.end
        case _:
            return QUARTERS_IN_A_YEAR


def _actual(
    indicator: Indicator, figures: IndicatorFigures, periods: Sequence[PeriodValue]
) -> Iterator[Step]:
    """From the periods to the actual."""
    actual = figures.actual
    known = [one for one in periods if not isnan(one.value)]
    if actual is None or not known:
        return
    values = tuple(one.value for one in known)
    numbers: dict[str, float | tuple[float, ...]] = {"values": values}
    match indicator.agg_time:
        case AggregationInTime.LAST:
            yield Step(StepCode.LATEST, numbers, actual)
        case AggregationInTime.YEAR_TO_DATE:
            yield Step(StepCode.YEAR_END, numbers, actual)
        case AggregationInTime.CUMULATIVE:
            yield Step(StepCode.CUMULATIVE, numbers | {"b": indicator.baseline}, actual)
        case AggregationInTime.SUM:
            whole = QUARTERS_IN_A_YEAR // known[0].period.quarters
            if len(known) == whole:
                yield Step(StepCode.SUM, numbers, actual)
            else:
                so_far = {"k": float(len(known)), "n": float(whole)}
                yield Step(StepCode.SUM_SO_FAR, numbers | so_far, actual)
        case AggregationInTime.RATIO if any(not isnan(one.denominator) for one in periods):
            yield _ratio(indicator, periods, actual)
        case AggregationInTime.MEAN | AggregationInTime.RATIO:
            yield Step(StepCode.MEAN, numbers, actual)


def _coverage(figures: IndicatorFigures, periods: Sequence[PeriodValue]) -> Iterator[Step]:
    """The places that reported the actual's own period, of those expected."""
    own = [one for one in periods if one.period == figures.actual_period]
    if figures.coverage is not None and own and own[0].expected:
        numbers = {"k": float(own[0].reporting), "n": float(own[0].expected)}
        yield Step(StepCode.COVERAGE, numbers, figures.coverage)


def _ratio(indicator: Indicator, periods: Sequence[PeriodValue], actual: float) -> Step:
    whole = [one for one in periods if not isnan(one.denominator)]
    numbers: dict[str, float | tuple[float, ...]] = {
        "numerators": tuple(one.numerator for one in whole),
        "denominators": tuple(one.denominator for one in whole),
        "factor": PER_CENT if indicator.is_percent else 1.0,
    }
    return Step(StepCode.RATIO, numbers, actual)


def _progress(
    strategy: Strategy, indicator: Indicator, figures: IndicatorFigures
) -> Iterator[Step]:
    """From the actual to the pace, as far as each is defined."""
    y, p = figures.actual, figures.expected
    b, g = indicator.baseline, indicator.goal
    if y is None or figures.actual_period is None or figures.attainment is None:
        return
    yield Step(StepCode.ATTAINMENT, {"y": y, "b": b, "g": g}, figures.attainment)
    if p is not None and figures.planned is not None:
        yield _plan(strategy, indicator, figures.actual_period.time, p)
        yield Step(StepCode.PLANNED, {"y": p, "b": b, "g": g}, figures.planned)
        if figures.variance is not None:
            sign = 1.0 if g > b else -1.0
            yield Step(StepCode.VARIANCE, {"y": y, "p": p, "sign": sign}, figures.variance)
    if figures.pace is not None and figures.planned is not None:
        yield Step(StepCode.PACE, {"a": figures.attainment, "p": figures.planned}, figures.pace)
    yield from _ahead(strategy, indicator, figures)
    if figures.required_per_year is not None:
        end, t = indicator.goal_period.time, figures.actual_period.time
        numbers: dict[str, float | tuple[float, ...]] = {"y": y, "g": g, "t": t, "end": end}
        yield Step(StepCode.REQUIRED, numbers, figures.required_per_year)


def _ahead(strategy: Strategy, indicator: Indicator, figures: IndicatorFigures) -> Iterator[Step]:
    """The first date at which the plan holds the actual, and how far that is from its own."""
    ahead, period, y = figures.quarters_ahead, figures.actual_period, figures.actual
    if ahead is None or period is None or y is None:
        return
    earned = period.time + ahead / QUARTERS_IN_A_YEAR
    pieces = pairwise(plan_path(strategy, indicator.code))
    piece = next((p for p in pieces if _leads_to(p, y, earned)), None)
    if piece is None:
        yield Step(StepCode.EARNED_AT_AN_END, {"e": earned}, earned)
    else:
        (t0, v0), (t1, v1) = piece
        yield Step(StepCode.EARNED, {"y": y, "t0": t0, "v0": v0, "t1": t1, "v1": v1}, earned)
    yield Step(StepCode.AHEAD, {"e": earned, "t": period.time}, ahead)


def _leads_to(piece: tuple[Corner, Corner], value: float, earned: float) -> bool:
    """Whether a piece of the path is where the plan first comes to the value."""
    (t0, v0), (t1, v1) = piece
    if v0 == v1 or not min(v0, v1) <= value <= max(v0, v1):
        return False
    return abs(t0 + (t1 - t0) * (value - v0) / (v1 - v0) - earned) <= _TIME


def _plan(strategy: Strategy, indicator: Indicator, time: float, expected: float) -> Step:
    """The plan between the two corners that the actual's date lies between, or at its end."""
    path = plan_path(strategy, indicator.code)
    (first, at_first), (last, at_last) = path[0], path[-1]
    if not first <= time <= last:
        end = at_first if time < first else at_last
        return Step(StepCode.PLAN_AT_AN_END, {"v": end}, expected)
    (t0, v0), (t1, v1) = next(pair for pair in pairwise(path) if time <= pair[1][0])
    return Step(StepCode.PLAN, {"t": time, "t0": t0, "v0": v0, "t1": t1, "v1": v1}, expected)
