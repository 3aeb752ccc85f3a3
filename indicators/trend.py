"""Trends and forecasts: least squares through points, or a mean amount a period.

Points lie along the last axis, NaN where there is none. Undefined comes out as NaN.
Student's t is taken from ``scipy.special``, which loads faster than ``scipy.stats``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from indicators.arrays import Bools, Floats, Ints, ratio
from indicators.status import TOLERANCE

FEWEST_FOR_A_LINE = 2
FEWEST_FOR_AN_INTERVAL = 4
RECENT_POINTS = 8
"""The slope that puts a status at risk is that of the last so many points."""

INTERVAL = 0.80
"""Share of outcomes that a prediction interval should hold."""

_ROUNDING = 1e-12
"""A spread or a drift smaller than this share of the values themselves is rounding."""


@dataclass(frozen=True, slots=True)
class LeastSquares:
    """A straight line through points: y = mean_value + slope · (t - mean_time).

    ``spread`` is the residual standard deviation with n - 2 degrees of freedom, NaN for
    n < 3; ``time_squares`` is Σ (t - mean_time)²; ``count`` is n.
    """

    count: Ints
    mean_time: Floats
    mean_value: Floats
    slope: Floats
    time_squares: Floats
    spread: Floats


@dataclass(frozen=True, slots=True)
class Points:
    """Points of many trends along the *first* axis; 0 in both where ``is_point`` is not.

    So a sum over each trend adds up whole rows, which is several times faster than to sum
    along an axis as short as a trend.
    """

    times: Floats
    values: Floats
    is_point: Bools

    def last(self, count: int) -> Points:
        return Points(self.times[-count:], self.values[-count:], self.is_point[-count:])


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted value, its standard error (NaN where unknown), and degrees of freedom."""

    value: Floats
    error: Floats
    freedom: Ints
    count: Ints


def points(times: ArrayLike, values: ArrayLike) -> Points:
    """The points of trends that lie along the last axis of ``times`` and ``values``."""
    (t, has_time), (y, has_value) = _in_rows(times), _in_rows(values)
    is_point = has_time & has_value
    return Points(np.where(is_point, t, 0.0), np.where(is_point, y, 0.0), is_point)


def mean(values: ArrayLike) -> Floats:
    """Mean of the points along the last axis; NaN without one."""
    y, is_point = _in_rows(values)
    return ratio(_sum(y), _count(is_point))


def least_squares(times: ArrayLike, values: ArrayLike) -> LeastSquares:
    """The line that minimises Σ (y - ŷ)²; slope = Σ (t - t̄)(y - ȳ) / Σ (t - t̄)².

    Undefined slope where all points share one time, as a single point does.

    >>> float(least_squares([2020, 2022], [50, 60]).slope)
    5.0
    """
    return line_through(points(times, values))


def line_through(points: Points) -> LeastSquares:
    """As ``least_squares``, for points that are laid out already."""
    count = _count(points.is_point)
    mean_time, from_time = _centred(points.times, points.is_point, count)
    mean_value, from_value = _centred(points.values, points.is_point, count)
    time_squares = _dot(from_time, from_time)
    slope = ratio(_dot(from_time, from_value), time_squares)
    size = np.sqrt(_dot(points.values, points.values))
    slope = np.where(np.abs(slope) * np.sqrt(time_squares) <= _ROUNDING * size, 0.0, slope)
    has_line = ~np.isnan(slope)
    residuals = from_value - np.where(has_line, slope, 0.0) * from_time
    squares = np.where(has_line, _dot(residuals, residuals), 0.0)
    spread = np.sqrt(ratio(squares, np.maximum(count - 2, 0)))
    spread = np.where(spread <= _ROUNDING * size, 0.0, spread)
    return LeastSquares(count, mean_time, mean_value, slope, time_squares, spread)


def predict(line: LeastSquares, time: ArrayLike) -> Prediction:
    """What the line comes to at ``time``, and how far a new value may lie from it.

    ŷ = ȳ + slope · (T - t̄); standard error s · √(1 + 1/n + (T - t̄)² / Σ (t - t̄)²) from
    four points on (with two or three there is too little to tell).

    >>> two = predict(least_squares([2020, 2022], [50, 60]), 2030)
    >>> float(two.value), float(two.error)
    (100.0, nan)
    """
    distance = np.subtract(time, line.mean_time)
    value = line.mean_value + line.slope * distance
    wide = 1 + ratio(1.0, line.count) + ratio(distance**2, line.time_squares)
    enough = line.count >= FEWEST_FOR_AN_INTERVAL
    error = np.where(enough, line.spread * np.sqrt(wide), np.nan)
    return Prediction(np.asarray(value), error, line.count - 2, line.count)


