"""What a place contributes to the network: its part of each target's latest value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indicators.arrays import Floats
from indicators.model import AggregationOverPlaces, Strategy
from indicators.periods import Period

if TYPE_CHECKING:
    import pandas as pd

PARTS = {
    AggregationOverPlaces.SUM: "value",
    AggregationOverPlaces.RATIO: "denominator",
    AggregationOverPlaces.WEIGHTED_MEAN: "denominator",
}
"""What a place's part is a part of: what adds up, or the weight it has in a mean."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """A place's latest report of a target.

    ``share`` (1.0 for 100 %) is its value, of a mean its denominator, over that of all
    places that reported the same period; None where nothing of the kind adds up.
    """

    indicator: str
    period: Period
    value: float
    share: float | None


def contributions(
    strategy: Strategy, by_place: pd.DataFrame, place: str, as_of: Period
) -> list[Contribution]:
    """The latest of every target that ``place`` reported up to ``as_of``, in strategy order.

    ``by_place`` as ``indicators.figures.by_place`` gives it.
    """
    known = by_place[(by_place["period_end"] <= as_of.end) & by_place["value"].notna()]
    own = known[known["place"] == place].drop_duplicates("indicator", keep="last")
    columns = ["indicator", "period_end", "period_quarters", "value", "denominator"]
    latest = {row[0]: row for row in own[columns].itertuples(index=False, name=None)}
    found = []
    for indicator in strategy.indicators:
        if indicator.code not in latest:
            continue
        _, end, quarters, value, denominator = latest[indicator.code]
        share = None
        if indicator.agg_place in PARTS:
            column = PARTS[indicator.agg_place]
            of_period = (known["period_end"] == end) & (known["indicator"] == indicator.code)
            everyone = known.loc[of_period, column].to_numpy(dtype=np.float64)
            share = _share(value if column == "value" else denominator, everyone)
        found.append(Contribution(indicator.code, Period(end, quarters), value, share))
    return found


def _share(part: float, everyone: Floats) -> float | None:
    """``part`` of the sum; None where a part is unknown, or the parts are not all of one sign."""
    total = float(np.nansum(everyone))
    if np.isnan(part) or total <= 0 or np.nanmin(everyone) < 0:
        return None
    return part / total
