"""Finds the rows of headings of a sheet, by what their cells mean together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.cell_words import is_number, is_word
from loaders.grid import Grid
from loaders.headings import NAMING, NUMBERS, Headings, Meaning, Role
from loaders.names import Names
from loaders.workbook import Cell, Sheet

ROWS_LOOKED_AT = 25
"""So many rows below its headings show what a column holds."""

FEWEST_ROWS = 1_000
"""Fewer are looked at one by one: that takes no longer than to load numpy."""

_MOST_HEADING_ROWS = 6

_BESIDE_NUMBERS = {Role.PLACE, Role.PERIOD, Role.YEAR, Role.UNIT, Role.NOTE, Role.KNOWN}

_OVER_OTHERS = NUMBERS | {Role.KNOWN}
"""What stands over years or quarters: a plan, an actual, or a baseline that is not read."""

_LABELLED = {
    "place": {Role.PLACE},
    "period": {Role.PERIOD, Role.YEAR},
    "indicator": set(NAMING),
}


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of headings, and the columns that name indicators without a heading."""

    top: int
    bottom: int
    naming: tuple[int, ...]


class HeadingFinder:
    """Finds and reads the headings of one sheet."""

    def __init__(self, sheet: Sheet, headings: Headings, names: Names) -> None:
        self._sheet = sheet
        self._headings = headings
        self._names = names

    def blocks(self) -> Iterator[Block]:
        """The blocks of headings, from top to bottom."""
        bottom = 0
        for row in self._rows_to_look_at():
            if row > bottom and (naming := self._naming_columns(row)) is not None:
                block = Block(self._top(row, naming, bottom), self._bottom(row, naming), naming)
                yield block
                bottom = block.bottom

    def _rows_to_look_at(self) -> Iterable[int]:
        rows = self._sheet.rows
        if len(rows) < FEWEST_ROWS or not isinstance(rows, Grid):
            return rows
        from loaders.heading_rows import rows_to_look_at  # noqa: PLC0415 - loads numpy

        return rows_to_look_at(self._sheet, rows, self._headings)

    def _naming_columns(self, row: int) -> tuple[int, ...] | None:
        """The columns that name indicators below a row of headings; None if it is no such row.

        An empty tuple: the indicator is named by headings or by what holds for the table.
        """
        labels = self._labels(row)
        known = {column: meaning for column, meaning in labels.items() if meaning}
        if self._is_unknown_head(row, known):
            return tuple(known)
        if len(known) < 2 or _is_label_row(list(labels.values())):  # noqa: PLR2004 - a pair
            return None
        roles = {column: meaning.role for column, meaning in known.items()}
        naming = tuple(column for column, role in roles.items() if role in NAMING)
        if naming:
            others = [meaning for meaning in known.values() if meaning.role not in NAMING]
            return naming if any(m.role or m.is_fact for m in others) else None
        return self._without_naming_heading(row, known)

    def _is_unknown_head(self, row: int, known: Mapping[int, Meaning]) -> bool:
        """Whether a row heads names beside words that are not known: another table begins here."""
        if not known or any(meaning.role not in NAMING for meaning in known.values()):
            return False
        seen = self._sheet.labels(row)
        others = [cell for column, cell in seen.items() if column not in known]
        below = self._sheet.rows_within(row + 1, row + ROWS_LOOKED_AT)
        names_some = any(self._names_indicator(r, column) for r in below for column in known)
        return bool(others) and all(is_word(cell) for cell in others) and names_some

    def _without_naming_heading(
        self, row: int, known: Mapping[int, Meaning]
    ) -> tuple[int, ...] | None:
        """The same where no heading says that indicators are below it."""
        across = {column: meaning for column, meaning in known.items() if meaning.is_fact}
        has_roles = any(meaning.role in NUMBERS for meaning in known.values())
        kinds = [
            [column for column, meaning in across.items() if getattr(meaning, kind)]
            for kind in ("period", "place", "indicator", "breakdown")
        ]
        if not has_roles and not any(len(columns) > 1 for columns in kinds):
            return None
        if self._names_indicators_below(row):  # these are headings over headings
            return None
        first, *others = (c for c, meaning in known.items() if _is_about_numbers(meaning))
        below = self._sheet.rows_within(row + 1, row + ROWS_LOOKED_AT)
        if not any(is_number(cell) for r in below for cell in self._sheet.rows[r].values()):
            return None
        before = [column for column in range(1, first) if column not in known]
        corner = [first] if others and self._is_corner(row, known[first]) else []
        for column in [*before, *corner]:
            if any(self._names_indicator(r, column) for r in below):
                return (column,)
        has_axis = any(m.role in {Role.PLACE, Role.PERIOD, Role.YEAR} for m in known.values())
        return () if has_axis else None

    def _is_corner(self, row: int, meaning: Meaning) -> bool:
        """Whether the first heading says what holds for the table, not what is below it."""
        says_it = meaning.is_fact_alone and meaning.indicator is None
        return says_it and not self._has_data(row)

    def _names_indicators_below(self, row: int) -> bool:
        """Whether one of the next rows has the heading of a column of indicators."""
        for below in range(row + 1, row + _MOST_HEADING_ROWS):
            labels = self._labels(below)
            if any(meaning is not None and meaning.role in NAMING for meaning in labels.values()):
                return True
            if self._has_data(below):
                return False  # the next heading is another table's
        return False

    def _has_data(self, row: int, beside: int = 0) -> bool:
        """Whether a number stands here, right of a column, that is no heading, as a year is."""
        cells = (cell for n, cell in self._sheet.labels(row).items() if n > beside)
        return any(is_number(cell) and self._headings.meaning(cell) is None for cell in cells)

    def _names_indicator(self, row: int, column: int) -> bool:
        cell = self._sheet.label(row, column)
        return cell is not None and self._names.indicator(cell.text).indicator is not None

    def _top(self, row: int, naming: Sequence[int], above: int) -> int:
        """The first row of the headings around ``row``: rows that stand over other columns."""
        while row - 1 > above and self._is_upper(row - 1, naming):
            row -= 1
        return row

    def _is_upper(self, row: int, naming: Sequence[int]) -> bool:
        labels = self._labels(row)
        first = min(naming or self._sheet.labels(row + 1), default=0)
        if _is_label_row(list(labels.values())) or self._has_data(row, first):
            return False
        over = {c: m for c, m in labels.items() if c > first and c not in naming}
        beside = {c: m for c, m in labels.items() if c not in over}
        said = [m for m in over.values() if m and (m.is_fact or m.role in _OVER_OTHERS)]
        for column, meaning in beside.items():
            is_own = column not in naming or self._is_own_label(row, column)
            if is_own and not (meaning and meaning.is_fact_alone):
                # A corner may say the place, ``Perú | T1 | T2``, or be a title beside headings.
                return len(said) > 1 and len(said) == len(over)
        return bool(said)

    def _is_own_label(self, row: int, column: int) -> bool:
        """Whether a cell is labelled here, not by a merged cell that reaches below."""
        cell = self._sheet.label(row, column)
        return cell is not None and self._sheet.label(row + 1, column) != cell

    def _bottom(self, row: int, naming: Sequence[int]) -> int:
        """The last row of the headings that begin with ``row``."""
        bottom = row
        while bottom - row < _MOST_HEADING_ROWS and self._is_lower(bottom + 1, row, naming):
            bottom += 1
        return bottom

    def _is_lower(self, row: int, anchor: int, naming: Sequence[int]) -> bool:
        labels = self._labels(row)
        for column in naming:
            cell = self._sheet.label(row, column)
            if cell is not None and cell != self._sheet.label(anchor, column):
                return False
        rest = {c: labels[c] for c in labels.keys() - naming}
        seen = self._sheet.labels(row)
        above = self._labels(anchor)
        own = {c: m for c, m in rest.items() if self._sheet.label(anchor, c) != seen[c]}
        if all(_is_beside_numbers(above.get(column)) for column in own):
            return False  # what holds for the rows below: no heading divides these columns
        if own and all(meaning is not None for meaning in own.values()):
            return True
        return bool(naming) and self._divides(anchor, [seen[column] for column in own])

    def _divides(self, anchor: int, cells: Sequence[Cell]) -> bool:
        """Whether words, known or not, stand where a heading above reaches over its neighbour."""
        above = self._sheet.labels(anchor)
        return (
            len(cells) > 1
            and all(is_word(cell) for cell in cells)
            and any(cell.column not in above for cell in cells)
        )

    def _labels(self, row: int) -> dict[int, Meaning | None]:
        return {
            column: self._headings.meaning(cell) for column, cell in self._sheet.labels(row).items()
        }

    def is_label_row(self, row: int) -> bool:
        """Whether a row tells one thing beside its label, as ``País | Perú`` does."""
        return _is_label_row(list(self._labels(row).values()))


def _is_beside_numbers(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.role in _BESIDE_NUMBERS and not meaning.is_fact


def _is_about_numbers(meaning: Meaning) -> bool:
    return meaning.role in NUMBERS or (meaning.role is None and meaning.is_fact)


def _is_label_row(labels: Sequence[Meaning | None]) -> bool:
    """Whether a row tells one thing beside its label, as ``País | Perú`` does."""
    if any(meaning and meaning.role in NUMBERS for meaning in labels):
        return False
    told_of = {
        kind: sum(1 for meaning in labels if meaning and getattr(meaning, kind))
        for kind in _LABELLED
    }
    return any(
        label.role in roles and getattr(told, kind) and told_of[kind] == 1
        for label, told in pairwise(labels)
        if not (label is None or label.is_fact or told is None or told.role)
        for kind, roles in _LABELLED.items()
    )
