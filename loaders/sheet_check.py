"""Holds all that the tables of one sheet say against the rules.

Checking writes nothing and stops at nothing: all problems of a workbook come at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from loaders.check import Checked, Rules, check_entry, wider_problem
from loaders.gathered import Gathered
from loaders.numbers import decimal_mark_of
from loaders.problems import Problem, problem
from loaders.table_entries import TableEntries
from loaders.workbook import Sheet


def check_sheet(
    rules: Rules, sheet: Sheet, tables: Sequence[TableEntries], gathered: Gathered
) -> list[Problem]:
    """Gather what a sheet says, and tell all that is wrong with single entries.

    A fault of a heading or label is told once, at that cell.
    """
    numbers = chain.from_iterable(table.text_numbers() for table in tables)
    decimal_mark = decimal_mark_of(numbers)
    problems: dict[tuple[str, str], Problem] = {}

    def tell(found: Problem) -> None:
        problems.setdefault((found.code, found.cell), found)

    for heading in chain.from_iterable(one.table.unknown_places for one in tables):
        tell(problem("unknown_place", sheet.name, heading.address, heading.text, suggestion=None))
    for heading in chain.from_iterable(one.table.unused for one in tables):
        tell(problem("unused_column", sheet.name, heading.address, heading.text))
    for table in tables:
        for label, place in table.unknown_sub_headings.items():
            params = {"place": place}
            where = (sheet.name, label.address, label.text)
            tell(problem("unknown_sub_heading", *where, **params))
    rows: set[int] = set()
    for table in tables:
        read = table.read(rules, decimal_mark)
        results = [check_entry(rules, sheet, entry, decimal_mark) for entry in read.entries]
        wider = (wider_problem(sheet, entry) for entry in read.entries)
        for found in filter(None, chain(map(_told_of, results), wider)):
            tell(found)
        gathered.add(read, [one for one in results if isinstance(one, Checked)])
        rows.update(read.rows)
    for noticed in _hidden(sheet, rows):
        tell(noticed)
    return list(problems.values())


def _told_of(result: Checked | Problem | None) -> Problem | None:
    """What is told of an entry at once; a unit is where a thing is said once only."""
    return result.footnote if isinstance(result, Checked) else result


def _hidden(sheet: Sheet, rows: AbstractSet[int]) -> Iterator[Problem]:
    """A notice for a hidden sheet, or for each block of hidden rows, that data was read from."""
    if sheet.is_hidden and rows:
        yield problem("hidden_sheet", sheet.name, "A1", sheet.name)
    blocks = {sheet.hidden_block(row) for row in rows & sheet.hidden_rows}
    for row in sorted(blocks):
        label = sheet.label(row, 1)
        yield problem("hidden_rows", sheet.name, f"A{row}", label.text if label else "")
