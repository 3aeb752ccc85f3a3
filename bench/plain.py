"""The formulas of progress and forecast once more, for one series at a time in plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from scipy.special import stdtr, stdtrit

RECENT = 8


@dataclass(frozen=True, slots=True)
class Series:
    times: tuple[float, ...]
    values: tuple[float, ...]
    baseline: float
    goal: float
    start: float
    end: float


def measured(one: Series) -> tuple[float, ...]:
    """Attainment to probability of the goal, and the status's place among the statuses."""
    y, t, b, g = one.values[-1], one.times[-1], one.baseline, one.goal
    attained = (y - b) / (g - b)
    p = b + (g - b) * (t - one.start) / (one.end - one.start)
    planned = (p - b) / (g - b)
    pace = attained / planned if planned > 0 else float("nan")
    variance = y - p if g > b else p - y
    earned = one.start + min(max(attained, 0.0), 1.0) * (one.end - one.start)
    ahead = (earned - t) * 4
    required = (g - y) / (one.end - t)
    mean_t, mean_y, slope, squares = line(one.times, one.values)
    n = len(one.times)
    forecast = mean_y + slope * (one.end - mean_t)
    residuals = sum(
        (value - mean_y - slope * (time - mean_t)) ** 2
        for time, value in zip(one.times, one.values, strict=True)
    )
    wide = sqrt(1 + 1 / n + (one.end - mean_t) ** 2 / squares)
    error = sqrt(residuals / (n - 2)) * wide
    half = float(stdtrit(n - 2, 0.9)) * error
    below = float(stdtr(n - 2, (g - forecast) / error))
    p_goal = 1 - below if g > b else below
    recent = line(one.times[-RECENT:], one.values[-RECENT:])[2]
    status = (
        (attained >= 1) * 5 or (attained < 0) * 4 or (pace >= 0.95) * 3 or (pace >= 0.6) * 2 or 1
    )
    interval = (forecast - half, forecast + half)
    return (attained, planned, pace, variance, ahead, required, slope, forecast, *interval, p_goal,
            recent, float(status))  # fmt: skip


def line(times: tuple[float, ...], values: tuple[float, ...]) -> tuple[float, float, float, float]:
    """Means, slope and the times' sum of squares."""
    n = len(times)
    mean_t, mean_y = sum(times) / n, sum(values) / n
    squares = sum((time - mean_t) ** 2 for time in times)
    both = sum((t - mean_t) * (y - mean_y) for t, y in zip(times, values, strict=True))
    return mean_t, mean_y, both / squares, squares
