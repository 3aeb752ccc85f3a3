"""Finds the tables of a sheet: where the headings are, what each column holds, what holds for all.

Recognising reads no number and judges nothing: it says which cells belong together, and
which headings it could not use.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from indicators.model import Measure
from loaders.context import Context, context_of_rows, context_of_sheet_name, says_more
from loaders.grid import Grid
from loaders.headings import NAMING, NUMBERS, Headings, Meaning, Role, is_of_the_whole
from loaders.names import Names
from loaders.numbers import WrittenNumber, is_missing, read_number
from loaders.workbook import Cell, Content, Sheet

_ROWS_LOOKED_AT = 25
"""So many rows below its headings show what a column holds."""

_MOST_HEADING_ROWS = 6

FEWEST_ROWS = 1_000
"""Fewer are looked at one by one: that takes no longer than to load numpy."""

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
    ``unknown_places`` those of numbers among places.
    """

    sheet: Sheet
    top: int
    first: int
    last: int
    columns: tuple[Column, ...]
    context: Context
    unused: tuple[Cell, ...] = ()
    unknown_places: tuple[Cell, ...] = ()

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


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows of headings, and the columns that name indicators without a heading."""

    top: int
    bottom: int
    naming: tuple[int, ...]


def recognise(sheet: Sheet, names: Names) -> list[Table]:
    """The tables of a sheet, from top to bottom; none in a sheet of instructions."""
    headings = Headings(names)
    finder = _Finder(sheet, headings, names)
    blocks = list(finder.blocks())
    ends = [*(block.top - 1 for block in blocks[1:]), max(sheet.rows, default=0)]
    context = context_of_sheet_name(sheet, names)
    tables: list[Table] = []
    above = 1
    for block, end in zip(blocks, ends, strict=False):  # no block: there is an end all the same
        rows = sheet.rows_within(above, block.top - 1)
        if tables and says_more(sheet, rows, headings, names):
            context = replace(context, indicator=None, unread_indicator=None)
        context = context_of_rows(sheet, rows, headings, names).over(context)
        table = finder.table(block, end, context)
        if table.numbers:
            above = finder.first_row_after_data(table)
            is_last = block is blocks[-1]
            tables.append(table if is_last else finder.without_labels_below(table, above))
    return tables


class _Finder:
    """Finds and reads the headings of one sheet."""

    def __init__(self, sheet: Sheet, headings: Headings, names: Names) -> None:
        self._sheet = sheet
        self._headings = headings
        self._names = names

    def blocks(self) -> Iterator[_Block]:
        """The blocks of headings, from top to bottom."""
        bottom = 0
        for row in self._rows_to_look_at():
            if row > bottom and (naming := self._naming_columns(row)) is not None:
                block = _Block(self._top(row, naming, bottom), self._bottom(row, naming), naming)
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
        if len(known) < 2 or _is_label_row(list(labels.values())):  # noqa: PLR2004 - a pair
            return None
        roles = {column: meaning.role for column, meaning in known.items()}
        naming = tuple(column for column, role in roles.items() if role in NAMING)
        if naming:
            others = [meaning for meaning in known.values() if meaning.role not in NAMING]
            return naming if any(m.role or m.period or m.place for m in others) else None
        return self._without_naming_heading(row, known)

    def _without_naming_heading(
        self, row: int, known: Mapping[int, Meaning]
    ) -> tuple[int, ...] | None:
        """The same where no heading says that indicators are below it."""
        across = {column: meaning for column, meaning in known.items() if meaning.is_fact}
        has_roles = any(meaning.role in NUMBERS for meaning in known.values())
        kinds = [
            [column for column, meaning in across.items() if getattr(meaning, kind)]
            for kind in ("period", "place", "indicator")
        ]
        if not has_roles and not any(len(columns) > 1 for columns in kinds):
            return None
        if self._names_indicators_below(row):  # these are headings over headings
            return None
        first = min(column for column, meaning in known.items() if _is_about_numbers(meaning))
        below = self._sheet.rows_within(row + 1, row + _ROWS_LOOKED_AT)
        if not any(_is_number(cell) for r in below for cell in self._sheet.rows[r].values()):
            return None
        for column in range(1, first):
            if column not in known and any(self._names_indicator(r, column) for r in below):
                return (column,)
        has_axis = any(m.role in {Role.PLACE, Role.PERIOD, Role.YEAR} for m in known.values())
        return () if has_axis else None

    def _names_indicators_below(self, row: int) -> bool:
        """Whether one of the next rows has the heading of a column of indicators."""
        for below in range(row + 1, row + _MOST_HEADING_ROWS):
            labels = self._labels(below)
            if any(meaning is not None and meaning.role in NAMING for meaning in labels.values()):
                return True
            if self._has_data(below):
                return False  # the next heading is another table's
        return False

    def _has_data(self, row: int) -> bool:
        """Whether a number stands here that is no heading, as a year is."""
        cells = self._sheet.labels(row).values()
        return any(_is_number(cell) and self._headings.meaning(cell) is None for cell in cells)

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
        if not labels or any(self._is_own_label(row, column) for column in naming):
            return False
        first = min(naming, default=0)
        if min(labels) <= first or _is_label_row(list(labels.values())) or self._has_data(row):
            return False
        return any(meaning and meaning.is_fact for meaning in labels.values())

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
            and all(_is_word(cell) for cell in cells)
            and any(cell.column not in above for cell in cells)
        )

    def _labels(self, row: int) -> dict[int, Meaning | None]:
        return {
            column: self._headings.meaning(cell) for column, cell in self._sheet.labels(row).items()
        }

    def first_row_after_data(self, table: Table) -> int:
        """Where titles of the next table may begin: below the last row with a number."""
        columns = {column.number for column in table.numbers}
        with_numbers = (
            row
            for row in reversed(table.rows)
            if any(
                number in columns and _is_number(cell)
                for number, cell in self._sheet.rows[row].items()
            )
            and not self._is_label_row(row)
        )
        return next(with_numbers, table.first - 1) + 1

    def without_labels_below(self, table: Table, below: int) -> Table:
        """The table, without what is labelled for the next one: ``Indicador | M05``."""
        rows = self._sheet.rows_within(below, table.last)
        label = next((row for row in rows if self._is_label_row(row)), None)
        return table if label is None else replace(table, last=label - 1)

    def _is_label_row(self, row: int) -> bool:
        return _is_label_row(list(self._labels(row).values()))

    def table(self, block: _Block, last: int, context: Context) -> Table:
        """The table below a block of headings."""
        sheet, first = self._sheet, block.bottom + 1
        shown = sheet.rows_within(first, last)
        near = shown[:_ROWS_LOOKED_AT]
        columns, unknown = [], []
        for number, (meaning, heading) in self._columns(block).items():
            if meaning is not None:
                columns.append(Column(number, _with_role(meaning), heading))
            elif self._breaks_down(number, heading, near):
                columns.append(Column(number, Meaning(role=Role.BREAKDOWN), heading))
            elif self._tells_plan_from_actual(number, near):
                columns.append(Column(number, Meaning(role=Role.MEASURE), heading))
            else:
                unknown.append((number, heading))
        told = {*block.naming, *(column.number for column in columns), *(n for n, _ in unknown)}
        columns += [
            Column(number, Meaning(role=Role.MEASURE), None)
            for number in sorted({n for row in near for n in self._sheet.rows[row]} - told)
            if self._tells_plan_from_actual(number, near)
        ]
        columns = _with_wholes(columns)
        headed = {column.number for column in columns}
        columns += [
            Column(number, Meaning(role=Role.INDICATOR), None)
            for number in block.naming
            if number not in headed
        ]
        in_use = self._columns_with(holds, {number for number, _ in unknown}, shown)
        holding = [(number, heading) for number, heading in unknown if number in in_use]
        among_places = {number for number in _among_places(columns, unknown) if number in in_use}
        places = self._columns_with(_is_number, among_places, shown)
        unused = [heading for number, heading in holding if number not in places]
        headed |= {number for number, _ in unknown} | set(block.naming)
        return Table(
            sheet=sheet,
            top=block.top,
            first=first,
            last=last,
            columns=tuple(sorted(columns, key=lambda column: column.number)),
            context=context,
            unused=_once([*unused, *self._without_heading(block, headed, shown)]),
            unknown_places=_once(heading for number, heading in holding if number in places),
        )

    def _breaks_down(self, number: int, heading: Cell, rows: Sequence[int]) -> bool:
        """Whether the rows of a column say which part they are of, such as women.

        The heading says so and a row does, or all rows do.
        """
        said = {cell.text for cell in self._told_in(number, rows) if not is_whole(cell)}
        known = {one for one in said if self._names.breakdown_below(heading.text, one)}
        return bool(known) and (known == said or bool(self._names.dimensions_in(heading.text)))

    def _tells_plan_from_actual(self, number: int, rows: Sequence[int]) -> bool:
        """Whether the rows of a column say ``Planificado`` and ``Ejecutado``, or the like."""
        cells = self._told_in(number, rows)
        said = {measure_said(self._headings.meaning(cell)) for cell in cells}
        return Measure.MILESTONE in said and (Measure.ACTUAL in said or None not in said)

    def _told_in(self, number: int, rows: Sequence[int]) -> list[Cell]:
        """What is seen in a column, in these rows."""
        cells = (self._sheet.label(row, number) for row in rows)
        return [cell for cell in cells if cell is not None and holds(cell)]

    def _without_heading(
        self, block: _Block, headed: Set[int], rows: Sequence[int]
    ) -> Iterator[Cell]:
        """The blank headings of columns that hold numbers, right of the first with a heading."""
        numbers = {
            cell.column
            for row in rows[:_ROWS_LOOKED_AT]
            for cell in self._sheet.rows[row].values()
            if cell.column not in headed and _is_number(cell)
        }
        first = min(headed, default=0)
        for number in sorted(number for number in numbers if number > first):
            yield Cell(block.bottom, number, Content.TEXT, "")

    def _columns(self, block: _Block) -> dict[int, tuple[Meaning | None, Cell]]:
        """For each column with a heading what its rows of headings say together.

        Upper rows reach to the right until the next label, as a person reads them. A
        column with an unknown word in its headings means nothing.
        """
        read: dict[int, tuple[Meaning | None, Cell]] = {}
        rows = range(block.top, block.bottom + 1)
        for row in rows:
            labels = self._sheet.labels(row)
            lowest = {c for r in rows if r >= row for c in self._sheet.labels(r)}
            reached = labels if row == block.bottom else _carried(labels, lowest, self._headings)
            for column, cell in reached.items():
                meaning = self._headings.meaning(cell)
                upper = read.get(column)
                if upper is None:
                    read[column] = meaning, cell
                elif cell != upper[1]:
                    both = meaning.under(upper[0]) if meaning and upper[0] else None
                    read[column] = both, upper[1] if meaning and not upper[0] else cell
        return read

    def _columns_with(
        self, holds: Callable[[Cell], bool], columns: set[int], rows: Sequence[int]
    ) -> set[int]:
        """Those of the columns in which a cell of these rows is such a one."""
        left = set(columns)
        for row in rows:
            if not left:
                break
            cells = self._sheet.rows[row].items()
            left -= {number for number, cell in cells if number in left and holds(cell)}
        return columns - left


def _with_role(meaning: Meaning) -> Meaning:
    """A heading that names a period, place, indicator or breakdown alone is over values."""
    return meaning if meaning.role else Meaning(role=Role.VALUE).under(meaning)


def _is_beside_numbers(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.role in _BESIDE_NUMBERS and not meaning.is_fact


def _with_wholes(columns: Sequence[Column]) -> list[Column]:
    """A total beside its parts is the value that they are parts of, where no other column is.

    Parts are breakdowns, or the months of a quarter. Any other total adds up what is there.
    """
    values = [column.meaning for column in columns if column.role is Role.VALUE]
    parted = {replace(one, role=None, breakdown=None) for one in values if one.breakdown}
    parted |= {
        replace(one, role=None, period=one.period.quarter_of_month)
        for one in values
        if one.period and one.period.quarter_of_month
    }
    parted -= {replace(one, role=None) for one in values if not one.breakdown}

    def is_whole(meaning: Meaning) -> bool:
        return meaning.role is Role.TOTAL and replace(meaning, role=None) in parted

    return [
        replace(column, meaning=replace(column.meaning, role=Role.VALUE))
        if is_whole(column.meaning)
        else column
        for column in columns
    ]


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


_BESIDE_NUMBERS = {Role.PLACE, Role.PERIOD, Role.YEAR, Role.UNIT, Role.NOTE, Role.KNOWN}

_LABELLED = {
    "place": {Role.PLACE},
    "period": {Role.PERIOD, Role.YEAR},
    "indicator": set(NAMING),
}


def _carried(
    labels: Mapping[int, Cell], columns: Iterable[int], headings: Headings
) -> dict[int, Cell]:
    """An upper row's labels, reaching right over unlabelled columns: facts and totals do."""
    reached: dict[int, Cell] = {}
    current: Cell | None = None
    for column in sorted({*labels, *columns}):
        if column in labels:
            reached[column] = labels[column]
            meaning = headings.meaning(labels[column])
            reaches = meaning is None or meaning.is_fact or meaning.role is Role.TOTAL
            current = labels[column] if reaches else None
        elif current is not None:
            reached[column] = current
    return reached


