"""What a single heading says: units, years of two digits, dates, counts; and corners of tables."""

import pytest

from tests.loaders.drawn import problems, read, values


def found_below(heading, title="Perú, T1 2024", code="M08"):
    return read(f"| {title} |\n| Código | {heading} |\n| {code} | 3 |")


@pytest.mark.parametrize(
    "heading",
    [
        "Valor (contratos)",
        "Resultado [contratos]",
        "Valor, contratos",
        "Valor en contratos",
        "Valor",
    ],
)
def test_a_heading_may_say_the_unit_of_the_values_below_it(heading):
    found = found_below(heading)
    assert (values(found), problems(found)) == (["B3 M08 PE 2024-Q1 3"], [])


@pytest.mark.parametrize("heading", ["Valor (%)", "Monto en USD", "Valor (en miles)"])
def test_a_unit_in_a_heading_that_is_not_the_indicators_is_told_once_at_the_heading(heading):
    found = read(f"| Perú, T1 2024 |\n| Código | {heading} |\n| M08 | 3 |\n| M01 | 9 |")
    assert values(found) == []
    assert problems(found) == ["B2 unit_mismatch"]


def test_a_unit_in_the_row_goes_before_that_of_the_heading():
    found = read("""
        | Perú, T1 2024 |             |           |
        | Código        | Valor (USD) | Unidad    |
        | M08           | 3           | contratos |
    """)
    assert values(found) == ["B3 M08 PE 2024-Q1 3"]


def test_a_note_in_brackets_that_is_no_unit_makes_a_heading_unknown():
    found = read("| Perú, T1 2024 |\n| Código | Valor | Dato (revisado) |\n| M08 | 3 | 4 |")
    assert values(found) == ["B3 M08 PE 2024-Q1 3"]
    assert problems(found) == ["C2 unused_column"]


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("T1-24", "2024-Q1"),
        ("2T24", "2024-Q2"),
        ("Q3'24", "2024-Q3"),
        ("jun/24", "2024-Q2"),
        ("31/03/2024", "2024-Q1"),
        ("2024-06-30", "2024-Q2"),
        ("T1 (Ene-Mar) 2024", "2024-Q1"),
        ("T2 2024 (abr - jun)", "2024-Q2"),
        ("N.º T1 2024", "2024-Q1"),
    ],
)
def test_a_heading_says_a_period_in_many_ways(heading, period):
    found = found_below(heading, title="Perú")
    assert (values(found), problems(found)) == ([f"B3 M08 PE {period} 3"], [])


def test_a_quarter_with_the_months_of_another_is_no_period():
    found = read("| Perú |\n| Código | T1 2024 | T2 (Ene-Mar) 2024 |\n| M08 | 3 | 4 |")
    assert values(found) == ["B3 M08 PE 2024-Q1 3"]
    assert problems(found) == ["C2 unused_column"]


def test_the_name_of_a_sheet_may_write_its_year_with_two_digits():
    assert values(read({"PE T1-24": "| Código | Valor |\n| M08 | 3 |"})) == ["B2 M08 PE 2024-Q1 3"]


def test_a_sheet_named_like_an_indicator_is_about_it():
    drawing = "| País | T1 2024 | T2 2024 |\n| Perú | 3 | 4 |"
    assert values(read({"M08": drawing})) == ["B2 M08 PE 2024-Q1 3", "C2 M08 PE 2024-Q2 4"]


@pytest.mark.parametrize("number", ["1er", "1.º", "1st", "I", '"1"', "primero"])
def test_an_ordinal_alone_is_a_quarter_below_a_heading_that_says_so(number):
    found = read(f"""
        | Código | País | Año  | Trimestre | Valor |
        | M08    | PE   | 2024 | {number}  | 3     |
    """)
    assert values(found) == ["E2 M08 PE 2024-Q1 3"]


def test_a_quarter_may_say_its_year_beside_its_number():
    found = read("| Código | País | Trimestre | Valor |\n| M08 | PE | 3 de 2024 | 3 |")
    assert values(found) == ["D2 M08 PE 2024-Q3 3"]


@pytest.mark.parametrize(
    "labels",
    [
        "Trimestre: | T2 |\n| Año: | 2024",
        "Año: | 2024 |\n| Trimestre: | 2",
        "Mes: | Junio |\n| Año: | 2024",
    ],
)
def test_a_quarter_and_its_year_may_be_labelled_in_any_order(labels):
    found = read(f"| País: | PE |\n| {labels} |\n| Código | Valor |\n| M08 | 3 |")
    assert (values(found), problems(found)) == (["B5 M08 PE 2024-Q2 3"], [])


