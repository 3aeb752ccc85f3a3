"""What cannot be understood is told at its cell: no number goes by unsaid."""

from tests.loaders.drawn import problems, read, values


def told(found):
    return [f"{one.sheet}!{one.cell} {one.code}" for one in found.problems]


def test_indicators_beside_numbers_in_no_table_are_told_once_a_sheet():
    found = read(
        {
            "PE T1 2024": "| Código | Valor |\n| M08 | 3 |",
            "CO T1 2024": "| Código | Reporte físico |\n| M08 | 4 |\n| M05 | 9 |",
        }
    )
    assert values(found) == ["B2 M08 PE 2024-Q1 3"]
    assert told(found) == ["CO T1 2024!A2 unread_rows"]


def test_a_list_of_indicators_without_numbers_is_not_told():
    found = read(
        {
            "PE T1 2024": "| Código | Valor |\n| M08 | 3 |",
            "Lista": "| Código | Nombre | Unidad |\n| M08 | Relaciones | contratos |",
        }
    )
    assert told(found) == []


def test_an_unknown_word_over_several_columns_of_numbers_is_told():
    found = read("""
        | Perú 2024 | Zarambuya |    |
        | Código    | T1        | T2 |
        | M08       | 1         | 2  |
    """)
    assert values(found) == ["B3 M08 PE 2024-Q1 1", "C3 M08 PE 2024-Q2 2"]
    assert problems(found) == ["B1 unknown_heading"]


def test_a_title_over_the_names_too_is_no_unknown_heading():
    found = read("""
        | Informe de avance | Zarambuya |    |
        | Código            | Perú T1 2024 | Perú T2 2024 |
        | M08               | 1            | 2            |
    """)
    assert problems(found) == []


def test_an_unknown_word_below_places_is_an_unused_column_and_no_place():
    found = read("""
        |        | T1 2024 |       |       |       |
        |        | PERÚ    |       | CHILE |       |
        | Código | Zarz.   | Ejec. | Zarz. | Ejec. |
        | M08    | 1       | 2     | 3     | 4     |
    """)
    assert values(found) == ["C4 M08 PE 2024-Q1 2", "E4 M08 CL 2024-Q1 4"]
    assert problems(found) == ["B3 unused_column", "D3 unused_column"]


def test_a_total_of_some_places_among_places_is_unused_and_no_place():
    found = read("| T1 2024 |\n| Código | Perú | Total Andinos | Chile |\n| M01 | 1 | 3 | 2 |")
    assert values(found) == ["B3 M01 PE 2024-Q1 1", "D3 M01 CL 2024-Q1 2"]
    assert problems(found) == ["C2 unused_column"]


def test_a_plan_that_nothing_dates_beside_dated_values_is_unused():
    found = read("| Perú |\n| Código | Meta | T1 2024 |\n| M08 | 9 | 1 |")
    assert values(found) == ["C3 M08 PE 2024-Q1 1"]
    assert problems(found) == ["B2 unused_column"]


def test_a_value_that_nothing_dates_beside_dated_ones_is_told_at_its_own_heading():
    found = read("| Perú |\n| Código | T1 2024 | Valor |\n| M08 | 9 | 1 |")
    assert problems(found) == ["C2 unreadable_period"]


def test_a_place_that_one_column_lacks_is_told_at_its_own_heading():
    found = read("| Código | Perú T1 2024 | Real T2 2024 |\n| M08 | 3 | 4 |")
    assert problems(found) == ["C1 unknown_place"]


def test_blank_cells_beside_labels_are_told_there_all_at_once():
    found = read("""
        | País:    |       |
        | Periodo: |       |
        | Código   | Valor |
        | M08      | 3     |
    """)
    assert problems(found) == ["B1 unknown_place", "B2 unreadable_period"]


def test_a_blank_label_is_not_told_where_something_else_says_it():
    found = read({"PE": "| País: | | Periodo: | T1 2024 |\n| Código | Valor |\n| M08 | 3 |"})
    assert (values(found), problems(found)) == (["B3 M08 PE 2024-Q1 3"], [])


def test_a_row_of_titles_that_names_two_places_names_none():
    found = read("| Perú, T1 2024 | Colombia |\n| |\n| Código | Valor |\n| M08 | 3 |")
    assert problems(found) == ["A3 unknown_place"]


def test_a_unit_that_holds_for_several_values_of_a_row_is_told_once():
    found = read("| Perú |\n| Código | Unidad | T1 2024 | T2 2024 |\n| M08 | USD | 1 | 2 |")
    assert problems(found) == ["B3 unit_mismatch"]


def test_an_unknown_sub_heading_below_a_place_is_told_and_an_area_of_the_plan_is_not():
    drawing = """
        | T1 2024       |       |
        | Indicador     | Valor |
        | Perú          |       |
        | {between}     |       |
        | M08           | 4     |
    """
    found = read(drawing.format(between="Otras oficinas"))
    assert values(found) == ["B5 M08 PE 2024-Q1 4"]
    assert problems(found) == ["A4 unknown_sub_heading"]
    assert problems(read(drawing.format(between="Mercados"))) == []
    assert problems(read(drawing.format(between="Nota: cifras preliminares"))) == []


def test_a_row_of_a_place_without_a_number_holds_for_no_row_below_it():
    found = read({"M08": "| País | T1 2024 | T2 2024 |\n| Perú | pendiente | |\n| | 3 | 4 |"})
    assert values(found) == []
    assert set(problems(found)) == {"A3 unknown_place"}
