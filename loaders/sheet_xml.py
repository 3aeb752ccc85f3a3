"""The XML of a sheet, streamed into packed cells.

Rows that are written as spreadsheet programs write them are read by ``loaders.plain_rows``.
The XML parser gets all else: what stands before and after the rows, and every row that is
written in another way. So what is no well-formed XML is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from loaders.cell_types import CellTypes
from loaders.excel import MOST_COLUMNS, row_and_column
from loaders.grid import Collected
from loaders.limits import Allowance
from loaders.ooxml import TRUE
from loaders.plain_rows import PlainRows
from loaders.workbook import MergedRange, Sheet
from loaders.xml_parts import PIECE_BYTES, Attributes, Parser

MOST_MERGED_RANGES = 100_000

_MOST_BYTES_OF_A_ROW = 1 << 23
_END_OF_ROW = b"</row>"
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?>")
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!(?i:utf-8|us-ascii)["'])""")


def read_sheet(
    part: IO[bytes], name: str, types: CellTypes, allowance: Allowance, *, is_hidden: bool
) -> Sheet:
    """The cells of a sheet's part, and what of its layout matters."""
    cells = Collected()
    events = _Events(cells, types)
    plain = PlainRows(cells, types)
    parser = Parser(events.starts, events.ends, events.text)
    may_be_plain = True
    counted = 0
    for number, rows in enumerate(_whole_rows(part)):
        if not (may_be_plain and events.is_between_rows and _taken(rows, plain)):
            may_be_plain = may_be_plain and _is_ordinary(rows, is_first=number == 0)
            parser.feed(rows)
        allowance.take(cells=len(cells.packed) - counted)
        counted = len(cells.packed)
    parser.close()
    hidden_rows = frozenset(cells.hidden_rows)
    grid = cells.grid(types.tables, events.merged)
    return Sheet(name, grid, events.merged, hidden_rows, is_hidden)


def _whole_rows(part: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces that end with a row, where there are any."""
    pending = b""
    while piece := part.read(PIECE_BYTES):
        pending += piece
        end = pending.rfind(_END_OF_ROW) + len(_END_OF_ROW)
        if end >= len(_END_OF_ROW):
            yield pending[:end]
            pending = pending[end:]
        elif len(pending) > _MOST_BYTES_OF_A_ROW:
            yield pending
            pending = b""
    yield pending


def _taken(rows: bytes, plain: PlainRows) -> bool:
    try:
        return plain.take(rows.decode())
    except UnicodeDecodeError:  # for the parser to refuse
        return False


def _is_ordinary(xml: bytes, *, is_first: bool) -> bool:
    """Whether what follows may be read as plain rows.

    Not in another encoding, nor where the end of a row may lie in a comment, a CDATA section
    or an instruction.
    """
    if is_first and (declaration := _DECLARATION.match(xml)):
        if _OTHER_ENCODING.search(declaration[0]):
            return False
        xml = xml[declaration.end() :]
    return xml.endswith(_END_OF_ROW) and b"<!" not in xml and b"<?" not in xml


class _Events:
    """What the XML parser meets in a sheet."""

    def __init__(self, cells: Collected, types: CellTypes) -> None:
        self._cells, self._types = cells, types
        self.merged: list[MergedRange] = []
        self._is_in_data = self._is_in_row = self._is_phonetic = False
        self._row = self._column = self._style = 0
        self._kind = "n"
        self._written: list[str] = []
        self._formula: list[str] | None = None
        self._sink: list[str] | None = None
        self.starts = {
            "sheetData": self._start_data,
            "row": self._start_row,
            "c": self._start_cell,
            "v": self._start_written,
            "t": self._start_written,
            "f": self._start_formula,
            "rPh": self._start_phonetic,
            "mergeCell": self._merge,
        }
        self.ends = {
            "sheetData": self._end_data,
            "row": self._end_row,
            "c": self._end_cell,
            "v": self._end_text,
            "t": self._end_text,
            "f": self._end_text,
            "rPh": self._end_phonetic,
        }

    @property
    def is_between_rows(self) -> bool:
        return self._is_in_data and not self._is_in_row

    def text(self, text: str) -> None:
        if self._sink is not None:
            self._sink.append(text)

    def _start_data(self, _: Attributes) -> None:
        self._is_in_data = True

    def _end_data(self) -> None:
        self._is_in_data = False

    def _start_row(self, attributes: Attributes) -> None:
        self._is_in_row = True
        number = attributes.get("r")
        self._cells.start_row(None if number is None else int(number))
        if attributes.get("hidden") in TRUE:
            self._cells.hide_row()
        self._row, self._column = self._cells.row, 0

    def _end_row(self) -> None:
        self._is_in_row = False

    def _start_cell(self, attributes: Attributes) -> None:
        if "r" in attributes:
            self._row, self._column = row_and_column(attributes["r"])
        else:
            self._row, self._column = self._cells.row, self._column + 1
            if self._column > MOST_COLUMNS:
                raise ValueError(f"no column: {self._column}")
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._written, self._formula = [], None

    def _end_cell(self) -> None:
        number_format = self._types.number_format(self._style)
        formula = None if self._formula is None else "".join(self._formula)
        held = self._types.held(self._kind, "".join(self._written), formula, number_format)
        if held is not None:
            self._cells.add(self._row, self._column, *held, number_format)

    def _start_written(self, _: Attributes) -> None:
        self._sink = None if self._is_phonetic else self._written

    def _start_formula(self, _: Attributes) -> None:
        self._formula = self._sink = []

    def _end_text(self) -> None:
        self._sink = None

    def _start_phonetic(self, _: Attributes) -> None:
        self._is_phonetic = True

    def _end_phonetic(self) -> None:
        self._is_phonetic = False

    def _merge(self, attributes: Attributes) -> None:
        if len(self.merged) < MOST_MERGED_RANGES:
            first, _, last = attributes["ref"].partition(":")
            top, left = row_and_column(first)
            bottom, right = row_and_column(last or first)
            self.merged.append(MergedRange(top, left, bottom, right))
