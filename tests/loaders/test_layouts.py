"""Layouts as people make them: which cell is which indicator, place and period."""

import openpyxl
import pytest

from tests.loaders.drawn import book_of, fill, problems, read, values


def test_one_row_a_value():
    found = read("""
        | Indicador | País | Periodo | Valor | Numerador | Denominador | Nota     |
        | M01       | PE   | 2024-Q4 | 280   |           |             | revisado |
        | M02       | Perú | T4 2024 |       | 241       | 280         |          |
    """)
    assert values(found) == ["D2 M01 PE 2024-Q4 280", "E3 M02 PE 2024-Q4 - 241/280"]
    assert problems(found) == []
    assert [one.note for one in found.observations] == ["revisado", ""]


@pytest.mark.parametrize(
    "headings",
    [
        "| Code | Indicator name | Country | Quarter | Result |",
        "| CÓDIGO DEL INDICADOR | nombre | pais | TRIMESTRE | Valor reportado |",
        "| Cód. | Nome do indicador | País | Período | Resultado |",
        "|  Indicador | Nombre  del   indicador | PAÍS: | Periodo de reporte | valor |",
    ],
)
def test_headings_are_known_in_three_languages_whatever_case_accents_and_spacing(headings):
    found = read(f"{headings}\n| M01 | Cualquiera | PE | 2024T4 | 280 |")
    assert (values(found), problems(found)) == (["E2 M01 PE 2024-Q4 280"], [])


def test_years_and_quarters_in_columns_of_their_own():
    found = read("""
        | Indicador | País | Año  | Trimestre | Valor |
        | M01       | PE   | 2024 | 4         | 280   |
        | M01       | CO   | 2024 | III       | 160   |
        | M01       | MX   | 2024 | T2        | 90    |
    """)
    assert values(found) == [
        "E2 M01 PE 2024-Q4 280",
        "E3 M01 CO 2024-Q3 160",
        "E4 M01 MX 2024-Q2 90",
    ]


def test_quarters_across_with_plan_and_actual_below():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "MX"
    fill(
        sheet,
        """
        | Seguimiento 2023 |                |      |      |      |      |
        | Código           | Nombre         | T1   |      | T2   |      |
        |                  |                | Meta | Real | Meta | Real |
        | M07              | Ventas locales | 0.4  | 0.38 | 0.4  | 0.51 |
        """,
    )
    expected = [
        "C4 M07 MX 2023-Q1 plan 0.4",
        "D4 M07 MX 2023-Q1 0.38",
        "E4 M07 MX 2023-Q2 plan 0.4",
        "F4 M07 MX 2023-Q2 0.51",
    ]
    assert values(read(book)) == expected
    for cells in ("C2:D2", "E2:F2", "A2:A3", "B2:B3"):
        sheet.merge_cells(cells)
    assert values(read(book)) == expected


def test_years_over_quarters():
    found = read(
        {
            "Perú": """
        |           | 2023 |    |    |    | 2024 |    |
        | Indicador | T1   | T2 | T3 | T4 | T1   | T2 |
        | M08       | 1    | 2  | 3  | 4  | 5    | 6  |
    """
        }
    )
    assert values(found) == [
        "B3 M08 PE 2023-Q1 1",
        "C3 M08 PE 2023-Q2 2",
        "D3 M08 PE 2023-Q3 3",
        "E3 M08 PE 2023-Q4 4",
        "F3 M08 PE 2024-Q1 5",
        "G3 M08 PE 2024-Q2 6",
    ]


def test_numerator_and_denominator_below_the_quarters():
    found = read(
        {
            "CO": """
        | Indicador | 1er trimestre 2024 |             | 2do trimestre 2024 |             |
        |           | Numerador          | Denominador | Numerador          | Denominador |
        | M02       | 10                 | 20          | 11                 | 20          |
    """
        }
    )
    assert values(found) == ["B3 M02 CO 2024-Q1 - 10/20", "D3 M02 CO 2024-Q2 - 11/20"]


def test_two_columns_of_one_name_under_different_periods():
    found = read("""
        | País: Honduras |         |         |
        | Código         | Real    | Real    |
        |                | T1 2024 | T2 2024 |
        | M08            | 3       | 5       |
    """)
    assert values(found) == ["B4 M08 HN 2024-Q1 3", "C4 M08 HN 2024-Q2 5"]