def predict_total(actual: ArrayLike, amounts: ArrayLike, periods_left: ArrayLike) -> Prediction:
    """What a running total comes to after ``periods_left`` further periods.

    y + m · a with the mean amount a of n periods; standard error s · √(m + m²/n): that of
    m new amounts, and of the mean they are expected to have. From four amounts on.

    Undefined below two amounts.

    >>> four = predict_total(100, [9, 11, 9, 11], 4)
    >>> float(four.value), round(float(four.error), 3), int(four.freedom)
    (140.0, 3.266, 3)
    """
    y, is_point = _in_rows(amounts)
    count = _count(is_point)
    average, from_mean = _centred(y, is_point, count)
    spread = np.sqrt(ratio(_dot(from_mean, from_mean), np.maximum(count - 1, 0)))
    spread = np.where(spread <= _ROUNDING * np.sqrt(_dot(y, y)), 0.0, spread)
    left = np.asarray(periods_left, dtype=np.float64)
    value = np.where(count >= FEWEST_FOR_A_LINE, np.add(actual, left * average), np.nan)
    enough = count >= FEWEST_FOR_AN_INTERVAL
    error = np.where(enough, spread * np.sqrt(left + ratio(left**2, count)), np.nan)
    return Prediction(value, error, count - 1, count)


def interval(prediction: Prediction) -> tuple[Floats, Floats]:
    """The 80 % prediction interval: ŷ ± t₀.₉ · standard error."""
    freedom = np.maximum(prediction.freedom, 1)
    each = np.arange(1, np.max(freedom, initial=1) + 1)  # a quantile is slow, and there are few
    half = stdtrit(each, (1 + INTERVAL) / 2)[freedom - 1] * prediction.error
    return prediction.value - half, prediction.value + half


def probability_between(prediction: Prediction, low: ArrayLike, high: ArrayLike) -> Floats:
    """P(low <= Y <= high) for the predicted value Y; an open end is ∓inf.

    F((high - ŷ) / e) - F((low - ŷ) / e), F being Student's t. With no spread at all the
    value is certain: 0 or 1.

    >>> certain = Prediction(np.float64(5.0), np.float64(0.0), np.int64(2), np.int64(4))
    >>> float(probability_between(certain, 5.0, np.inf))
    1.0
    """
    freedom = np.maximum(prediction.freedom, 1)
    up_to = stdtr(freedom, _standardised(high, prediction))
    below = stdtr(freedom, _standardised(low, prediction))
    certain = within(prediction.value, low, high).astype(np.float64)
    probability = np.where(prediction.error > 0, up_to - below, certain)
    return np.where(np.isnan(prediction.error), np.nan, probability)


def within(value: ArrayLike, low: ArrayLike, high: ArrayLike) -> Bools:
    """Whether low <= value <= high, within the tolerance; False where the value is NaN."""
    return np.asarray((value >= np.subtract(low, TOLERANCE)) & (value <= np.add(high, TOLERANCE)))


def _in_rows(along_last: ArrayLike) -> tuple[Floats, Bools]:
    """The last axis laid first, 0 where there is no point; and where there is one."""
    last = np.asarray(along_last, dtype=np.float64)
    rows = np.ascontiguousarray(np.moveaxis(last, -1, 0))
    is_point = ~np.isnan(rows)
    return np.where(is_point, rows, 0.0), is_point


def _count(is_point: Bools) -> Ints:
    return np.asarray(is_point.sum(axis=0))


def _centred(rows: Floats, is_point: Bools, count: Ints) -> tuple[Floats, Floats]:
    """The mean of each trend, and how far each point lies from it: 0 where there is none."""
    middle = ratio(_sum(rows), count)
    return middle, (rows - np.where(count > 0, middle, 0.0)) * is_point


def _sum(rows: Iterable[Floats]) -> Floats:
    """Row after row: numpy's own order depends on the shape, and so would the last digit."""
    first, *others = rows
    total = np.array(first)
    for row in others:
        total += row
    return total


def _dot(rows: Floats, others: Floats) -> Floats:
    return _sum(map(np.multiply, rows, others))


def _standardised(bound: ArrayLike, prediction: Prediction) -> Floats:
    is_open = np.isinf(bound)
    distance = np.where(is_open, 0.0, bound) - prediction.value
    return np.where(is_open, bound, ratio(distance, prediction.error))
