"""The indicator that each row of a table names, or the fault in naming it."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.model import Indicator
from loaders.cell_words import holds
from loaders.entry import Fault
from loaders.excel import column_letters
from loaders.names import Names
from loaders.recognised import Column, Table
from loaders.sub_headings import SubHeadings
from loaders.workbook import Cell


class RowIndicators:
    """Where a row names none, it is of the one ``above`` it, or of the whole table's.

    ``own`` are the columns in which a row says something of itself: without any of it, a row
    does not go on with the indicator above.
    """

    def __init__(
        self, table: Table, names: Names, below: SubHeadings, own: Sequence[Column]
    ) -> None:
        self._table = table
        self._sheet = table.sheet
        self._naming = table.naming
        self._names = names
        self._below = below
        self._own = own
        self.above: Indicator | None = None

    def of(self, row: int) -> tuple[Indicator | None, Fault | None]:
        """The indicator that a row names, by the first of its naming columns that names one."""
        cells = [self._sheet.label(row, column.number) for column in self._naming]
        named = [
            (cell, self._names.indicator(cell.text))
            for cell in cells
            if cell is not None and holds(cell)
        ]
        known = {
            indicator.code: (cell, indicator)
            for cell, found in named
            for indicator in (found.by_code, found.by_name)
            if indicator is not None
        }
        if len(known) > 1:
            (cell, first), (_, second), *_ = known.values()
            params = {"code": first.code, "name": second.name}
            return first, Fault("code_name_conflict", cell.address, cell.text, params)
        if known:
            ((cell, indicator),) = known.values()
            if codes := self._names.codes_of_number(cell):
                params = {"one": codes[0], "other": codes[1]}
                return indicator, Fault("ambiguous_code", cell.address, cell.text, params)
            return indicator, None
        return self._unnamed(row, [cell for cell in cells if cell is not None])

    def _unnamed(self, row: int, cells: Sequence[Cell]) -> tuple[Indicator | None, Fault | None]:
        if cells:
            return None, self._unknown(cells)
        has_own = any(holds(self._sheet.cell(row, column.number)) for column in self._own)
        if has_own and self.above is not None:
            return self.above, None
        if self._below.unread_indicator is not None:
            return None, self._unknown([self._below.unread_indicator])
        context = self._table.context
        if self._below.said.indicator or context.indicator:
            said = context.indicator
            return self._below.said.indicator or (said.value if said else None), None
        if context.unread_indicator is not None:
            return None, self._unknown([context.unread_indicator])
        number = self._naming[0].number if self._naming else 1
        where = f"{column_letters(number)}{row}"
        return None, Fault("unknown_indicator", where, "", {"suggestion": None})

    def _unknown(self, cells: Sequence[Cell]) -> Fault:
        cell = cells[0]
        near = next(filter(None, (self._names.indicator_near(one.text) for one in cells)), None)
        return Fault("unknown_indicator", cell.address, cell.text, {"suggestion": near})