def test_countries_across_with_the_period_in_the_title_and_totals_left_out():
    found = read("""
        | Consolidado regional, segundo trimestre de 2024 | | | | |
        |               |      |          |        |       |
        | Indicador     | Perú | Colombia | México | TOTAL |
        | M01           | 281  | 161      | 90     | 532   |
        | M05           | 9.9  |          | 3.1    | 13    |
        | Total general | 290  | 161      | 93     | 545   |
    """)
    assert values(found) == [
        "B4 M01 PE 2024-Q2 281",
        "C4 M01 CO 2024-Q2 161",
        "D4 M01 MX 2024-Q2 90",
        "B5 M05 PE 2024-Q2 9.9",
        "D5 M05 MX 2024-Q2 3.1",
    ]
    assert problems(found) == []


def test_plan_and_actual_under_countries_that_no_merged_cell_holds_together():
    found = read("""
        | Avance al 30 de junio de 2024 |       |       |          |       |         |       |
        | Indicador                     | PERÚ  |       | COLOMBIA |       | Totales |       |
        |                               | Prog. | Ejec. | Prog.    | Ejec. | Prog.   | Ejec. |
        | M08                           | 3     | 2     | 5        | 6     | 8       | 8     |
    """)
    assert values(found) == [
        "B4 M08 PE 2024-Q2 plan 3",
        "C4 M08 PE 2024-Q2 2",
        "D4 M08 CO 2024-Q2 plan 5",
        "E4 M08 CO 2024-Q2 6",
    ]
    assert problems(found) == []


@pytest.mark.parametrize(("word", "expected"), [("Meta", "plan "), ("Real", "")])
def test_a_heading_over_quarters_is_over_all_of_them_though_no_merged_cell_says_so(word, expected):
    found = read(
        {
            "PE 2024": f"""
        | Indicador | {word} |    |    |
        |           | T1     | T2 | T3 |
        | M08       | 25     | 30 | 35 |
    """
        }
    )
    assert values(found) == [
        f"B3 M08 PE 2024-Q1 {expected}25",
        f"C3 M08 PE 2024-Q2 {expected}30",
        f"D3 M08 PE 2024-Q3 {expected}35",
    ]


def test_a_day_in_digits_in_a_title_is_no_year():
    found = read("""
        | Avance al 30/06/2024 - Perú |       |
        | Indicador                   | Valor |
        | M10                         | 350   |
    """)
    assert values(found) == []
    assert problems(found) == ["A2 unreadable_period"]


def test_a_lower_heading_that_is_not_known_is_told_and_nothing_is_read_below_it():
    found = read(
        {
            "PE": """
        | Indicador | T1 2024 |      | T2 2024 |      |
        |           | Techo   | Real | Techo   | Real |
        | M08       | 3       | 2    | 5       | 6    |
    """
        }
    )
    assert values(found) == ["C3 M08 PE 2024-Q1 2", "E3 M08 PE 2024-Q2 6"]
    assert problems(found) == ["B2 unused_column", "D2 unused_column"]


def test_numbers_without_a_heading_are_told():
    found = read("""
        | N.º | Indicador | País | Periodo | Valor |   | Nota |
        | 1   | M08       | PE   | T1 2024 | 3     | 7 | x    |
        | 2   | M05       | PE   | T1 2024 | 9.9   |   | x    |
    """)
    assert values(found) == ["E2 M08 PE 2024-Q1 3", "E3 M05 PE 2024-Q1 9.9"]
    assert problems(found) == ["F1 unused_column"]


def test_a_column_of_numbers_among_places_that_is_no_place_is_told_once():
    found = read("""
        | T2 2024   |      |           |          |            |
        | Indicador | Perú | Atlántida | Colombia | Comentario |
        | M01       | 281  | 5         | 161      | nada       |
        | M05       | 9.9  | 6         | 5        |            |
    """)
    assert problems(found) == ["C2 unknown_place"]
    assert len(found.observations) == 4


def test_a_title_block_says_place_and_period():
    found = read("""
        | Reporte trimestral de indicadores | |
        | Plan      | 2022-2024 |
        | País      | Colombia  |
        | Trimestre | T3 2024   |
        |           |           |
        | Código    | Indicador                           | Unidad         | Valor |
        | M01       | Organizaciones miembros certificadas | organizaciones | 160   |
        |           | Total                               |                | 160   |
    """)
    assert (values(found), problems(found)) == (["D7 M01 CO 2024-Q3 160"], [])


