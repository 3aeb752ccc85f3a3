"""The numbers of a table, each with all that its row, heading and title say of it.

Here names and periods are read; numbers are left as cells. What cannot be read is kept as
the entry's fault, at the cell where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indicators.model import Breakdown, Indicator, Measure, Place
from loaders.cell_words import holds, is_whole, measure_said
from loaders.entry import (
    Entry,
    Fault,
    Where,
    address_in,
    address_of,
    combined,
    held_in,
    period_said_by,
    stands_in,
)
from loaders.headings import Headings, Role, is_total
from loaders.names import Names
from loaders.numbers import WrittenNumber, read_number
from loaders.period_finder import period_in
from loaders.recognised import MOST_NAMING, Column, Table
from loaders.row_indicators import RowIndicators
from loaders.slots import Slot, slots_of
from loaders.sub_headings import SubHeadings
from loaders.workbook import Cell, Content


class TableRows:
    """Goes through the rows of one table."""

    def __init__(self, table: Table, headings: Headings, names: Names) -> None:
        self._table = table
        self._sheet = table.sheet
        self._headings = headings
        self._names = names
        said = table.context.measure
        self.slots = list(slots_of(table.columns, said.value if said else None))
        self._slot_of = {
            column.number: n for n, slot in enumerate(self.slots) for column in slot.numbers
        }
        self.naming = table.naming
        self.place = next(iter(table.having(Role.PLACE)), None)
        self.period = next(iter(table.having(Role.PERIOD)), None)
        self.year = next(iter(table.having(Role.YEAR)), None)
        self.breaking_down = table.having(Role.BREAKDOWN)[:MOST_NAMING]
        self.measuring = table.having(Role.MEASURE)[:1]
        self.labelling = [*self.naming, *table.having(Role.PLACE, Role.PERIOD)[:MOST_NAMING]]
        names_places = self.place is not None
        self.below = SubHeadings(table.sheet, headings, names, names_places=names_places)
        own = [column for column in (self.place, self.period) if column is not None]
        own += [*self.measuring, *self.breaking_down]
        self._indicators = RowIndicators(table, names, self.below, own)
        self._measure_above: tuple[int, Measure | None] = (0, None)

    def entries(self) -> Iterator[Entry]:
        row_before = 0
        for row in self._table.rows:
            if row != row_before + 1:
                self._indicators.above = None
            row_before = row
            yield from self.entries_in(row)

    def follow(self, indicator: Indicator | None) -> None:
        """What is looked at next stands below a row with this indicator, or below none."""
        self._indicators.above = indicator

    def entries_in(self, row: int) -> Iterator[Entry]:
        cells = self._sheet.rows[row]
        held = [cell for number, cell in cells.items() if number in self._slot_of and holds(cell)]
        if not held or self.below.says_a_pair(row):
            self._indicators.above = None
            self.below.read(row)
            return
        if self._is_total(row):
            self._indicators.above = None
            return
        indicator, fault = self._indicators.of(row)
        if fault is not None and not self._is_data(row, held):
            return
        self._indicators.above = indicator
        for n in sorted({self._slot_of[cell.column] for cell in held}):
            yield from self._slot(row, self.slots[n], indicator, fault)

    def _slot(
        self, row: int, slot: Slot, indicator: Indicator | None, fault: Fault | None
    ) -> Iterator[Entry]:
        cells = self._sheet.rows[row]
        value, numerator, denominator = (
            held_in(cells, column) for column in (slot.value, slot.numerator, slot.denominator)
        )
        if value is None and numerator is None and denominator is None:
            return
        row_measure: Measure | None = None
        if slot.about.indicator is not None:
            row_measure, fault = self._said_of_row(row)
            indicator = slot.about.indicator
        place, place_cell, place_fault = self._place_of(row, slot)
        period, period_fault = self._period_of(row, slot)
        breakdown, breakdown_fault = self._breakdown_of(row, slot)
        measure, measure_fault = self._measure_of(row, slot)
        measure = row_measure or measure
        first_fault = measure_fault or fault or place_fault or period_fault or breakdown_fault
        is_wider = period_fault is not first_fault and not stands_in(period_fault, row)
        note = held_in(cells, slot.note)
        yield Entry(
            row=row,
            indicator=indicator,
            place=place,
            place_cell=place_cell,
            period=period,
            measure=measure,
            breakdown=breakdown,
            value=value,
            numerator=numerator,
            denominator=denominator,
            unit=held_in(cells, slot.unit) or (slot.unit_in_heading if value else None),
            note=note.text.strip() if note else "",
            at={
                role: address_in(row, column)
                for role, column in (
                    (Role.VALUE, slot.value),
                    (Role.NUMERATOR, slot.numerator),
                    (Role.DENOMINATOR, slot.denominator),
                )
                if column
            },
            fault=first_fault,
            wider_fault=period_fault if is_wider else None,
        )

    def _is_total(self, row: int) -> bool:
        labels = [self._sheet.label(row, column.number) for column in self.labelling]
        if self.naming and not any(labels[: len(self.naming)]):  # any column may say it then
            parts = {column.number for column in self.breaking_down}
            seen = self._sheet.labels(row).items()
            labels = [cell for number, cell in seen if number not in parts]
        for cell in labels:
            if cell is not None and cell.content is Content.TEXT and is_total(cell.text):
                named = self._names.indicator(cell.text).indicator or self._names.place(cell.text)
                return named is None and not self._adds_up_its_name(cell)
        return False

    def _adds_up_its_name(self, cell: Cell) -> bool:
        """Whether ``Total`` stands before an indicator's name: it may be the indicator itself."""
        _, _, rest = cell.text.strip().partition(" ")
        return bool(rest) and self._names.indicator_near(rest) is not None

    def _is_data(self, row: int, held: Sequence[Cell]) -> bool:
        """Whether a row that names no known indicator is meant as data, not as a footer."""
        has_number = any(
            cell.content is not Content.TEXT or isinstance(read_number(cell.text), WrittenNumber)
            for cell in held
        )
        return has_number or any(
            column is not None and self._sheet.label(row, column.number) is not None
            for column in (self.place, self.period)
        )

    def _said_of_row(self, row: int) -> tuple[Measure | None, Fault | None]:
        """Of a table with indicators across what the column of names says: ``Meta``, or nothing."""
        cells = (self._sheet.label(row, column.number) for column in self.naming)
        for cell in cells:
            if cell is not None and holds(cell) and cell.content is Content.TEXT:
                measure = measure_said(self._headings.meaning(cell))
                if measure is None:
                    return None, Fault("unused_row", cell.address, cell.text, {})
                return measure, None
        return None, None

    def _place_of(self, row: int, slot: Slot) -> tuple[Place | None, Cell | None, Fault | None]:
        """A place with the cell that names it, or the fault in naming it."""
        context = self._table.context
        if self.place is not None:
            cell = self._sheet.label(row, self.place.number)
            if cell is not None and holds(cell):
                return self._place_in(cell)
        if slot.about.place is not None:
            return slot.about.place, slot.heading, None
        below = self.below
        if below.said.place is not None and below.unread_place is None:
            return below.said.place, below.place_cell, None
        if (unread := below.unread_place or context.unread_place) is not None:
            return self._place_in(unread)
        if context.place is not None:
            said = context.place
            return said.value, said.cell, self._contradicted(said.cell, said.is_contradicted)
        beside = address_in(row, self.place) if self.place else address_of(context.blank_place)
        is_elsewhere = any(one.about.place for one in self.slots)
        where = beside or self._heading_of(slot if is_elsewhere else None)
        return None, None, Fault("unknown_place", where, "", {"suggestion": None})

    def _contradicted(self, cell: Cell | None, is_contradicted: bool) -> Fault | None:
        if cell is None or not is_contradicted:
            return None
        other = {"other": self._sheet.name}
        return Fault("context_contradicted", cell.address, cell.text, other)

    def _place_in(self, cell: Cell) -> tuple[Place | None, Cell | None, Fault | None]:
        if place := self._names.place(cell.text):
            return place, cell, None
        near = self._names.place_near(cell.text)
        return None, None, Fault("unknown_place", cell.address, cell.text, {"suggestion": near})

    def _period_of(self, row: int, slot: Slot) -> tuple[Where | None, Fault | None]:
        """The period of a number: its row's, else its heading's, else its table's."""
        own, unread = self._period_in_row(row, self.period)
        if unread:
            return None, unread
        year, unread = self._period_in_row(row, self.year)
        if unread:
            return None, unread
        heading = period_said_by(slot.about.period, slot.heading)
        below = period_said_by(self.below.said.period, None)
        context = self.period_of_table()
        found = combined(own, heading, year, below, context)
        if found is not None and found.words.is_whole:
            said, without = self._table.context.period, combined(own, heading, year, below)
            is_used = without is None or not without.words.is_whole
            is_contradicted = is_used and said is not None and said.is_contradicted
            return found, self._contradicted(said.cell if said else None, is_contradicted)
        if self._table.context.unread_period is not None and found is None:
            cell = self._table.context.unread_period
            return None, Fault("unreadable_period", cell.address, cell.text, {})
        where = found.cell if found else ""
        blank = address_of(self._table.context.blank_period)
        beside = address_in(row, self.period) if self.period else blank
        is_elsewhere = any(one.about.period for one in self.slots)
        address = where or beside or self._heading_of(slot if is_elsewhere else None)
        return None, Fault("unreadable_period", address, found.found if found else "", {})

    def _breakdown_of(self, row: int, slot: Slot) -> tuple[Breakdown | None, Fault | None]:
        """The part that a number is of, by its heading or its row; None of the whole."""
        found, said_by = slot.about.breakdown or self.below.said.breakdown, slot.heading
        for column in self.breaking_down:
            cell = self._sheet.label(row, column.number)
            if cell is None or is_whole(cell):
                continue
            heading = column.heading.text if column.heading else ""
            part = self._names.breakdown_below(heading, cell.text)
            if part is None:
                return None, Fault("unknown_breakdown", cell.address, cell.text, {})
            if found is not None:
                other = said_by.address if said_by else ""
                return None, Fault("two_breakdowns", cell.address, cell.text, {"other": other})
            found, said_by = part, cell
        return found, None

    def _measure_of(self, row: int, slot: Slot) -> tuple[Measure, Fault | None]:
        """Whether a number is a plan or an actual: as its row says, its heading, what is above."""
        for column in self.measuring:
            cell = self._sheet.label(row, column.number)
            if cell is not None and holds(cell):
                measure = measure_said(self._headings.meaning(cell))
                if measure is None:
                    return slot.measure, Fault("unused_row", cell.address, cell.text, {})
                self._measure_above = row, measure
                return measure, None
            above, measure = self._measure_above
            if measure is not None and row <= above + 1:  # written once, and blank below
                self._measure_above = row, measure
                return measure, None
        if slot.says_measure:
            return slot.measure, None
        return self.below.measure or slot.measure, None

    def period_of_table(self) -> Where | None:
        said = self._table.context.period
        if said is None or said.cell is not None or said.is_mapped:
            return period_said_by(said.value, said.cell) if said else None
        return Where(said.value, "", self._sheet.name)

    def _period_in_row(self, row: int, column: Column | None) -> tuple[Where | None, Fault | None]:
        cell = self._sheet.label(row, column.number) if column else None
        if cell is None or column is None or not holds(cell):
            return None, None
        words = period_in(cell, column.meaning.bare)
        if words is None:
            return None, Fault("unreadable_period", cell.address, cell.text, {})
        return Where(words, cell.address, cell.text), None

    def _heading_of(self, slot: Slot | None) -> str:
        """The heading at which a name is missing: the number's own where others say it."""
        first = self._table.columns[0].heading
        heading = slot.heading if slot else first
        return heading.address if heading else f"A{self._table.top}"
