"""Trends and forecasts: least squares through points, or a mean amount a period.

Points lie along the first axis, NaN where there is none. Undefined comes out as NaN.
Sums go point after point, each of all trends at once: several times faster than along an
axis as short as a trend, and the last digit does not depend on how many trends there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from indicators import student
from indicators.arrays import Bools, Floats, Ints, ratio
from indicators.status import OF_LARGE, TOLERANCE

FEWEST_FOR_A_LINE = 2
FEWEST_FOR_AN_INTERVAL = 4
RECENT_POINTS = 8
"""The slope that puts a status at risk is that of the last so many points."""

INTERVAL = 0.80
"""Share of outcomes that a prediction interval should hold."""

ROUNDING = 1e-12
"""A spread or a drift smaller than this share of the values themselves is rounding."""


@dataclass(frozen=True, slots=True)
class Points:
    """Points of many trends, told from the last point of each.

    ``times`` and ``values`` lie along the first axis, in order of time, and are differences
    from ``time`` and ``value``, the last point: sums of them keep their digits where the
    numbers themselves are large beside what they change by. A trend with fewer points than
    others has the last one again in front: differences of 0, that no sum notices.
    """

    count: Ints
    time: Floats
    value: Floats
    times: Floats
    values: Floats


@dataclass(frozen=True, slots=True)
class LeastSquares:
    """A straight line through points: y = mean_value + slope · (t - mean_time).

    ``spread`` is the residual standard deviation with n - 2 degrees of freedom, NaN for
    n < 3; ``time_squares`` is Σ (t - mean_time)²; ``count`` is n. ``recent_slope`` is that
    of the line through the last RECENT_POINTS alone, NaN where they are too few for it.
    """

    count: Ints
    mean_time: Floats
    mean_value: Floats
    slope: Floats
    time_squares: Floats
    spread: Floats
    recent_slope: Floats


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted value, its standard error (NaN where unknown), and degrees of freedom."""

    value: Floats
    error: Floats
    freedom: Ints
    count: Ints


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums over points (t, y), both told from the last one; ``count`` as a number to divide by."""

    count: Floats
    times: Floats
    values: Floats
    time_squares: Floats
    products: Floats
    value_squares: Floats

    def __add__(self, other: _Sums) -> _Sums:
        return _Sums(
            self.count + other.count,
            self.times + other.times,
            self.values + other.values,
            self.time_squares + other.time_squares,
            self.products + other.products,
            self.value_squares + other.value_squares,
        )


def points(times: ArrayLike, values: ArrayLike) -> Points:
    """The points at the end of the first axis of ``times`` and ``values``, NaN before them."""
    t, y = np.asarray(times, dtype=np.float64), np.asarray(values, dtype=np.float64)
    from_time, from_value = t - t[-1], y - y[-1]
    missing = np.isnan(from_time) | np.isnan(from_value)
    return Points(
        count=np.asarray((~missing).sum(axis=0)),
        time=t[-1].copy(),
        value=y[-1].copy(),
        times=np.where(missing, 0.0, from_time),
        values=np.where(missing, 0.0, from_value),
    )


def mean(values: ArrayLike) -> Floats:
    """Mean of the numbers at the end of the first axis, NaN before them; NaN without one."""
    y = np.asarray(values, dtype=np.float64)
    is_number = ~np.isnan(y)
    return ratio(_sum(np.where(is_number, y, 0.0)), is_number.sum(axis=0))


def least_squares(points: Points) -> LeastSquares:
    """The line that minimises Σ (y - ŷ)²; slope = Σ (t - t̄)(y - ȳ) / Σ (t - t̄)².

    Undefined slope where all points share one time, as a single point does.

    >>> float(least_squares(points([2020, 2022], [50, 60])).slope)
    5.0
    """
    count = points.count.astype(np.float64)
    recent_count = np.minimum(count, RECENT_POINTS)
    recent = _sums(recent_count, points.times[-RECENT_POINTS:], points.values[-RECENT_POINTS:])
    earlier = count - recent_count
    sums = recent + _sums(earlier, points.times[:-RECENT_POINTS], points.values[:-RECENT_POINTS])
    mean_time, mean_value = ratio(sums.times, count), ratio(sums.values, count)
    time_squares = _time_squares(sums)
    slope = _slope(sums, time_squares, points.value)
    squares = _residual_squares(points, slope, mean_value - slope * mean_time)
    variance = ratio(squares, np.maximum(count - 2, 0))
    recent_slope = _slope(recent, _time_squares(recent), points.value)
    return LeastSquares(
        count=points.count,
        mean_time=points.time + mean_time,
        mean_value=points.value + mean_value,
        slope=slope,
        time_squares=time_squares,
        spread=np.sqrt(_without_rounding(variance, variance, sums, points.value)),
        recent_slope=np.where(count >= FEWEST_FOR_AN_INTERVAL, recent_slope, np.nan),
    )


def predict(line: LeastSquares, time: ArrayLike) -> Prediction:
    """What the line comes to at ``time``, and how far a new value may lie from it.

    ŷ = ȳ + slope · (T - t̄); standard error s · √(1 + 1/n + (T - t̄)² / Σ (t - t̄)²) from
    four points on (with two or three there is too little to tell).

    >>> two = predict(least_squares(points([2020, 2022], [50, 60])), 2030)
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
    is_amount = ~np.isnan(amounts)
    y, count = np.where(is_amount, amounts, 0.0), np.asarray(is_amount.sum(axis=0))
    average = ratio(_sum(y), count)
    from_mean = np.where(is_amount, y - average, 0.0)
    spread = np.sqrt(ratio(_dot(from_mean, from_mean), np.maximum(count - 1, 0)))
    spread = np.where(spread <= ROUNDING * np.sqrt(_dot(y, y)), 0.0, spread)
    left = np.asarray(periods_left, dtype=np.float64)
    value = np.where(count >= FEWEST_FOR_A_LINE, np.add(actual, left * average), np.nan)
    enough = count >= FEWEST_FOR_AN_INTERVAL
    error = np.where(enough, spread * np.sqrt(left + ratio(left**2, count)), np.nan)
    return Prediction(value, error, count - 1, count)