def test_years_may_stand_below_quarters():
    found = read("""
        | Perú   | T1   |      | T2   |      |
        | Código | 2023 | 2024 | 2023 | 2024 |
        | M08    | 1    | 2    | 3    | 4    |
    """)
    assert values(found) == [
        "B3 M08 PE 2023-Q1 1",
        "C3 M08 PE 2024-Q1 2",
        "D3 M08 PE 2023-Q2 3",
        "E3 M08 PE 2024-Q2 4",
    ]


def test_a_year_of_its_own_is_not_made_the_quarter_of_a_title_with_another_year_or_the_same():
    found = read("| Perú, T2 2024 |\n| Código | Real 2023 | Real 2024 |\n| M10 | 3 | 4 |")
    assert values(found) == ["B3 M10 PE 2023 3", "C3 M10 PE 2024 4"]


@pytest.mark.parametrize("upper", ["| Meta | | Real | |", "| Presupuestado | | Logros | |"])
@pytest.mark.parametrize("corner", ["Perú 2024", ""])
def test_words_for_plan_and_actual_reach_over_unmerged_quarters(upper, corner):
    found = read(
        {
            "PE 2024": f"""
        | {corner} {upper}
        | Código | T1 | T2 | T1 | T2 |
        | M08    | 1  | 2  | 3  | 4  |
    """
        }
    )
    assert values(found) == [
        "B3 M08 PE 2024-Q1 plan 1",
        "C3 M08 PE 2024-Q2 plan 2",
        "D3 M08 PE 2024-Q1 3",
        "E3 M08 PE 2024-Q2 4",
    ]


def test_parts_of_a_ratio_reach_over_unmerged_places():
    found = read("""
        | T1 2024 | Numerador |          | Denominador |          |
        | Código  | Perú      | Colombia | Perú        | Colombia |
        | M02     | 28        | 16       | 100         | 200      |
    """)
    assert values(found) == ["B3 M02 PE 2024-Q1 - 28/100", "C3 M02 CO 2024-Q1 - 16/200"]


def test_each_place_may_head_a_block_in_the_corner_of_its_own_headings():
    found = read(
        {
            "2024": """
        | Perú     | T1 | T2 |
        | M08      | 1  | 2  |
        | Colombia | T1 | T2 |
        | M08      | 3  | 4  |
    """
        }
    )
    assert values(found) == [
        "B2 M08 PE 2024-Q1 1",
        "C2 M08 PE 2024-Q2 2",
        "B4 M08 CO 2024-Q1 3",
        "C4 M08 CO 2024-Q2 4",
    ]


@pytest.mark.parametrize("text", ["M08*", "Indicador M08", "Indicador n.º M08", "M0\u200b8"])
def test_an_indicator_is_known_by_its_code_with_a_mark_a_word_or_what_nobody_sees(text):
    found = read(f"| Perú, T1 2024 |\n| Código | Valor |\n| {text} | 3 |")
    assert (values(found), problems(found)) == (["B3 M08 PE 2024-Q1 3"], [])


def test_an_indicator_is_known_by_its_name_behind_a_number():
    name = "Nuevas relaciones comerciales formalizadas"
    found = read(f"| Perú, T1 2024 |\n| Indicador | Valor |\n| 5. {name} | 3 |")
    assert (values(found), problems(found)) == (["B3 M08 PE 2024-Q1 3"], [])


@pytest.mark.parametrize("text", ["\u200b", "¿?", "S/I", "sin reporte", "em andamento", "tbc"])
def test_a_word_or_sign_for_a_missing_value_is_no_value(text):
    found = read(f"| Perú, T1 2024 |\n| Código | Valor |\n| M08 | {text} |\n| M05 | 9 |")
    assert (values(found), problems(found)) == (["B4 M05 PE 2024-Q1 9"], [])


def test_a_year_alone_above_the_table_is_its_year():
    found = read({"PE": "| 2024 |\n| Código | T1 | T2 |\n| M08 | 3 | 4 |"})
    assert values(found) == ["B3 M08 PE 2024-Q1 3", "C3 M08 PE 2024-Q2 4"]
