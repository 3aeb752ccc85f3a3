"""What a table says: its ordinary rows all at once, every other row entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from indicators.model import Text
from loaders.check import Rules
from loaders.entries import TableRows
from loaders.entry import Entry
from loaders.heading_blocks import FEWEST_ROWS
from loaders.headings import Headings
from loaders.names import Names
from loaders.numbers import WrittenNumber, read_number
from loaders.recognised import Table
from loaders.workbook import Cell, Content, Sheet

if TYPE_CHECKING:
    from loaders.ordinary import Ordinary
    from loaders.ordinary_numbers import OrdinaryNumbers


@dataclass(frozen=True, slots=True)
class Read:
    """The numbers of ordinary rows that are right, and the entries of all other rows in order.

    ``entries_in`` gives those of an ordinary row.
    """

    numbers: OrdinaryNumbers | None
    entries: Sequence[Entry]
    entries_in: Callable[[int], Iterable[Entry]]
    sheet: Sheet
    rules: Rules
    decimal_mark: str | None

    @property
    def rows(self) -> Iterator[int]:
        """Every row that holds a number."""
        yield from (entry.row for entry in self.entries)
        if self.numbers is not None:
            yield from self.numbers.right_rows


class TableEntries:
    """``ordinary`` are the rows that need no look of their own, ``entries`` those of the others."""

    def __init__(self, table: Table, headings: Headings, names: Names) -> None:
        self.table = table
        self._rows = TableRows(table, headings, names)
        self.ordinary = self._ordinary(headings, names)
        self.entries = list(self._entries())

    @property
    def says_something(self) -> bool:
        has_ordinary = self.ordinary is not None and bool(self.ordinary.is_ordinary.any())
        return has_ordinary or bool(self.entries)

    @property
    def unknown_sub_headings(self) -> Mapping[Cell, Text]:
        """With the name of the place that the rows below each are still read as of."""
        return self._rows.below.unknown

    def _ordinary(self, headings: Headings, names: Names) -> Ordinary | None:
        if len(self.table.rows) < FEWEST_ROWS:
            return None
        from loaders.ordinary import Ordinary, may_be_ordinary  # noqa: PLC0415 - loads numpy

        if not may_be_ordinary(self.table, self._rows):
            return None
        return Ordinary(self.table, self._rows, headings, names)

    def _entries(self) -> Iterator[Entry]:
        if self.ordinary is None:
            yield from self._rows.entries()
            return
        rows, is_ordinary = self.ordinary.cells.rows, self.ordinary.is_ordinary
        for n in (~is_ordinary).nonzero()[0].tolist():
            row, is_below = int(rows[n]), n > 0 and rows[n - 1] == rows[n] - 1
            if not is_below:
                self._rows.follow(None)
            elif is_ordinary[n - 1]:
                self._rows.follow(self.ordinary.indicator_of(n - 1))
            yield from self._rows.entries_in(row)

    def read(self, rules: Rules, decimal_mark: str | None) -> Read:
        """The numbers, once it is known which decimal mark those in text cells have."""
        if self.ordinary is None:
            return Read(None, self.entries, self.entries_in, self.table.sheet, rules, decimal_mark)
        from loaders.ordinary_numbers import OrdinaryNumbers  # noqa: PLC0415

        numbers = OrdinaryNumbers(self.ordinary, rules, decimal_mark)
        late = [entry for row in numbers.other_rows for entry in self.entries_in(row)]
        entries = sorted([*self.entries, *late], key=attrgetter("row"))
        return Read(numbers, entries, self.entries_in, self.table.sheet, rules, decimal_mark)

    def entries_in(self, row: int) -> Iterator[Entry]:
        """The entries of an ordinary row."""
        return self._rows.entries_in(row)

    def text_numbers(self) -> Iterator[WrittenNumber]:
        """The numbers that stand in text cells."""
        texts = [] if self.ordinary is None else self.ordinary.texts_of_numbers()
        for entry in self.entries:
            for cell in (entry.value, entry.numerator, entry.denominator):
                if cell is not None and cell.content is Content.TEXT:
                    texts.append(cell.text)
        for text in texts:
            written = read_number(text)
            if isinstance(written, WrittenNumber):
                yield written
