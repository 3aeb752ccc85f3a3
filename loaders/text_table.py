"""Reads a table in plain text: its encoding and its separator are found from what it holds.

All cells are text; what they mean is found where the text cells of any workbook are read.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import PurePath

from loaders.excel import GENERAL, MOST_COLUMNS, MOST_ROWS
from loaders.grid import TEXT, Collected, Tables
from loaders.limits import Allowance, Texts, TooLargeError
from loaders.workbook import Sheet, Workbook

SEPARATORS = (";", ",", "\t", "|")
LONGEST_SHEET_NAME = 31
"""Excel's; the sheet bears the name of the file."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS = "cp1252"
_TOLD_SEPARATOR = "sep="
_FIRST_ROWS = 100


def read_text_table(content: bytes, file_name: str, allowance: Allowance) -> Workbook:
    """A workbook of one sheet. ValueError where the file is no text."""
    text = _decoded(content)
    separator = _told_separator(text)
    if separator is None:
        separator = _separator(text)
    else:
        text = text.partition("\n")[2]
    texts = Texts(allowance)
    cells = Collected()
    for row, values in enumerate(_rows(text, separator), start=1):
        if row > MOST_ROWS or len(values) > MOST_COLUMNS:
            raise TooLargeError
        for column, value in enumerate(values, start=1):
            if value and not value.isspace():
                allowance.take(cells=1)
                cells.add(row, column, TEXT, texts.place(value), 0)
    name = PurePath(file_name).stem[:LONGEST_SHEET_NAME]
    return Workbook((Sheet(name, cells.grid(Tables(texts.all, [GENERAL]))),))


def _decoded(content: bytes) -> str:
    """The text in the encoding that its first bytes name, else UTF-8, else that of Windows."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode(_WINDOWS)
    if "\0" in text:
        raise ValueError("no text")
    return text


def _told_separator(text: str) -> str | None:
    """The separator that a first line ``sep=;`` names, as Excel has it."""
    first = text.partition("\n")[0].strip("\r")
    is_told = first.lower().startswith(_TOLD_SEPARATOR) and len(first) == len(_TOLD_SEPARATOR) + 1
    return first[-1] if is_told else None


def _separator(text: str) -> str:
    """The one by which most of the first rows have the same number of cells, and several."""

    def agreement(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in islice(_rows(text, separator), _FIRST_ROWS))
        return max(((rows, width) for width, rows in widths.items() if width > 1), default=(0, 0))

    return max(SEPARATORS, key=agreement)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise ValueError("no table") from error
