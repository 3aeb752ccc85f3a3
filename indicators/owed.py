"""What places owe: reports that are due and have not come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from indicators.actuals import NO_PERIOD
from indicators.arrays import Bools, Ints
from indicators.cube import rows_of
from indicators.lines import latest_due_end
from indicators.model import HEAD_OFFICE, AggregationOverPlaces, Observations, Strategy
from indicators.periods import Period
from indicators.status import COLLECTION_DAYS

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Debt:
    """One report that a place owes. ``latest`` None: it never reported the target."""

    indicator: str
    due: Period
    latest: Period | None
    periods: int


def debts_of(owed: pd.DataFrame, place: str) -> list[Debt]:
    """What ``place`` owes of the table that ``owed`` gives, the longest overdue first."""
    rows = owed[owed["place"] == place].sort_values("periods", ascending=False, kind="stable")
    columns = ["indicator", "due_end", "latest_end", "period_quarters", "periods"]
    return [
        Debt(
            indicator=str(indicator),
            due=Period(due, quarters),
            latest=None if latest == NO_PERIOD else Period(latest, quarters),
            periods=periods,
        )
        for indicator, due, latest, quarters, periods in rows[columns].itertuples(
            index=False, name=None
        )
    ]


def due_day(period: Period) -> date:
    """The last day on which a report of ``period`` is in time.

    >>> due_day(Period.parse("2024-Q4"))
    datetime.date(2025, 2, 14)
    """
    return period.last_day + timedelta(days=COLLECTION_DAYS)


def owed(
    strategy: Strategy, observations: Observations, as_of: Period, today: date
) -> pd.DataFrame:
    """The targets and places whose latest due report is missing: one row each.

    A place is expected by the strategy's reporters where it names any, else once it has
    reported the target; of a ``network`` target the head office alone is. The latest due
    period ends by ``as_of``, in the target's own frequency.

    Columns: ``indicator``, ``place`` (categories); ``due_end``, ``period_quarters`` (see
    Period); ``latest_end``, the end of the place's latest report (0: it never reported);
    ``periods``, how many due periods in a row are missing (1 where it never reported).
    In the strategy's order, then by place.
    """
    import pandas as pd  # noqa: PLC0415

    places = tuple(dict.fromkeys([*observations.places, *(r.place for r in strategy.reporters)]))
    quarters = np.array([one.frequency.quarters for one in strategy.indicators], dtype=np.int64)
    due = min(latest_due_end(today), as_of.end) // quarters * quarters
    latest = np.full((len(strategy.indicators), len(places)), NO_PERIOD, np.int64)
    reports = rows_of(strategy, observations)
    known = reports.only(reports.end <= as_of.end)
    np.maximum.at(latest, (known.target, known.place), known.end)
    expected = (
        _named(strategy, places, due)
        if strategy.reporters
        else (latest != NO_PERIOD) & _may_report(strategy, places)
    )
    target, place = np.nonzero(expected & (latest < due[:, np.newaxis]))
    last = latest[target, place]
    behind = (due[target] - last) // quarters[target]
    codes = pd.Index([indicator.code for indicator in strategy.indicators])
    return pd.DataFrame(
        {
            "indicator": pd.Categorical.from_codes(target, codes),
            "place": pd.Categorical.from_codes(place, pd.Index(places)),
            "due_end": due[target],
            "period_quarters": quarters[target],
            "latest_end": last,
            "periods": np.where(last == NO_PERIOD, 1, behind),
        }
    )


def _named(strategy: Strategy, places: Sequence[str], due: Ints) -> Bools:
    """Who the strategy expects to report the due period: (targets, places)."""
    position = {indicator.code: n for n, indicator in enumerate(strategy.indicators)}
    expected = np.zeros((len(position), len(places)), dtype=np.bool_)
    for one in strategy.reporters:
        target = position.get(one.indicator)
        if target is not None:
            begun = one.first.end <= due[target]
            goes_on = one.last is None or due[target] <= one.last.end
            expected[target, places.index(one.place)] |= begun and goes_on
    return expected


def _may_report(strategy: Strategy, places: Sequence[str]) -> Bools:
    """Country rows of a ``network`` target are shown, never expected: (targets, places)."""
    is_network = np.array(
        [one.agg_place is AggregationOverPlaces.NETWORK for one in strategy.indicators],
        dtype=np.bool_,
    )
    is_head_office = np.array([place == HEAD_OFFICE for place in places], np.bool_)
    return np.asarray(~is_network[:, np.newaxis] | is_head_office)
