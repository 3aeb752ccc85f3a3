"""The forecast's 80 % interval: how often it holds what then comes, over simulated histories.

Of each kind of target many histories are drawn from what the method takes for true: a straight
line or steady amounts, with independent noise. All are measured as the program measures them.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from indicators.figures import measure
from indicators.model import AggregationInTime, AggregationOverPlaces, Observations
from indicators.periods import Period
from tests.indicators.building import LONG_AFTER
from tests.support import a_strategy, an_indicator

Floats = NDArray[np.float64]

BASELINE, GOAL = Period.parse("2015"), Period.parse("2025")
FIRST = Period.parse("2016-Q1")
BEFORE = 4  # quarters of the baseline's year
UNTIL_GOAL = GOAL.end - FIRST.end + 1
DENOMINATOR = 1000.0

LEAST, MOST = 0.75, 0.87


def drawn(count: int, slope: float, noise: float) -> Floats:
    """Quarterly values from the baseline's year to the goal's: (histories, quarters)."""
    random = np.random.default_rng(20261126)
    quarters = np.arange(BEFORE + UNTIL_GOAL)
    return 100 + slope * quarters + random.normal(0, noise, (count, len(quarters)))


def share_held(
    kind: AggregationInTime, values: Floats, yearly: Callable[[Floats], Floats], years: int
) -> float:
    """The share of histories whose interval holds the yearly figure that comes at the goal.

    Each is as long as so many years of reports.
    """
    quarters = years * BEFORE
    last = FIRST.shifted(quarters - 1)
    count = len(values)
    baselines, comes = yearly(values[:, :BEFORE]), yearly(values[:, -BEFORE:])
    if kind is AggregationInTime.CUMULATIVE:
        baselines, comes = np.zeros(count), values[:, BEFORE:].sum(axis=1)
    over = (
        AggregationOverPlaces.RATIO
        if kind is AggregationInTime.RATIO
        else AggregationOverPlaces.SUM
    )
    targets = [
        an_indicator(
            code=f"M{n}",
            agg_time=kind,
            agg_place=over,
            baseline_period=BASELINE,
            baseline=float(baseline),
            goal_period=GOAL,
            goal=1e9,
            minimum=None,
        )
        for n, baseline in enumerate(baselines)
    ]
    reported = values[:, BEFORE : BEFORE + quarters]
    figures = measure(a_strategy(*targets), observed(reported, over), [last], LONG_AFTER)[0]
    forecasts = [figures.indicators[target.code].forecast for target in targets]
    held = [
        forecast.low <= come <= forecast.high
        for forecast, come in zip(forecasts, comes, strict=True)
        if forecast is not None and forecast.low is not None and forecast.high is not None
    ]
    assert len(held) == count
    return sum(held) / count


def observed(values: Floats, over: AggregationOverPlaces) -> Observations:
    """One place's reports of every quarter; of ratios the parts alone."""
    target, quarter = np.indices(values.shape).reshape(2, -1)
    flat, nothing = values.ravel(), np.full(values.size, np.nan)
    is_ratio = over is AggregationOverPlaces.RATIO
    frame = pd.DataFrame(
        {
            "indicator_id": target.astype("int16"),
            "place_id": np.zeros(values.size, dtype="int16"),
            "period_end": (FIRST.end + quarter).astype("int16"),
            "period_quarters": np.ones(values.size, dtype="int8"),
            "value": nothing if is_ratio else flat,
            "numerator": flat * DENOMINATOR if is_ratio else nothing,
            "denominator": np.full(values.size, DENOMINATOR) if is_ratio else nothing,
        }
    )
    return Observations(frame, tuple(f"M{n}" for n in range(len(values))), ("PE",))


KINDS: dict[AggregationInTime, tuple[float, float, Callable[[Floats], Floats]]] = {
    AggregationInTime.LAST: (2.0, 6.0, lambda year: year[:, -1]),
    AggregationInTime.SUM: (2.0, 6.0, lambda year: year.sum(axis=1)),
    AggregationInTime.MEAN: (2.0, 6.0, lambda year: year.mean(axis=1)),
    AggregationInTime.RATIO: (2.0, 6.0, lambda year: year.mean(axis=1)),
    AggregationInTime.YEAR_TO_DATE: (2.0, 6.0, lambda year: year[:, -1]),
    AggregationInTime.CUMULATIVE: (0.0, 6.0, lambda year: year.sum(axis=1)),
}
"""By kind: what a quarter adds, the noise of one, and how a year's quarters make its figure."""


@pytest.mark.parametrize("count", [400, pytest.param(20_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("years", [3, 6])
@pytest.mark.parametrize("kind", KINDS)
def test_four_of_five_intervals_hold_what_comes(kind: AggregationInTime, years: int, count: int):
    slope, noise, yearly = KINDS[kind]
    held = share_held(kind, drawn(count, slope, noise), yearly, years)
    assert LEAST <= held <= MOST, f"{held:.1%}"
