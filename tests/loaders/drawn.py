"""Workbooks drawn as tables, and what is found in them written in one line a value.

A cell of digits is a number, one in quotes a text whatever it looks like, a blank one empty.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from indicators.model import Strategy
from loaders.check import Rules
from loaders.mapping import suggestion
from loaders.read import read_workbook
from loaders.strategy import read_strategy
from loaders.values import Values, find_values

SAMPLES = Path(__file__).parents[1] / "samples"
TODAY = date(2026, 11, 20)

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@cache
def strategy() -> Strategy:
    """The strategy of the samples: 24 targets, 23 places, 2022 to 2030."""
    workbook = read_workbook((SAMPLES / "strategy.xlsx").read_bytes())
    found, problems = read_strategy(workbook)
    assert found is not None, problems
    return found


def fill(sheet: Worksheet, drawing: str) -> None:
    """Draw a table into a sheet; a row without cells is a blank one."""
    rows = [line.strip() for line in drawing.strip("\n").splitlines()]
    for row, line in enumerate(rows, start=1):
        for column, text in enumerate(line.strip("|").split("|") if line else [], start=1):
            sheet.cell(row, column).value = _cell(text.strip())


def _cell(text: str) -> str | float | None:
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    return text or None


def book_of(sheets: str | Mapping[str, str]) -> openpyxl.Workbook:
    """A workbook with a sheet for each drawing; one drawing alone stands in ``Datos``."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    drawings = {"Datos": sheets} if isinstance(sheets, str) else sheets
    for name, drawing in drawings.items():
        fill(book.create_sheet(name), drawing)
    return book


def as_bytes(book: openpyxl.Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def rules(of: Strategy | None = None, today: date = TODAY) -> Rules:
    plan = (of or strategy()).plan
    return Rules(of or strategy(), plan.start_year, plan.vision_year, today)


def read(sheets: str | Mapping[str, str] | openpyxl.Workbook, *mappings, **told) -> Values:
    """Everything found in a drawn workbook; read as is suggested of it, it says the same."""
    book = sheets if isinstance(sheets, openpyxl.Workbook) else book_of(sheets)
    workbook = read_workbook(as_bytes(book))
    found = find_values(workbook, rules(**told), mappings)
    if not mappings:
        suggested = [suggestion(table) for table in found.tables]
        again = find_values(workbook, rules(**told), suggested)
        assert values(again) == values(found)
        assert _kept_out(again) == _kept_out(found)
    return found


def _kept_out(found: Values) -> list[tuple[str, str, str]]:
    """Errors by cell, but those of headings that a mapping ignores."""
    ignored = {(t.sheet.name, cell.address) for t in found.tables for cell in t.unknown_places}
    errors = [one for one in found.problems if one.severity == "error"]
    return [(e.sheet, e.cell, e.code) for e in errors if (e.sheet, e.cell) not in ignored]


def values(found: Values) -> list[str]:
    """One line a value, in the order of the cells: ``D2 M01 PE 2024-Q4 280``."""
    return [
        " ".join(
            [
                one.cell,
                one.indicator,
                one.place,
                one.period.code,
                *(["plan"] if one.measure == "milestone" else []),
                *([one.category] if one.category else []),
                _number(one.value)
                if one.numerator is None and one.denominator is None
                else f"{_number(one.value)} {_number(one.numerator)}/{_number(one.denominator)}",
            ]
        )
        for one in sorted(found.observations, key=lambda one: (one.sheet, _order(one.cell)))
    ]


def problems(found: Values) -> list[str]:
    """One line a problem: ``A2 unknown_indicator``."""
    return [f"{one.cell} {one.code}" for one in found.problems]


def _number(number: float | None) -> str:
    return "-" if number is None else f"{number:g}" if abs(number) < 1e5 else str(number)


def _order(cell: str) -> tuple[int, int]:
    row, column = openpyxl.utils.cell.coordinate_to_tuple(cell)
    return row, column