@pytest.mark.parametrize(
    "title",
    [
        "País: Colombia | Periodo: T3 2024",
        "Country: Colombia | Quarter: Q3 2024",
        "Informe de Colombia, tercer trimestre de 2024 |",
        "Colombia | T3 2024",
        "Período | 3º trimestre de 2024 | País | Colômbia",
    ],
)
def test_place_and_period_are_found_in_labels_and_in_sentences(title):
    found = read(f"| {title} |\n\n| Indicador | Valor |\n| M01 | 160 |")
    assert (values(found), problems(found)) == (["B4 M01 CO 2024-Q3 160"], [])


@pytest.mark.parametrize("name", ["Perú T3 2024", "PE 2024-Q3", "3T2024 Peru"])
def test_place_and_period_are_found_in_the_name_of_the_sheet(name):
    found = read({name: "| Indicador | Valor |\n| M01 | 280 |"})
    assert values(found) == ["B2 M01 PE 2024-Q3 280"]


def test_sheets_by_area_place_or_period_beside_sheets_of_instructions_and_lists():
    found = read(
        {
            "Instrucciones": "| Complete una fila por indicador. El valor es obligatorio. |",
            "T1 2024": "| Indicador | País | Valor |\n| M01 | PE | 280 |",
            "T2 2024": "| Indicador | País | Valor |\n| M01 | PE | 281 |",
            "Listas": "| M01 | M02 |\n| PE | CO |",
        }
    )
    assert values(found) == ["C2 M01 PE 2024-Q1 280", "C2 M01 PE 2024-Q2 281"]
    assert problems(found) == []


def test_the_table_may_start_anywhere():
    found = read("""
        |  |  |           |      |         |       |
        |  |  |           |      |         |       |
        |  |  | Indicador | País | Periodo | Valor |
        |  |  | M01       | PE   | 2024-Q4 | 280   |
    """)
    assert values(found) == ["F4 M01 PE 2024-Q4 280"]


def test_a_block_for_each_indicator_with_its_periods_below():
    found = read("""
        | País:      | Perú        |           |
        | Indicador: | M08         |           |
        | Período    | Planificado | Ejecutado |
        | T1 2024    | 3           | 2         |
        | T2 2024    | 4           | n.d.      |
        |            |             |           |
        | Indicador: | M05         |           |
        | Período    | Planificado | Ejecutado |
        | T1 2024    | 9.5         | 9.9       |
    """)
    assert values(found) == [
        "B4 M08 PE 2024-Q1 plan 3",
        "C4 M08 PE 2024-Q1 2",
        "B5 M08 PE 2024-Q2 plan 4",
        "B9 M05 PE 2024-Q1 plan 9.5",
        "C9 M05 PE 2024-Q1 9.9",
    ]
    assert problems(found) == []


def test_a_block_whose_indicator_cannot_be_read_is_not_taken_for_the_one_above():
    found = read("""
        | País: Perú                |           |
        | Indicador: M08            |           |
        | Período                   | Ejecutado |
        | T1 2024                   | 2         |
        | Indicador: Prima Faitrade recibida |  |
        | Período                   | Ejecutado |
        | T2 2024                   | 9.9       |
    """)
    assert values(found) == ["B4 M08 PE 2024-Q1 2"]
    assert problems(found) == ["A5 unknown_indicator"]


def test_a_title_may_be_the_indicator_of_the_table_below_it():
    found = read(
        {
            "PE": """
        | M08 Nuevas relaciones comerciales formalizadas |           |
        | Período                                        | Ejecutado |
        | T1 2024                                        | 2         |
        | Prima Fairtrade recibida                       |           |
        |                                                |           |
        | Período                                        | Ejecutado |
        | T2 2024                                        | 9.9       |
    """
        }
    )
    assert values(found) == ["B3 M08 PE 2024-Q1 2", "B7 M05 PE 2024-Q2 9.9"]
    assert problems(found) == []


def test_an_indicator_holds_for_the_next_table_only_where_nothing_else_is_said_between():
    drawn = """
        | Indicador: M08 |           |
        | País: Perú     |           |
        | Período        | Ejecutado |
        | T1 2024        | 2         |
        | {between}      |           |
        |                |           |
        | Período        | Ejecutado |
        | T2 2024        | 9.9       |
    """
    found = read(drawn.format(between="País: Colombia"))
    assert values(found) == ["B4 M08 PE 2024-Q1 2", "B8 M08 CO 2024-Q2 9.9"]
    found = read(drawn.format(between="Cuadro 2: primas de organizaciones"))
    assert values(found) == ["B4 M08 PE 2024-Q1 2"]
    assert problems(found) == ["A8 unknown_indicator"]