def _among_places(columns: Sequence[Column], unknown: Sequence[tuple[int, Cell]]) -> Iterator[int]:
    """The unknown columns that stand in one run with columns of places across."""
    places = sorted(column.number for column in columns if column.meaning.place)
    if not places:
        return
    others = sorted(column.number for column in columns if not column.meaning.place)
    for number, _ in unknown:
        at = bisect(places, number)
        nearest = min(places[max(at - 1, 0) : at + 1], key=lambda place: abs(place - number))
        if bisect(others, number) == bisect(others, nearest):
            yield number


def _once(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(dict.fromkeys(cells))


def measure_said(meaning: Meaning | None) -> Measure | None:
    """Whether a word such as ``Ejecutado`` says that a row is of actuals or of a plan."""
    if meaning is None or meaning.is_fact or meaning.role is None:
        return None
    return {Role.VALUE: Measure.ACTUAL, Role.PLAN: Measure.MILESTONE}.get(meaning.role)


def holds(cell: Cell | None) -> bool:
    """Whether a cell says something: it is neither blank nor a word for a missing value."""
    return cell is not None and not (cell.content is Content.TEXT and is_missing(cell.text))


def is_whole(cell: Cell) -> bool:
    """Whether a cell of a breakdown's column says no part: blank, or a word for the whole."""
    return not holds(cell) or is_of_the_whole(cell.text)


def _is_word(cell: Cell) -> bool:
    return holds(cell) and cell.content is Content.TEXT and not _is_number(cell)


def _is_number(cell: Cell) -> bool:
    if cell.content is Content.TEXT:
        return isinstance(read_number(cell.text), WrittenNumber)
    return cell.content in {Content.NUMBER, Content.UNCALCULATED}
