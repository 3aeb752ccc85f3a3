"""Finds the tables of a sheet: where the headings are, what each column holds, what holds for all.

Recognising reads no number and judges nothing: it says which cells belong together, and
which headings it could not use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.context_reader import (
    context_of_cells,
    context_of_rows,
    context_of_sheet_name,
    says_more,
)
from loaders.headings import Headings
from loaders.mapped_reader import MappedReader
from loaders.mapping import TableMapping
from loaders.names import Names
from loaders.recognised import Table
from loaders.table_reader import TableReader
from loaders.workbook import Sheet


def recognise(sheet: Sheet, names: Names, mappings: Sequence[TableMapping] = ()) -> list[Table]:
    """The tables of a sheet, from top to bottom; none in a sheet of instructions.

    A sheet that mappings explain has the tables that they say and no others. Error
    ``mapping_wrong`` where one names what the strategy does not know.
    """
    headings = Headings(names)
    explained = sorted(mappings, key=lambda one: one.first_heading)
    readers = [MappedReader(sheet, one, headings, names) for one in explained]
    recognising = TableReader(sheet, headings, names)
    found = list(recognising.blocks())
    blocks = [one.block for one in readers] or found
    tops = [block.top for block in (*blocks, *found)]
    ends = recognising.ends_of(blocks, tops)
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
