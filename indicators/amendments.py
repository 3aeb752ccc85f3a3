"""What later versions of the strategy changed of a target: a goal moved is never moved silently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.model import (
    Direction,
    Indicator,
    Strategy,
    StrategyHistory,
    StrategyVersion,
    Text,
)
from indicators.periods import Period


class Amended(StrEnum):
    """What of a target was changed."""

    NAME = "name"
    DIRECTION = "direction"
    BASELINE = "baseline"
    BASELINE_PERIOD = "baseline_period"
    MILESTONE = "milestone"
    GOAL = "goal"
    GOAL_PERIOD = "goal_period"
    BAND_LOW = "band_low"
    BAND_HIGH = "band_high"
    WEIGHT = "weight"


OF_PATH = frozenset(
    {
        Amended.BASELINE,
        Amended.BASELINE_PERIOD,
        Amended.MILESTONE,
        Amended.GOAL,
        Amended.GOAL_PERIOD,
    }
)
"""What the plan's line is drawn of."""

Said = float | Period | Direction | Text | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed; ``period`` is a milestone's. None: it was not there."""

    what: Amended
    old: Said
    new: Said
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What one version changed of a target, and the strategy as it would be without it."""

    version: StrategyVersion
    before: Strategy
    changes: Sequence[Change]

    @property
    def moves_the_path(self) -> bool:
        return any(change.what in OF_PATH for change in self.changes)


def amendments(history: StrategyHistory, code: str, as_of: Period) -> list[Amendment]:
    """What each version in effect by ``as_of`` changed of a target, the earliest first.

    Milestones for periods that had none are not a change: a new plan cycle brings its own.
    """
    known = history.in_effect_by(as_of)
    found = []
    for n, version in enumerate(known[1:], start=1):
        before = StrategyHistory(tuple(known[:n])).in_effect(as_of)
        after = StrategyHistory(tuple(known[: n + 1])).in_effect(as_of)
        if before is None or after is None:
            continue
        changes = list(_changes(before, after, code))
        if changes:
            found.append(Amendment(version, before, changes))
    return found


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


def _changes(before: Strategy, after: Strategy, code: str) -> Iterator[Change]:
    old, new = before.indicator.get(code), after.indicator.get(code)
    if old is None or new is None:
        return
    for what in Amended:
        if what is Amended.MILESTONE:
            yield from _milestones(before, after, code)
        elif _said(old, what) != _said(new, what):
            yield Change(what, _said(old, what), _said(new, what))


def _said(indicator: Indicator, what: Amended) -> Said:
    said: Said = getattr(indicator, what)
    return said


def _milestones(before: Strategy, after: Strategy, code: str) -> Iterator[Change]:
    new = {one.period: one.value for one in after.milestones_of[code]}
    for one in before.milestones_of[code]:
        if new.get(one.period) != one.value:
            yield Change(Amended.MILESTONE, one.value, new.get(one.period), one.period)
