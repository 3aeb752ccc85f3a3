"""Reads what the columns below rows of headings hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain

from indicators.model import Measure
from loaders.cell_words import holds, is_number, is_whole, measure_said
from loaders.context import Context
from loaders.heading_blocks import ROWS_LOOKED_AT, Block, HeadingFinder
from loaders.headings import NAMING, NUMBERS, Headings, Meaning, Role, is_total
from loaders.names import Names
from loaders.period_finder import find_period
from loaders.problems import Problem, problem
from loaders.recognised import Column, Table
from loaders.text import normalised
from loaders.usable_columns import (
    carried,
    columns_among_places,
    once,
    parts_of_nothing,
    said_again,
    undated_plans,
    with_role,
    with_wholes,
)
from loaders.vocabulary import doubtful_words
from loaders.workbook import Cell, Content, Sheet

_MOST_WORDS = 4
"""A heading over others has few; more of them are a title or an instruction."""

_MOST_HEADINGS_WITHIN = 8
"""Rows that look like headings, between headings and their first number."""


class TableReader:
    """Reads what the columns below a block of headings hold."""

    def __init__(self, sheet: Sheet, headings: Headings, names: Names) -> None:
        self.sheet = sheet
        self._headings = headings
        self._names = names
        self._finder = HeadingFinder(sheet, headings, names)

    def blocks(self) -> Iterator[Block]:
        return self._finder.blocks()

    def ends_of(self, blocks: Sequence[Block], tops: Iterable[int]) -> list[int]:
        """The last row of each table: that before the next headings with a number between.

        Rows of words that look like headings may stand below the real ones; below too many of
        them there are no numbers of these headings. Rows without numbers are looked at once.
        """
        headings, last = sorted(set(tops)), max(self.sheet.rows, default=0)
        above = number = 0
        ends: list[int] = []
        for block in blocks:
            if not above <= block.bottom < number:
                above, number = block.bottom, self._first_number_below(block.bottom, last)
            own = bisect_right(headings, block.bottom)
            following = bisect_right(headings, number)
            if following - own > _MOST_HEADINGS_WITHIN:
                following = own
            ends.append(headings[following] - 1 if following < len(headings) else last)
        return ends

    def _first_number_below(self, row: int, last: int) -> int:
        """The first row with a number below a row; the one after the last if there is none."""
        rows = self.sheet.rows_within(row + 1, last)
        return next((one for one in rows if self._holds_a_number(one)), last + 1)

    def _holds_a_number(self, row: int) -> bool:
        return any(is_number(cell) for cell in self.sheet.rows[row].values())

    def corner(self, block: Block) -> list[Cell]:
        """Cells over a column of names that say what holds for the table: ``Perú | T1 | T2``."""
        rows = range(block.top, block.bottom + 1)
        labels = (self.sheet.label(row, column) for row in rows for column in block.naming)
        told = [(cell, self._headings.meaning(cell)) for cell in labels if cell is not None]
        return [
            cell
            for cell, meaning in told
            if (meaning.is_fact_alone if meaning else cell.row < block.bottom)
        ]

    def first_row_after_data(self, table: Table) -> int:
        """Where titles of the next table may begin: below the last row with a number."""
        columns = {column.number for column in table.numbers}
        with_numbers = (
            row
            for row in reversed(table.rows)
            if any(
                number in columns and is_number(cell)
                for number, cell in self.sheet.rows[row].items()
            )
            and not self._finder.is_label_row(row)
        )
        return next(with_numbers, table.first - 1) + 1

    def without_labels_below(self, table: Table, below: int) -> Table:
        """The table, without what is labelled for the next one: ``Indicador | M05``."""
        rows = self.sheet.rows_within(below, table.last)
        label = next((row for row in rows if self._finder.is_label_row(row)), None)
        return table if label is None else replace(table, last=label - 1)

    def table(self, block: Block, last: int, context: Context) -> Table:
        """The table below a block of headings."""
        first = block.bottom + 1
        shown = self.sheet.rows_within(first, last)
        near = shown[:ROWS_LOOKED_AT]
        headed, unknown = self._classified(block, near)
        seen = {*block.naming, *(one.number for one in headed), *(n for n, _ in unknown)}
        columns = with_wholes([*headed, *self._measures_without_heading(seen, near)])
        unusable = [
            *undated_plans(columns, context),
            *said_again(columns),
            *parts_of_nothing(columns),
            *self._doubtful(columns, block, near),
        ]
        usable = [column for column in columns if column not in unusable]
        usable += _names_without_heading(block, usable)
        unused, unknown_places = self._left_over(block, usable, unknown, shown)
        unused += [column.heading for column in unusable if column.heading]
        seen |= {column.number for column in columns}
        return Table(
            sheet=self.sheet,
            top=block.top,
            first=first,
            last=last,
            columns=tuple(sorted(usable, key=lambda column: column.number)),
            context=context,
            unused=once([*unused, *self._without_heading(block, seen, near)]),
            unknown_places=once(unknown_places),
            told=tuple(
                chain(self._unknown_above(block, usable), self._perhaps_planned(usable, context))
            ),
        )

    def _classified(
        self, block: Block, near: Sequence[int]
    ) -> tuple[list[Column], list[tuple[int, Cell]]]:
        """What each column with a heading holds, and the headings that say nothing known."""
        columns, unknown = [], []
        for number, (meaning, heading) in self._columns(block).items():
            if number in block.naming and meaning is not None and meaning.is_fact_alone:
                continue  # a corner: it says what holds for the table
            if meaning is not None and self._names_measures(number, meaning, block, near):
                columns.append(Column(number, Meaning(role=Role.MEASURE), heading))
            elif meaning is not None:
                columns.append(Column(number, with_role(meaning), heading))
            elif self._breaks_down(number, heading, near):
                columns.append(Column(number, Meaning(role=Role.BREAKDOWN), heading))
            elif self._tells_plan_from_actual(number, near):
                columns.append(Column(number, Meaning(role=Role.MEASURE), heading))
            else:
                unknown.append((number, heading))
        return columns, unknown

    def _measures_without_heading(self, seen: Set[int], near: Sequence[int]) -> Iterator[Column]:
        """Columns other than those ``seen`` that say in each row whether it is a plan."""
        for number in sorted({n for row in near for n in self.sheet.rows[row]} - seen):
            if self._tells_plan_from_actual(number, near):
                yield Column(number, Meaning(role=Role.MEASURE), None)

    def _left_over(
        self,
        block: Block,
        columns: Sequence[Column],
        unknown: Sequence[tuple[int, Cell]],
        shown: Sequence[int],
    ) -> tuple[list[Cell], list[Cell]]:
        """Of the unknown headings over cells those of unused columns, and those of places."""
        in_use = self._columns_with(holds, {number for number, _ in unknown}, shown)
        holding = [(number, heading) for number, heading in unknown if number in in_use]
        among_places = in_use.intersection(columns_among_places(columns, unknown))
        places = self._columns_with(is_number, among_places, shown)
        named_in = self._rows_naming_places(block)
        places -= {n for n, cell in holding if is_total(cell.text) or cell.row not in named_in}
        unused = [heading for number, heading in holding if number not in places]
        return unused, [heading for number, heading in holding if number in places]

    def _unknown_above(self, block: Block, columns: Sequence[Column]) -> Iterator[Problem]:
        """An unknown word over several columns of numbers: it might divide plan from actual.

        What stands over the names too is a title, unless it is a corner that names a place.
        """
        cells = list(dict.fromkeys(self.sheet.labels(block.top - 1).values()))
        numbers = [column.number for column in columns if column.role in NUMBERS]
        beside = [cell for cell in cells if cell.column <= min(block.naming, default=0)]
        has_title = any(self._is_title(cell) for cell in beside)
        if len(numbers) < 2 or has_title:  # noqa: PLR2004 - one column needs no dividing
            return
        for cell in cells:
            is_over = numbers[0] <= cell.column <= numbers[-1]
            if is_over and self._is_unknown_word(cell):
                yield problem("unknown_heading", self.sheet.name, cell.address, cell.text)

    def _perhaps_planned(self, columns: Sequence[Column], context: Context) -> Iterator[Problem]:
        """A title that speaks of a plan, over numbers that nothing says to be of either."""
        title, numbers = context.may_be_plan, [one for one in columns if one.role in NUMBERS]
        if title is None or context.measure or any(one.meaning.measure for one in numbers):
            return
        if not any(one.role is Role.MEASURE for one in columns):
            yield problem("perhaps_planned", self.sheet.name, title.address, title.text)

    def _is_title(self, cell: Cell) -> bool:
        meaning = self._headings.meaning(cell)
        return meaning is None or not meaning.is_fact_alone

    def _is_unknown_word(self, cell: Cell) -> bool:
        is_short = cell.content is Content.TEXT and len(cell.text.split()) <= _MOST_WORDS
        says_nothing = self._headings.meaning(cell) is None and not find_period(cell.text)
        is_word_alone = is_short and ":" not in cell.text and not is_number(cell)
        return is_word_alone and says_nothing and not self._names.places_in(cell.text)

    def _doubtful(
        self, columns: Sequence[Column], block: Block, rows: Sequence[int]
    ) -> Iterator[Column]:
        """Numbers below a word that numbers rows where it stands left of the names: ``N.º``."""
        for column in columns:
            text = normalised(column.heading.text) if column.heading else ""
            is_right = bool(block.naming) and column.number > min(block.naming)
            is_doubtful = column.role is Role.KNOWN and text in doubtful_words() and is_right
            if is_doubtful and self._columns_with(is_number, {column.number}, rows):
                yield column

    def _rows_naming_places(self, block: Block) -> set[int]:
        """The rows of headings in which places stand: a word in another row is none."""
        return {
            row
            for row in range(block.top, block.bottom + 1)
            for cell in self.sheet.labels(row).values()
            if (meaning := self._headings.meaning(cell)) and meaning.place
        }

    def _names_measures(
        self, number: int, meaning: Meaning, block: Block, rows: Sequence[int]
    ) -> bool:
        """Whether a column headed as names, beside another, says ``Meta`` and ``Real`` instead."""
        is_beside = meaning.role in NAMING and bool({*block.naming} - {number})
        return is_beside and self._tells_plan_from_actual(number, rows)

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
        cells = (self.sheet.label(row, number) for row in rows)
        return [cell for cell in cells if cell is not None and holds(cell)]

    def _without_heading(
        self, block: Block, headed: Set[int], rows: Sequence[int]
    ) -> Iterator[Cell]:
        """The blank headings of columns that hold numbers, right of the first with a heading."""
        numbers = {
            cell.column
            for row in rows
            for cell in self.sheet.rows[row].values()
            if cell.column not in headed and is_number(cell)
        }
        first = min(headed, default=0)
        for number in sorted(number for number in numbers if number > first):
            yield Cell(block.bottom, number, Content.TEXT, "")

    def _columns(self, block: Block) -> dict[int, tuple[Meaning | None, Cell]]:
        """For each column with a heading what its rows of headings say together.

        Upper rows reach to the right until the next label, as a person reads them. A
        column with an unknown word in its headings means nothing.
        """
        read: dict[int, tuple[Meaning | None, Cell]] = {}
        rows = range(block.top, block.bottom + 1)
        for row in rows:
            labels = self.sheet.labels(row)
            lowest = {c for r in rows if r >= row for c in self.sheet.labels(r)}
            reached = labels if row == block.bottom else carried(labels, lowest, self._headings)
            for column, cell in reached.items():
                meaning = self._headings.meaning(cell)
                upper = read.get(column)
                if upper is None:
                    read[column] = meaning, cell
                elif cell != upper[1]:
                    both = meaning.under(upper[0]) if meaning and upper[0] else None
                    is_title = column in block.naming and meaning and not upper[0]
                    where = upper[1] if meaning and not upper[0] and not is_title else cell
                    read[column] = meaning if is_title else both, where
        return read

    def _columns_with(
        self, is_such: Callable[[Cell], bool], columns: set[int], rows: Sequence[int]
    ) -> set[int]:
        """Those of the columns in which a cell of these rows is such a one."""
        left = set(columns)
        for row in rows:
            if not left:
                break
            cells = self.sheet.rows[row].items()
            left -= {number for number, cell in cells if number in left and is_such(cell)}
        return columns - left


def _names_without_heading(block: Block, columns: Sequence[Column]) -> list[Column]:
    """The columns of names that no heading says anything of: they name indicators."""
    headed = {column.number for column in columns}
    naming = [number for number in block.naming if number not in headed]
    return [Column(number, Meaning(role=Role.INDICATOR), None) for number in naming]