@pytest.mark.parametrize("other", ["Venezuela", "Honduars", "País: Atlantis"])
def test_a_country_that_the_plan_has_not_is_told_below_its_sub_heading(other):
    found = read(f"""
        | Indicador          | T1 2024 |
        | Perú               |         |
        | M08                | 2       |
        | Mercados           |         |
        | M05                | 9.9     |
        | {other}            |         |
        | M08                | 10      |
    """)
    assert values(found) == ["B3 M08 PE 2024-Q1 2", "B5 M05 PE 2024-Q1 9.9"]
    assert problems(found) == ["A6 unknown_place"]


@pytest.mark.parametrize("other", ["Venezuela", "Honduars"])
def test_a_table_below_the_title_of_another_country_is_not_of_the_one_above(other):
    found = read(f"""
        | País: Perú |         |
        | Indicador  | T1 2024 |
        | M08        | 2       |
        |            |         |
        | {other}    |         |
        |            |         |
        | Indicador  | T1 2024 |
        | M05        | 9.9     |
    """)
    assert values(found) == ["B3 M08 PE 2024-Q1 2"]
    assert problems(found) == ["A5 unknown_place"]


def test_a_sub_heading_may_stand_right_below_the_headings_and_mention_its_period():
    found = read("""
        | País                        | Indicador | Valor |
        | Primer trimestre 2024       |           |       |
        | Perú                        | M08       | 2     |
        | Cierre del segundo trimestre 2024 |     |       |
        | Perú                        | M08       | 9     |
    """)
    assert values(found) == ["C3 M08 PE 2024-Q1 2", "C5 M08 PE 2024-Q2 9"]
    assert problems(found) == []


def test_the_total_of_a_quarters_months_is_not_lost_beside_its_last_month():
    found = read(
        {
            "Perú 2024": """
        | Código | Ene | Feb | Mar | Total T1 | Total |
        | M08    | 1   | 2   | 3   | 6        | 6     |
    """
        }
    )
    assert values(found) == []
    assert problems(found) == [
        "B1 wrong_frequency",
        "C1 wrong_frequency",
        "D2 duplicate_conflict",
        "E2 duplicate_conflict",
    ]


@pytest.mark.parametrize("heading", ["Tipo", ""])
def test_rows_may_say_which_is_planned_and_which_was_done(heading):
    found = read(
        {
            "PE": f"""
        | Indicador | {heading}    | T1 2024 | T2 2024 |
        | M08       | Planificado  | 3       | 4       |
        |           | Ejecutado    | 2       |         |
        |           | Brecha       | -1      |         |
        | M05       | Planificado  | 9.5     |         |
    """
        }
    )
    assert values(found) == [
        "C2 M08 PE 2024-Q1 plan 3",
        "D2 M08 PE 2024-Q2 plan 4",
        "C3 M08 PE 2024-Q1 2",
        "C5 M05 PE 2024-Q1 plan 9.5",
    ]
    assert problems(found) == ["B4 unused_row"]


def test_rows_that_are_all_planned_are_no_actuals():
    found = read(
        {
            "PE": """
        | Indicador | Tipo | T1 2024 |
        | M08       | Meta | 3       |
        | M05       | Meta | 9.5     |
    """
        }
    )
    assert values(found) == ["C2 M08 PE 2024-Q1 plan 3", "C3 M05 PE 2024-Q1 plan 9.5"]


def test_a_subtotal_may_stand_in_any_column_and_be_written_apart():
    found = read(
        {
            "PE": """
        | N.º      | Indicador            | T1 2024 |
        | 1        | M05                  | 9.9     |
        | Subtotal |                      | 9.9     |
        | 2        | M08                  | 3       |
        |          | Sub-total de mercados | 3      |
    """
        }
    )
    assert values(found) == ["C2 M05 PE 2024-Q1 9.9", "C4 M08 PE 2024-Q1 3"]
    assert problems(found) == []


def test_sub_headings_and_subtotals_are_no_data():
    found = read(
        {
            "PE": """
        | Indicador                          | T1 2024 |
        | Mercados                           |         |
        | M05                                | 9.9     |
        | M08                                | 3       |
        | Subtotal mercados                  | 12.9    |
        | Área de género (ver instrucciones) |         |
        | M18                                | 11      |
        | Fuente: registros internos         |         |
    """
        }
    )
    assert values(found) == [
        "B3 M05 PE 2024-Q1 9.9",
        "B4 M08 PE 2024-Q1 3",
        "B7 M18 PE 2024-Q1 11",
    ]
    assert problems(found) == []


