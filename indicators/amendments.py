"""What later versions of the strategy changed of a target: a goal moved is never moved silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.differences import Difference, differences
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

_AMENDED = frozenset(Amended)

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
    """What one version changed of a target, and the strategy as it would be without it.

    ``others`` is what else it says otherwise of the target: how it is measured, a place's own
    goal, or that it is none any more.
    """

    version: StrategyVersion
    before: Strategy
    changes: Sequence[Change]
    others: Sequence[Difference] = ()

    @property
    def moves_the_path(self) -> bool:
        return any(change.what in OF_PATH for change in self.changes)


@dataclass(frozen=True, slots=True)
class Step:
    """One version that takes effect: the strategy before it and after it, as of one period."""

    version: StrategyVersion
    before: Strategy
    after: Strategy
    is_new_cycle: bool


def steps_to(history: StrategyHistory, as_of: Period) -> Iterator[Step]:
    """Each later version in effect by ``as_of``, the earliest first."""
    known = history.in_effect_by(as_of)
    for n, version in enumerate(known[1:], start=1):
        before = StrategyHistory(tuple(known[:n])).in_effect(as_of)
        after = StrategyHistory(tuple(known[: n + 1])).in_effect(as_of)
        plans = {one.strategy.plan.code for one in known[:n]}
        if before is not None and after is not None:
            yield Step(version, before, after, version.strategy.plan.code not in plans)


def amendments(history: StrategyHistory, code: str, as_of: Period) -> list[Amendment]:
    """What each version in effect by ``as_of`` changed of a target, the earliest first.

    A new plan cycle brings milestones of its own: those for periods that had none are no
    change then.
    """
    found = []
    for step in steps_to(history, as_of):
        changes, others = list(_changes(step, code)), list(_others(step, code))
        if changes or others:
            found.append(Amendment(step.version, step.before, changes, others))
    return found


def earlier_goals(history: StrategyHistory, as_of: Period) -> Mapping[str, tuple[float, Period]]:
    """By target, the goal and its period as the first version said, where it is another now."""
    first: dict[str, tuple[float, Period]] = {}
    now: dict[str, tuple[float, Period]] = {}
    for version in history.in_effect_by(as_of):
        now = {one.code: (one.goal, one.goal_period) for one in version.strategy.indicators}
        first = now | first
    return {code: first[code] for code, goal in now.items() if first[code] != goal}


def _changes(step: Step, code: str) -> Iterator[Change]:
    old, new = step.before.indicator.get(code), step.after.indicator.get(code)
    if old is None or new is None:
        return
    for what in Amended:
        if what is Amended.MILESTONE:
            yield from _milestones(step, code)
        elif _said(old, what) != _said(new, what):
            yield Change(what, _said(old, what), _said(new, what))


def _others(step: Step, code: str) -> Iterator[Difference]:
    """What is none of the things that are changed, so that nothing of a target goes unsaid."""
    if step.before.indicator.get(code) is None:
        return
    for one in differences(step.before, step.after):
        is_row = one.table == "indicators" and (one.field is None or one.field not in _AMENDED)
        if (is_row or one.table == "place_targets") and one.key[0] == code:
            yield one


def _said(indicator: Indicator, what: Amended) -> Said:
    said: Said = getattr(indicator, what)
    return said


def _milestones(step: Step, code: str) -> Iterator[Change]:
    old = {one.period: one.value for one in step.before.milestones_of[code]}
    new = {one.period: one.value for one in step.after.milestones_of[code]}
    for period in {**old, **new}:
        was, becomes = old.get(period), new.get(period)
        is_own = was is None and step.is_new_cycle
        if was != becomes and not is_own:
            yield Change(Amended.MILESTONE, was, becomes, period)
