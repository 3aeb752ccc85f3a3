"""The rows that a person looks at when a workbook was read: the first ones, and all headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.grid import ERROR, TEXT, UNCALCULATED, Columns, Grid, Tables
from loaders.mapping import ROWS_AT_THE_TOP
from loaders.recognised import Table
from loaders.workbook import Sheet, Workbook

_OF_TEXT = {TEXT, ERROR, UNCALCULATED}


def seen_of(sheets: Sequence[Sheet], tables: Iterable[Table]) -> Workbook:
    """The sheets cut down to these rows; their texts are those of these rows alone."""
    headings: dict[str, set[int]] = {}
    for table in tables:
        headings.setdefault(table.sheet.name, set()).update(range(table.top, table.first))
    texts: dict[str, int] = {}
    shared: Tables | None = None
    cut: list[Sheet] = []
    for sheet in sheets:
        if isinstance(sheet.rows, Grid):
            if shared is None:
                shared = Tables([], sheet.rows.tables.formats, sheet.rows.tables.epoch)
            columns = _cut(sheet.rows, headings.get(sheet.name, set()), texts)
            cut.append(replace(sheet, rows=Grid(columns, shared)))
    if shared is not None:
        shared.texts.extend(texts)
    return Workbook(tuple(cut))


def _cut(grid: Grid, headings: set[int], texts: dict[str, int]) -> Columns:
    own = grid.columns
    rows = [row for row in grid if row <= ROWS_AT_THE_TOP or row in headings]
    places = [n for row in rows for n in grid.places(row)]
    columns = own.picked(places)
    for n, code in enumerate(columns.codes):
        if code in _OF_TEXT:
            text = grid.tables.texts[int(columns.values[n])]
            columns.values[n] = texts.setdefault(text, len(texts))
    return columns
