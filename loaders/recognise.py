"""Finds the tables of a sheet: where the headings are, what each column holds, what holds for all.

Recognising reads no number and judges nothing: it says which cells belong together, and
which headings it could not use.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain

from indicators.model import Measure
from loaders.cell_words import holds, is_number, is_whole, measure_said
from loaders.context import (
    Context,
    context_of_cells,
    context_of_rows,
    context_of_sheet_name,
    says_more,
)
from loaders.excel import number_of_letters
from loaders.heading_blocks import ROWS_LOOKED_AT, Block, HeadingFinder
from loaders.headings import NAMING, NUMBERS, Headings, Meaning, Role, is_total
from loaders.mapping import ROLES, TableMapping, mapped, with_words
from loaders.mapping_told import told_of
from loaders.names import Names
from loaders.period_words import find_period
from loaders.problems import Problem, problem
from loaders.recognised import Column, Table
from loaders.text import normalised
from loaders.vocabulary import doubtful_words
from loaders.workbook import Cell, Content, Sheet

PARTS = (Role.NUMERATOR, Role.DENOMINATOR)

_MOST_WORDS = 4
"""A heading over others has few; more of them are a title or an instruction."""


def recognise(sheet: Sheet, names: Names, mappings: Sequence[TableMapping] = ()) -> list[Table]:
    """The tables of a sheet, from top to bottom; none in a sheet of instructions.

    A sheet that mappings explain has the tables that they say and no others. Error
    ``mapping_wrong`` where one names what the strategy does not know.
    """
    headings = Headings(names)
    explained = sorted(mappings, key=lambda one: one.first_heading)
    readers = [_MappedReader(sheet, one, headings, names) for one in explained]
    recognising = _TableReader(sheet, headings, names)
    found = list(recognising.blocks())
    blocks = [one.block for one in readers] or found
    tops = [block.top for block in (*blocks, *found)]
    ends = [recognising.end_of(block, tops) for block in blocks]
    by_name = context = context_of_sheet_name(sheet, headings, names)
    tables: list[Table] = []
    above = 1
    for n, block in enumerate(blocks):
        reader = readers[n] if readers else recognising
        rows = sheet.rows_within(above, block.top - 1)
        if tables and says_more(reader.sheet, rows, headings, names):
            context = replace(context, indicator=None, unread_indicator=None)
        context = context_of_rows(reader.sheet, rows, headings, names).over(context)
        context = context_of_cells(reader.corner(block), headings, names).over(context)
        table = reader.table(block, ends[n], context.beside(by_name))
        if table.numbers:
            above = reader.first_row_after_data(table)
            is_last = block is blocks[-1]
            tables.append(table if is_last else reader.without_labels_below(table, above))
    return tables


class _TableReader:
    """Reads what the columns below a block of headings hold."""

    def __init__(self, sheet: Sheet, headings: Headings, names: Names) -> None:
        self.sheet = sheet
        self._headings = headings
        self._names = names
        self._finder = HeadingFinder(sheet, headings, names)

    def blocks(self) -> Iterator[Block]:
        return self._finder.blocks()

    def end_of(self, block: Block, tops: Iterable[int]) -> int:
        """The last row of a table: that before the next headings with a number between."""
        for top in sorted(tops):
            rows = self.sheet.rows_within(block.bottom + 1, top - 1)
            if top > block.bottom and any(map(self._holds_a_number, rows)):
                return top - 1
        return max(self.sheet.rows, default=0)

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
        sheet, first = self.sheet, block.bottom + 1
        shown = sheet.rows_within(first, last)
        near = shown[:ROWS_LOOKED_AT]
        columns, unknown = [], []
        for number, (meaning, heading) in self._columns(block).items():
            if number in block.naming and meaning is not None and meaning.is_fact_alone:
                continue  # a corner: it says what holds for the table
            if meaning is not None and self._names_measures(number, meaning, block, near):
                columns.append(Column(number, Meaning(role=Role.MEASURE), heading))
            elif meaning is not None:
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
            for number in sorted({n for row in near for n in self.sheet.rows[row]} - told)
            if self._tells_plan_from_actual(number, near)
        ]
        columns = _with_wholes(columns)
        unusable = [
            *_undated_plans(columns, context),
            *_said_again(columns),
            *_parts_of_nothing(columns),
            *self._doubtful(columns, block, near),
        ]
        columns = [column for column in columns if column not in unusable]
        headed = {column.number for column in columns}
        columns += [
            Column(number, Meaning(role=Role.INDICATOR), None)
            for number in block.naming
            if number not in headed
        ]
        in_use = self._columns_with(holds, {number for number, _ in unknown}, shown)
        holding = [(number, heading) for number, heading in unknown if number in in_use]
        among_places = {number for number in _among_places(columns, unknown) if number in in_use}
        places = self._columns_with(is_number, among_places, shown)
        named_in = self._rows_naming_places(block)
        places -= {n for n, cell in holding if is_total(cell.text) or cell.row not in named_in}
        unused = [heading for number, heading in holding if number not in places]
        unused += [column.heading for column in unusable if column.heading]
        headed |= {column.number for column in unusable}
        headed |= {number for number, _ in unknown} | set(block.naming)
        return Table(
            sheet=sheet,
            top=block.top,
            first=first,
            last=last,
            columns=tuple(sorted(columns, key=lambda column: column.number)),
            context=context,
            unused=_once([*unused, *self._without_heading(block, headed, near)]),
            unknown_places=_once(heading for number, heading in holding if number in places),
            told=tuple(
                chain(self._unknown_above(block, columns), self._perhaps_planned(columns, context))
            ),
        )

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
            reached = labels if row == block.bottom else _carried(labels, lowest, self._headings)
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


class _MappedReader(_TableReader):
    """Reads the table that a mapping explains."""

    def __init__(
        self, sheet: Sheet, mapping: TableMapping, headings: Headings, names: Names
    ) -> None:
        super().__init__(with_words(sheet, mapping.words), headings, names)
        self._mapping = mapping
        naming = [one.letter for one in mapping.columns if ROLES.get(one.role) in NAMING]
        self.block = Block(
            mapping.first_heading, mapping.last_heading, tuple(map(number_of_letters, naming))
        )

    def table(self, block: Block, last: int, context: Context) -> Table:
        read = {
            number: (meaning or self._periods_over(number, block), cell)
            for number, (meaning, cell) in self._columns(block).items()
        }
        table = mapped(self.sheet, self._mapping, self._names, read, context)
        near = self.sheet.rows_within(table.first, last)[:ROWS_LOOKED_AT]
        told = {number_of_letters(one.letter) for one in self._mapping.columns}
        return replace(
            table,
            last=last,
            unused=_once(self._without_heading(block, told, near)),
            told=tuple(told_of(self._mapping, table, context)),
        )

    def _periods_over(self, column: int, block: Block) -> Meaning | None:
        """The period that headings name beside words that are not known: their role was chosen."""
        found = Meaning()
        for row in range(block.top, block.bottom + 1):
            cell = self.sheet.label(row, column)
            words = find_period(cell.text) if cell and cell.content is Content.TEXT else None
            if words is not None:
                found = Meaning(period=words.words).under(found)
        return found if found.period else None


def _with_role(meaning: Meaning) -> Meaning:
    """A heading that names a period, place, indicator or breakdown alone is over values."""
    return meaning if meaning.role else Meaning(role=Role.VALUE).under(meaning)


def _with_wholes(columns: Sequence[Column]) -> list[Column]:
    """A total beside its parts is the value that they are parts of, where no other column is.

    Parts are breakdowns, or the months of a quarter. Any other total adds up what is there.
    """
    values = [column.meaning for column in columns if column.role in {Role.VALUE, Role.PLAN}]
    parted = {replace(one, role=None, breakdown=None, unit="") for one in values if one.breakdown}
    parted |= {
        replace(one, role=None, unit="", period=one.period.quarter_of_month)
        for one in values
        if one.period and one.period.quarter_of_month
    }
    parted -= {replace(one, role=None, unit="") for one in values if not one.breakdown}

    added_up = {one.measure for one in values}

    def is_whole(meaning: Meaning) -> bool:
        if meaning.role is not Role.TOTAL:
            return False
        adds_up_nothing = meaning.measure is not None and meaning.measure not in added_up
        return adds_up_nothing or replace(meaning, role=None, unit="") in parted

    return [
        replace(column, meaning=_as_value(column.meaning)) if is_whole(column.meaning) else column
        for column in columns
    ]


def _as_value(meaning: Meaning) -> Meaning:
    is_plan = meaning.measure is Measure.MILESTONE
    return replace(meaning, role=Role.PLAN if is_plan else Role.VALUE)


def _said_again(columns: Sequence[Column]) -> Iterator[Column]:
    """A second column of the same measure, period, place and part: ``Real | Avance (%)``.

    The first one holds that says no unit: the other is a share of it, or of something else.
    """
    groups: dict[Meaning, list[Column]] = {}
    for column in columns:
        if column.role in {Role.VALUE, Role.PLAN}:
            plain = replace(column.meaning, role=None, bare=None, unit="", measure=None)
            is_plan = column.meaning.measure is Measure.MILESTONE or column.role is Role.PLAN
            kind = replace(plain, measure=Measure.MILESTONE if is_plan else None)
            groups.setdefault(kind, []).append(column)
    for same in groups.values():
        first = next((one for one in same if not one.meaning.unit), same[0])
        yield from (one for one in same if one is not first)


def _parts_of_nothing(columns: Sequence[Column]) -> Iterator[Column]:
    """A weight left of all values is the indicator's, ``Núm.`` without a denominator a row's."""
    values = [one.number for one in columns if one.role in {Role.VALUE, Role.PLAN}]
    parts = {role: [one for one in columns if one.role is role] for role in PARTS}
    if not parts[Role.NUMERATOR] and values:
        yield from (one for one in parts[Role.DENOMINATOR] if one.number < min(values))
    naming = [one.number for one in columns if one.role in NAMING]
    if not parts[Role.DENOMINATOR] and naming:
        yield from (one for one in parts[Role.NUMERATOR] if one.number < min(naming))


def _undated_plans(columns: Sequence[Column], context: Context) -> list[Column]:
    """Columns of a plan that nothing dates, beside values that their headings do.

    Such a ``Meta`` may be that of the year or of the vision: it is not used, and said so.
    """
    dated = {Role.PERIOD, Role.YEAR}
    if context.period or context.unread_period or any(one.role in dated for one in columns):
        return []
    plans = [one for one in columns if one.role is Role.PLAN and one.meaning.period is None]
    has_dated = any(one.role in NUMBERS and one.meaning.period for one in columns)
    return plans if has_dated else []


def _carried(
    labels: Mapping[int, Cell], columns: Iterable[int], headings: Headings
) -> dict[int, Cell]:
    """An upper row's labels, reaching right over unlabelled columns; names and notes do not.

    A merged one reaches as far as it is merged.
    """
    reached: dict[int, Cell] = {}
    current: Cell | None = None
    for column in sorted({*labels, *columns}):
        if column in labels:
            reached[column] = labels[column]
            meaning = headings.meaning(labels[column])
            is_merged = labels.get(column - 1) == labels[column]
            reaches = not is_merged and (meaning is None or _reaches_right(meaning))
            current = labels[column] if reaches else None
        elif current is not None:
            reached[column] = current
    return reached


def _reaches_right(meaning: Meaning) -> bool:
    """Whether a heading over others is over its unlabelled neighbours too, as a person reads it."""
    return meaning.is_fact or meaning.role is Role.TOTAL or meaning.role in NUMBERS


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
