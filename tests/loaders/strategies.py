"""Small strategy workbooks: a test draws the columns that it is about, the rest is filled in."""

from io import BytesIO
from textwrap import dedent

import openpyxl

from loaders.read import read_workbook
from loaders.strategy import read_strategy
from loaders.text import normalised
from loaders.workbook import Workbook

PLAN = """
    field       | es        | en        | pt
    code        | 2022-2024 |           |
    start_year  | 2022      |           |
    end_year    | 2024      |           |
    vision_year | 2030      |           |
    name        | Plan      | The plan  | O plano
    vision      | Visión    |           |
"""

FILLED = {
    "Areas": {"code": "A1", "order": 1, "weight": 1, "name_es": "Área"},
    "Objectives": {"code": "O1", "level": "strategic", "area": "A1", "text_es": "Objetivo"},
    "Indicators": {
        "code": "M01",
        "area": "A1",
        "name_es": "Organizaciones",
        "unit": "organizaciones",
        "decimals": 0,
        "direction": "increase",
        "baseline_period": "2021",
        "baseline": 100,
        "goal_period": "2030",
        "goal": 190,
        "agg_time": "last",
        "agg_place": "sum",
        "frequency": "quarter",
        "weight": 1,
    },
    "Milestones": {"indicator": "M01", "period": "2024", "value": 130},
    "Places": {"code": "PE", "name_es": "Perú"},
    "Targets": {
        "indicator": "M01",
        "place": "PE",
        "baseline_period": "2021",
        "baseline": 10,
        "goal_period": "2030",
        "goal": 19,
    },
    "Reporters": {"indicator": "M01", "place": "PE", "from": "2022-Q1"},
    "Breakdowns": {"dimension": "sex", "value": "women"},
}
ALWAYS_THERE = ("Areas", "Objectives", "Indicators", "Milestones", "Places")


def sheets_with(**drawn):
    """A whole strategy workbook; of a drawn table, columns that are not drawn stand to the right.

    A sheet drawn as None is left out.
    """
    tables = {"Plan": PLAN, **dict.fromkeys(ALWAYS_THERE, ""), **drawn}
    return {
        name: rows(table) if name == "Plan" else filled(table, FILLED[name])
        for name, table in tables.items()
        if table is not None
    }


def filled(table, defaults):
    header, *body = rows(table) if table else [[], []]
    drawn = {normalised(column) for column in header}
    others = [column for column in defaults if normalised(column) not in drawn]
    return [
        [*header, *others],
        *([*row, *(defaults[column] for column in others)] for row in body),
    ]


def read_with(percent_formats=(), **drawn):
    """What reading a strategy workbook with these tables gives."""
    return read_strategy(read_workbook(saved(sheets_with(**drawn), percent_formats)))


def problems_with(percent_formats=(), **drawn):
    return read_with(percent_formats, **drawn)[1]


def found_with(percent_formats=(), **drawn):
    """The problems as ``Sheet!Cell code``."""
    problems = problems_with(percent_formats, **drawn)
    return [f"{problem.sheet}!{problem.cell} {problem.code}" for problem in problems]


def rows(table: str) -> list[list[object]]:
    """The cells of a table drawn with bars; numbers are numbers, unless in quotes."""
    lines = dedent(table).strip("\n").splitlines()
    return [[cell(text.strip()) for text in line.split("|")] for line in lines]


def cell(text: str) -> object:
    if text.startswith('"'):
        return text.strip('"')
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text or None


def saved(sheets: dict[str, list[list[object]]], percent_formats: tuple[str, ...] = ()) -> bytes:
    """The workbook as a file; ``percent_formats`` are cells such as Indicators!B2."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    for where in percent_formats:
        name, _, address = where.partition("!")
        book[name][address].number_format = "0.0%"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(percent_formats: tuple[str, ...] = (), **tables: str) -> Workbook:
    """Drawn tables, as the reader reads them from a real file."""
    sheets = {name: rows(table) for name, table in tables.items()}
    return read_workbook(saved(sheets, percent_formats))
