"""The cells of a sheet, packed: numbers in arrays, texts once each, a cell made when asked for.

A million cells take some twenty megabytes instead of several hundred, and go from the
process that reads a file to the one that asked for it as they lie in memory.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from loaders.excel import EPOCH_1900, MOST_ROWS, is_elapsed_format, moment
from loaders.workbook import MOST_MERGED_CELLS, Cell, Content, MergedRange

MOST_MADE_CELLS = 100_000
"""So many cells are kept once they were made; then all of them are made anew."""

CONTENTS = tuple(Content)
CODES = {content: code for code, content in enumerate(CONTENTS)}
NUMBER, TEXT, DATE, BOOLEAN, ERROR, UNCALCULATED = (CODES[content] for content in CONTENTS)

Value = float | str | bool | date | datetime | time | timedelta


@dataclass(slots=True)
class Tables:
    """What the sheets of a workbook share: each text and number format once, the calendar.

    A cell of text, error or formula has the place of its text as value, a date its serial.
    """

    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    epoch: datetime = EPOCH_1900


@dataclass(frozen=True, slots=True)
class Columns:
    """Five arrays with an entry a cell, in ascending order of row and column."""

    rows: array[int] = field(default_factory=lambda: array("I"))
    columns: array[int] = field(default_factory=lambda: array("H"))
    codes: array[int] = field(default_factory=lambda: array("B"))
    formats: array[int] = field(default_factory=lambda: array("H"))
    values: array[float] = field(default_factory=lambda: array("d"))

    def arrays(self) -> tuple[array[int], array[int], array[int], array[int], array[float]]:
        return self.rows, self.columns, self.codes, self.formats, self.values

    def __len__(self) -> int:
        return len(self.rows)

    def picked(self, places: Sequence[int]) -> Columns:
        """The cells at these places, in their order."""
        return Columns(
            array("I", (self.rows[n] for n in places)),
            array("H", (self.columns[n] for n in places)),
            array("B", (self.codes[n] for n in places)),
            array("H", (self.formats[n] for n in places)),
            array("d", (self.values[n] for n in places)),
        )

    def cut(self, length: int) -> None:
        """Forget all cells but the first ``length``."""
        for one in self.arrays():
            del one[length:]


class Mark(NamedTuple):
    """A state of ``Collected`` to go back to."""

    length: int
    row: int
    is_ordered: bool


class Collected:
    """The cells and hidden rows of a sheet while it is read, in whatever order they come."""

    def __init__(self) -> None:
        self.packed = Columns()
        self.hidden_rows: set[int] = set()
        self._row = self._last_row = self._last_column = 0
        self._is_ordered = True

    def start_row(self, number: int | None) -> None:
        """A row begins; without a number it is the next one."""
        self._row = self._row + 1 if number is None else number
        if not 1 <= self._row <= MOST_ROWS:
            raise ValueError(f"no row: {self._row}")

    def hide_row(self) -> None:
        self.hidden_rows.add(self._row)

    def add(self, row: int, column: int, code: int, value: float, number_format: int) -> None:
        if row != self._last_row:
            self._is_ordered &= row > self._last_row
            self._last_row = row
        elif column <= self._last_column:
            self._is_ordered = False
        self._last_column = column
        packed = self.packed
        packed.rows.append(row)
        packed.columns.append(column)
        packed.codes.append(code)
        packed.formats.append(number_format)
        packed.values.append(value)

    @property
    def row(self) -> int:
        return self._row

    def mark(self) -> Mark:
        return Mark(len(self.packed), self._row, self._is_ordered)

    def back_to(self, mark: Mark) -> None:
        """Forget all cells since ``mark``."""
        self.packed.cut(mark.length)
        self._row, self._is_ordered = mark.row, mark.is_ordered
        last = mark.length - 1
        self._last_row = self.packed.rows[last] if last >= 0 else 0
        self._last_column = self.packed.columns[last] if last >= 0 else 0

    def grid(self, tables: Tables, merged: Sequence[MergedRange] = ()) -> Grid:
        """The cells in order; of merged ones the first, for the others are not seen."""
        ordered = self.packed if self._is_ordered else _in_order(self.packed)
        unseen = _covered(ordered, merged)
        if unseen:
            ordered = ordered.picked([n for n in range(len(ordered)) if n not in unseen])
        return Grid(ordered, tables)


class Grid(Mapping[int, Mapping[int, Cell]]):
    """The cells of a sheet by row and column, both in ascending order."""

    def __init__(self, columns: Columns, tables: Tables) -> None:
        self.columns = columns
        self.tables = tables
        self._is_elapsed = [is_elapsed_format(code) for code in tables.formats]
        self._numbers, self._starts = _runs(columns.rows)
        self._made: dict[int, dict[int, Cell]] = {}
        self._made_cells = 0

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and self._place(row) is not None

    def __getitem__(self, row: int) -> Mapping[int, Cell]:
        made = self._made.get(row)
        if made is None:
            place = self._place(row)
            if place is None:
                raise KeyError(row)
            made = self._make(self._starts[place], self._starts[place + 1])
            self._keep(row, made)
        return made

    def cell_at(self, place: int) -> Cell:
        """The cell that stands at a place in the columns."""
        (cell,) = self._make(place, place + 1).values()
        return cell

    def places(self, row: int) -> range:
        """Where the cells of a row stand in the columns."""
        place = self._place(row)
        return range(0) if place is None else range(self._starts[place], self._starts[place + 1])

    def _place(self, row: int) -> int | None:
        place = bisect_left(self._numbers, row)
        found = place < len(self._numbers) and self._numbers[place] == row
        return place if found else None

    def _keep(self, row: int, cells: dict[int, Cell]) -> None:
        if self._made_cells + len(cells) > MOST_MADE_CELLS:
            self._made.clear()
            self._made_cells = 0
        self._made[row] = cells
        self._made_cells += len(cells)

    def _make(self, start: int, end: int) -> dict[int, Cell]:
        rows, columns, codes, formats, values = self.columns.arrays()
        known_formats = self.tables.formats
        cells: dict[int, Cell] = {}
        for n in range(start, end):
            code, column, number_format = codes[n], columns[n], formats[n]
            value: Value = values[n]
            if code != NUMBER:
                value = self._value(code, values[n], number_format)
            cells[column] = Cell(
                rows[n], column, CONTENTS[code], value, known_formats[number_format]
            )
        return cells

    def _value(self, code: int, value: float, number_format: int) -> Value:
        if code == BOOLEAN:
            return bool(value)
        if code == DATE:
            is_elapsed = self._is_elapsed[number_format]
            return moment(value, self.tables.epoch, is_elapsed=is_elapsed)
        return self.tables.texts[int(value)]


def _runs(rows: array[int]) -> tuple[array[int], array[int]]:
    """The row numbers, each once, and where the cells of each begin; the end of all is last."""
    numbers, starts = array("I"), array("I")
    last = 0
    for n, row in enumerate(rows):
        if row != last:
            numbers.append(row)
            starts.append(n)
            last = row
    starts.append(len(rows))
    return numbers, starts


def _in_order(columns: Columns) -> Columns:
    """The cells in ascending order; of two with one address the later holds."""
    addresses = zip(columns.rows, columns.columns, strict=True)
    last = {address: n for n, address in enumerate(addresses)}
    order = [last[address] for address in sorted(last)]
    return columns.picked(order)


def _covered(columns: Columns, merged: Sequence[MergedRange]) -> set[int]:
    """Where the cells are that a merged range hides behind its first one."""
    numbers, starts = _runs(columns.rows)
    covered: set[int] = set()
    left_to_look_at = MOST_MERGED_CELLS
    for area in merged:
        first, end = bisect_left(numbers, area.top), bisect_left(numbers, area.bottom + 1)
        for n in range(starts[first], starts[end]):
            left_to_look_at -= 1
            if left_to_look_at < 0:
                return covered
            if area.covers(columns.rows[n], columns.columns[n]):
                covered.add(n)
    return covered
