"""Reads a strategy workbook: all of it, or everything that is wrong with it.

The columns of each sheet are in ``loaders.strategy_columns``, what its rows must mean
together in ``loaders.strategy_rules``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import islice
from typing import Any, TypeVar, get_type_hints

from indicators.model import (
    LANGUAGES,
    Area,
    Breakdown,
    Indicator,
    Milestone,
    Objective,
    Place,
    PlaceTarget,
    Plan,
    Reporter,
    Strategy,
    Text,
)
from loaders.excel import coordinates
from loaders.problems import Problem, Severity, problem
from loaders.strategy_columns import INDICATORS, PLAN, PLAN_FIELDS, TABLES
from loaders.strategy_rules import Tables, broken_rules, duplicates
from loaders.tables import Row, Table, read_row, read_table, sheet_named
from loaders.text import normalised
from loaders.workbook import Cell, Sheet, Workbook

Item = TypeVar(
    "Item",
    Plan,
    Area,
    Objective,
    Indicator,
    Milestone,
    Place,
    PlaceTarget,
    Reporter,
    Breakdown,
)

TYPE_OF_TABLE: Mapping[str, type[Any]] = {
    "plan": Plan,
    "areas": Area,
    "objectives": Objective,
    "indicators": Indicator,
    "milestones": Milestone,
    "places": Place,
    "place_targets": PlaceTarget,
    "reporters": Reporter,
    "breakdowns": Breakdown,
}
"""By the name of each table of a strategy, what its rows are."""

SHEET_OF_TABLE = {name: name.capitalize() for name in TYPE_OF_TABLE} | {"place_targets": "Targets"}
"""On which sheet of the workbook a table stands."""

COLUMN_OF_FIELD = {Reporter: {"first": "from", "last": "to"}, Breakdown: {"category": "value"}}
"""Where a field of the model is not called as its column is."""

_WORDS_OF_PLANS = {"start year", "end year", "vision year"}
_WORDS_OF_INDICATORS = {"direction", "agg time", "agg place"}
_TELLING = 2
"""So many of these words in one sheet are no accident."""
_FIRST_ROWS = 50
"""They stand in the first rows; a sheet of values may have a million more."""


def is_strategy(workbook: Workbook) -> bool:
    """Whether the workbook says what is to be reached, rather than what was.

    It does where its sheet of indicators says how they move and add up, or its sheet of the
    plan which years it spans: a quarterly workbook may have sheets of these names too, with
    values or lists in them.
    """
    indicators = sheet_named(workbook, INDICATORS.sheet)
    plan = sheet_named(workbook, PLAN.sheet)
    return (indicators is not None and _tells(indicators, _WORDS_OF_INDICATORS)) or (
        plan is not None and _tells(plan, _WORDS_OF_PLANS)
    )


def _tells(sheet: Sheet, words: set[str]) -> bool:
    rows = islice(sheet.rows.values(), _FIRST_ROWS)
    found = {normalised(cell.text) for cells in rows for cell in cells.values()}
    return len(found & words) >= _TELLING


def read_strategy(workbook: Workbook) -> tuple[Strategy | None, list[Problem]]:
    """The strategy, None where there are errors, and all problems in the workbook's order."""
    plan, problems = _read_plan(workbook)
    tables: dict[str, Table] = {}
    for spec in TABLES:
        table, found = read_table(workbook, spec)
        tables[spec.sheet] = table
        problems += found
    problems += broken_rules(plan, tables)
    problems.sort(key=_position(workbook))
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    return _strategy(plan, tables), problems


def _read_plan(workbook: Workbook) -> tuple[Row, list[Problem]]:
    """The sheet of the plan, which has a row a field, as one row."""
    table, problems = read_table(workbook, PLAN)
    problems += duplicates(table)
    given = {normalised(row["field"]): row for row in reversed(table.rows) if row.has("field")}
    cells: dict[str, Cell] = {}
    addresses: dict[str, str] = {}
    for column in PLAN_FIELDS:
        name, _, language = column.name.rpartition("_")
        is_text = language in LANGUAGES
        row = given.get(normalised(name if is_text else column.name))
        if row is not None:
            languages = (language,) if is_text else LANGUAGES
            written = next((known for known in languages if known in row.cells), languages[0])
            addresses[column.name] = row.addresses[written]
            if written in row.cells:
                cells[column.name] = row.cells[written]
    plan, unfit = read_row(table.sheet, addresses, cells, PLAN_FIELDS, addresses)
    if table.is_there and table.header.keys() >= {"field", "es"}:
        problems += _missing_fields(table, addresses)
    return plan, problems + unfit


def _missing_fields(table: Table, addresses: Mapping[str, str]) -> Iterator[Problem]:
    for column in PLAN_FIELDS:
        if column.is_required and column.name not in addresses:
            field = column.name.removesuffix("_es")
            yield problem("missing_field", table.sheet, "A1", field=field)


def _position(workbook: Workbook) -> Any:
    """The order in which a reader meets problems: by sheet, row and column."""
    order = {sheet.name: number for number, sheet in enumerate(workbook.sheets)}

    def position(found: Problem) -> tuple[int, int, int]:
        row, column = coordinates(found.cell) if found.cell else (0, 0)
        return order.get(found.sheet, -1), row, column

    return position


def _strategy(plan: Row, tables: Tables) -> Strategy:
    rows = {
        name: _items(TYPE_OF_TABLE[name], tables[sheet])
        for name, sheet in SHEET_OF_TABLE.items()
        if sheet in tables
    }
    return Strategy(plan=_item(Plan, plan), **rows)


def _items(kind: type[Item], table: Table) -> tuple[Item, ...]:
    return tuple(_item(kind, row) for row in table.rows)


def _item(kind: type[Item], row: Row) -> Item:
    """A row as the dataclass whose fields are its columns; a Text is three of them."""
    columns = COLUMN_OF_FIELD.get(kind, {})
    hints = get_type_hints(kind)

    def value(name: str) -> Any:
        if hints[name] is Text:
            return Text(*(row[f"{name}_{language}"] for language in LANGUAGES))
        return row[columns.get(name, name)]

    return kind(**{field.name: value(field.name) for field in fields(kind)})
