"""A target broken down, such as by sex: the figure of each part by the target's own rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.model import AggregationOverPlaces, Observations, Strategy
from indicators.periods import Period
from indicators.tables import series
from indicators.terms import Terms


@dataclass(frozen=True, slots=True)
class Part:
    """The yearly figure of one category at its latest counted period.

    ``places`` reported that period; ``share`` (1.0 for 100 %) is its part of the whole
    target's figure at that period, None where parts do not add up to it.
    """

    dimension: str
    category: str
    period: Period
    figure: float
    places: int
    share: float | None


def parts_of(
    strategy: Strategy,
    code: str,
    whole: Observations,
    broken_down: Mapping[tuple[str, str], Observations],
    as_of: Period,
    terms: Terms,
) -> list[Part]:
    """The latest figure of each part of a target up to ``as_of``.

    ``broken_down`` has the reports of each part by dimension and category, ``whole`` those
    of the target: both are taken together over places and time by the same rules
    (``indicators.actuals``). In the order of the strategy's breakdowns, then by name.
    """
    order = {(one.dimension, one.category): n for n, one in enumerate(strategy.breakdowns)}
    adds_up = strategy.indicator[code].agg_place is AggregationOverPlaces.SUM
    totals = _figures(strategy, code, whole, as_of, terms) if adds_up else {}
    parts = []
    for key in sorted(broken_down, key=lambda key: (order.get(key, len(order)), key)):
        figures = _figures(strategy, code, broken_down[key], as_of, terms)
        if figures:
            period = max(figures, key=lambda period: period.end)
            figure, places = figures[period]
            total, _ = totals.get(period, (0.0, 0))
            share = figure / total if total > 0 and figure >= 0 else None
            parts.append(Part(*key, period, figure, places, share))
    return parts


def _figures(
    strategy: Strategy, code: str, reports: Observations, as_of: Period, terms: Terms
) -> dict[Period, tuple[float, int]]:
    """The figure and how many places reported, by counted period up to ``as_of``."""
    line = series(strategy, reports, terms)
    counted = line[
        (line["indicator"] == code) & (line["period_end"] <= as_of.end) & line["figure"].notna()
    ]
    columns = counted[["period_end", "period_quarters", "figure", "reporting"]]
    return {
        Period(end, quarters): (float(figure), int(reporting))
        for end, quarters, figure, reporting in columns.itertuples(index=False, name=None)
    }
