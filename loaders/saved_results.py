"""What the formulas of a workbook came to when it was saved, kept when openpyxl writes it anew.

openpyxl writes a formula without its result. Whoever reads the workbook without reckoning it
again, as an import does, would find nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from html import escape
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

Results = Mapping[str, Mapping[str, tuple[str, str]]]
"""For each sheet's name and cell the type and the text of its saved result, as .xlsx has them."""

_FORMULA = re.compile(
    r'<c r="(?P<cell>[A-Z]+\d+)"(?P<style>[^>]*)>(?P<formula><f\b[^>]*?(?:/>|>[^<]*</f>))'
    r"<v\s*(?:/>|></v>)</c>"
)
"""A cell with a formula as openpyxl writes it, and nothing else does here."""


def results_in(content: bytes, book: Workbook) -> Results:
    """The saved results of the formulas of ``book``, which was loaded from ``content``."""
    formulas = {sheet.title: _formulas_of(sheet) for sheet in book.worksheets}
    if not any(formulas.values()):
        return {}
    saved = load_workbook(BytesIO(content), data_only=True, read_only=True)
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for sheet in saved.worksheets:
        wanted = formulas.get(sheet.title)
        if wanted:
            found[sheet.title] = {
                cell.coordinate: _as_written(cell.value, cell.data_type)
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None and cell.coordinate in wanted
            }
    saved.close()
    return found


def with_results(xml: str, results: Mapping[str, tuple[str, str]]) -> str:
    """A sheet's part as openpyxl wrote it, with these results beside its formulas."""

    def fill(match: re.Match[str]) -> str:
        found = results.get(match["cell"])
        if found is None:
            return match[0]
        kind, text = found
        start = f'<c r="{match["cell"]}"{match["style"]} t="{kind}">'
        return f"{start}{match['formula']}<v>{escape(text, quote=False)}</v></c>"

    return _FORMULA.sub(fill, xml)


def _formulas_of(sheet: Worksheet) -> frozenset[str]:
    # Not iter_rows(), which makes every cell up to a stray one in the last row and column.
    return frozenset(one.coordinate for one in sheet._cells.values() if one.data_type == "f")


def _as_written(value: Any, data_type: str) -> tuple[str, str]:
    match value:
        case bool():
            return "b", str(int(value))
        case int() | float():
            return "n", repr(value)
        case datetime() | date() | time() | timedelta():
            return "n", repr(to_excel(value))  # type: ignore[no-untyped-call]
    return ("e" if data_type == "e" else "str"), str(value)
