"""A workbook as it was read: cells with what they hold and show, without any meaning."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from loaders.excel import column_letters

MOST_MERGED_CELLS = 100_000
"""Merged ranges of a sheet are followed no further than this many cells in all."""

_ONLY_ZEROS = re.compile(r"0+")
_FIXED_DECIMALS = re.compile(r"0\.(0+)")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Content(StrEnum):
    """What kind of thing a cell holds."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    UNCALCULATED = "uncalculated"  # a formula without a saved result; its value is the formula


class Cell(NamedTuple):
    """One cell that holds something; a formula's is its saved result."""

    row: int
    column: int
    content: Content
    value: float | str | bool | date | datetime | time | timedelta
    number_format: str = "General"

    @property
    def address(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def number(self) -> float:
        """What a cell of content NUMBER holds."""
        if not isinstance(self.value, int | float):
            raise TypeError(f"no number in {self.address}")
        return float(self.value)

    @property
    def is_percent(self) -> bool:
        """Whether a number is shown as its hundredfold with a percent sign."""
        return self.content is Content.NUMBER and "%" in _NOT_SHOWN.sub("", self.number_format)

    @property
    def text(self) -> str:
        """What a person sees in the cell, near enough to be found again."""
        match self.value:
            case bool():
                return str(self.value).upper()
            case int() | float():
                return _number_as_shown(float(self.value), self.number_format, self.is_percent)
            case datetime():
                return self.value.date().isoformat()
            case date() | time():
                return self.value.isoformat()
            case _:
                return str(self.value)


class MergedRange(NamedTuple):
    top: int
    left: int
    bottom: int
    right: int

    def covers(self, row: int, column: int) -> bool:
        """Whether the range hides this cell: it lies within, and is not the first."""
        is_within = self.top <= row <= self.bottom and self.left <= column <= self.right
        return is_within and (row, column) != (self.top, self.left)


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet by row and column, counted from 1, both in ascending order.

    ``keeps_formats`` False: a percentage cannot be told from another number.
    """

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    merged: Sequence[MergedRange] = ()
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False
    keeps_formats: bool = True

    def cell(self, row: int, column: int) -> Cell | None:
        return self.rows.get(row, {}).get(column)

    def rows_within(self, first: int, last: int) -> Sequence[int]:
        """The numbers of the rows in use from ``first`` to ``last``, both included."""
        numbers = self._row_numbers
        return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]

    def label(self, row: int, column: int) -> Cell | None:
        """The cell that is seen at this address: of a merged range, its first one."""
        return self.cell(*self._anchors.get((row, column), (row, column)))

    def labels(self, row: int) -> dict[int, Cell]:
        """All that is seen in a row, by column."""
        seen = dict(self.rows.get(row, {}))
        for column in self._columns_covered.get(row, ()):
            if (cell := self.label(row, column)) is not None:
                seen[column] = cell
        return dict(sorted(seen.items()))

    @cached_property
    def _row_numbers(self) -> Sequence[int]:
        return tuple(self.rows)

    @cached_property
    def _anchors(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """For each address under a merged range the range's first; within the cells in use."""
        anchors: dict[tuple[int, int], tuple[int, int]] = {}
        for area in self.merged:
            for row in range(area.top, min(area.bottom, self._last_row) + 1):
                for column in range(area.left, min(area.right, self._last_column) + 1):
                    if len(anchors) == MOST_MERGED_CELLS:
                        return anchors
                    anchors[row, column] = area.top, area.left
        return anchors

    @cached_property
    def _columns_covered(self) -> Mapping[int, Sequence[int]]:
        covered: dict[int, list[int]] = {}
        for row, column in self._anchors:
            covered.setdefault(row, []).append(column)
        return covered

    @cached_property
    def _last_row(self) -> int:
        return max(self.rows, default=0)

    @cached_property
    def _last_column(self) -> int:
        return max((max(cells) for cells in self.rows.values()), default=0)

    def hidden_block(self, row: int) -> int:
        """The first of the hidden rows that ``row`` lies among."""
        while row - 1 in self.hidden_rows:
            row -= 1
        return row


@dataclass(frozen=True)
class Workbook:
    sheets: tuple[Sheet, ...]

    def cells(self) -> Iterator[Cell]:
        return (
            cell for sheet in self.sheets for row in sheet.rows.values() for cell in row.values()
        )


def _number_as_shown(number: float, number_format: str, is_percent: bool) -> str:
    if is_percent:
        return f"{number * 100:.15g}%"
    if _ONLY_ZEROS.fullmatch(number_format) and number == int(number):
        return f"{int(number):0{len(number_format)}d}"
    if decimals := _FIXED_DECIMALS.fullmatch(number_format):
        return f"{number:.{len(decimals[1])}f}"
    return str(int(number)) if number == int(number) else f"{number:.15g}"
