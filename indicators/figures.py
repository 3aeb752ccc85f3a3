"""Every figure of a strategy: the one entry to ``indicators``.

``measure`` gives all figures as of any number of periods in one pass; ``series``,
``by_place`` and ``plan_path`` give the lines that a chart draws. Pure: the strategy, the
observations and the terms come in as arguments, nothing is read and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators.actuals import actuals
from indicators.describe import Judged, describe
from indicators.judge import freshness_of, is_adverse, outlook_of, progress_of, status_of
from indicators.model import Observations, Strategy
from indicators.periods import Period
from indicators.results import Figures, Forecast, InCollection, IndicatorFigures, Reason, RollUp
from indicators.rollup import area_roll_up, mega_roll_up
from indicators.tables import by_place, series
from indicators.targets import plan_path, targets_of
from indicators.terms import Terms

__all__ = [
    "Figures",
    "Forecast",
    "InCollection",
    "IndicatorFigures",
    "Reason",
    "RollUp",
    "Terms",
    "by_place",
    "measure",
    "plan_path",
    "series",
]


def measure(
    strategy: Strategy, observations: Observations, as_of: Sequence[Period], terms: Terms
) -> list[Figures]:
    """Every figure of ``strategy``, one result for each of the periods ``as_of``.

    The same strategy is applied to every period: hand over those it is in effect for.
    ``observations`` are the values in force as known on the day of ``terms``, which decide
    what is still in collection, what is overdue and where a status begins.
    """
    targets = targets_of(strategy)
    found = actuals(strategy, observations, as_of, terms)
    progress, outlook = progress_of(found, targets), outlook_of(found, targets)
    status = status_of(found, targets, progress, outlook, as_of, terms)
    judged = Judged(
        actuals=found,
        progress=progress,
        outlook=outlook,
        status=status,
        adverse=is_adverse(outlook, targets, status),
        freshness=freshness_of(found, targets, as_of, terms),
        terms=terms,
    )
    return [_figures(strategy, judged, n, period) for n, period in enumerate(as_of)]


def _figures(strategy: Strategy, judged: Judged, moment: int, as_of: Period) -> Figures:
    terms = judged.terms
    indicators = {
        indicator.code: describe(judged, (moment, position), indicator, as_of)
        for position, indicator in enumerate(strategy.indicators)
    }
    areas = {area.code: area_roll_up(strategy, area, indicators, terms) for area in strategy.areas}
    return Figures(
        as_of=as_of,
        terms=terms,
        plan=strategy.plan.code,
        mega=mega_roll_up(strategy, areas, indicators, terms),
        areas=areas,
        indicators=indicators,
    )
