"""What a strategy asks for, as arrays: one entry a target, in the strategy's order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.arrays import Bools, Floats, Ints
from indicators.model import Direction, Indicator, Milestone, Strategy
from indicators.progress import PathNodes, attainment


@dataclass(frozen=True, slots=True)
class Targets:
    """Baselines, goals and plan paths.

    ``low`` and ``high`` bound the values that meet the goal (∓inf where open): from the
    goal on for a rising target, up to it for a falling one, the band for one to maintain.
    ``sign`` is 1 where more is better, -1 where less is, 0 for a band. Paths lie along the
    first axis, shorter ones repeat the goal.
    """

    baseline: Floats
    goal: Floats
    goal_end: Ints
    goal_time: Floats
    quarters: Ints
    low: Floats
    high: Floats
    minimum: Floats
    maximum: Floats
    sign: Floats
    maintain: Bools
    travels: Bools
    path_times: Floats
    path_values: Floats

    @property
    def path_shares(self) -> Floats:
        """The plans in shares of the way from baseline to goal."""
        return attainment(self.path_values, self.baseline, self.goal)


def plan_path(strategy: Strategy, code: str) -> PathNodes:
    """The plan of one target: (time, value) of baseline, milestones and goal, in time order.

    The baseline holds at its date and the goal from its own on; milestones that an earlier
    cycle set outside of them are not on the path. Of two milestones that end together, a
    quarter's and its year's, the longer period's holds.
    """
    return path_of(strategy.indicator[code], strategy.milestones_of[code])


def path_of(indicator: Indicator, milestones: Iterable[Milestone]) -> PathNodes:
    """As ``plan_path``, with the indicator's milestones in time order."""
    start, end = indicator.baseline_period, indicator.goal_period
    between = {
        milestone.period.time: milestone.value
        for milestone in milestones
        if start.end < milestone.period.end < end.end
    }
    return [(start.time, indicator.baseline), *between.items(), (end.time, indicator.goal)]


def targets_of_network(strategy: Strategy) -> Targets:
    """The network's targets, in the strategy's order."""
    milestones = strategy.milestones_of
    return targets_of(
        strategy.indicators, [path_of(i, milestones[i.code]) for i in strategy.indicators]
    )


def targets_of(indicators: Sequence[Indicator], paths: Sequence[PathNodes]) -> Targets:
    """Targets in the order given, each with its plan's path."""
    longest = max((len(path) for path in paths), default=2)
    nodes = [path + path[-1:] * (longest - len(path)) for path in paths]
    laid = np.array(nodes, dtype=np.float64).reshape(len(indicators), longest, 2)
    times, values = np.ascontiguousarray(laid.T)
    bounds = [_bounds(indicator) for indicator in indicators]

    def floats(values: list[float | None], undefined: float = np.nan) -> Floats:
        return np.array([undefined if v is None else v for v in values], dtype=np.float64)

    return Targets(
        baseline=floats([i.baseline for i in indicators]),
        goal=floats([i.goal for i in indicators]),
        goal_end=np.array([i.goal_period.end for i in indicators], dtype=np.int64),
        goal_time=floats([i.goal_period.time for i in indicators]),
        quarters=np.array([i.frequency.quarters for i in indicators], dtype=np.int64),
        low=floats([low for low, _ in bounds], -np.inf),
        high=floats([high for _, high in bounds], np.inf),
        minimum=floats([i.minimum for i in indicators], -np.inf),
        maximum=floats([i.maximum for i in indicators], np.inf),
        sign=floats([_SIGNS[i.direction] for i in indicators]),
        maintain=np.array([i.direction is Direction.MAINTAIN for i in indicators], dtype=np.bool_),
        travels=np.array([not i.is_kept_or_lost for i in indicators], dtype=np.bool_),
        path_times=times,
        path_values=values,
    )


_SIGNS: dict[Direction, float | None] = {
    Direction.INCREASE: 1.0,
    Direction.DECREASE: -1.0,
    Direction.MAINTAIN: 0.0,
}


def _bounds(indicator: Indicator) -> tuple[float | None, float | None]:
    match indicator.direction:
        case Direction.INCREASE:
            return indicator.goal, None
        case Direction.DECREASE:
            return None, indicator.goal
        case Direction.MAINTAIN:
            return indicator.band_low, indicator.band_high
