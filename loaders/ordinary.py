"""The rows of a long table that name all they must, told apart from the others all at once.

Whoever reads a million cells one by one takes minutes. So what a row says is looked up once
for each different text, and put together in arrays. A row that is in any way out of the
ordinary (a blank or unknown name, a merged cell, a total, a sub-heading) is left for
``loaders.entries``, which says the same of the ordinary ones: nothing is decided here alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from indicators.model import Indicator
from loaders.cell_words import holds, is_whole
from loaders.distinct import Array, Cells, CellsOfColumn, of_pairs
from loaders.entries import TableRows
from loaders.entry import Where, combined
from loaders.grid import Grid
from loaders.headings import Headings, is_total
from loaders.names import Names
from loaders.period_finder import period_in
from loaders.period_words import PeriodWords
from loaders.recognised import Column, Table
from loaders.slots import Slot
from loaders.workbook import Cell, Content

_MOST_ADDRESSES_A_CELL = 8
"""Where a table has many more addresses than cells, arrays of its columns would be too large."""

NOTHING, OUT_OF_THE_ORDINARY = -1, -2


@dataclass(frozen=True, slots=True)
class Named:
    """What the numbers of a slot are of, by row, and where the row alone tells it.

    ``indicator`` and ``place`` are places in the strategy's lists, ``words`` in
    ``Ordinary.words``.
    """

    slot: Slot
    indicator: Array
    place: Array
    words: Array
    is_known: Array


class Ordinary:
    """The ordinary rows of one table. ``rows`` are all rows in use."""

    def __init__(self, table: Table, rows: TableRows, headings: Headings, names: Names) -> None:
        self.table, self._rows, self._headings, self._names = table, rows, headings, names
        if not isinstance(table.sheet.rows, Grid):
            raise TypeError("no packed cells")
        self.cells = Cells(table.sheet.rows, table.first, table.last)
        self._indicators = {one.code: n for n, one in enumerate(names.strategy.indicators)}
        self._places = {one.code: n for n, one in enumerate(names.strategy.places)}
        self.words: list[PeriodWords] = []
        self._is_below_said: bool | None = None
        self.holding = {
            column.number: self._holding(self.cells.column(column.number))
            for slot in rows.slots
            for column in slot.numbers
        }
        self.is_ordinary = self._not_merged() & ~self._totals() & ~self._parts()
        says_more = rows.measuring or any(map(rows.below.says_a_part, self._without_numbers()))
        self.is_ordinary &= not (says_more or table.context.is_contradicted)
        self._indicator, is_named = self._indicator_by_row()
        self.is_ordinary &= is_named
        own, year = (self._period_by_row(column) for column in (rows.period, rows.year))
        self.named = [self._named(slot, own, year) for slot in rows.slots]
        has_number = np.zeros(len(self.cells), bool)
        for named in self.named:
            held = self.held(named.slot)
            has_number |= held
            self.is_ordinary &= named.is_known | ~held
        self.is_ordinary &= has_number

    def held(self, slot: Slot) -> Array:
        """In which rows there is a number of the slot."""
        held = [self.holding[column.number] for column in slot.numbers]
        return np.asarray(np.logical_or.reduce(held))

    def indicator_of(self, row: int) -> Indicator | None:
        n = int(self._indicator[row])
        return self._names.strategy.indicators[n] if n >= 0 else None

    def texts_of_numbers(self) -> list[str]:
        """The different texts among the numbers of ordinary rows."""
        found: list[str] = []
        for number, holding in self.holding.items():
            column = self.cells.column(number)
            is_told = column.is_text & (holding & self.is_ordinary)[column.row]
            column.each(partial(_note_text, found), np.flatnonzero(is_told))
        return found

    def _holding(self, column: CellsOfColumn) -> Array:
        return column.by_row(column.each(holds).astype(bool), blank=False)

    def _not_merged(self) -> Array:
        is_free = np.ones(len(self.cells), bool)
        for area in self.table.sheet.merged:
            first, end = np.searchsorted(self.cells.rows, (area.top, area.bottom + 1))
            is_free[first:end] = False
        return is_free

    def _totals(self) -> Array:
        found = np.zeros(len(self.cells), bool)

        def look(cell: Cell) -> bool:
            return cell.content is Content.TEXT and is_total(cell.text)

        for one in self._rows.labelling:
            column = self.cells.column(one.number)
            found |= column.by_row(column.each(look).astype(bool), blank=False)
        return found

    def _parts(self) -> Array:
        """The rows that are of a part, such as women: each says it in its own words."""
        found = np.zeros(len(self.cells), bool)
        for one in self._rows.breaking_down:
            column = self.cells.column(one.number)
            found |= ~column.by_row(column.each(is_whole).astype(bool), blank=True)
        return found

    def _indicator_by_row(self) -> tuple[Array, Array]:
        """The indicator that each row names, and where no other column names another."""
        found = np.full(len(self.cells), NOTHING)
        if not self._rows.naming:
            return self._indicator_without_names(found)
        for one in self._rows.naming:
            column = self.cells.column(one.number)
            own = column.by_row(column.each(self._look_for_indicator), NOTHING)
            is_other = (own == OUT_OF_THE_ORDINARY) | ((found >= 0) & (own >= 0) & (own != found))
            found = np.where(is_other | (found == OUT_OF_THE_ORDINARY), OUT_OF_THE_ORDINARY,
                             np.where(found >= 0, found, own))  # fmt: skip
        return found, found >= 0

    def _look_for_indicator(self, cell: Cell) -> int:
        if not holds(cell):
            return NOTHING
        named = self._names.indicator(cell.text)
        codes = {one.code for one in (named.by_code, named.by_name) if one is not None}
        if len(codes) > 1 or self._names.codes_of_number(cell):
            return OUT_OF_THE_ORDINARY
        return self._indicators[codes.pop()] if codes else NOTHING

    def _indicator_without_names(self, found: Array) -> tuple[Array, Array]:
        """Where no column names one, the headings of all numbers do, or what holds for all."""
        said = self.table.context.indicator
        if said is not None and not self._is_said_below:
            return np.full(len(found), self._indicators[said.value.code]), found == NOTHING
        has_headings = all(slot.about.indicator is not None for slot in self._rows.slots)
        return found, self._with_more_than_text() & has_headings

    def _with_more_than_text(self) -> Array:
        """Rows that are no footers: of these, a number that is none is told."""
        found = np.zeros(len(self.cells), bool)
        for number in self.holding:
            column = self.cells.column(number)
            found |= column.by_row(~column.is_text, blank=False)
        return found

    def _period_by_row(self, column: Column | None) -> Array:
        """Where in ``words`` the period of each row stands."""
        if column is None:
            return np.full(len(self.cells), NOTHING)
        cells = self.cells.column(column.number)

        def look(cell: Cell) -> int:
            words = period_in(cell, column.meaning.bare) if holds(cell) else None
            if words is None:
                return OUT_OF_THE_ORDINARY if holds(cell) else NOTHING
            return self._place_of_words(words)

        return cells.by_row(cells.each(look), NOTHING)

    def _place_of_words(self, words: PeriodWords) -> int:
        if words not in self.words:
            self.words.append(words)
        return self.words.index(words)

    def _named(self, slot: Slot, own: Array, year: Array) -> Named:
        indicator = self._indicator
        if slot.about.indicator is not None:
            code = slot.about.indicator.code
            indicator = np.full(len(self.cells), self._indicators[code])
        place = self._place_by_row(slot)
        words = of_pairs(own, year, lambda *pair: self._whole(slot, *pair))
        return Named(slot, indicator, place, words, (indicator >= 0) & (place >= 0) & (words >= 0))

    def _place_by_row(self, slot: Slot) -> Array:
        general = self._place_without_column(slot)
        if self._rows.place is None:
            return np.full(len(self.cells), general)
        column = self.cells.column(self._rows.place.number)

        def look(cell: Cell) -> int:
            if not holds(cell):
                return general
            found = self._names.place(cell.text)
            return OUT_OF_THE_ORDINARY if found is None else self._places[found.code]

        return column.by_row(column.each(look), general)

    def _place_without_column(self, slot: Slot) -> int:
        context = self.table.context
        if slot.about.place is not None:
            return self._places[slot.about.place.code]
        if context.place is None or context.unread_place is not None or self._is_said_below:
            return OUT_OF_THE_ORDINARY
        return self._places[context.place.value.code]

    def _whole(self, slot: Slot, own: int, year: int) -> int:
        """The whole period that a row and its heading say, and the table where that is certain."""
        if OUT_OF_THE_ORDINARY in {own, year}:
            return OUT_OF_THE_ORDINARY
        said = [self._where(own), _said(slot.about.period), self._where(year), None, None]
        is_own = said[0] is not None or said[1] is not None
        found = combined(*said)
        if found is None or not found.words.is_whole or not is_own:
            if self._is_said_below:
                return OUT_OF_THE_ORDINARY
            found = combined(*said[:4], self._rows.period_of_table())
        if found is None or not found.words.is_whole:
            return OUT_OF_THE_ORDINARY
        return self._place_of_words(found.words)

    def _where(self, place: int) -> Where | None:
        return _said(self.words[place]) if place >= 0 else None

    @property
    def _is_said_below(self) -> bool:
        """Whether a row without numbers says what holds for the rows below it."""
        if self._is_below_said is None:
            self._is_below_said = any(map(self._rows.below.says_something, self._without_numbers()))
        return self._is_below_said

    def _without_numbers(self) -> list[int]:
        """The rows in which no column of numbers holds anything."""
        held = np.logical_or.reduce(list(self.holding.values()))
        found: list[int] = self.cells.rows[~held].tolist()
        return found


def may_be_ordinary(table: Table, rows: TableRows) -> bool:
    """Whether the cells are packed, and arrays of its columns not too large."""
    grid, count = table.sheet.rows, len(table.rows)
    numbers = {column.number for slot in rows.slots for column in slot.numbers}
    return isinstance(grid, Grid) and count * len(numbers) <= _MOST_ADDRESSES_A_CELL * len(
        grid.columns
    )


def _note_text(found: list[str], cell: Cell) -> int:
    found.append(cell.text)
    return len(found)


def _said(words: PeriodWords | None) -> Where | None:
    return None if words is None else Where(words, "", "")
