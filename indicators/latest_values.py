"""What a place reported last of each target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.model import Strategy
from indicators.periods import Period

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class LatestValue:
    """A place's latest report of a target: of one period, whatever the actual is made of."""

    indicator: str
    period: Period
    value: float


def latest_values(
    strategy: Strategy, by_place: pd.DataFrame, place: str, as_of: Period
) -> list[LatestValue]:
    """The latest of every target that ``place`` reported up to ``as_of``, in strategy order.

    ``by_place`` as ``indicators.figures.by_place`` gives it.
    """
    known = by_place[(by_place["period_end"] <= as_of.end) & by_place["value"].notna()]
    own = known[known["place"] == place].drop_duplicates("indicator", keep="last")
    columns = ["indicator", "period_end", "period_quarters", "value"]
    latest = {
        code: LatestValue(code, Period(end, quarters), value)
        for code, end, quarters, value in own[columns].itertuples(index=False, name=None)
    }
    return [latest[one.code] for one in strategy.indicators if one.code in latest]
