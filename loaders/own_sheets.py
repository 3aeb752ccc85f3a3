"""Sheets that the program adds to workbooks for its own use: an import passes them over.

Each has one of these marks in its first cell, whatever its name is in the reader's language.
"""

from __future__ import annotations

from dataclasses import replace

from loaders.workbook import Sheet, Workbook

PROBLEMS = "mega:problems"
LISTS = "mega:lists"
OUTSIDE = "mega:outside"
"""The list of problems, lists behind drop-downs, and what the present strategy has no place for."""


def without_own_sheets(workbook: Workbook) -> Workbook:
    """The workbook with the sheets that people filled in alone."""
    return replace(workbook, sheets=tuple(s for s in workbook.sheets if not _is_own(s)))


def _is_own(sheet: Sheet) -> bool:
    first = sheet.cell(1, 1)
    return first is not None and first.value in {PROBLEMS, LISTS, OUTSIDE}
