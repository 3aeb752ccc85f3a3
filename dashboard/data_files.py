"""What is shown as a file: CSV for programs, XLSX for people; text in it is never a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from indicators.periods import Period

if TYPE_CHECKING:
    from openpyxl.cell import Cell

Value = str | float | int | Period | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""With one of these a spreadsheet takes the text of a CSV for a formula."""

LONGEST_SHEET_NAME = 31
WIDEST_COLUMN = 60
SHARE = "0.0%"
"""The number format of shares: 1.0 is 100 %."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a file: its title, and how XLSX shows its numbers."""

    title: str
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes into a file: values as they are, not as a page rounds them."""

    title: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[Value]]


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, without which Excel reads accents wrongly."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")  # then a cell with either of them is quoted
    table.writerow([no_formula(field.title) for field in sheet.fields])
    table.writerows([no_formula(_plain(value)) for value in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sheet: Sheet) -> bytes:
    """One sheet with a fixed header row, numbers as numbers and text as text."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import, and few need it
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    page = book.create_sheet(_sheet_name(sheet.title), 0)
    del book[book.sheetnames[1]]
    for column, field in enumerate(sheet.fields, start=1):
        cell = page.cell(1, column)
        _fill(cell, field.title)
        cell.font = Font(bold=True)
        page.column_dimensions[get_column_letter(column)].width = _width(sheet, column - 1)
    for row, values in enumerate(sheet.rows, start=2):
        for column, value in enumerate(values, start=1):
            cell = page.cell(row, column)
            _fill(cell, _plain(value))
            cell.number_format = sheet.fields[column - 1].number_format
    page.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def no_formula(value: object) -> object:
    """Text that a spreadsheet would run as a formula, kept text by an apostrophe.

    >>> no_formula("=1+1"), no_formula("Peru"), no_formula(-3.5)
    ("'=1+1", 'Peru', -3.5)
    """
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def _fill(cell: Cell, value: str | float | None) -> None:
    if isinstance(value, str):
        cell.value = _NOT_IN_XML.sub("", value)
        cell.data_type = "s"  # or openpyxl makes a formula of what begins with =
        cell.quotePrefix = True
    else:
        cell.value = value


def _plain(value: Value) -> str | float | None:
    return value.code if isinstance(value, Period) else value


def _sheet_name(title: str) -> str:
    """A name that Excel takes: without some signs, at most 31 characters, never empty."""
    cleaned = _NOT_IN_XML.sub("", _NOT_IN_SHEET_NAMES.sub(" ", title)).strip("' ")
    return cleaned[:LONGEST_SHEET_NAME].strip("' ") or "Mega"


def _width(sheet: Sheet, column: int) -> float:
    texts: Iterable[Value] = (sheet.fields[column].title, *(row[column] for row in sheet.rows))
    longest = max(len(str(_plain(text))) for text in texts if text is not None)
    return min(max(longest, 8) + 2, WIDEST_COLUMN)


Make = Callable[[], Sheet]
"""Makes the sheet when it is asked for."""