def interval(prediction: Prediction) -> tuple[Floats, Floats]:
    """The 80 % prediction interval: ŷ ± t₀.₉ · standard error."""
    freedom = np.maximum(prediction.freedom, 1)
    half = student.quantile(freedom, (1 + INTERVAL) / 2) * prediction.error
    return prediction.value - half, prediction.value + half


def probability_between(prediction: Prediction, low: ArrayLike, high: ArrayLike) -> Floats:
    """P(low <= Y <= high) for the predicted value Y; an open end is ∓inf.

    F((high - ŷ) / e) - F((low - ŷ) / e), F being Student's t. It is reckoned from the nearer
    end, less what lies beyond the farther one, for 1 - F(t) = F(-t): nothing where that one
    is open. With no spread at all the value is certain: 0 or 1.

    >>> certain = Prediction(np.float64(5.0), np.float64(0.0), np.int64(2), np.int64(4))
    >>> float(probability_between(certain, 5.0, np.inf))
    1.0
    """
    freedom = np.maximum(prediction.freedom, 1)
    value, error = prediction.value, prediction.error
    above_low, below_high = np.subtract(value, low), np.subtract(high, value)
    near, far = np.minimum(above_low, below_high), np.maximum(above_low, below_high)
    probability = student.cumulative(freedom, ratio(near, error))
    is_band = np.isfinite(far)
    beyond = ratio(-far[is_band], error[is_band])
    probability[is_band] -= student.cumulative(freedom[is_band], beyond)
    probability = np.clip(probability, 0.0, 1.0)  # far out, rounding leaves less than nothing
    return np.where(error == 0, within(value, low, high), probability)


def within(value: ArrayLike, low: ArrayLike, high: ArrayLike) -> Bools:
    """Whether low <= value <= high, within the tolerance; False where the value is NaN."""
    least, most = np.subtract(low, _slack(low)), np.add(high, _slack(high))
    return np.asarray((value >= least) & (value <= most))


def _slack(bound: ArrayLike) -> Floats:
    return np.maximum(TOLERANCE, OF_LARGE * np.abs(bound))


def _sums(count: Floats, times: Floats, values: Floats) -> _Sums:
    return _Sums(
        count=count,
        times=_sum(times),
        values=_sum(values),
        time_squares=_dot(times, times),
        products=_dot(times, values),
        value_squares=_dot(values, values),
    )


def _time_squares(sums: _Sums) -> Floats:
    """Σ (t - t̄)²."""
    return sums.time_squares - ratio(sums.times, sums.count) * sums.times


def _slope(sums: _Sums, time_squares: Floats, last: Floats) -> Floats:
    products = sums.products - ratio(sums.times, sums.count) * sums.values
    slope = ratio(products, time_squares)
    return _without_rounding(slope, slope * slope * time_squares, sums, last)


def _without_rounding(found: Floats, squared: Floats, sums: _Sums, last: Floats) -> Floats:
    """0 where the square of what it makes is nothing beside Σ y² of the values themselves.

    The sums tell them from the ``last`` value.
    """
    squares = sums.value_squares + last * (2 * sums.values + sums.count * last)
    return np.where(squared <= ROUNDING * ROUNDING * squares, 0.0, found)


def _residual_squares(points: Points, slope: Floats, above: Floats) -> Floats:
    """Σ (y - ŷ)²; the line passes ``above`` the last point.

    As Σ (y - slope · t)² - n · above², for the line passes through the mean point. Nothing
    cancels: the last point itself, told from which they are, lies ``above`` off the line, and
    so the square of that is no more than the sum of all. A point in front, repeated, adds 0.
    """
    squares = np.zeros(slope.shape)
    for t, y in zip(points.times, points.values, strict=True):
        residual = y - slope * t
        squares += residual * residual
    return np.maximum(squares - points.count * above * above, 0.0)


def _sum(rows: Floats) -> Floats:
    """Point after point: numpy's own order depends on the shape, and so would the last digit."""
    total = np.zeros(rows.shape[1:])
    for row in rows:
        total += row
    return total


def _dot(rows: Floats, others: Floats) -> Floats:
    total = np.zeros(rows.shape[1:])
    for row, other in zip(rows, others, strict=True):
        total += row * other
    return total
