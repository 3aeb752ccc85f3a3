"""The cells of a table by column, and of each column those that differ: in arrays of numpy.

A column of a hundred thousand cells names a few dozen places; each is looked up once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from loaders.grid import TEXT, Grid
from loaders.workbook import Cell

Array = np.ndarray[Any, Any]

_CODES_AND_FORMATS = 1 << 24
_FORMATS = 1 << 16


class Cells:
    """The rows ``first`` to ``last`` of a grid, numbered from 0 as they are in use."""

    def __init__(self, grid: Grid, first: int, last: int) -> None:
        self._grid = grid
        rows = np.frombuffer(grid.columns.rows, "uint32")
        start, end = np.searchsorted(rows, first), np.searchsorted(rows, last, "right")
        self._slice = slice(int(start), int(end))
        self.rows, row = np.unique(rows[self._slice], return_inverse=True)
        columns = np.frombuffer(grid.columns.columns, "uint16")[self._slice]
        order = np.argsort(columns, kind="stable")
        self._row, self._place = row[order], order + int(start)
        self._columns = columns[order]

    def __len__(self) -> int:
        return len(self.rows)

    def all(self) -> CellsOfColumn:
        """Every cell, as if they stood in one column."""
        return CellsOfColumn(self._grid, len(self), self._row, self._place)

    def sums(self, numbers: Array) -> Array:
        """The sum over each row, of a number for every cell of ``all``."""
        found = np.zeros(len(self), numbers.dtype)
        np.add.at(found, self._row, numbers)
        return found

    def column(self, number: int) -> CellsOfColumn:
        start, end = (
            np.searchsorted(self._columns, number),
            np.searchsorted(self._columns, number, "right"),
        )
        return CellsOfColumn(self._grid, len(self), self._row[start:end], self._place[start:end])


class CellsOfColumn:
    """One column: in which rows it holds something, and what."""

    def __init__(self, grid: Grid, rows: int, row: Array, place: Array) -> None:
        packed = grid.columns
        self._grid, self._rows, self.row = grid, rows, row
        self.codes = np.frombuffer(packed.codes, "uint8")[place]
        self.formats = np.frombuffer(packed.formats, "uint16")[place]
        self.values = np.frombuffer(packed.values, "float64")[place]
        self._places = place

    def each(self, look: Callable[[Cell], int], only: Array | None = None) -> Array:
        """What ``look`` says of the cell, by cell; each different cell is looked at once.

        ``only``: of the cells at these places.
        """
        chosen = slice(None) if only is None else only
        _, value = np.unique(self.values[chosen], return_inverse=True)
        return self._told(value.astype("int64") * _CODES_AND_FORMATS, look, chosen)

    def each_format(self, look: Callable[[Cell], int]) -> Array:
        """The same of what depends on content and number format alone."""
        return self._told(np.zeros(len(self.row), "int64"), look, slice(None))

    def _told(self, value: Array, look: Callable[[Cell], int], chosen: Array | slice) -> Array:
        key = value + self.codes[chosen].astype("int64") * _FORMATS
        _, first, inverse = np.unique(
            key + self.formats[chosen], return_index=True, return_inverse=True
        )
        places = self._places[chosen]
        told = [look(self._grid.cell_at(int(places[n]))) for n in first]
        return np.array(told, "int64")[inverse] if told else np.zeros(0, "int64")

    def by_row(self, of_cells: Array, blank: Any) -> Array:
        """What is said of the cells, by row of the table."""
        spread = np.full(self._rows, blank, of_cells.dtype)
        spread[self.row] = of_cells
        return spread

    @property
    def is_text(self) -> Array:
        return np.asarray(self.codes == TEXT)


def of_pairs(one: Array, other: Array, look: Callable[[int, int], int]) -> Array:
    """What ``look`` says of two small numbers of each row; each pair is looked at once."""
    width = int(other.max(initial=0)) + 3
    pairs, inverse = np.unique((one + 2) * width + other + 2, return_inverse=True)
    told = [look(int(pair) // width - 2, int(pair) % width - 2) for pair in pairs]
    return np.array(told, "int64")[inverse] if told else np.zeros(0, "int64")
