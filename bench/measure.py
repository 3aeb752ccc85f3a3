"""The figures against the query for the values in force, and the formulas against plain loops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, product
from math import inf
from pathlib import Path

import numpy as np

from bench.plain import Series, measured
from bench.timing import Ratio, side_by_side
from bench.worlds import FIRST_QUARTER, store_of, strategy_of
from data.store import Store
from indicators.actuals import MOST_POINTS, Actuals, without_reports
from indicators.figures import measure, measure_places
from indicators.judge import judge
from indicators.model import AggregationInTime, AggregationOverPlaces, Direction, Strategy
from indicators.periods import Period
from indicators.targets import Targets, path_of, targets_of
from indicators.terms import Terms
from indicators.trend import points
from tests.support import an_indicator

INDICATORS, PLACES, QUARTERS = 100, 250, 40
TEN_TIMES = 10
SERIES = 100_000
PART = 1_000

LAST = FIRST_QUARTER.shifted(QUARTERS - 1)
TERMS = Terms(LAST.last_day.replace(year=LAST.year + 2))
YEARS = [FIRST_QUARTER.shifted(4 * n + 3) for n in range(QUARTERS // 4)]


def ratios(folder: Path) -> Iterator[Ratio]:
    small = store_of(folder / "million.duckdb", INDICATORS, PLACES, QUARTERS)
    strategy, size = mixed(INDICATORS, PLACES), "1 M values"
    bound = "query and fetch"

    def fetch() -> None:
        small.observations()

    yield side_by_side(
        "figures as of one quarter", size, lambda: one_quarter(small, strategy), bound, fetch
    )
    yield side_by_side(
        "figures of all years and all places",
        size,
        lambda: years_and_places(small, strategy),
        bound,
        fetch,
    )
    ten = store_of(folder / "ten.duckdb", TEN_TIMES * INDICATORS, PLACES, QUARTERS)
    of_ten = mixed(TEN_TIMES * INDICATORS, PLACES)
    yield side_by_side(
        "figures as of one quarter",
        "10 M values",
        lambda: one_quarter(ten, of_ten),
        "1 M values",
        lambda: one_quarter(small, strategy),
        rounds=3,
    )
    yield from formulas()


def one_quarter(store: Store, strategy: Strategy) -> None:
    measure(strategy, store.contents().observations, [LAST], TERMS)


def years_and_places(store: Store, strategy: Strategy) -> None:
    contents = store.contents()
    measure(strategy, contents.observations, YEARS, TERMS)
    measure_places(strategy, contents.observations, contents.planned, YEARS, TERMS)


def mixed(indicators: int, places: int) -> Strategy:
    """Targets of every way to aggregate by quarter, as many of each."""
    whole = strategy_of(indicators, places)
    ways = cycle(product(AggregationInTime, AggregationOverPlaces))
    return replace(
        whole,
        indicators=tuple(
            replace(one, agg_time=in_time, agg_place=over)
            for one, (in_time, over) in zip(whole.indicators, ways, strict=False)
        ),
    )


def formulas() -> Iterator[Ratio]:
    """Many series through progress, forecast and status: arrays against one after the other."""
    actuals, targets, series = series_of(SERIES)
    size = f"{SERIES:,} series of {MOST_POINTS} points"

    def ours() -> None:
        judge(actuals, targets, [LAST], TERMS)

    def plain() -> None:
        for one in series:
            measured(one, LAST.end, TERMS)

    times, values = actuals.points.times[:, 0, 0], actuals.points.values[:, 0]

    def least_squares() -> None:
        np.polyfit(times, values, 1)

    yield side_by_side("the same formulas in a loop", size, plain, "ours", ours, rounds=3)
    yield one_by_one(ours)
    yield side_by_side("progress and forecast", size, ours, "numpy least squares", least_squares)


def one_by_one(all_at_once: Callable[[], None]) -> Ratio:
    """The same functions called for one series after the other, for a part of them."""
    actuals, targets, _ = series_of(1)

    def loop() -> None:
        for _ in range(PART):
            judge(actuals, targets, [LAST], TERMS)

    size = f"{PART:,} series, times {SERIES // PART}"
    found = side_by_side("the same functions in a loop", size, loop, "ours", all_at_once, rounds=1)
    return replace(found, ours=found.ours * (SERIES // PART))


def series_of(count: int) -> tuple[Actuals, Targets, list[Series]]:
    """The same targets as arrays, and one by one."""
    random = np.random.default_rng(1)
    ends = LAST.end - np.arange(MOST_POINTS)[::-1]
    values = 100 + np.cumsum(random.normal(2, 5, (count, MOST_POINTS)), axis=1)
    goals = random.choice([40.0, 400.0], count)
    actuals = without_reports(1, count)
    actuals.value[0] = values[:, -1]
    actuals.end[0] = actuals.latest_end[0] = actuals.latest_due_end[0] = LAST.end
    every = np.broadcast_to((ends / 4)[:, np.newaxis, np.newaxis], (MOST_POINTS, 1, count))
    actuals = replace(actuals, points=points(every, values.T[:, np.newaxis]))
    start, end = Period(int(ends[0]), 1), Period.parse("2036")
    kinds = [
        an_indicator(
            direction=Direction.INCREASE if goal > 100.0 else Direction.DECREASE,
            baseline=100.0,
            baseline_period=start,
            goal=goal,
            goal_period=end,
            minimum=None,
        )
        for goal in (40.0, 400.0)
    ]
    of_goal = {kind.goal: kind for kind in kinds}
    chosen = [of_goal[goal] for goal in goals]
    paths = [path_of(one, ()) for one in chosen]
    times = (ends / 4).tolist()
    series = [
        Series(
            times=times,
            values=row,
            baseline=one.baseline,
            goal=one.goal,
            goal_time=end.time,
            goal_end=end.end,
            path=path,
            minimum=-inf,
            maximum=inf,
            end=LAST.end,
            latest_due_end=LAST.end,
        )
        for row, one, path in zip(values.tolist(), chosen, paths, strict=True)
    ]
    return actuals, targets_of(chosen, paths), series
