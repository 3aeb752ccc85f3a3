"""What is unusual among very many values: those worth a look are found in arrays of numpy.

Whether they are unusual is then told by ``loaders.unusual``, which is given of each series or
period all that it needs to know.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from data.packed import MEASURES, Packed
from data.past import PackedPast, PastRows
from indicators.model import HEAD_OFFICE, AggregationInTime, Measure, Strategy
from loaders.distinct import Array
from loaders.problems import Problem
from loaders.unusual import (
    FARTHEST_ROBUST_Z,
    FEWEST_FOR_A_RUNNING_TOTAL,
    FEWEST_FOR_AN_OUTLIER,
    FEWEST_PERIODS_OF_OTHERS,
    MAD_OF_A_NORMAL,
    breakdowns_beyond,
    double_counts,
    unusual_in_series,
)

_PLACES = 1 << 16
_PERIODS = 1 << 20
_LENGTHS = 8  # of a period in quarters
_NEARLY = 1 - 1e-9
_AT_ONCE = 1 << 22
"""So many numbers are looked at in one go: some thirty megabytes."""

_PER_CENT = 100.0


class AmongMany:
    """Values of a workbook beside those in force, each by its series: an indicator of a place."""

    def __init__(self, observations: Packed, past: PackedPast, strategy: Strategy) -> None:
        self._observations, self._past, self._strategy = observations, past, strategy
        columns = observations.columns
        self._indicators = _numbers_of_codes(observations.texts.indicators, past.indicators)
        self._places = _numbers_of_codes(observations.texts.places, past.places)
        self._series = _keys(columns.indicators, columns.places)
        self._is_broken_down = _view(columns.breakdowns) != 0
        is_actual = _view(columns.measures) == MEASURES.index(Measure.ACTUAL)
        self._is_total = is_actual & ~self._is_broken_down
        self._own = self._keys_of_past(past.own)

    def warnings(self) -> Iterator[Problem]:
        """As ``loaders.unusual.unusual``."""
        yield from self._in_series()
        yield from self._double_counts()
        yield from self._breakdowns()

    def _in_series(self) -> Iterator[Problem]:
        chosen = np.concatenate([self._new_places(), self._odd_series()])
        totals = self._picked(self._is_total & np.isin(self._series, chosen))
        past = replace(self._past, own=self._own_of(chosen), beside=PastRows())
        yield from unusual_in_series(totals, past.unpacked(), self._strategy)

    def _double_counts(self) -> Iterator[Problem]:
        columns, places = self._observations.columns, self._observations.texts.places
        if HEAD_OFFICE not in places:
            return
        key = _keys(columns.indicators, columns.period_ends)
        is_own = _view(columns.places) == list(places).index(HEAD_OFFICE)
        of_head_office = self._is_total & np.isin(key, key[self._is_total & is_own])
        if of_head_office.any():
            totals, past = self._picked(of_head_office), replace(self._past, own=PastRows())
            yield from double_counts(totals, past.unpacked(), self._strategy)

    def _breakdowns(self) -> Iterator[Problem]:
        if self._is_broken_down.any():
            chosen = np.unique(self._series[self._is_broken_down])
            observations = self._picked(np.isin(self._series, chosen))
            past = replace(self._past, own=self._own_of(chosen), beside=PastRows())
            yield from breakdowns_beyond(observations, past.unpacked(), self._strategy)

    def _new_places(self) -> Array:
        """Series that were never reported, of indicators that others have reported for long."""
        counts = self._past.counts
        is_long = _view(counts.periods) >= FEWEST_PERIODS_OF_OTHERS
        indicators = self._indicators[_view(counts.indicators)]
        reported = indicators * _PLACES + self._places[_view(counts.places)]
        of_others = np.isin(self._series // _PLACES, indicators[is_long])
        return np.unique(self._series[of_others & ~np.isin(self._series, reported)])

    def _odd_series(self) -> Array:
        """Series with a value far from the others, or amounts that only rise."""
        series, values = self._points()
        _, starts, lengths = np.unique(series, return_index=True, return_counts=True)
        found = [np.zeros(0, "int64")]
        for length in np.unique(lengths):
            of_length = starts[lengths == length]
            step = max(1, _AT_ONCE // int(length) ** 2)
            for first in range(0, len(of_length), step):
                some = of_length[first : first + step]
                table = values[some[:, None] + np.arange(length)]
                is_odd = _has_outlier(table) | (_rises(table) & self._are_amounts(series[some]))
                found.append(series[some[is_odd]])
        return np.concatenate(found)

    def _are_amounts(self, series: Array) -> Array:
        ways = [one.agg_time is AggregationInTime.CUMULATIVE for one in self._strategy.indicators]
        return np.asarray(np.array(ways)[series // _PLACES])

    def _points(self) -> tuple[Array, Array]:
        """Series and value of all that is reported, in the order of series and period."""
        own, columns = self._past.own, self._observations.columns
        known = self._own >= 0
        series = np.concatenate([self._own[known], self._series[self._is_total]])
        periods = np.concatenate([_periods(own)[known], _periods(columns)[self._is_total]])
        values = np.concatenate([
            self._values(own, self._own // _PLACES)[known],
            self._values(columns, self._series // _PLACES)[self._is_total],
        ])  # fmt: skip
        given = np.flatnonzero(~np.isnan(values))
        keys = (series * _PERIODS + periods)[given]
        _, last = np.unique(keys[::-1], return_index=True)  # the workbook's before those in force
        at = given[len(keys) - 1 - last]
        return series[at], values[at]

    def _values(self, rows: Any, indicators: Array) -> Array:
        """A place's value: as given, else what its parts give; NaN where they give nothing."""
        factors = np.array(
            [_PER_CENT if one.is_percent else 1.0 for one in self._strategy.indicators]
        )
        over, under = _view(rows.numerators), _view(rows.denominators)
        with np.errstate(all="ignore"):
            computed = np.where(under == 0, np.nan, over / under) * factors[indicators]
        return np.where(np.isnan(_view(rows.values)), computed, _view(rows.values))

    def _keys_of_past(self, rows: PastRows) -> Array:
        """The series of values in force; below 0 where the strategy does not know them."""
        indicators = self._indicators[_view(rows.indicators)]
        places = self._places[_view(rows.places)]
        is_known = (indicators >= 0) & (places >= 0)
        return np.where(is_known, indicators * _PLACES + places, -1)

    def _own_of(self, series: Array) -> PastRows:
        return self._past.own.picked(np.flatnonzero(np.isin(self._own, series)).tolist())

    def _picked(self, is_chosen: Array) -> Packed:
        return self._observations.picked(np.flatnonzero(is_chosen).tolist())


