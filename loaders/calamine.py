"""Reads ``.xls`` and ``.ods`` files with python-calamine.

It gives neither number formats nor hidden rows, and an error or an uncalculated formula of
an ``.xls`` as a blank; and it lays out every cell that a sheet spans. So it is used for old
and foreign files only, in a process of its own, and its sheets say that formats were not kept.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from math import isfinite

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from loaders.excel import EPOCH_1900, GENERAL
from loaders.grid import BOOLEAN, DATE, ERROR, NUMBER, TEXT, Collected, Tables
from loaders.limits import Allowance, Texts
from loaders.workbook import MergedRange, Sheet, Workbook

Value = float | str | bool | time | date | datetime | timedelta

_FORMATS = (GENERAL, "yyyy-mm-dd", "h:mm:ss", "[h]:mm:ss")
_AS_IT_IS, _AS_DAY, _AS_TIME, _AS_ELAPSED = range(len(_FORMATS))


def read_by_calamine(content: bytes, allowance: Allowance) -> Workbook:
    """All sheets. Errors: those of python-calamine."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    texts = Texts(allowance)
    tables = Tables(texts.all, list(_FORMATS))
    sheets = [
        _sheet(
            book.get_sheet_by_name(described.name),
            texts,
            tables,
            allowance,
            is_hidden=described.visible is not SheetVisibleEnum.Visible,
        )
        for described in book.sheets_metadata
        if described.typ is SheetTypeEnum.WorkSheet
    ]
    return Workbook(tuple(sheets))


def _sheet(
    found: CalamineSheet, texts: Texts, tables: Tables, allowance: Allowance, *, is_hidden: bool
) -> Sheet:
    cells = Collected()
    _, first_column = found.start or (0, 0)  # of rows, those before the first are given
    for row, values in enumerate(found.iter_rows(), start=1):
        for column, value in enumerate(values, start=first_column + 1):
            if (held := _held(value, texts)) is not None:
                allowance.take(cells=1)
                cells.add(row, column, *held)
    merged = [
        MergedRange(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in found.merged_cell_ranges or ()
    ]
    return Sheet(
        found.name, cells.grid(tables, merged), merged, is_hidden=is_hidden, keeps_formats=False
    )


def _held(value: Value, texts: Texts) -> tuple[int, float, int] | None:
    """Code, value and number format of a cell; None where it is blank."""
    held: tuple[int, float, int] | None
    match value:
        case str():
            is_blank = not value or value.isspace()
            held = None if is_blank else (TEXT, texts.place(value), _AS_IT_IS)
        case bool():
            held = BOOLEAN, float(value), _AS_IT_IS
        case int() | float() if not isfinite(value):
            held = ERROR, texts.place(str(value)), _AS_IT_IS
        case int() | float():
            held = NUMBER, float(value), _AS_IT_IS
        case time():
            held = DATE, _days(datetime.combine(EPOCH_1900, value)), _AS_TIME
        case timedelta():
            held = DATE, value / timedelta(days=1), _AS_ELAPSED
        case datetime():
            held = DATE, _days(value), _AS_DAY
        case date():
            held = DATE, _days(datetime.combine(value, time())), _AS_DAY
    return held


def _days(at: datetime) -> float:
    return (at - EPOCH_1900) / timedelta(days=1)
