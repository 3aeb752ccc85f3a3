"""What a strategy that nobody has accepted yet would change: of the plan, and of the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from dashboard.service import Snapshot, measure, strategy_in_effect
from indicators.amendments import Amended, Change, changes_of
from indicators.model import Indicator, Milestone, Strategy, StrategyHistory, StrategyVersion
from indicators.periods import Period
from indicators.results import Figures, IndicatorFigures

SHEETS = {
    "plan": "Plan",
    "areas": "Areas",
    "objectives": "Objectives",
    "places": "Places",
    "place_targets": "Targets",
    "reporters": "Reporters",
    "breakdowns": "Breakdowns",
}
"""Sheets of a strategy workbook beside those of the targets and their milestones."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes of one target; its figures are None where it is not in that strategy.

    ``columns`` are those of the workbook's sheet that say something else, beside ``changes``.
    """

    indicator: Indicator
    changes: Sequence[Change]
    columns: Sequence[str]
    before: IndicatorFigures | None
    after: IndicatorFigures | None

    @property
    def moves_figures(self) -> bool:
        return _seen(self.before) != _seen(self.after)


@dataclass(frozen=True, slots=True)
class Effects:
    """The figures as of a quarter in which the new strategy holds, without it and with it."""

    since: Period | None
    as_of: Period
    before: Figures
    after: Figures
    targets: Sequence[Effect]
    sheets: Sequence[str]

    @property
    def are_none(self) -> bool:
        return not self.targets and not self.sheets


def effects_of(snapshot: Snapshot, strategy: Strategy, since: Period | None) -> Effects:
    """What ``strategy`` would change from ``since`` on, computed as the pages' figures are.

    As of the latest quarter with figures, or of the first in which it holds, if that is later.
    """
    as_of = max(snapshot.latest, since.last_quarter) if since else snapshot.latest
    history = _with(snapshot.history, strategy, since)
    (before,) = measure(snapshot.history, snapshot.observations, [as_of], snapshot.terms)
    (after,) = measure(history, snapshot.observations, [as_of], snapshot.terms)
    old, new = strategy_in_effect(snapshot.history, as_of), strategy_in_effect(history, as_of)
    told = [_effect(code, old, new, before, after) for code in {**old.indicator, **new.indicator}]
    latest = snapshot.history.versions[-1].strategy
    return Effects(
        since=since,
        as_of=as_of,
        before=before,
        after=after,
        targets=[one for one in told if _says_something(one)],
        sheets=[
            sheet
            for field, sheet in SHEETS.items()
            if getattr(latest, field) != getattr(strategy, field)
        ],
    )


def _with(history: StrategyHistory, strategy: Strategy, since: Period | None) -> StrategyHistory:
    last = max(history.versions, key=lambda one: one.import_id)
    version = StrategyVersion(last.import_id + 1, since, "", "", last.accepted_at, strategy)
    return StrategyHistory((*history.versions, version))


def _effect(code: str, old: Strategy, new: Strategy, before: Figures, after: Figures) -> Effect:
    was, becomes = old.indicator.get(code), new.indicator.get(code)
    indicator = becomes or old.indicator[code]
    return Effect(
        indicator,
        [*changes_of(old, new, code), *_new_milestones(old, new, code)],
        list(_columns(was, becomes)),
        before.indicators.get(code),
        after.indicators.get(code),
    )


def _new_milestones(old: Strategy, new: Strategy, code: str) -> Iterator[Change]:
    """Milestones for periods that had none; of a new target they are no change."""
    known = {one.period for one in _milestones(old, code)}
    if code in old.indicator:
        for one in _milestones(new, code):
            if one.period not in known:
                yield Change(Amended.MILESTONE, None, one.value, one.period)


def _milestones(strategy: Strategy, code: str) -> Sequence[Milestone]:
    milestones: Mapping[str, Sequence[Milestone]] = strategy.milestones_of
    return milestones[code] if code in strategy.indicator else ()


def _columns(was: Indicator | None, becomes: Indicator | None) -> Iterator[str]:
    if was is None or becomes is None:
        return
    told = {one.value for one in Amended}
    for field in fields(Indicator):
        differs = getattr(was, field.name) != getattr(becomes, field.name)
        if differs and field.name not in told:
            yield field.name


def _says_something(one: Effect) -> bool:
    return bool(one.changes or one.columns or one.moves_figures)


def _seen(figures: IndicatorFigures | None) -> tuple[object, ...] | None:
    """What people see of a target first."""
    return None if figures is None else (figures.status, figures.attainment)
