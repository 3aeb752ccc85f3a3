"""Observations and changes by the hundred thousand: columns of numbers, each made when asked for.

A value with all that is known of it takes some fifty bytes instead of several hundred, goes
from one process to another as it lies in memory, and into DuckDB without a loop.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, overload

from indicators.model import Measure, Observation
from indicators.periods import Period

MEASURES = tuple(Measure)
NOT_GIVEN = float("nan")

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Columns:
    """An entry a value; ``indicators`` to ``notes`` say where it stands in the list of texts.

    A number that was not given is NaN; row and column are counted from 1.
    """

    indicators: array[int] = field(default_factory=lambda: array("H"))
    places: array[int] = field(default_factory=lambda: array("H"))
    breakdowns: array[int] = field(default_factory=lambda: array("H"))
    sheets: array[int] = field(default_factory=lambda: array("H"))
    notes: array[int] = field(default_factory=lambda: array("I"))
    measures: array[int] = field(default_factory=lambda: array("B"))
    period_ends: array[int] = field(default_factory=lambda: array("h"))
    period_quarters: array[int] = field(default_factory=lambda: array("b"))
    values: array[float] = field(default_factory=lambda: array("d"))
    numerators: array[float] = field(default_factory=lambda: array("d"))
    denominators: array[float] = field(default_factory=lambda: array("d"))
    rows: array[int] = field(default_factory=lambda: array("I"))
    columns: array[int] = field(default_factory=lambda: array("H"))

    def arrays(self) -> tuple[array[Any], ...]:
        return tuple(getattr(self, one.name) for one in fields(self))

    def picked(self, places: Sequence[int]) -> Columns:
        """The entries at these places, in their order."""
        return Columns(*(array(one.typecode, (one[n] for n in places)) for one in self.arrays()))


@dataclass(frozen=True, slots=True)
class Texts:
    """What the entries of a column stand for; the first breakdown is none, the first note empty."""

    indicators: Sequence[str]
    places: Sequence[str]
    breakdowns: Sequence[tuple[str, str] | None]
    sheets: Sequence[str]
    notes: Sequence[str]


class Packed(Sequence[Observation]):
    """Observations whose indicators, places, sheets and notes stand in ``texts``."""

    def __init__(self, columns: Columns, texts: Texts) -> None:
        self.columns = columns
        self.texts = texts

    def __len__(self) -> int:
        return len(self.columns.rows)

    @overload
    def __getitem__(self, n: int) -> Observation: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Observation]: ...
    def __getitem__(self, n: int | slice) -> Observation | Sequence[Observation]:
        if isinstance(n, slice):
            return self.picked(range(len(self))[n])
        columns, texts = self.columns, self.texts
        breakdown = texts.breakdowns[columns.breakdowns[n]]
        dimension, category = breakdown or (None, None)
        return Observation(
            indicator=texts.indicators[columns.indicators[n]],
            place=texts.places[columns.places[n]],
            period=Period(columns.period_ends[n], columns.period_quarters[n]),
            measure=MEASURES[columns.measures[n]],
            value=given(columns.values[n]),
            numerator=given(columns.numerators[n]),
            denominator=given(columns.denominators[n]),
            sheet=texts.sheets[columns.sheets[n]],
            cell=self.cell(n),
            note=texts.notes[columns.notes[n]],
            dimension=dimension,
            category=category,
        )

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Sequence):
            return NotImplemented
        if isinstance(other, Packed) and (self.texts, self._bytes) == (other.texts, other._bytes):
            return True
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def cell(self, n: int) -> str:
        """The address of the cell that an observation was written in."""
        return f"{self.letters[self.columns.columns[n]]}{self.columns.rows[n]}"

    @cached_property
    def letters(self) -> Mapping[int, str]:
        """The letters of each column in which there is an observation."""
        return {column: _letters(column) for column in set(self.columns.columns)}

    @cached_property
    def place_codes(self) -> frozenset[str]:
        """The codes of the places that there are observations of."""
        return frozenset(self.texts.places[n] for n in set(self.columns.places))

    def where(self, sheet: str | None, place: str | None) -> list[int]:
        """Where the observations of a sheet and of a place stand; None: of any."""
        sheets, places = _named(self.texts.sheets, sheet), _named(self.texts.places, place)
        own = zip(self.columns.sheets, self.columns.places, strict=True)
        return [n for n, (its, here) in enumerate(own) if its in sheets and here in places]

    def of_series(self, series: AbstractSet[tuple[str, str]]) -> Packed:
        """The observations of these indicators in these places."""
        texts = self.texts
        codes = {
            (n, k)
            for n, indicator in enumerate(texts.indicators)
            for k, place in enumerate(texts.places)
            if (indicator, place) in series
        }
        own = zip(self.columns.indicators, self.columns.places, strict=True)
        return self.picked([n for n, one in enumerate(own) if one in codes])

    def picked(self, places: Sequence[int]) -> Packed:
        return Packed(self.columns.picked(places), self.texts)

    @property
    def _bytes(self) -> list[bytes]:  # NaN is not itself, but its bytes are
        return [one.tobytes() for one in self.columns.arrays()]


def places_of(observations: Sequence[Observation]) -> frozenset[str]:
    """The codes of the places that there are observations of."""
    if isinstance(observations, Packed):
        return observations.place_codes
    return frozenset(one.place for one in observations)


def of_series(
    observations: Sequence[Observation], series: AbstractSet[tuple[str, str]]
) -> Sequence[Observation]:
    """The observations of these indicators in these places."""
    if isinstance(observations, Packed):
        return observations.of_series(series)
    return [one for one in observations if (one.indicator, one.place) in series]


def _named(texts: Sequence[str], name: str | None) -> frozenset[int]:
    return frozenset(n for n, text in enumerate(texts) if name is None or text == name)


def given(number: float) -> float | None:
    return None if number != number else number  # noqa: PLR0124 - NaN alone is not itself


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters
