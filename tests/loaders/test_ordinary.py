"""A long table is told row by row and all at once; both say the same, whatever is in it."""

import random
from dataclasses import replace
from xml.sax.saxutils import escape

import pytest

from indicators.model import Breakdown
from indicators.periods import Period
from loaders.entries import TableRows
from loaders.headings import Headings
from loaders.names import Names
from loaders.ordinary import Ordinary
from loaders.read import read_workbook
from loaders.recognise import recognise
from loaders.values import find_values
from loaders.workbook import Workbook, column_letters
from tests.loaders.drawn import rules, strategy
from tests.loaders.packages import package, sheet
from tests.support.parts import among, in_part

ROWS = 1_100
PERCENT_STYLE = "<cellXfs><xf/><xf numFmtId='10'/></cellXfs>"

CODES = [one.code for one in strategy().indicators]
NAMES = [one.name.es for one in strategy().indicators]
PLACES = [one.code for one in strategy().places] + ["Perú", "Brasil", "México"]
PERIODS = [f"T{q} {year}" for year in (2022, 2023, 2024, 2025) for q in (1, 2, 3, 4)]
WHOLE = [*PERIODS, "2023", "2024-S1", "2024-S2", "31/12/2024", 45657, "junio 2023"]
NUMBERS = [*range(100), 0.5, 0.97, 1, 1e6, -3]
WRITTEN = ["1,5", "12,25", "1.234", "15 200", "(3)", "85,5 %", "USD 3", "160*", "1.234.567,5", "x"]
ODD_NUMBERS = [*WRITTEN, "s/d", "-", "", ("e", "#REF!"), ("b", "1"), ("%", 0.853), ("%", 0.004)]
ODD_NAMES = ["", "Total", "Subtotal", "Nota", "Perú", "M99", "s/d", 5, "Lugar", "VPD-01"]

Row = list[object]


def rarely(rng, usual, odd, share):
    return rng.choice(odd) if rng.random() < share else rng.choice(usual)


def long_rows(rng, share) -> list[Row]:
    heads = ["Código", "Indicador", "País", "Período", "Numerador", "Denominador", "Valor",
             "Unidad", "Observaciones"]  # fmt: skip
    rows: list[Row] = [["Informe de Perú"], [], heads]
    for _ in range(ROWS):
        n = rng.randrange(len(CODES))
        rows.append(
            [
                rarely(rng, [CODES[n]], ODD_NAMES + CODES, share),
                rarely(rng, [NAMES[n], ""], ODD_NAMES + NAMES, share),
                rarely(rng, PLACES, ODD_NAMES, share),
                rarely(rng, WHOLE, [*ODD_NAMES, "T9 2024", "2050", "T1"], share),
                rarely(rng, ["", *NUMBERS], ODD_NUMBERS, share),
                rarely(rng, ["", *NUMBERS[1:]], ODD_NUMBERS, share),
                rarely(rng, ["", *NUMBERS], ODD_NUMBERS, share),
                rarely(rng, ["", strategy().indicators[n].unit], ["USD", "ha", "%"], share),
                rarely(rng, ["", "revisado"], [5, "-"], share),
            ]
        )
        if rng.random() < share / 4:
            rows.append(rng.choice([[], ["Total"], ["Colombia"], ["", "", "2024"], ["Área"]]))
    return rows


def written_rows(rng, share) -> list[Row]:
    """Numbers as texts, with one decimal mark or with two."""
    rows: list[Row] = [["Código", "País", "Año", "Trimestre", "Valor"]]
    marks = rng.choice([["1,5", "2,25"], ["1,5", "2.25"], ["12", "7"]])
    rows += [
        [
            rarely(rng, CODES, ODD_NAMES, share),
            rarely(rng, PLACES, ODD_NAMES, share),
            rarely(rng, [2023, 2024, "2022"], ["", "T1", 1800], share),
            rarely(rng, [1, 2, 3, 4, "T3"], ["", 7, "S1"], share),
            rarely(rng, [*marks, "1.234", "33"], ODD_NUMBERS, share),
        ]
        for _ in range(ROWS)
    ]
    return rows


def wide_rows(rng, share) -> list[Row]:
    """Periods across, with plan and actual, in a sheet of one place."""
    heads: Row = ["Indicador"]
    for period in PERIODS[:6]:
        heads += [f"Plan {period}", f"Real {period}"]
    rows: list[Row] = [["País", "Perú"], heads]
    for _ in range(ROWS):
        cells = [rarely(rng, ["", *NUMBERS], ODD_NUMBERS, share) for _ in heads[1:]]
        rows.append([rarely(rng, NAMES, ODD_NAMES, share), *cells])
        if rng.random() < share / 8:
            rows.append(rng.choice([["Colombia"], ["Total", 3, 4], [], ["Área"]]))
    return rows


def places_across(rng, share) -> list[Row]:
    """Places across, a breakdown among them, and the period above the table."""
    rows: list[Row] = [["Consolidado, T3 2024"], ["Código", "Perú", "CO", "México", "Mujeres PE"]]
    for _ in range(ROWS):
        cells = [rarely(rng, NUMBERS, ODD_NUMBERS, share) for _ in range(4)]
        rows.append([rarely(rng, CODES, ODD_NAMES, share), *cells])
    return rows


