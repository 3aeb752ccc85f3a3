"""How things stand as of one moment, and what of it asks for attention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from indicators import figures as measuring
from indicators.amendments import earlier_goals
from indicators.owed import owed
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from indicators.results import Figures, IndicatorFigures
from indicators.status import DataState, Status

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.service import Snapshot
    from data.commentary import Written
    from indicators.model import Strategy

SEVERITY = {
    Status.REGRESSING: 5,
    Status.MISSED: 5,
    Status.OUT_OF_BAND: 4,
    Status.OFF_TRACK: 4,
    Status.AT_RISK: 2,
    Status.MAINTAINED_AT_RISK: 2,
}
"""How urgent a status is; one that is not named is not urgent at all."""

SILENT = frozenset({DataState.STALE, DataState.MISSING})
"""Data states of targets that nobody reports any more."""


@dataclass(frozen=True)
class Standing:
    """The figures as of one moment, those of a quarter and a year before, and the strategy.

    ``owed`` are the reports that are due and missing, as ``indicators.owed`` lists them;
    ``series`` and ``by_place`` the lines that charts draw, by the strategy in effect then.
    """

    snapshot: Snapshot
    figures: Figures
    quarter_ago: Figures
    year_ago: Figures
    strategy: Strategy
    owed: pd.DataFrame

    @cached_property
    def series(self) -> pd.DataFrame:
        drawn, as_of = self.snapshot, self.figures.as_of
        if as_of == drawn.latest:
            return drawn.series
        return measuring.series(self.strategy, drawn.observations, drawn.terms, as_of)

    @cached_property
    def by_place(self) -> pd.DataFrame:
        drawn = self.snapshot
        if self.figures.as_of == drawn.latest:
            return drawn.by_place
        return measuring.by_place(self.strategy, drawn.observations)

    @cached_property
    def earlier_goals(self) -> Mapping[str, tuple[float, Period]]:
        """By target the goal that was said at first, where it was moved since."""
        return earlier_goals(self.snapshot.history, self.figures.as_of)

    @property
    def late(self) -> int:
        """How many values are late, one a target and place."""
        return len(self.owed)


def is_covered(snapshot: Snapshot, at: Period | None) -> bool:
    """True where there are figures as of ``at``: from the first plan's first year to now."""
    if at is None:
        return True
    begun = Period.quarter_of(at.first_day)
    return at.year in snapshot.years and begun <= snapshot.latest


def standing(snapshot: Snapshot, at: Period | None) -> Standing:
    """How things stood at the end of a year or quarter; None, or the running year: now."""
    as_of = snapshot.latest if at is None else min(at.last_quarter, snapshot.latest)
    if as_of == snapshot.latest:
        strategy, figures = snapshot.strategy, snapshot.figures
        quarter_ago, year_ago = snapshot.quarter_ago, snapshot.year_ago
    else:
        strategy = snapshot.history.in_effect(as_of) or snapshot.strategy
        ends = {of_year.as_of: of_year for of_year in snapshot.by_year.values()}
        figures = ends.get(as_of) or snapshot.as_of(as_of)
        quarter_ago = snapshot.as_of(as_of.shifted(-1))
        year_ago = snapshot.as_of(as_of.shifted(-QUARTERS_IN_A_YEAR))
    late = owed(strategy, snapshot.observations, as_of, snapshot.terms)
    return Standing(snapshot, figures, quarter_ago, year_ago, strategy, late)


class Concern(StrEnum):
    """Why a target asks for attention."""

    WORST = "worst"
    NEWLY_WORSE = "newly_worse"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Call:
    """One target that asks for attention."""

    target: IndicatorFigures
    concern: Concern


def attention(standing: Standing, most: int) -> list[Call]:
    """The targets to look at first, at most ``most``, each once.

    Silent ones first get one place and newly worse ones two, so that neither is hidden by
    a long list of old troubles; the rest goes to the worst. In the order of severity.
    """
    targets = sorted(standing.figures.indicators.values(), key=_urgency)
    silent = [target for target in targets if target.data_state in SILENT]
    worse = [target for target in targets if _is_newly_worse(target, standing.quarter_ago)]
    worst = [target for target in targets if SEVERITY.get(target.status, 0) > 0]
    calls: list[Call] = []
    for concern, candidates, places in (
        (Concern.SILENT, silent, 1),
        (Concern.NEWLY_WORSE, worse, 2),
        (Concern.WORST, worst, most),
    ):
        taken = {call.target.code for call in calls}
        fresh = [target for target in candidates if target.code not in taken]
        room = min(places, most - len(calls))
        calls += [Call(target, concern) for target in fresh[:room]]
    return sorted(calls, key=lambda call: (call.concern is Concern.SILENT, _urgency(call.target)))


EXPLAINED = frozenset({Status.OFF_TRACK, Status.REGRESSING})
"""Statuses that somebody should explain."""


def needs_commentary(standing: Standing, code: str) -> bool:
    """Whether a target is off track, regressing or newly worse, so that somebody explains it."""
    target = standing.figures.indicators[code]
    return target.status in EXPLAINED or _is_newly_worse(target, standing.quarter_ago)


def without_commentary(standing: Standing, commentary: Written) -> list[str]:
    """The targets, in the strategy's order, that need a commentary and have none."""
    quarter = standing.figures.as_of
    return [
        code
        for code in standing.figures.indicators
        if needs_commentary(standing, code) and (code, quarter) not in commentary
    ]


def _urgency(target: IndicatorFigures) -> tuple[int, float, str]:
    pace = target.pace if target.pace is not None else 0.0
    return -SEVERITY.get(target.status, 0), pace, target.code


def _is_newly_worse(target: IndicatorFigures, before: Figures) -> bool:
    earlier = before.indicators.get(target.code)
    if earlier is None or earlier.status is Status.NO_DATA:
        return False
    return SEVERITY.get(target.status, 0) > SEVERITY.get(earlier.status, 0)
