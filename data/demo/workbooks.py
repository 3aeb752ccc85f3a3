"""The demo's workbooks as bytes: the same bytes every time."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from data.demo.layouts import Layout, Sheaf
from data.demo.tables import Row, table

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_WHOLE_OR_DECIMAL = re.compile(r"-?\d+(\.\d+)?")

# What people write as text although it looks like a number.
_TEXT_COLUMNS = {"code", "baseline_period", "goal_period", "period"}
_SHEETS = {
    "Areas": "areas",
    "Objectives": "objectives",
    "Indicators": "indicators",
    "Milestones": "milestones",
    "Places": "places",
    "Breakdowns": "breakdowns",
}


def quarterly_workbook(layout: Layout, sheaf: Sheaf, by: str, at: datetime) -> bytes:
    """One sender's workbook, written by ``by`` at ``at``."""
    book = _new_workbook()
    layout(book, sheaf)
    return _bytes(book, by, at)


def strategy_workbook(plan: str, by: str, at: datetime) -> bytes:
    """The strategy workbook of a plan cycle, one sheet a table."""
    book = _new_workbook()
    _add_sheet(book, "Plan", _of_plan("plans", plan))
    for title, name in _SHEETS.items():
        _add_sheet(book, title, _of_plan(name, plan))
    return _bytes(book, by, at)


def _of_plan(name: str, plan: str) -> list[Row]:
    rows = table(name)
    if "plan" not in rows[0]:
        return list(rows)
    own = [row for row in rows if row["plan"] == plan]
    return [{key: text for key, text in row.items() if key != "plan"} for row in own]


def _add_sheet(book: Workbook, title: str, rows: list[Row]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([_cell(column, text) for column, text in row.items()])


def _cell(column: str, text: str) -> str | float | None:
    if column in _TEXT_COLUMNS or not _WHOLE_OR_DECIMAL.fullmatch(text):
        return text or None
    return float(text) if "." in text else int(text)


def _new_workbook() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def _bytes(book: Workbook, by: str, at: datetime) -> bytes:
    """The saved workbook with its own time stamps in place of the clock's."""
    book.properties.creator = by
    book.properties.created = at
    saved, fixed = BytesIO(), BytesIO()
    book.save(saved)
    stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(saved) as source, ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", source.read(name))
            target.writestr(ZipInfo(name, _ZIP_DATE), content, ZIP_DEFLATED)
    return fixed.getvalue()
