"""Rows as spreadsheet programs write them, read by a regular expression.

That takes a fifth of the time of an XML parser that calls Python for every element. Whole
rows are taken that are exactly of this form, and never a part of one: what is written in any
other way is left for the parser, which reads the same from it.
"""

from __future__ import annotations

import math
import re

from loaders.cell_types import CellTypes
from loaders.excel import MOST_ROWS, column_number
from loaders.grid import NUMBER, Collected

_TEXT = r"[^<&\r\x00-\x08\x0b\x0c\x0e-\x1f]*"
_TEXT = rf"{_TEXT}(?:&(?:amp|lt|gt|quot|apos);{_TEXT})*"
_ATTRIBUTES = r'(?: [A-Za-z0-9:]+="[^"<&\r\n\t]*")*'
_CELL = (
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([A-Za-z]+)")?(?:/>|>'
    rf"(?:(<f){_ATTRIBUTES}(?:/>|>({_TEXT})</f>))?"
    rf'(?:<v>({_TEXT})</v>|<v/>|<is><t(?: xml:space="preserve")?>({_TEXT})</t></is>)?</c>)'
)
_TOKEN = re.compile(rf"[ \n\t]*(?:{_CELL}|<row({_ATTRIBUTES})(/?)>|</row>)")
_ROW_NUMBER = re.compile(r' r="([0-9]{1,7})"')
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


class _NotPlainError(Exception):
    """Something is written in another way."""


class PlainRows:
    """Reads whole rows of one sheet into ``cells``."""

    def __init__(self, cells: Collected, types: CellTypes) -> None:
        self._cells, self._types = cells, types
        self._add = cells.add
        self._digits, self._number = "", 0
        self._columns: dict[str, int] = {}
        self._formats: dict[str | None, int] = {None: types.number_format(0)}

    def take(self, rows: str) -> bool:
        """Whether all of it was read; if not, none of it was."""
        mark = self._cells.mark()
        try:
            self._take(rows)
        except _NotPlainError:
            self._cells.back_to(mark)
            return False
        return True

    def _take(self, rows: str) -> None:
        is_open, position = False, 0
        for token in _TOKEN.finditer(rows):
            start, end = token.span()
            if start != position:
                raise _NotPlainError
            position = end
            if token[1] is None:
                is_open = self._row(token[9], token[10], is_open=is_open)
            elif is_open:
                self._cell(token)
            else:
                raise _NotPlainError
        if is_open or position != len(rows):
            raise _NotPlainError

    def _row(self, shape: str | None, closed: str | None, *, is_open: bool) -> bool:
        """A row that begins or ends; whether one is open then."""
        if (shape is None) is not is_open:
            raise _NotPlainError
        if shape is None:
            return False
        number = _ROW_NUMBER.search(shape)
        self._cells.start_row(int(number[1]) if number else None)
        if _HIDDEN.search(shape):
            self._cells.hide_row()
        return not closed

    def _cell(self, token: re.Match[str]) -> None:
        letters, digits, style, kind, has_formula, formula, value, inline, _, _ = token.groups()
        if digits != self._digits:
            self._digits, self._number = digits, _row_number(digits)
        column = self._columns.get(letters) or self._column(letters)
        number_format = self._formats.get(style)
        if number_format is None:
            number_format = self._format(style)
        if value and (kind is None or kind == "n") and not self._types.is_date[number_format]:
            number = float(value)
            if math.isfinite(number):
                self._add(self._number, column, NUMBER, number, number_format)
                return
        written = _plain(value or inline or "")
        calculation = _plain(formula or "") if has_formula else None
        held = self._types.held(kind or "n", written, calculation, number_format)
        if held is not None:
            self._add(self._number, column, held[0], held[1], number_format)

    def _column(self, letters: str) -> int:
        self._columns[letters] = column = column_number(letters)
        return column

    def _format(self, style: str) -> int:
        self._formats[style] = number_format = self._types.number_format(int(style))
        return number_format


def _row_number(digits: str) -> int:
    number = int(digits)
    if number > MOST_ROWS:
        raise ValueError(f"no row: {digits}")
    return number


def _plain(text: str) -> str:
    """Text with characters in place of the entities that stand for them."""
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text