def parts_in_a_column(rng, share) -> list[Row]:
    """A column that says which part a value is of."""
    rows: list[Row] = [["Código", "País", "Período", "Sexo", "Valor"]]
    for _ in range(ROWS):
        names = [rarely(rng, CODES, ODD_NAMES, share), rarely(rng, PLACES, ODD_NAMES, share)]
        part = rarely(rng, ["", "Total", "n/d"], ["mujeres", "otro", 5], share)
        numbers = rarely(rng, NUMBERS, ODD_NUMBERS, share)
        rows.append([*names, rarely(rng, PERIODS, ["", "x"], share), part, numbers])
        if rng.random() < share / 60:
            rows.append([rng.choice(["Mujeres", "Total", "Colombia"])])
    return rows


def indicators_across(rng, share) -> list[Row]:
    rows: list[Row] = [["País", "Período", *CODES[:5]]]
    for _ in range(ROWS):
        cells = [rarely(rng, NUMBERS, ODD_NUMBERS, share) for _ in range(5)]
        where = [rarely(rng, PLACES, ODD_NAMES, share), rarely(rng, PERIODS, ["", "x"], share)]
        rows.append([*where, *cells])
    return rows


def as_xml(rows: list[Row], rng, merges) -> str:
    lines = []
    for n, row in enumerate(rows, start=1):
        cells = "".join(_cell(f"{column_letters(c)}{n}", one) for c, one in enumerate(row, 1))
        hidden = ' hidden="1"' if rng.random() < 0.01 else ""
        lines.append(f'<row r="{n}"{hidden}>{cells}</row>')
    areas = "".join(f'<mergeCell ref="A{at}:A{at + 2}"/>' for at in merges)
    return sheet("".join(lines), after=f"<mergeCells>{areas}</mergeCells>" if merges else "")


def _cell(address, value) -> str:
    match value:
        case "":
            return ""
        case str():
            text = escape(value)
            return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        case ("%", number):
            return f'<c r="{address}" s="1"><v>{number}</v></c>'
        case (kind, text):
            return f'<c r="{address}" t="{kind}"><v>{text}</v></c>'
    return f'<c r="{address}"><v>{value}</v></c>'


def one_by_one(book: Workbook) -> Workbook:
    """The same workbook, of which no rows are told all at once: its cells are not packed."""
    return Workbook(
        tuple(
            replace(one, rows={row: dict(one.rows[row]) for row in one.rows}) for one in book.sheets
        )
    )


def rules_with_more():
    of = replace(strategy(), breakdowns=(Breakdown("sex", "women", ("mujeres",)),))
    closed = frozenset({Period.parse("2022-Q2")})
    return replace(
        rules(of), closed=closed, places=frozenset(one.code for one in of.places) - {"MX"}
    )


LAYOUTS = [
    long_rows, written_rows, wide_rows, places_across, parts_in_a_column, indicators_across,
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("share", [0, 0.01, 0.3])
@pytest.mark.parametrize("seed", in_part([1, 2], among(1)))
def test_a_table_says_the_same_all_at_once_and_row_by_row(layout, share, seed):
    rng = random.Random(f"{layout.__name__} {share} {seed}")
    merges = rng.sample(range(10, ROWS), 3) if share else []
    content = package(as_xml(layout(rng, share), rng, merges), styles=PERCENT_STYLE)
    book = read_workbook(content)
    keeps = Workbook(tuple(replace(one, keeps_formats=seed == 1) for one in book.sheets))
    said = rules_with_more() if share else rules()
    at_once, singly = find_values(keeps, said), find_values(one_by_one(keeps), said)
    assert list(at_once.observations) == list(singly.observations)
    assert at_once.problems == singly.problems
    assert at_once.locked == singly.locked
    assert at_once.names_indicators == singly.names_indicators


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.__name__)
def test_rows_without_anything_odd_are_ordinary(layout):
    rng = random.Random(layout.__name__)
    (only,) = read_workbook(package(as_xml(layout(rng, 0), rng, []))).sheets
    names = Names(strategy())
    (table,) = recognise(only, names)
    headings = Headings(names)
    ordinary = Ordinary(table, TableRows(table, headings, names), headings, names)
    assert ordinary.is_ordinary.sum() > 0.9 * ROWS


@pytest.mark.parametrize("seed", range(3))
def test_no_heading_is_passed_over_in_a_long_sheet(seed):
    rng = random.Random(seed)
    rows: list[Row] = []
    for layout in rng.sample(LAYOUTS, len(LAYOUTS)):
        start = rng.randrange(800)
        rows += [[], *layout(rng, 0.2)[:3], *layout(rng, 0.02)[start : start + 250], []]
    book = read_workbook(package(as_xml(rows, rng, rng.sample(range(1, 1000), 2))))
    names = Names(strategy())
    found, expected = (
        [
            (one.top, one.first, one.last, one.columns, one.context, one.unused)
            for one in recognise(of.sheets[0], names)
        ]
        for of in (book, one_by_one(book))
    )
    assert found == expected
    assert len(found) > 1
