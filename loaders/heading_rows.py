"""Which rows of a long sheet may be headings: all at once, in arrays of numpy.

Most rows of a long sheet say one thing of each kind and hold no word of a heading; each of them
need not be looked at to know that.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from loaders.distinct import Array, Cells
from loaders.excel import MOST_ROWS
from loaders.grid import DATE, NUMBER, TEXT, Grid
from loaders.headings import NAMING, NUMBERS, YEARS, Headings, Meaning
from loaders.workbook import Cell, Sheet

_PERIOD, _PLACE, _INDICATOR, _HEADING = 1, 1 << 16, 1 << 32, 1 << 48
"""Sums of these over the cells of a row count each kind: there are fewer than 1 << 16 cells."""

_MOST = _PERIOD | _PLACE | _INDICATOR


def rows_to_look_at(sheet: Sheet, grid: Grid, headings: Headings) -> list[int]:
    """All rows but those that ``loaders.heading_blocks`` would find to head nothing by themselves.

    These have no word for a column of names or numbers, and tell of no more than one period,
    one place, one indicator and one part such as women.
    """
    cells = Cells(grid, 1, MOST_ROWS)
    counted = cells.sums(_counted(cells, headings))
    is_one_of_each = (counted & ~_MOST) == 0
    if headings.breaks_down:
        parts = cells.sums(_told_by(cells, lambda cell: _names_a_part(headings.meaning(cell))))
        is_one_of_each &= parts <= 1
    for area in sheet.merged:
        first, end = np.searchsorted(cells.rows, (area.top, area.bottom + 1))
        is_one_of_each[first:end] = False
    return [int(row) for row in cells.rows[~is_one_of_each]]


def _counted(cells: Cells, headings: Headings) -> Array:
    """What each cell adds to the count of its row."""

    def look(cell: Cell) -> int:
        meaning = headings.meaning(cell)
        return 0 if meaning is None else _count(meaning)

    every, counted = cells.all(), _told_by(cells, look)
    is_number = every.codes == NUMBER
    is_year = is_number & (every.values >= YEARS.start) & (every.values < YEARS.stop)
    counted[is_year & (every.values == np.floor(every.values))] = _PERIOD
    return counted


def _told_by(cells: Cells, look: Callable[[Cell], int]) -> Array:
    """What each text and date adds to a count of its row."""
    every = cells.all()
    counted = np.zeros(len(every.codes), "int64")
    told = np.flatnonzero((every.codes == TEXT) | (every.codes == DATE))
    counted[told] = every.each(look, told)
    return counted


def _names_a_part(meaning: Meaning | None) -> int:
    return int(meaning is not None and meaning.breakdown is not None)


def _count(meaning: Meaning) -> int:
    is_heading = meaning.role in NAMING or meaning.role in NUMBERS
    return (
        _PERIOD * (meaning.period is not None)
        + _PLACE * (meaning.place is not None)
        + _INDICATOR * (meaning.indicator is not None)
        + _HEADING * is_heading
    )