def _has_outlier(table: Array) -> Array:
    """Whether a value of a series may be far from its others, which are the columns but its own."""
    length = table.shape[1]
    if length - 1 < FEWEST_FOR_AN_OUTLIER:
        return np.zeros(len(table), bool)
    others = np.array([[n for n in range(length) if n != own] for own in range(length)])
    beside = table[:, others]
    middle = np.median(beside, axis=2)
    spread = np.median(np.abs(beside - middle[:, :, None]), axis=2)
    far = MAD_OF_A_NORMAL * np.abs(table - middle) > FARTHEST_ROBUST_Z * _NEARLY * spread
    return np.asarray((far & (spread > 0)).any(axis=1))


def _rises(table: Array) -> Array:
    """Whether so many values after one another only rise, to more than twice the first."""
    last = FEWEST_FOR_A_RUNNING_TOTAL - 1
    if table.shape[1] <= last:
        return np.zeros(len(table), bool)
    steps = np.diff(table, axis=1) > 0
    count = table.shape[1] - last
    rises = np.logical_and.reduce([steps[:, n : n + count] for n in range(last)])
    return np.asarray((rises & (table[:, last:] > 2 * table[:, :count])).any(axis=1))


def _numbers_of_codes(own: Sequence[str], of_past: Sequence[str]) -> Array:
    """Where each code of the past stands among one's own; -1 where it is not there."""
    places = {code: n for n, code in enumerate(own)}
    return np.array([places.get(code, -1) for code in of_past], "int64")


def _keys(one: array[int], other: array[int]) -> Array:
    return _view(one).astype("int64") * _PLACES + _view(other)


def _periods(rows: Any) -> Array:
    return _view(rows.period_ends).astype("int64") * _LENGTHS + _view(rows.period_quarters)


def _view(own: array[Any]) -> Array:
    return np.frombuffer(own, own.typecode)
