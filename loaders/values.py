"""All values of a workbook: its tables recognised, its cells read, each held against the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.errors import MegaError
from data.packed import Packed
from loaders.check import Rules, in_reading_order
from loaders.gathered import Gathered
from loaders.headings import Headings
from loaders.mapping import TableMapping, mapped
from loaders.names import Names
from loaders.problems import Problem, problem
from loaders.recognise import recognise
from loaders.recognised import Table
from loaders.sheet_check import check_sheet
from loaders.table_entries import TableEntries
from loaders.workbook import Sheet, Workbook


@dataclass(frozen=True)
class Values:
    """What a workbook says, what is wrong with it, and how its sheets were read.

    ``mappings`` are those that were needed: of the sheets that a person explained. ``locked``
    says by sheet and cell of a value what is wrong if it changes one of a closed period.
    ``names_indicators`` tells a form that nobody filled in from a workbook of something else.
    """

    observations: Packed
    problems: Sequence[Problem]
    tables: Sequence[Table]
    mappings: Sequence[TableMapping]
    locked: Mapping[tuple[str, str], Problem]
    names_indicators: bool

    @property
    def is_of_something_else(self) -> bool:
        return not (self.observations or self.problems or self.names_indicators)


def find_values(
    workbook: Workbook,
    rules: Rules,
    mappings: Sequence[TableMapping] = (),
    names: Names | None = None,
) -> Values:
    """The values of a workbook, as if nothing were in force yet.

    A sheet that a mapping fits is read by it; the others are recognised. Error
    ``mapping_wrong`` where a mapping names what the strategy does not know. ``names`` are those
    of the strategy, where they are at hand.
    """
    names = names or Names(rules.strategy)
    gathered = Gathered(rules.strategy)
    headings = Headings(names)
    problems: list[Problem] = []
    found: list[Table] = []
    used: list[TableMapping] = []
    without_formats: list[Sheet] = []
    for sheet in workbook.sheets:
        fitting = fitting_mappings(sheet, mappings)
        tables = [mapped(sheet, one, names) for one in fitting] or recognise(sheet, names)
        said = [TableEntries(table, headings, names) for table in tables]
        problems += check_sheet(rules, sheet, said, gathered)
        found += tables
        used += fitting
        if not sheet.keeps_formats and any(one.says_something for one in said):
            without_formats.append(sheet)
    for first in without_formats[:1]:
        problems.append(problem("formats_not_kept", first.name, "A1"))
    observations, duplicates = gathered.without_duplicates()
    ordered = in_reading_order([*problems, *duplicates], workbook.sheets)
    named = bool(observations) or any(_names_indicators(table, names) for table in found)
    return Values(observations, ordered, found, list(dict.fromkeys(used)), gathered.locked, named)


def _names_indicators(table: Table, names: Names) -> bool:
    labels = (table.sheet.label(row, one.number) for row in table.rows for one in table.naming)
    return any(names.indicator(label.text).indicator for label in labels if label is not None)


def fitting_mappings(sheet: Sheet, mappings: Sequence[TableMapping]) -> list[TableMapping]:
    """The mappings for a sheet, each set of headings by the first that fits them."""
    fitting: dict[tuple[int, int], TableMapping] = {}
    for mapping in mappings:
        rows = (mapping.first_heading, mapping.last_heading)
        if rows not in fitting and mapping.fits(sheet):
            fitting[rows] = mapping
    return list(fitting.values())


def check_fits(workbook: Workbook, mappings: Sequence[TableMapping]) -> None:
    """Error ``mapping_fits_no_sheet`` where a mapping a person chose has nothing to say."""
    for mapping in mappings:
        if not any(mapping.fits(sheet) for sheet in workbook.sheets):
            raise MegaError("mapping_fits_no_sheet", sheet=mapping.sheet or "?")
