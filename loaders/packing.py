"""Observations put into columns while a workbook is checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from data.packed import MEASURES, NOT_GIVEN, Columns, Packed, Texts
from indicators.model import Observation, Strategy
from loaders.excel import coordinates

T = TypeVar("T")

_MEASURES = {measure: n for n, measure in enumerate(MEASURES)}


class Listed(Generic[T]):
    """Things that are numbered as they come, each once."""

    def __init__(self, known: Iterable[T] = ()) -> None:
        self._numbers = {one: n for n, one in enumerate(known)}

    def number(self, one: T) -> int:
        return self._numbers.setdefault(one, len(self._numbers))

    @property
    def all(self) -> list[T]:
        return list(self._numbers)


class Packing:
    """The observations of a workbook that is held against a strategy."""

    def __init__(self, strategy: Strategy) -> None:
        self.columns = Columns()
        self.indicators = Listed(one.code for one in strategy.indicators)
        self.places = Listed(one.code for one in strategy.places)
        self.breakdowns = Listed[tuple[str, str] | None]([None])
        self.sheets = Listed[str]()
        self.notes = Listed([""])

    def __len__(self) -> int:
        return len(self.columns.rows)

    def extend(self, more: Columns, start: int, end: int) -> None:
        """Add the entries from ``start`` up to ``end`` of other columns with the same texts."""
        if end > start:
            for own, added in zip(self.columns.arrays(), more.arrays(), strict=True):
                own.extend(added[start:end])

    def add(self, one: Observation) -> None:
        columns = self.columns
        breakdown = (one.dimension, one.category) if one.dimension and one.category else None
        row, column = coordinates(one.cell)
        columns.indicators.append(self.indicators.number(one.indicator))
        columns.places.append(self.places.number(one.place))
        columns.breakdowns.append(self.breakdowns.number(breakdown))
        columns.sheets.append(self.sheets.number(one.sheet))
        columns.notes.append(self.notes.number(one.note))
        columns.measures.append(_MEASURES[one.measure])
        columns.period_ends.append(one.period.end)
        columns.period_quarters.append(one.period.quarters)
        columns.values.append(NOT_GIVEN if one.value is None else one.value)
        columns.numerators.append(NOT_GIVEN if one.numerator is None else one.numerator)
        columns.denominators.append(NOT_GIVEN if one.denominator is None else one.denominator)
        columns.rows.append(row)
        columns.columns.append(column)

    def packed(self) -> Packed:
        texts = Texts(
            tuple(self.indicators.all),
            tuple(self.places.all),
            tuple(self.breakdowns.all),
            tuple(self.sheets.all),
            tuple(self.notes.all),
        )
        return Packed(self.columns, texts)
