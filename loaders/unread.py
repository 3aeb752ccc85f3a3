"""Rows that look like data and belong to no table that was recognised: they are told, not lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from loaders.cell_words import holds, is_number
from loaders.names import Names
from loaders.problems import Problem, problem
from loaders.recognised import Table
from loaders.workbook import Cell, Content, Sheet

_MOST_ROWS = 1_000
"""So many rows outside of tables are looked at: of a sheet that is none, the first tell enough."""


def unread_rows(sheet: Sheet, tables: Sequence[Table], names: Names) -> Iterator[Problem]:
    """A warning at the first row of a sheet that names an indicator beside a number.

    Of a sheet without a table, where it names one anywhere and holds a number.
    """
    if not tables and (cell := _named_in(sheet, names)) is not None:
        yield problem("unread_rows", sheet.name, cell.address, cell.text)
        return
    outside = (row for row in sheet.rows if not any(t.top <= row <= t.last for t in tables))
    for row in islice(outside, _MOST_ROWS):
        cell = _named_beside_a_number(list(sheet.rows[row].values()), names)
        if cell is not None:
            yield problem("unread_rows", sheet.name, cell.address, cell.text)
            return


def _named_in(sheet: Sheet, names: Names) -> Cell | None:
    """The cell that names an indicator; the first number where the sheet's name does."""
    rows = list(islice(sheet.rows, _MOST_ROWS))
    cells = [cell for row in rows for cell in sheet.rows[row].values()]
    numbers = [cell for cell in cells if cell.content is Content.NUMBER]
    if not numbers:
        return None
    if names.indicator(sheet.name).indicator:
        return numbers[0]
    named = (cell for cell in cells if names.indicator(cell.text).indicator)
    return next(named, None)


def _named_beside_a_number(cells: Sequence[Cell], names: Names) -> Cell | None:
    naming = next((cell for cell in cells if names.indicator(cell.text).indicator), None)
    if naming is None:
        return None
    beside = (cell for cell in cells if cell.column > naming.column and holds(cell))
    is_beside = any(is_number(cell) and not names.indicator(cell.text).indicator for cell in beside)
    return naming if is_beside else None
