"""Every figure of a strategy: the one entry to ``indicators``.

``measure`` gives all figures as of any number of periods in one pass; ``series``,
``by_place`` and ``plan_path`` give the lines that a chart draws. Pure: the strategy, the
observations and the terms come in as arguments, nothing is read and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators.actuals import actuals
from indicators.describe import describe
from indicators.judge import Judged, judge
from indicators.model import Observations, Strategy
from indicators.periods import Period
from indicators.place_figures import Places, describe_places, measure_places
from indicators.results import (
    Figures,
    Forecast,
    InCollection,
    IndicatorFigures,
    PlaceFigures,
    Reason,
    RollUp,
)
from indicators.rollup import area_roll_up, mega_roll_up
from indicators.sensitivity import sensitivity
from indicators.tables import by_place, series
from indicators.targets import plan_path, targets_of_network
from indicators.terms import Terms

__all__ = [
    "Figures",
    "Forecast",
    "InCollection",
    "IndicatorFigures",
    "PlaceFigures",
    "Places",
    "Reason",
    "RollUp",
    "Terms",
    "by_place",
    "describe_places",
    "measure",
    "measure_places",
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
    found = actuals(strategy, observations, as_of, terms)
    judged = judge(found, targets_of_network(strategy), as_of, terms)
    return [_figures(strategy, judged, n, period) for n, period in enumerate(as_of)]


def _figures(strategy: Strategy, judged: Judged, moment: int, as_of: Period) -> Figures:
    terms = judged.terms
    indicators = {
        indicator.code: describe(judged, (moment, position), indicator, as_of)
        for position, indicator in enumerate(strategy.indicators)
    }
    areas = {area.code: area_roll_up(strategy, area, indicators, terms) for area in strategy.areas}
    mega = mega_roll_up(strategy, areas, indicators, terms)
    return Figures(
        as_of=as_of,
        terms=terms,
        plan=strategy.plan.code,
        mega=mega,
        sensitivity=sensitivity(strategy, mega, areas, indicators),
        areas=areas,
        indicators=indicators,
    )
