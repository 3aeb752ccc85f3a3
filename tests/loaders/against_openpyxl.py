"""What openpyxl finds in a workbook, in the words of ``loaders.workbook``, to compare with."""

from io import BytesIO

import openpyxl
from openpyxl.utils.escape import unescape

from loaders.workbook import Content

KINDS = {"n": Content.NUMBER, "s": Content.TEXT, "b": Content.BOOLEAN, "e": Content.ERROR}


def as_read(workbook):
    """Everything that was read, sheet by sheet."""
    return {
        sheet.name: {
            "cells": {
                cell.address: (cell.content, cell.value, cell.number_format)
                for row in sheet.rows.values()
                for cell in row.values()
            },
            "merged": set(sheet.merged),
            "hidden_rows": set(sheet.hidden_rows),
            "is_hidden": sheet.is_hidden,
        }
        for sheet in workbook.sheets
    }


def as_openpyxl_reads(content):
    """The same of openpyxl, which reads a file once for results and once for formulas."""
    results = openpyxl.load_workbook(BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(BytesIO(content))
    return {
        sheet.title: {
            "cells": _cells(sheet, formulas[sheet.title]),
            "merged": {
                (area.min_row, area.min_col, area.max_row, area.max_col)
                for area in sheet.merged_cells.ranges
            },
            "hidden_rows": {row for row, shape in sheet.row_dimensions.items() if shape.hidden},
            "is_hidden": sheet.sheet_state != "visible",
        }
        for sheet in results.worksheets
    }


def _cells(results, formulas):
    cells = {}
    for cell in results._cells.values():  # all that are there, and no others
        formula, value = formulas[cell.coordinate], _unescaped(cell.value)
        if value is None and formula.data_type == "f":
            found = Content.UNCALCULATED, _formula(formula.value)
        elif value is None or (isinstance(value, str) and not value.strip()):
            continue
        elif cell.is_date:
            found = Content.DATE, value
        else:
            found = KINDS[cell.data_type], value
        cells[cell.coordinate] = (*found, cell.number_format)
    return cells


def _unescaped(value):
    return unescape(value) if isinstance(value, str) else value


def _formula(value):
    """The text of a formula; openpyxl gives an array formula as an object."""
    text = getattr(value, "text", value)
    return text if text.startswith("=") else f"={text}"
