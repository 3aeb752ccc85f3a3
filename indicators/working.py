"""How a target's figures came about, step by step: the numbers that go in, and what comes out.

The results are those of the measure; tests compute each anew from the numbers beside it, so
that what is shown as the working can never be another working.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.model import (
    HEAD_OFFICE,
    AggregationInTime,
    AggregationOverPlaces,
    Indicator,
    Strategy,
)
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from indicators.results import IndicatorFigures
from indicators.status import Flag
from indicators.targets import plan_path

if TYPE_CHECKING:
    import pandas as pd

_PERCENT = 100.0


class StepCode(StrEnum):
    """What a step computes; the numbers of each are named in ``Step``."""

    LATEST = "latest"
    YEAR_END = "year_end"
    SUM = "sum"
    SUM_SO_FAR = "sum_so_far"
    MEAN = "mean"
    RATIO = "ratio"
    CUMULATIVE = "cumulative"
    ATTAINMENT = "attainment"
    PLAN = "plan"
    PLANNED = "planned"
    VARIANCE = "variance"
    PACE = "pace"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """One period of the actual: its value over the places, and the parts of a ratio."""

    period: Period
    value: float
    numerator: float
    denominator: float
    reporting: int
    expected: int


@dataclass(frozen=True, slots=True)
class Step:
    """One formula with its numbers.

    ==================== ==============================================================
    code                 numbers, and what is made of them
    ==================== ==============================================================
    latest, year_end     values: the one value itself
    sum                  values: their sum
    sum_so_far           values, k, n: their sum times n ÷ k, for n periods with k there
    mean                 values: their mean
    ratio                numerators, denominators, factor: Σ n ÷ Σ d * factor
    cumulative           b, values: b plus their sum
    attainment, planned  y, b, g: (y - b) ÷ (g - b)
    plan                 t, t0, v0, t1, v1: v0 + (v1 - v0) * (t - t0) ÷ (t1 - t0)
    variance             y, p, sign: (y - p) * sign
    pace                 a, p: a ÷ p
    required             y, g, t, end: (g - y) ÷ (end - t)
    ==================== ==============================================================
    """

    code: StepCode
    numbers: Mapping[str, float | tuple[float, ...]]
    result: float


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
    actual = _actual(indicator, figures, periods)
    return Working(periods, [*actual, *_progress(strategy, indicator, figures)])


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
    parts = by_place[(by_place["indicator"] == indicator.code) & by_place["numerator"].notna()]
    parts = parts[parts["denominator"].notna()]
    if indicator.agg_place is AggregationOverPlaces.NETWORK:
        parts = parts[parts["place"] == HEAD_OFFICE]
    sums = parts.groupby("period_end")[["numerator", "denominator"]].sum()
    columns = ["period_end", "period_quarters", "value", "reporting", "expected"]
    for end, quarters, value, reporting, expected in lines[columns].itertuples(
        index=False, name=None
    ):
        numerator, denominator = sums.loc[end] if end in sums.index else (float("nan"),) * 2
        yield PeriodValue(
            Period(end, quarters), value, numerator, denominator, int(reporting), int(expected)
        )


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
    known = [one for one in periods if one.value == one.value]
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
        case AggregationInTime.RATIO if Flag.UNWEIGHTED not in figures.flags:
            yield _ratio(indicator, known, actual)
        case AggregationInTime.MEAN | AggregationInTime.RATIO:
            yield Step(StepCode.MEAN, numbers, actual)


def _ratio(indicator: Indicator, periods: Sequence[PeriodValue], actual: float) -> Step:
    whole = [one for one in periods if one.denominator == one.denominator]
    numbers: dict[str, float | tuple[float, ...]] = {
        "numerators": tuple(one.numerator for one in whole),
        "denominators": tuple(one.denominator for one in whole),
        "factor": _PERCENT if indicator.is_percent else 1.0,
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
    if figures.required_per_year is not None:
        end, t = indicator.goal_period.time, figures.actual_period.time
        numbers: dict[str, float | tuple[float, ...]] = {"y": y, "g": g, "t": t, "end": end}
        yield Step(StepCode.REQUIRED, numbers, figures.required_per_year)


def _plan(strategy: Strategy, indicator: Indicator, time: float, expected: float) -> Step:
    """The plan between the two corners that the actual's date lies between."""
    path = plan_path(strategy, indicator.code)
    corners = list(pairwise(path))
    (t0, v0), (t1, v1) = next((pair for pair in corners if time <= pair[1][0]), corners[-1])
    t = min(max(time, t0), t1)
    return Step(StepCode.PLAN, {"t": t, "t0": t0, "v0": v0, "t1": t1, "v1": v1}, expected)
