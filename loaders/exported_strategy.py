"""A strategy as the workbook that it is read from: what is written is read back as the same.

Its sheets and columns are those of ``loaders.strategy_columns``, in the same order, so that
whoever knows one knows the other, and what is changed in it is a new version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from indicators.model import LANGUAGES, Strategy, Text
from indicators.periods import Period
from loaders.strategy import COLUMN_OF_FIELD, SHEET_OF_TABLE
from loaders.strategy_columns import PLAN, PLAN_FIELDS, SEPARATOR, TABLES
from loaders.tables import Column
from loaders.writing import cell_at, empty_book, saved, write_number, write_text

_BOLD = Font(bold=True)
_WIDEST = 48


def strategy_workbook(strategy: Strategy) -> bytes:
    """The workbook, from which ``loaders.strategy.read_strategy`` makes the same strategy."""
    book = empty_book()
    _write(book.create_sheet(PLAN.sheet), [one.name for one in PLAN.columns], _plan(strategy))
    table_of_sheet = {sheet: table for table, sheet in SHEET_OF_TABLE.items()}
    for spec in TABLES:
        items = getattr(strategy, table_of_sheet[spec.sheet])
        rows = [[_value(item, column) for column in spec.columns] for item in items]
        _write(book.create_sheet(spec.sheet), [one.name for one in spec.columns], rows)
    return saved(book)


def _plan(strategy: Strategy) -> Iterator[list[object]]:
    """A row a field: its name and what it is, a text in each language."""
    told: dict[str, list[object]] = {}
    for column in PLAN_FIELDS:
        name, _, language = column.name.rpartition("_")
        field = name if language in LANGUAGES else column.name
        told.setdefault(field, []).append(_value(strategy.plan, column))
    for field, values in told.items():
        yield [field, *values]


def _value(item: object, column: Column) -> object:
    """What stands in a column of an item; of a text in three languages, one of them."""
    fields = {name: field for field, name in COLUMN_OF_FIELD.get(type(item), {}).items()}
    name, _, language = column.name.rpartition("_")
    if language in LANGUAGES and isinstance(text := getattr(item, name, None), Text):
        return getattr(text, language)
    return getattr(item, fields.get(column.name, column.name))


def _write(sheet: Worksheet, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    widths = [len(head) for head in heads]
    sheet.freeze_panes = "A2"
    for number, row in enumerate([heads, *rows], start=1):
        for column, value in enumerate(row, start=1):
            _put(sheet, number, column, value)
            widths[column - 1] = max(widths[column - 1], len(str(value or "")))
    for column, width in enumerate(widths, start=1):
        cell_at(sheet, 1, column).font = _BOLD
        sheet.column_dimensions[get_column_letter(column)].width = min(width, _WIDEST) + 2


def _put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    """A blank stays blank; a whole number has no decimals."""
    match value:
        case None | "" | ():
            return
        case bool():
            raise TypeError(f"no value of a strategy: {value}")
        case int():
            cell_at(sheet, row, column).value = value
        case float():
            write_number(cell_at(sheet, row, column), value)
        case Period():
            write_text(cell_at(sheet, row, column), value.code)
        case tuple():
            write_text(cell_at(sheet, row, column), f"{SEPARATOR} ".join(value))
        case StrEnum():
            write_text(cell_at(sheet, row, column), value.value)
        case _:
            write_text(cell_at(sheet, row, column), str(value))
