"""What is told of a mapping that a table was read by: that it was reused, what it alone says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from loaders.context import Context, Said
from loaders.excel import column_letters
from loaders.headings import NUMBERS
from loaders.mapping import ROLES, TableMapping
from loaders.period_finder import read_period
from loaders.problems import Problem, problem
from loaders.recognised import Table
from loaders.workbook import Cell, Content


def told_of(mapping: TableMapping, table: Table, found: Context) -> Iterator[Problem]:
    """``found`` is what the workbook says of the whole table by itself."""
    if mapping.is_kept:
        first = _first_heading(table)
        yield problem("mapping_reused", table.sheet.name, first.address, first.text)
        yield from _constants_reused(mapping, table, found)
    else:
        yield from _contradicted(mapping, table, found)


def _constants_reused(mapping: TableMapping, table: Table, found: Context) -> Iterator[Problem]:
    """What was said of an earlier workbook, where this one does not say the same."""
    said, sheet = table.context, table.sheet.name
    first = _first_heading(table)
    is_dated = found.period is not None and found.period.value.period is not None
    says_same = is_dated and said.period is not None and found.period == said.period
    for constant, used, is_said in (
        (mapping.place, said.place, found.place is not None),
        (mapping.period, said.period, says_same),
    ):
        if constant and used is not None and used.is_mapped and not is_said:
            yield problem("constant_reused", sheet, first.address, first.text, said=constant)
    for told in mapping.columns:
        heading = _heading_of(table, told.letter) or first
        for constant in (told.period, told.place, told.indicator):
            if constant and ROLES.get(told.role) in NUMBERS:
                yield problem(
                    "constant_reused", sheet, heading.address, heading.text, said=constant
                )
    for word, instead in mapping.words:
        if read_period(instead) is not None:
            text = f"{word} = {instead}"
            yield problem("constant_reused", sheet, first.address, first.text, said=text)


def _contradicted(mapping: TableMapping, table: Table, found: Context) -> Iterator[Problem]:
    """What the workbook says otherwise than the person who explained it."""
    context = table.context
    others: list[tuple[str, Said[Any] | None]] = []
    if mapping.place and context.place and found.says_another_place(context.place.value):
        others.append((mapping.place, found.place))
    if mapping.period and context.period and found.says_another_period(context.period.value):
        others.append((mapping.period, found.period))
    for constant, other in others:
        if other is not None:
            address = other.cell.address if other.cell else "A1"
            text = other.cell.text if other.cell else table.sheet.name
            yield problem("constant_contradicted", table.sheet.name, address, text, said=constant)


def _first_heading(table: Table) -> Cell:
    headings = [one.heading for one in table.columns if one.heading is not None]
    return headings[0] if headings else Cell(table.top, 1, Content.TEXT, "")


def _heading_of(table: Table, letter: str) -> Cell | None:
    return next((c.heading for c in table.columns if column_letters(c.number) == letter), None)
