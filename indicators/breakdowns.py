"""A target broken down, such as by sex: the figure of each part by the target's own rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.model import AggregationOverPlaces, Observations, Strategy
from indicators.periods import Period
from indicators.status import Flag
from indicators.tables import series
from indicators.terms import Terms

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Part:
    """The yearly figure of one category at its latest counted period.

    ``places`` reported that period; ``share`` (1.0 for 100 %) is its part of the whole
    target's figure at that period, None where parts do not add up to it, or one of the two
    is made of fewer periods than the year has. ``flags`` say where the part's own is.
    """

    dimension: str
    category: str
    period: Period
    figure: float
    places: int
    share: float | None
    flags: frozenset[Flag]


_OF_PART_OF_A_YEAR = {"provisional": Flag.PROVISIONAL, "window_short": Flag.WINDOW_SHORT}


@dataclass(frozen=True, slots=True)
class _Figure:
    value: float
    places: int
    flags: frozenset[Flag]


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
    (``indicators.actuals``). A period counts for the parts once it does for the target. In the
    order of the strategy's breakdowns, then by name.
    """
    order = {(one.dimension, one.category): n for n, one in enumerate(strategy.breakdowns)}
    adds_up = strategy.indicator[code].agg_place is AggregationOverPlaces.SUM
    of_whole = _rows(strategy, code, whole, as_of, terms)
    totals = _figures(of_whole) if adds_up else {}
    collecting = of_whole.loc[of_whole["in_collection"].astype(bool), "period_end"]
    parts = []
    for key in sorted(broken_down, key=lambda key: (order.get(key, len(order)), key)):
        rows = _rows(strategy, code, broken_down[key], as_of, terms)
        figures = _figures(rows[~rows["period_end"].isin(collecting)])
        if figures:
            period = max(figures, key=lambda period: period.end)
            one = figures[period]
            share = _share(one, totals.get(period))
            parts.append(Part(*key, period, one.value, one.places, share, one.flags))
    return parts


def _share(part: _Figure, whole: _Figure | None) -> float | None:
    if whole is None or whole.value <= 0 or part.value < 0 or part.flags or whole.flags:
        return None
    return part.value / whole.value


def _rows(
    strategy: Strategy, code: str, reports: Observations, as_of: Period, terms: Terms
) -> pd.DataFrame:
    """The target's line up to ``as_of``."""
    line = series(strategy, reports, terms, as_of)
    return line[(line["indicator"] == code) & (line["period_end"] <= as_of.end)]


def _figures(rows: pd.DataFrame) -> dict[Period, _Figure]:
    """The figures of a line, by counted period."""
    counted = rows[rows["figure"].notna()]
    columns = ["period_end", "period_quarters", "figure", "reporting", *_OF_PART_OF_A_YEAR]
    return {
        Period(end, quarters): _Figure(
            float(figure),
            int(reporting),
            frozenset(
                flag
                for flag, is_set in zip(_OF_PART_OF_A_YEAR.values(), flagged, strict=True)
                if is_set
            ),
        )
        for end, quarters, figure, reporting, *flagged in counted[columns].itertuples(
            index=False, name=None
        )
    }
