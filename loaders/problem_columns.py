"""The problems of a workbook, each once with all its cells: a column of them has one cause."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from loaders.excel import column_letters, coordinates
from loaders.problems import Problem


@dataclass(frozen=True, slots=True)
class ProblemColumns:
    """An entry a problem: which of ``kinds``, and its cell (row 0: it is of no cell)."""

    kinds: array[int] = field(default_factory=lambda: array("I"))
    rows: array[int] = field(default_factory=lambda: array("I"))
    columns: array[int] = field(default_factory=lambda: array("H"))

    def arrays(self) -> tuple[array[Any], ...]:
        return self.kinds, self.rows, self.columns


def in_columns(problems: Iterable[Problem]) -> tuple[list[Problem], ProblemColumns]:
    """Every different problem without its cell, and where each stands."""
    places: dict[Hashable, int] = {}
    kinds: list[Problem] = []
    told = ProblemColumns()
    for one in problems:
        key = (one.code, one.sheet, one.place, one.found, tuple(one.params.items()))
        place = places.setdefault(key, len(kinds))
        if place == len(kinds):
            kinds.append(replace(one, cell=""))
        row, column = coordinates(one.cell) if one.cell else (0, 0)
        told.kinds.append(place)
        told.rows.append(row)
        told.columns.append(column)
    return kinds, told


Locked = Mapping[tuple[str, str], Problem]
"""Problems by sheet and cell of a value, which stand in other cells of the same sheet."""


def locked_in_columns(locked: Locked) -> tuple[list[Problem], ProblemColumns, ProblemColumns]:
    """The problems as ``in_columns``, and the cells of the values alone."""
    kinds, told = in_columns(locked.values())
    values = ProblemColumns(told.kinds)
    for _, cell in locked:
        row, column = coordinates(cell)
        values.rows.append(row)
        values.columns.append(column)
    return kinds, told, values


def locked_out_of_columns(
    kinds: Sequence[Problem], told: ProblemColumns, values: ProblemColumns
) -> Locked:
    cells = zip(values.rows, values.columns, strict=True)
    problems = out_of_columns(kinds, told)
    return {
        (one.sheet, f"{column_letters(column)}{row}"): one
        for one, (row, column) in zip(problems, cells, strict=True)
    }


def out_of_columns(kinds: Sequence[Problem], told: ProblemColumns) -> list[Problem]:
    """The inverse; LookupError where a kind is not there."""
    return [
        Problem(
            kinds[kind].code,
            kinds[kind].severity,
            kinds[kind].sheet,
            f"{column_letters(column)}{row}" if row else "",
            kinds[kind].found,
            kinds[kind].params,
            kinds[kind].place,
        )
        for kind, row, column in zip(*told.arrays(), strict=True)
    ]
