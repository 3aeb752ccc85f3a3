"""What an open document (``.ods``) holds, looked at before python-calamine lays it out.

That library makes a cell for every address between a sheet's first value and its last, and one
for every row that is said to be repeated. So where the values stand is found out first.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from loaders.excel import MOST_COLUMNS, MOST_ROWS
from loaders.limits import TooLargeError
from loaders.xml_parts import Attributes, attribute, parse

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
_NEEDED = ("mimetype", MANIFEST)

MOST_LAID_OUT = 20_000_000
"""So many addresses from the first to the last value of all sheets take half a gigabyte."""

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_ENDLESS = re.compile(rb"""(number-(?:rows|columns)-repeated\s*=\s*["'])0*[0-9]{8,}(?=["'])""")


def check_extent(part: IO[bytes]) -> None:
    """TooLargeError where values stand too far apart, or beyond what any sheet has.

    Errors in the XML: as ``loaders.xml_parts``.
    """
    extent = _Extent()
    starts = {
        _TABLE + "table": extent.start_table,
        _TABLE + "table-row": extent.start_row,
        _TABLE + "table-cell": extent.cell,
        _TABLE + "covered-table-cell": extent.cell,
    }
    parse(part, starts, {_TABLE + "table": extent.end_table})


def without_endless_repeats(content: bytes) -> bytes:
    """The file as it is, or where rows or columns are said to go on for ever, without that."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(file, "w", ZIP_STORED) as bounded:
        xml, found = _ENDLESS.subn(rb"\g<1>%d" % MOST_ROWS, package.read(CONTENT))
        if not found:
            return content
        for needed in _NEEDED:
            bounded.writestr(needed, package.read(needed))
        bounded.writestr(CONTENT, xml)
    return file.getvalue()


class _Extent:
    """Between which rows and columns of each sheet there are values."""

    def __init__(self) -> None:
        self._laid_out = 0
        self.start_table({})

    def start_table(self, _: Attributes) -> None:
        self._row = self._first_row = self._last_row = self._row_repeats = self._column = 0
        self._first_column, self._last_column = MOST_COLUMNS, 0

    def start_row(self, attributes: Attributes) -> None:
        self._row += self._row_repeats
        self._row_repeats = _repeats(attributes, "number-rows-repeated")
        self._column = 0

    def cell(self, attributes: Attributes) -> None:
        first = self._column + 1
        self._column += _repeats(attributes, "number-columns-repeated")
        if attribute(attributes, "value-type") is None:
            return
        self._first_row = self._first_row or self._row + 1
        self._last_row = self._row + self._row_repeats
        self._first_column = min(self._first_column, first)
        self._last_column = max(self._last_column, self._column)
        if self._last_row > MOST_ROWS or self._last_column > MOST_COLUMNS:
            raise TooLargeError

    def end_table(self) -> None:
        rows = self._last_row - self._first_row + 1 if self._last_row else 0
        self._laid_out += rows * max(0, self._last_column - self._first_column + 1)
        if self._laid_out > MOST_LAID_OUT:
            raise TooLargeError


def _repeats(attributes: Attributes, name: str) -> int:
    return max(1, int(attribute(attributes, name) or 1))
