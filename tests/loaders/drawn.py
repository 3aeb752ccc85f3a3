"""Workbooks drawn as tables: real ``.xlsx`` files from a few lines of text."""

from io import BytesIO
from textwrap import dedent

import openpyxl

from loaders.read import read_workbook
from loaders.workbook import Workbook


def rows(table: str) -> list[list[object]]:
    """The cells of a table drawn with bars; numbers are numbers, unless in quotes."""
    lines = dedent(table).strip("\n").splitlines()
    return [[cell(text.strip()) for text in line.split("|")] for line in lines]


def cell(text: str) -> object:
    if text.startswith('"'):
        return text.strip('"')
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text or None


def saved(sheets: dict[str, list[list[object]]], percent_formats: tuple[str, ...] = ()) -> bytes:
    """The workbook as a file; ``percent_formats`` are cells such as Indicators!B2."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    for where in percent_formats:
        name, _, address = where.partition("!")
        book[name][address].number_format = "0.0%"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(percent_formats: tuple[str, ...] = (), **tables: str) -> Workbook:
    """Drawn tables, as the reader reads them from a real file."""
    sheets = {name: rows(table) for name, table in tables.items()}
    return read_workbook(saved(sheets, percent_formats))