def test_a_sub_heading_may_name_the_place_of_the_rows_below_it():
    found = read("""
        | Cuarto trimestre de 2024 |       |
        | Indicador                | Valor |
        | Perú                     |       |
        | M01                      | 280   |
        | Colombia                 |       |
        | M01                      | 160   |
    """)
    assert values(found) == ["B4 M01 PE 2024-Q4 280", "B6 M01 CO 2024-Q4 160"]


def test_several_tables_on_a_sheet_each_with_its_own_title():
    found = read("""
        | Perú, primer trimestre de 2024     |       |
        | Indicador                          | Valor |
        | M01                                | 280   |
        |                                    |       |
        | Colombia, primer trimestre de 2024 |       |
        | Indicador                          | Valor |
        | M01                                | 160   |
    """)
    assert values(found) == ["B3 M01 PE 2024-Q1 280", "B7 M01 CO 2024-Q1 160"]


def test_indicators_across_and_places_down():
    found = read("""
        | Trimestre: | T1 2024 |     |
        | País       | M01     | M08 |
        | Perú       | 280     | 3   |
        | Colombia   | 160     | 5   |
    """)
    assert values(found) == [
        "B3 M01 PE 2024-Q1 280",
        "C3 M08 PE 2024-Q1 3",
        "B4 M01 CO 2024-Q1 160",
        "C4 M08 CO 2024-Q1 5",
    ]


def test_places_across_above_indicators_without_a_heading():
    found = read("""
        | T1 2024 |      |          |
        |         | Perú | Colombia |
        | M01     | 280  | 160      |
    """)
    assert values(found) == ["B3 M01 PE 2024-Q1 280", "C3 M01 CO 2024-Q1 160"]


def test_code_and_name_in_one_cell():
    found = read("""
        | Indicador                                  | País | Periodo | Valor |
        | M05 - Prima Fairtrade recibida             | PE   | 2024-Q4 | 10.4  |
        | M08. Nuevas relaciones comerciales formalizadas | PE | 2024-Q4 | 3   |
    """)
    assert values(found) == ["D2 M05 PE 2024-Q4 10.4", "D3 M08 PE 2024-Q4 3"]


@pytest.mark.parametrize(
    "name",
    ["Prima Fairtrade recibida", "FAIRTRADE PREMIUM RECEIVED", "premio fairtrade  recebido"],
)
def test_an_indicator_is_found_by_its_name_in_any_language(name):
    found = read(f"| Indicador | País | Periodo | Valor |\n| {name} | PE | 2024-Q4 | 10.4 |")
    assert values(found) == ["D2 M05 PE 2024-Q4 10.4"]


def test_a_blank_indicator_below_one_is_the_same_where_the_row_has_a_place():
    found = read("""
        | Indicador | País     | Periodo | Valor |
        | M01       | Perú     | 2024-Q4 | 280   |
        |           | Colombia | 2024-Q4 | 160   |
    """)
    assert values(found) == ["D2 M01 PE 2024-Q4 280", "D3 M01 CO 2024-Q4 160"]


def test_unknown_columns_are_told_once_each_and_only_where_they_hold_something():
    found = read("""
        | Indicador | País | Periodo | Valor | Semáforo | Avance físico | Vacía |
        | M01       | PE   | 2024-Q4 | 280   | verde    | 3             |       |
        | M05       | PE   | 2024-Q4 | 10.4  | rojo     | 4             |       |
    """)
    assert problems(found) == ["E1 unused_column", "F1 unused_column"]
    assert len(found.observations) == 2


def test_what_is_no_table_is_no_data():
    found = read("| Lista de compras | |\n| pan | 2 |")
    assert (list(found.observations), list(found.problems)) == ([], [])


def test_hidden_rows_and_sheets_with_data_are_read_and_noticed():
    book = book_of(
        {
            "Datos": "| Indicador | País | Periodo | Valor |\n| M01 | PE | 2024-Q4 | 280 |",
            "Otra": "| Indicador | País | Periodo | Valor |\n| M01 | CO | 2024-Q4 | 160 |",
        }
    )
    book["Datos"].row_dimensions[2].hidden = True
    book["Otra"].sheet_state = "hidden"
    found = read(book)
    assert len(found.observations) == 2
    assert problems(found) == ["A2 hidden_rows", "A1 hidden_sheet"]
