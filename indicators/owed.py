"""What places owe: reports that are due and have not come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indicators.actuals import NO_PERIOD
from indicators.arrays import Bools, Ints
from indicators.cube import place_codes
from indicators.model import HEAD_OFFICE, AggregationOverPlaces, Observations, Strategy
from indicators.periods import Period
from indicators.rows import rows_of
from indicators.terms import Terms

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


def owed(
    strategy: Strategy, observations: Observations, as_of: Period, terms: Terms
) -> pd.DataFrame:
    """The targets and places whose latest due report is missing: one row each.

    A place is expected by the strategy's reporters where it names any of the target, else
    once it has reported it; of a ``network`` target the head office alone is. The latest due
    period ends by ``as_of``, in the target's own frequency.

    Columns: ``indicator``, ``place`` (categories); ``due_end``, ``period_quarters`` (see
    Period); ``latest_end``, the end of the place's latest report (0: it never reported);
    ``periods``, how many due periods in a row are missing (1 where it never reported).
    In the strategy's order, then by place.
    """
    import pandas as pd  # noqa: PLC0415

    places = place_codes(strategy, observations)
    quarters = np.array([one.frequency.quarters for one in strategy.indicators], dtype=np.int64)
    due = min(terms.latest_due_end, as_of.end) // quarters * quarters
    latest = np.full((len(strategy.indicators), len(places)), NO_PERIOD, np.int64)
    reports = rows_of(strategy, observations)
    known = reports.only(reports.end <= as_of.end)
    np.maximum.at(latest, (known.target, known.place), known.end)
    is_expected = expected(strategy, places, due, latest)
    target, place = np.nonzero(is_expected & (latest < due[:, np.newaxis]))
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


def expected(strategy: Strategy, places: Sequence[str], due: Ints, latest: Ints) -> Bools:
    """Whether a place is expected to report a target's due period: (targets, places).

    ``due`` (targets,) are ends of periods, ``latest`` (targets, places) those of the latest
    reports, ``NO_PERIOD`` where there is none.
    """
    named, listed = _named(strategy, places, due)
    joined = (latest != NO_PERIOD) & _may_report(strategy, places)
    return np.where(listed[:, np.newaxis], named, joined)


def _named(strategy: Strategy, places: Sequence[str], due: Ints) -> tuple[Bools, Bools]:
    """Who the strategy expects to report the due period, and of which targets it names any."""
    position = {indicator.code: n for n, indicator in enumerate(strategy.indicators)}
    named = np.zeros((len(position), len(places)), dtype=np.bool_)
    listed = np.zeros(len(position), dtype=np.bool_)
    may_report = _may_report(strategy, places)
    for one in strategy.reporters:
        target, place = position[one.indicator], places.index(one.place)
        if may_report[target, place]:
            goes_on = one.last is None or due[target] <= one.last.end
            named[target, place] |= one.first.end <= due[target] and goes_on
            listed[target] = True
    return named, listed


def _may_report(strategy: Strategy, places: Sequence[str]) -> Bools:
    """Country rows of a ``network`` target are shown, never expected: (targets, places)."""
    is_network = np.array(
        [one.agg_place is AggregationOverPlaces.NETWORK for one in strategy.indicators],
        dtype=np.bool_,
    )
    is_head_office = np.array([place == HEAD_OFFICE for place in places], np.bool_)
    return np.asarray(~is_network[:, np.newaxis] | is_head_office)
