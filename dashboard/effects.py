"""What a strategy that nobody has accepted yet would change: of the plan, and of the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.service import Snapshot, measure, strategy_in_effect
from indicators.differences import Difference, differences
from indicators.model import Indicator, Strategy, StrategyHistory, StrategyVersion
from indicators.periods import Period
from indicators.results import Figures, IndicatorFigures

OF_TARGETS = ("indicators", "milestones")
"""Tables whose rows say what a target is; the first field of their keys is its code."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes of one target; its figures are None where it is not in that strategy."""

    indicator: Indicator
    differences: Sequence[Difference]
    before: IndicatorFigures | None
    after: IndicatorFigures | None

    @property
    def says_something(self) -> bool:
        return bool(self.differences) or _seen(self.before) != _seen(self.after)


@dataclass(frozen=True, slots=True)
class Effects:
    """The figures as of a quarter in which the new strategy holds, without it and with it.

    ``are_none``: accepting it would write nothing. ``others`` are what it says otherwise of
    anything but targets.
    """

    since: Period
    as_of: Period
    are_none: bool
    before: Figures
    after: Figures
    targets: Sequence[Effect]
    others: Sequence[Difference]


def effects_of(snapshot: Snapshot, strategy: Strategy, since: Period) -> Effects:
    """What ``strategy`` would change from ``since`` on, computed as the pages' figures are."""
    as_of = _last_quarter_of(snapshot, since)
    history = _with(snapshot.history, strategy, since)
    (before,) = measure(snapshot.history, snapshot.observations, [as_of], snapshot.terms)
    (after,) = measure(history, snapshot.observations, [as_of], snapshot.terms)
    old, new = strategy_in_effect(snapshot.history, as_of), strategy_in_effect(history, as_of)
    found = differences(old, new)
    targets = (
        Effect(
            new.indicator.get(code) or old.indicator[code],
            [one for one in found if one.table in OF_TARGETS and one.key[0] == code],
            before.indicators.get(code),
            after.indicators.get(code),
        )
        for code in {**old.indicator, **new.indicator}
    )
    return Effects(
        since=since,
        as_of=as_of,
        are_none=snapshot.history.says_already(strategy, since),
        before=before,
        after=after,
        targets=[one for one in targets if one.says_something],
        others=[one for one in found if one.table not in OF_TARGETS],
    )


def _last_quarter_of(snapshot: Snapshot, since: Period) -> Period:
    """The latest quarter with figures in which a version from ``since`` on would hold.

    Its first one, if there are no figures of any yet.
    """
    first = since.first_quarter
    later = [
        one.effective_from.first_quarter
        for one in snapshot.history.versions
        if one.effective_from is not None and one.effective_from.first_quarter > first
    ]
    latest = min([snapshot.latest, *(one.shifted(-1) for one in later)])
    return max(first, latest)


def _with(history: StrategyHistory, strategy: Strategy, since: Period) -> StrategyHistory:
    last = max(history.versions, key=lambda one: one.import_id)
    version = StrategyVersion(last.import_id + 1, since, "", "", last.accepted_at, strategy)
    return StrategyHistory((*history.versions, version))


def _seen(figures: IndicatorFigures | None) -> tuple[object, ...] | None:
    """What people see of a target first."""
    return None if figures is None else (figures.status, figures.attainment)
