"""All values of a workbook: its tables recognised, its cells read, each held against the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain

from data.errors import MegaError
from data.packed import Packed
from loaders.check import Rules, in_reading_order
from loaders.gathered import Gathered
from loaders.headings import Headings
from loaders.mapping import TableMapping
from loaders.names import Names
from loaders.problems import Problem, problem
from loaders.recognise import recognise
from loaders.recognised import Table
from loaders.sheet_check import check_sheet
from loaders.table_entries import TableEntries
from loaders.text import normalised
from loaders.unread import unread_rows
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
    named = {normalised(sheet.name) for sheet in workbook.sheets}
    for sheet in workbook.sheets:
        fitting = fitting_mappings(sheet, mappings, named)
        tables = recognise(sheet, names, fitting)
        said = [TableEntries(table, headings, names) for table in tables]
        problems += chain.from_iterable(table.told for table in tables)
        problems += check_sheet(rules, sheet, said, gathered)
        found += tables
        used += [_as_used(one, sheet, tables) for one in fitting]
        if not sheet.keeps_formats and any(one.says_something for one in said):
            without_formats.append(sheet)
    for first in without_formats[:1]:
        problems.append(problem("formats_not_kept", first.name, "A1"))
    if found:
        for sheet in workbook.sheets:
            own = [table for table in found if table.sheet.name == sheet.name]
            problems += unread_rows(sheet, own, names)
    observations, duplicates = gathered.without_duplicates()
    ordered = in_reading_order([*problems, *duplicates], workbook.sheets)
    names_some = bool(observations) or any(_names_indicators(table, names) for table in found)
    explained = list(dict.fromkeys(used))
    return Values(observations, ordered, found, explained, gathered.locked, names_some)


def _names_indicators(table: Table, names: Names) -> bool:
    labels = (table.sheet.label(row, one.number) for row in table.rows for one in table.naming)
    return any(names.indicator(label.text).indicator for label in labels if label is not None)


def _as_used(mapping: TableMapping, sheet: Sheet, tables: Sequence[Table]) -> TableMapping:
    """A mapping, of an earlier workbook without the constants that this one says otherwise."""
    if not mapping.is_kept:
        return mapping
    said = [one.context for one in tables if one.top == mapping.first_heading]
    has_place = any(one.place is not None and one.place.is_mapped for one in said)
    has_period = any(one.period is not None and one.period.is_mapped for one in said)
    return replace(
        mapping,
        sheet=sheet.name,
        place=mapping.place if has_place else "",
        period=mapping.period if has_period else "",
    )


def fitting_mappings(
    sheet: Sheet, mappings: Sequence[TableMapping], sheet_names: AbstractSet[str]
) -> list[TableMapping]:
    """The mappings for a sheet, each set of headings by the first that fits them.

    One made for a sheet of this name goes before the others. What one says of the place or
    period of another sheet in the same workbook is not taken for this one. ``sheet_names``
    are normalised.
    """
    fitting: dict[tuple[int, int], TableMapping] = {}
    for mapping in sorted(mappings, key=lambda one: (one.is_kept, not one.is_named_as(sheet))):
        rows = (mapping.first_heading, mapping.last_heading)
        is_of_another = not mapping.is_named_as(sheet) and normalised(mapping.sheet) in sheet_names
        if is_of_another and mapping.has_constants:
            continue
        if rows not in fitting and mapping.fits(sheet):
            fitting[rows] = mapping
    return list(fitting.values())


def check_fits(workbook: Workbook, mappings: Sequence[TableMapping]) -> None:
    """Error ``mapping_fits_no_sheet`` where a mapping a person chose has nothing to say."""
    for mapping in mappings:
        if not any(mapping.fits(sheet) for sheet in workbook.sheets):
            raise MegaError("mapping_fits_no_sheet", sheet=mapping.sheet or "?")
