"""What all written workbooks share; above all, text that is never a formula.

Names, notes and cells come from strangers, so that every text is written by ``write_text``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

FONT = "Calibri"

_LINE_HEIGHT = 15.0

LONGEST_TEXT = 32_767
"""Excel's limit for a cell and for a comment."""

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def empty_book() -> Workbook:
    """A workbook without the sheet that openpyxl begins with."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    return book


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell that can be written to; TypeError beneath a merged one."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"no cell of its own: {cell.coordinate}")
    return cell


def write_text(cell: Cell, text: str) -> None:
    """Put ``text`` into a cell as text.

    Excel shows such a cell as it is. What begins like a formula is also marked as quoted, so
    that it stays text when somebody edits the cell. What XML would take for something else is
    written as Excel does: ``_x005F_x0041_`` is read as ``_x0041_``.
    """
    text = clean(text)
    cell.value = _LIKE_AN_ESCAPE.sub("_x005F_", text).replace("\r", "_x000D_")
    cell.data_type = "s"  # openpyxl took what begins with = for a formula
    cell.quotePrefix = text.startswith(_FORMULA_STARTS)


def set_height(sheet: Worksheet, row: int, widths: Sequence[int]) -> None:
    """As high as the longest text of a row needs; not every program finds that itself."""
    cells = [(cell_at(sheet, row, column), width) for column, width in enumerate(widths, start=1)]
    lines = [len(str(cell.value)) // width + 1 for cell, width in cells if cell.data_type == "s"]
    sheet.row_dimensions[row].height = _LINE_HEIGHT * max(lines)


def print_across(sheet: Worksheet, heading: int) -> None:
    """Print as wide as a page, lying, with the row of headings on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heading}:{heading}"


def write_number(cell: Cell, value: float) -> None:
    """Put a number into a cell with all its digits: openpyxl writes sixteen of seventeen."""
    cell.value = repr(float(value))
    cell.data_type = "n"  # openpyxl took it for text, and writes it as it stands


def clean(text: str) -> str:
    r"""``text`` without what no workbook can hold, cut to what a cell can.

    >>> clean("5\x00 < 6")
    '5 < 6'
    """
    return _NOT_IN_XML.sub("", text)[:LONGEST_TEXT]
