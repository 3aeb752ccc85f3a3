"""What the plan says of a target, each number with the version of the strategy that brought it."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.amendments import Amended
from indicators.model import Direction, Strategy, StrategyHistory, StrategyVersion
from indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Sourced:
    """A number that the plan says of a target, and the version that brought it.

    ``period`` is when it holds, None for the bounds of a band.
    """

    what: Amended
    period: Period | None
    value: float
    version: StrategyVersion


def plan_with_sources(history: StrategyHistory, code: str, as_of: Period) -> list[Sourced]:
    """Baseline, milestones and goal, or the band, as of a period; each with its version."""
    known = history.in_effect_by(as_of)
    found: dict[tuple[Amended, Period | None], Sourced] = {}
    for n, version in enumerate(known):
        strategy = StrategyHistory(tuple(known[: n + 1])).in_effect(as_of)
        said = _said_by(strategy, code) if strategy else {}
        found = {
            key: found[key]
            if key in found and found[key].value == value
            else Sourced(*key, value, version)
            for key, value in said.items()
        }
    return list(found.values())


def _said_by(strategy: Strategy, code: str) -> dict[tuple[Amended, Period | None], float]:
    indicator = strategy.indicator.get(code)
    if indicator is None:
        return {}
    start, end = indicator.baseline_period, indicator.goal_period
    said: dict[tuple[Amended, Period | None], float | None] = {
        (Amended.BASELINE, start): indicator.baseline
    }
    if indicator.direction is Direction.MAINTAIN:
        said |= {
            (Amended.BAND_LOW, None): indicator.band_low,
            (Amended.BAND_HIGH, None): indicator.band_high,
        }
    else:
        said |= {
            (Amended.MILESTONE, one.period): one.value
            for one in strategy.milestones_of[code]
            if start.end < one.period.end < end.end
        }
        said[Amended.GOAL, end] = indicator.goal
    return {key: value for key, value in said.items() if value is not None}
