"""The trend of one target step by step: its points, where they lead, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import fsum, inf, isfinite, sqrt

import numpy as np

from indicators import student, trend
from indicators.actuals import Actuals, actuals
from indicators.model import Indicator, Observations, Strategy
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from indicators.results import Forecast, IndicatorFigures
from indicators.status import Flag, Method, Status
from indicators.steps import Step, StepCode
from indicators.targets import Targets, targets_of_network
from indicators.terms import Terms

_ONLY = (0, 0)
_QUANTILE = (1 + trend.INTERVAL) / 2
_OF_SLOPE = frozenset({Status.MAINTAINED, Status.MAINTAINED_AT_RISK, Status.ACHIEVED})
"""Statuses that the recent slope has a say in, or in their flag."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A point that a trend is drawn through: a time in decimal years, and a value."""

    time: float
    value: float


@dataclass(frozen=True, slots=True)
class TrendWorking:
    """``points`` of a line, or the ``amounts`` of a cumulative target, and the steps from them."""

    points: Sequence[TrendPoint]
    amounts: Sequence[float]
    steps: Sequence[Step]


NO_TREND = TrendWorking((), (), ())


def trend_working(
    strategy: Strategy,
    figures: IndicatorFigures,
    observations: Observations,
    as_of: Period,
    terms: Terms,
) -> TrendWorking:
    """The working of a target's observed rate, forecast, interval and probability."""
    indicator = strategy.indicator[figures.code]
    if figures.actual is None or figures.actual_period is None:
        return NO_TREND
    alone = replace(strategy, indicators=(indicator,))
    found = actuals(alone, observations.of(indicator.code), [as_of], terms)
    points = _points(found)
    amounts = [float(x) for x in found.amounts[:, 0, 0] if not np.isnan(x)]
    of_line = _Line(points) if len(points) >= trend.FEWEST_FOR_A_LINE else None
    steps: list[Step] = []
    if amounts:
        steps += _by_amounts(indicator, figures, amounts)
    elif of_line is not None:
        steps += _by_line(indicator, figures, of_line)
    forecast, target = figures.forecast, targets_of_network(alone)
    if forecast is not None and steps:
        steps += _how_surely(forecast, steps, target, len(amounts))
    steps += _recent(indicator, figures, points, target)
    return TrendWorking(() if amounts else points, amounts, steps)


class _Line:
    """Sums of the points of a line."""

    def __init__(self, points: Sequence[TrendPoint]) -> None:
        self.count = len(points)
        self.mean_time = fsum(point.time for point in points) / self.count
        self.mean_value = fsum(point.value for point in points) / self.count
        self.squares = fsum((point.time - self.mean_time) ** 2 for point in points)
        self.products = fsum(
            (point.time - self.mean_time) * (point.value - self.mean_value) for point in points
        )
        slope = self.products / self.squares if self.squares else 0.0
        self.residuals = fsum(
            (point.value - self.mean_value - slope * (point.time - self.mean_time)) ** 2
            for point in points
        )
        self.value_squares = fsum(point.value**2 for point in points)

    def slope(self, code: StepCode, result: float) -> Step:
        numbers = {
            "products": self.products,
            "squares": self.squares,
            "tm": self.mean_time,
            "ym": self.mean_value,
        }
        return Step(code, numbers, result)


def _spread(variance: float, value_squares: float) -> float:
    """0 where it is nothing beside the values themselves, as the measure has it."""
    is_rounding = variance <= trend.ROUNDING**2 * value_squares
    return 0.0 if is_rounding else sqrt(variance)


def _points(found: Actuals) -> list[TrendPoint]:
    points = found.points
    count = int(points.count[_ONLY])
    if not count:
        return []
    times = points.times[-count:, 0, 0] + points.time[_ONLY]
    values = points.values[-count:, 0, 0] + points.value[_ONLY]
    return [TrendPoint(float(t), float(y)) for t, y in zip(times, values, strict=True)]


def _by_line(indicator: Indicator, figures: IndicatorFigures, line: _Line) -> Iterator[Step]:
    slope = figures.observed_per_year
    if slope is None:
        return
    yield line.slope(StepCode.SLOPE, slope)
    if figures.forecast is None:
        return
    end = indicator.goal_period.time
    numbers = {"ym": line.mean_value, "slope": slope, "end": end, "tm": line.mean_time}
    yield Step(StepCode.LINE, numbers, line.mean_value + slope * (end - line.mean_time))
    if line.count >= trend.FEWEST_FOR_AN_INTERVAL:
        freedom = line.count - 2
        spread = _spread(line.residuals / freedom, line.value_squares)
        told = {"squares": line.residuals, "n": float(line.count)}
        yield Step(StepCode.SPREAD, told, spread)
        wide = 1 + 1 / line.count + (end - line.mean_time) ** 2 / line.squares
        numbers = {
            "s": spread,
            "n": float(line.count),
            "end": end,
            "tm": line.mean_time,
            "squares": line.squares,
        }
        yield Step(StepCode.ERROR, numbers, spread * sqrt(wide))


