"""What is said of a workbook that was read: where each thing was found, and what is missing."""

from dataclasses import replace

import pytest

from dashboard.words import words_in
from dashboard.words.workbooks import recognised
from indicators.model import LANGUAGES
from loaders.mapping import MappedColumn, TableMapping
from loaders.problems import problem
from tests.loaders.drawn import book_of, read

ES, EN, PT = (words_in(language) for language in ("es", "en", "pt"))

WITHOUT_PLACE = """
    | Código | Período | Valor |
    | M01    | 2024-T1 | 3     |
"""
PLACE_ALONE = "| Código | País"
ALL = "| Código | País | Período"
MAPPING = TableMapping(
    sheet="Datos",
    first_heading=1,
    last_heading=1,
    columns=(MappedColumn("A", "code"), MappedColumn("C", "value")),
    place="PE",
    period="2024-Q1",
)


def test_what_a_mapping_says_of_the_whole_table_is_told_as_the_mappings():
    (table,) = read(WITHOUT_PLACE, MAPPING).tables
    assert recognised(table, EN).endswith(
        "place Peru, from the mapping; period Q1 2024, from the mapping"
    )
    assert "lugar Perú, por el mapeo" in recognised(table, ES)
    assert "local Peru, pelo mapeamento" in recognised(table, PT)


def test_what_the_sheets_name_says_is_told_as_the_sheets_names():
    book = book_of(WITHOUT_PLACE)
    book["Datos"].title = "PE"
    (table,) = read(book).tables
    assert recognised(table, EN).endswith("place Peru, from the sheet's name")


@pytest.mark.parametrize(
    ("drawing", "mapping", "code", "cell"),
    [
        (WITHOUT_PLACE, None, "unknown_place", "A1"),
        (WITHOUT_PLACE, replace(MAPPING, place=""), "unknown_place", "A1"),
        (f"{PLACE_ALONE} | Valor |\n| M01 | PE | 3 |", None, "unreadable_period", "A1"),
        (f"{ALL} | Valor |\n| M01 | PE | | 3 |", None, "unreadable_period", "C2"),
        (f"{ALL} | Valor |\n| M01 | | 2024 | 3 |", None, "unknown_place", "B2"),
        (f"{ALL} | Valor |\n| | PE | 2024 | 3 |", None, "unknown_indicator", "A2"),
    ],
)
def test_where_nothing_was_found_the_sentence_says_so_and_how_to_give_it(
    drawing, mapping, code, cell
):
    found = read(drawing, *[mapping] if mapping else [])
    (told,) = [one for one in found.problems if one.code == code]
    assert (told.cell, told.found) == (cell, "")
    for language in LANGUAGES:
        sentence = words_in(language).problem(told)
        assert "“”" not in sentence
        assert "«»" not in sentence
    assert EN.problem(told).startswith("Nothing says which")


def test_what_a_title_says_of_all_numbers_is_said_with_its_cell():
    (table,) = read("| Metas 2024 |\n| Código | Perú |\n| M10 | 3 |").tables
    assert recognised(table, EN).endswith("all values are what is planned, from A1")


def test_a_quarter_without_its_year_in_the_sheets_name_is_quoted():
    book = book_of("| Código | País | Valor |\n| M01 | PE | 3 |")
    book["Datos"].title = "T3"
    (told,) = [one for one in read(book).problems if one.code == "unreadable_period"]
    assert told.found == "T3"


def test_a_day_where_a_number_should_be_is_said_to_be_excels():
    day = problem("unreadable_value", "Datos", "A2", "2024-03-01")
    assert EN.problem(day).startswith("The cell holds the date 2024-03-01, which is no number")
    word = problem("unreadable_value", "Datos", "A2", "x")
    assert EN.problem(word).startswith("“x” cannot be read")
