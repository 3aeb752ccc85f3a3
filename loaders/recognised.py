"""What was recognised of a sheet: tables, and what each of their columns holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.context import Context
from loaders.headings import NAMING, NUMBERS, Meaning, Role
from loaders.problems import Problem
from loaders.workbook import Cell, Sheet

MOST_NAMING = 50
"""So many columns of a table may name its indicators: each of them is looked at in every row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its number, what its heading means and where that stands."""

    number: int
    meaning: Meaning
    heading: Cell | None

    @property
    def role(self) -> Role | None:
        return self.meaning.role


@dataclass(frozen=True)
class Table:
    """Rows ``first`` to ``last`` below headings ``top`` to ``first - 1``, and their columns.

    ``unused`` are headings of columns that hold something and were not understood,
    ``unknown_places`` those of numbers among places; ``told`` is said of a mapping it was read by.
    """

    sheet: Sheet
    top: int
    first: int
    last: int
    columns: tuple[Column, ...]
    context: Context
    unused: tuple[Cell, ...] = ()
    unknown_places: tuple[Cell, ...] = ()
    told: tuple[Problem, ...] = ()

    @cached_property
    def rows(self) -> Sequence[int]:
        return self.sheet.rows_within(self.first, self.last)

    def having(self, *roles: Role) -> list[Column]:
        """The columns of these roles, in the order of the roles, from left to right."""
        return [column for role in roles for column in self.columns if column.role is role]

    @property
    def naming(self) -> list[Column]:
        return self.having(*NAMING)[:MOST_NAMING]

    @property
    def numbers(self) -> list[Column]:
        return [column for column in self.columns if column.role in NUMBERS]
