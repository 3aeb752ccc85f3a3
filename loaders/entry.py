"""One number of a table with all that is said of it, or the fault in saying it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from indicators.model import Breakdown, Indicator, Measure, Place
from loaders.cell_words import holds
from loaders.excel import column_letters, coordinates
from loaders.headings import Role
from loaders.period_words import PeriodWords
from loaders.recognised import Column
from loaders.workbook import Cell


class Fault(NamedTuple):
    """What is wrong with a name or period: a problem's code, where, what stands there."""

    code: str
    cell: str
    found: str
    params: Mapping[str, object]


class Where(NamedTuple):
    """A period with the cell that says it."""

    words: PeriodWords
    cell: str
    found: str


class Entry(NamedTuple):
    """One number to be: its subject, or the fault in naming it, and its cells.

    The cells are None where they are blank; ``at`` gives the address of each all the same.
    """

    row: int
    indicator: Indicator | None
    place: Place | None
    place_cell: Cell | None  # that names the place; None where the sheet's name does
    period: Where | None
    measure: Measure
    breakdown: Breakdown | None
    value: Cell | None
    numerator: Cell | None
    denominator: Cell | None
    unit: Cell | None
    note: str
    at: Mapping[Role, str]
    fault: Fault | None
    wider_fault: Fault | None = None  # of a label or heading that holds for other rows too

    @property
    def address(self) -> str:
        """Where the entry stands: the value's cell, the numerator's where there is no value."""
        first = self.value or self.numerator or self.denominator
        return first.address if first else ""

    def cell(self, role: Role) -> Cell | None:
        return {
            Role.VALUE: self.value,
            Role.NUMERATOR: self.numerator,
            Role.DENOMINATOR: self.denominator,
            Role.UNIT: self.unit,
        }[role]

    def address_of(self, role: Role) -> str:
        """The address of a cell, blank or not; the entry's own where there is no such column."""
        cell = self.cell(role)
        return cell.address if cell else self.at.get(role, self.address)

    def text_of(self, role: Role) -> str:
        cell = self.cell(role)
        return cell.text if cell else ""


def combined(*said: Where | None) -> Where | None:
    """What was said first, made whole by what was said of a wider range.

    A quarter takes the year from the next that has one; the year of a column of years takes
    the quarter.
    """
    known = [one for one in said if one is not None]
    if not known:
        return None
    first, *wider = known
    words = first.words
    for outer in wider:
        words = words.within(outer.words)
    own, heading, year, *_ = said
    if first is year and own is None and heading is None:
        for outer in wider:
            if outer.words.number is not None or outer.words.month is not None:
                inner = outer.words.within(words)
                words = inner if inner.year == words.year else words
    return first._replace(words=words)


def period_said_by(words: PeriodWords | None, cell: Cell | None) -> Where | None:
    if words is None:
        return None
    return Where(words, cell.address if cell else "", cell.text if cell else "")


def held_in(cells: Mapping[int, Cell], column: Column | None) -> Cell | None:
    cell = cells.get(column.number) if column else None
    return cell if holds(cell) else None


def stands_in(fault: Fault | None, row: int) -> bool:
    return fault is not None and coordinates(fault.cell)[0] == row


def address_of(cell: Cell | None) -> str:
    return cell.address if cell else ""


def address_in(row: int, column: Column) -> str:
    return f"{column_letters(column.number)}{row}"
