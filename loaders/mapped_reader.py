"""Reads the table that a mapping explains."""

from __future__ import annotations

from dataclasses import replace

from loaders.context import Context
from loaders.excel import number_of_letters
from loaders.heading_blocks import ROWS_LOOKED_AT, Block
from loaders.headings import NAMING, Headings, Meaning
from loaders.mapping import ROLES, TableMapping, mapped, with_words
from loaders.mapping_told import told_of
from loaders.names import Names
from loaders.period_finder import find_period
from loaders.recognised import Table
from loaders.table_reader import TableReader
from loaders.usable_columns import once
from loaders.workbook import Content, Sheet


class MappedReader(TableReader):
    """Reads the table that a mapping explains."""

    def __init__(
        self, sheet: Sheet, mapping: TableMapping, headings: Headings, names: Names
    ) -> None:
        super().__init__(with_words(sheet, mapping.words), headings, names)
        self._mapping = mapping
        naming = [one.letter for one in mapping.columns if ROLES.get(one.role) in NAMING]
        self.block = Block(
            mapping.first_heading, mapping.last_heading, tuple(map(number_of_letters, naming))
        )

    def table(self, block: Block, last: int, context: Context) -> Table:
        read = {
            number: (meaning or self._periods_over(number, block), cell)
            for number, (meaning, cell) in self._columns(block).items()
        }
        table = mapped(self.sheet, self._mapping, self._names, read, context)
        near = self.sheet.rows_within(table.first, last)[:ROWS_LOOKED_AT]
        told = {number_of_letters(one.letter) for one in self._mapping.columns}
        return replace(
            table,
            last=last,
            unused=once(self._without_heading(block, told, near)),
            told=tuple(told_of(self._mapping, table, context)),
        )

    def _periods_over(self, column: int, block: Block) -> Meaning | None:
        """The period that headings name beside words that are not known: their role was chosen."""
        found = Meaning()
        for row in range(block.top, block.bottom + 1):
            cell = self.sheet.label(row, column)
            words = find_period(cell.text) if cell and cell.content is Content.TEXT else None
            if words is not None:
                found = Meaning(period=words.words).under(found)
        return found if found.period else None
