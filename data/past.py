"""What is in force beside the values of a workbook, packed as DuckDB gives it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from data import queries, rows
from data.packed import given, places_of
from data.records import Numbers, Past
from data.rows import Cursor
from indicators.model import HEAD_OFFICE, Observation
from indicators.periods import Period


@dataclass(frozen=True, slots=True)
class PastRows:
    """An entry a value; numbers that were not given are NaN."""

    indicators: array[int] = field(default_factory=lambda: array("h"))
    places: array[int] = field(default_factory=lambda: array("h"))
    period_ends: array[int] = field(default_factory=lambda: array("h"))
    period_quarters: array[int] = field(default_factory=lambda: array("b"))
    values: array[float] = field(default_factory=lambda: array("d"))
    numerators: array[float] = field(default_factory=lambda: array("d"))
    denominators: array[float] = field(default_factory=lambda: array("d"))

    def arrays(self) -> tuple[array[Any], ...]:
        numbers = self.values, self.numerators, self.denominators
        return self.indicators, self.places, self.period_ends, self.period_quarters, *numbers

    def picked(self, places: Sequence[int]) -> PastRows:
        return PastRows(*(array(one.typecode, (one[n] for n in places)) for one in self.arrays()))


@dataclass(frozen=True, slots=True)
class Counts:
    """For how many periods each place reported an indicator."""

    indicators: array[int] = field(default_factory=lambda: array("h"))
    places: array[int] = field(default_factory=lambda: array("h"))
    periods: array[int] = field(default_factory=lambda: array("i"))

    def arrays(self) -> tuple[array[Any], ...]:
        return self.indicators, self.places, self.periods


@dataclass(frozen=True, slots=True)
class PackedPast:
    """As ``Past``; indicators and places by their place in the lists of codes."""

    indicators: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    own: PastRows = field(default_factory=PastRows)
    counts: Counts = field(default_factory=Counts)
    beside: PastRows = field(default_factory=PastRows)

    def unpacked(self) -> Past:
        own: dict[tuple[str, str], dict[Period, Numbers]] = {}
        periods: dict[str, dict[str, int]] = {}
        beside: dict[tuple[str, Period], dict[str, Numbers]] = {}
        for indicator, place, period, numbers in self._entries(self.own):
            own.setdefault((indicator, place), {})[period] = numbers
        for code, place_id, n in zip(*self.counts.arrays(), strict=True):
            periods.setdefault(self.indicators[code], {})[self.places[place_id]] = n
        for indicator, place, period, numbers in self._entries(self.beside):
            beside.setdefault((indicator, period), {})[place] = numbers
        return Past(own, periods, beside)

    def _entries(self, packed: PastRows) -> Iterator[tuple[str, str, Period, Numbers]]:
        for code, place, end, quarters, *numbers in zip(*packed.arrays(), strict=True):
            value, numerator, denominator = map(given, numbers)
            period = Period(int(end), int(quarters))
            told = value, numerator, denominator
            yield self.indicators[int(code)], self.places[int(place)], period, told


def past(cursor: Cursor, observations: Sequence[Observation]) -> PackedPast:
    """What is in force beside the observations of the view, for who looks for the unusual."""
    found = PackedPast(tuple(rows.keys(cursor, "indicator")), tuple(rows.keys(cursor, "place")))
    _fill(cursor, queries.PAST_VALUES, found.own.arrays())
    _fill(cursor, queries.PERIODS_REPORTED, found.counts.arrays())
    if HEAD_OFFICE in places_of(observations):
        _fill(cursor, queries.SAME_PERIODS, found.beside.arrays())
    return found


def _fill(cursor: Cursor, query: str, columns: Sequence[array[Any]]) -> None:
    import numpy as np  # noqa: PLC0415 - slow to import, and most calls do not need it

    found = cursor.execute(query).fetchnumpy()
    for column, kept in zip(found.values(), columns, strict=True):
        is_number = kept.typecode == "d"  # of which there may be none: masked
        filled = np.ma.filled(np.ma.asarray(column, "float64"), np.nan) if is_number else column
        kept.frombytes(np.asarray(filled).astype(kept.typecode).tobytes())
