"""A sheet that is a table: a header row, named columns, and one small parser a column.

A table says which columns it has and what a cell of each may hold; reading it finds every
cell that does not. What the rows mean together is not settled here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from loaders.excel import column_letters
from loaders.problems import Problem, problem
from loaders.text import normalised
from loaders.workbook import Cell, Content, Sheet, Workbook

REQUIRED: Final = object()
"""What is read from a blank cell where a blank is a problem."""

_FIRST_ROWS = 50
"""A header stands no lower; above it there may be a title."""

_CELL_PROBLEMS = {
    Content.ERROR: "spreadsheet_error",
    Content.UNCALCULATED: "formula_without_value",
}


class UnfitError(Exception):
    """A cell that its column cannot take: the code of the problem and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header. ``blank`` is what a blank cell, or no such column, stands for."""

    name: str
    parse: Callable[[Cell], Any]
    blank: object = REQUIRED
    refers_to: str = ""

    @property
    def is_required(self) -> bool:
        return self.blank is REQUIRED


@dataclass(frozen=True, slots=True)
class TableSpec:
    """What a sheet has to hold. Rows are told apart by the columns of ``key`` together."""

    sheet: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    is_optional: bool = False
    may_be_empty: bool = True
    header_words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        words = frozenset(normalised(column.name) for column in self.columns)
        object.__setattr__(self, "header_words", words)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, and of those that could be read the values.

    A blank cell has the value that its column gives to it; an unfit one has none.
    """

    sheet: str
    addresses: Mapping[str, str]
    cells: Mapping[str, Cell]
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def has(self, *columns: str) -> bool:
        """Whether all of these could be read and are not blank."""
        return all(self.values.get(column) is not None for column in columns)

    def address(self, column: str) -> str:
        """The cell as one refers to it from another sheet, such as Areas!B2."""
        return f"{self.sheet}!{self.addresses[column]}"

    def problem(self, code: str, at: str, **params: object) -> Problem:
        found = self.cells[at].text if at in self.cells else ""
        return problem(code, self.sheet, self.addresses[at], found, **params)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet, and where its header stands; ``is_there`` False: no such sheet."""

    spec: TableSpec
    sheet: str
    header: Mapping[str, Cell] = field(default_factory=dict)
    rows: Sequence[Row] = ()
    is_there: bool = True


def sheet_named(workbook: Workbook, name: str) -> Sheet | None:
    """The first sheet of this name, whatever its case, accents and spacing."""
    wanted = normalised(name)
    return next((sheet for sheet in workbook.sheets if normalised(sheet.name) == wanted), None)


def read_table(workbook: Workbook, spec: TableSpec) -> tuple[Table, list[Problem]]:
    """The table of a sheet, with a problem for each cell, column and sheet that is not right."""
    sheet = sheet_named(workbook, spec.sheet)
    if sheet is None:
        missing = [] if spec.is_optional else [problem("missing_sheet", spec.sheet, "", spec.sheet)]
        return Table(spec, spec.sheet, is_there=False), missing
    header_row = _header_row(sheet, spec)
    header, problems = _header(sheet, header_row, spec)
    columns = {name: cell.column for name, cell in header.items()}
    rows: list[Row] = []
    for number, cells in sheet.rows.items():
        named = {name: cells[column] for name, column in columns.items() if column in cells}
        if number > header_row and named:
            addresses = _addresses(columns, spec, number)
            row, unfit = read_row(sheet.name, addresses, named, spec.columns, columns)
            rows.append(row)
            problems += unfit
    if not (rows or spec.may_be_empty):
        problems += _nothing_below(sheet, header_row, columns, spec)
    return Table(spec, sheet.name, header, rows), problems


def read_row(
    sheet: str,
    addresses: Mapping[str, str],
    cells: Mapping[str, Cell],
    columns: Sequence[Column],
    there: Mapping[str, object],
) -> tuple[Row, list[Problem]]:
    """A row from its cells; a blank is a problem only in a column that is ``there``."""
    row = Row(sheet, addresses, cells, {})
    problems: list[Problem] = []
    for column in columns:
        cell = cells.get(column.name)
        if cell is not None:
            try:
                row.values[column.name] = _parsed(cell, column)
            except UnfitError as unfit:
                problems.append(row.problem(unfit.code, column.name, **unfit.params))
        elif not column.is_required:
            row.values[column.name] = column.blank
        elif column.name in there:
            problems.append(row.problem("missing_value", column.name, column=column.name))
    return row, problems


def _parsed(cell: Cell, column: Column) -> Any:
    if cell.content in _CELL_PROBLEMS:
        raise UnfitError(_CELL_PROBLEMS[cell.content])
    try:
        return column.parse(cell)
    except UnfitError as unfit:
        if unfit.code in {"unknown_word", "not_a_whole_number"}:
            unfit.params["column"] = column.name
        raise


def _header_row(sheet: Sheet, spec: TableSpec) -> int:
    """The row with the most of the table's headers; the first of several."""

    def known(row: int) -> int:
        words = {normalised(cell.text) for cell in sheet.rows[row].values()}
        return len(words & spec.header_words)

    return max(islice(sheet.rows, _FIRST_ROWS), key=known, default=1)


def _header(sheet: Sheet, row: int, spec: TableSpec) -> tuple[dict[str, Cell], list[Problem]]:
    """The header cells by column name; a column that stands there twice is read once."""
    names = {normalised(column.name): column.name for column in spec.columns}
    header: dict[str, Cell] = {}
    problems: list[Problem] = []
    for cell in sheet.rows.get(row, {}).values():
        name = names.get(normalised(cell.text))
        if name is None or name in header:
            problems.append(problem("unused_column", sheet.name, cell.address, cell.text))
        else:
            header[name] = cell
    first = f"A{row}"
    problems += [
        problem("missing_column", sheet.name, first, column=column.name)
        for column in spec.columns
        if column.is_required and column.name not in header
    ]
    return header, problems


def _addresses(columns: Mapping[str, int], spec: TableSpec, row: int) -> dict[str, str]:
    """Where each column's cell of a row is; of a column that is missing, the row's first cell."""
    return {
        column.name: f"{column_letters(columns.get(column.name, 1))}{row}"
        for column in spec.columns
    }


def _nothing_below(
    sheet: Sheet, header_row: int, columns: Mapping[str, int], spec: TableSpec
) -> Iterator[Problem]:
    key = spec.key[0]
    if key in columns:
        cell = f"{column_letters(columns[key])}{header_row + 1}"
        yield problem("missing_value", sheet.name, cell, column=key)