def _by_amounts(
    indicator: Indicator, figures: IndicatorFigures, amounts: Sequence[float]
) -> Iterator[Step]:
    count, mean = len(amounts), fsum(amounts) / len(amounts)
    yield Step(StepCode.MEAN_AMOUNT, {"values": tuple(amounts)}, mean)
    if figures.observed_per_year is not None:
        a_year = QUARTERS_IN_A_YEAR / indicator.frequency.quarters
        numbers = {"a": mean, "k": a_year}
        yield Step(StepCode.RATE_OF_AMOUNTS, numbers, figures.observed_per_year)
    if figures.forecast is None or figures.actual is None or figures.actual_period is None:
        return
    left = (indicator.goal_period.end - figures.actual_period.end) // indicator.frequency.quarters
    m = float(left)
    numbers = {"y": figures.actual, "m": m, "a": mean}
    yield Step(StepCode.TOTAL, numbers, figures.actual + left * mean)
    if count >= trend.FEWEST_FOR_AN_INTERVAL:
        squares = fsum((x - mean) ** 2 for x in amounts)
        spread = _spread(squares / (count - 1), fsum(x**2 for x in amounts))
        told = {"squares": squares, "n": float(count)}
        yield Step(StepCode.SPREAD_OF_AMOUNTS, told, spread)
        error = spread * sqrt(m + m**2 / count)
        yield Step(StepCode.ERROR_OF_TOTAL, {"s": spread, "m": m, "n": float(count)}, error)


def _how_surely(
    forecast: Forecast, steps: Sequence[Step], target: Targets, amounts: int
) -> Iterator[Step]:
    """The interval, what is cut of it, and how likely the goal is met."""
    by_code = {step.code: step.result for step in steps}
    value = by_code.get(StepCode.TOTAL, by_code.get(StepCode.LINE))
    error = by_code.get(StepCode.ERROR_OF_TOTAL, by_code.get(StepCode.ERROR))
    if value is None:
        return
    yield from _cut(value, target)
    if error is None or forecast.low is None or forecast.high is None:
        return
    freedom = amounts - 1 if forecast.method is Method.AMOUNTS else forecast.n - 2
    quantile = float(student.quantile(np.array([freedom]), _QUANTILE)[0])
    for code, sign in ((StepCode.LOW, -1), (StepCode.HIGH, 1)):
        end = value + sign * quantile * error
        yield Step(code, {"v": value, "q": quantile, "e": error}, end)
        yield from _cut(end, target)
    if forecast.p_goal is not None:
        bounds = float(target.low[0]), float(target.high[0])
        yield _chance(bounds, value, error, freedom, forecast.p_goal)


def _cut(value: float, target: Targets) -> Iterator[Step]:
    """What is possible of ``value``, where not all of it is."""
    lowest, highest = float(target.minimum[0]), float(target.maximum[0])
    if not lowest <= value <= highest:
        shown = min(max(value, lowest), highest)
        yield Step(StepCode.CUT, {"v": value, "low": lowest, "high": highest}, shown)


def _chance(
    bounds: tuple[float, float], value: float, error: float, freedom: int, result: float
) -> Step:
    low, high = bounds
    if error <= 0:
        return Step(StepCode.CHANCE_CERTAIN, {"v": value}, result)
    numbers = {"v": value, "e": error, "f": float(freedom)}
    if isfinite(low) and isfinite(high):
        return Step(StepCode.CHANCE_BETWEEN, numbers | {"low": low, "high": high}, result)
    if high == inf:
        return Step(StepCode.CHANCE_ABOVE, numbers | {"low": low}, result)
    return Step(StepCode.CHANCE_BELOW, numbers | {"high": high}, result)


def _recent(
    indicator: Indicator,
    figures: IndicatorFigures,
    points: Sequence[TrendPoint],
    target: Targets,
) -> Iterator[Step]:
    """The slope of the last points, where the status or its flag rests on it."""
    has_a_say = figures.status in _OF_SLOPE or Flag.TREND_ADVERSE in figures.flags
    if not has_a_say or len(points) < trend.FEWEST_FOR_AN_INTERVAL:
        return
    line = _Line(points[-trend.RECENT_POINTS :])
    slope = line.products / line.squares
    if _spread(slope**2 * line.squares, line.value_squares) == 0.0:
        slope = 0.0
    yield line.slope(StepCode.RECENT_SLOPE, slope)
    y, period = figures.actual, figures.actual_period
    if y is not None and period is not None and period.end < indicator.goal_period.end:
        end, t = indicator.goal_period.time, period.time
        numbers = {"y": y, "slope": slope, "end": end, "t": t}
        projected = y + slope * (end - t)
        yield Step(StepCode.PROJECTED, numbers, projected)
        yield from _cut(projected, target)
