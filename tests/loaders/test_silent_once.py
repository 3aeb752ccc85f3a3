"""Workbooks as people make them in which something was once read wrongly, or lost, unsaid."""

import pytest

from tests.loaders.drawn import problems, read, values

CASES = [
    pytest.param(
        {
            "Metas 2024": """
            | Perú |
            | Código | T1 | T2 | T3 |
            | M08 | 1 | 2 | 3 |
        """,
            "Resultados 2024": """
            | Perú |
            | Código | T1 | T2 | T3 |
            | M08 | 4 | | |
        """,
        },
        [
            "B3 M08 PE 2024-Q1 plan 1",
            "C3 M08 PE 2024-Q2 plan 2",
            "D3 M08 PE 2024-Q3 plan 3",
            "B3 M08 PE 2024-Q1 4",
        ],
        [],
        id="the name of a sheet says that all of it is a plan",
    ),
    pytest.param(
        {
            "PE": """
            | Metas 2024 |
            | Código | T1 | T2 |
            | M08 | 3 | 4 |
        """
        },
        ["B3 M08 PE 2024-Q1 plan 3", "C3 M08 PE 2024-Q2 plan 4"],
        [],
        id="a title says that all below is a plan",
    ),
    pytest.param(
        {
            "PE": """
            | Plan Operativo Anual 2024 - Programación trimestral |
            | Código | T1 | T2 |
            | M08 | 3 | 4 |
        """
        },
        ["B3 M08 PE 2024-Q1 3", "C3 M08 PE 2024-Q2 4"],
        ["A1 perhaps_planned"],
        id="a title that speaks of a plan among other words is told",
    ),
    pytest.param(
        """
            | Perú 2024 |
            | Código | T1 | T2 |
            | METAS |
            | M08 | 1 | 2 |
            | RESULTADOS |
            | M08 | 3 | |
        """,
        ["B4 M08 PE 2024-Q1 plan 1", "C4 M08 PE 2024-Q2 plan 2", "B6 M08 PE 2024-Q1 3"],
        [],
        id="sub-headings say which is planned and which was done",
    ),
    pytest.param(
        {
            "PE": """
            | Matriz de indicadores | Meta | | Avance | |
            | Código | T1 2024 | T2 2024 | T1 2024 | T2 2024 |
            | M08 | 3 | 4 | | |
        """
        },
        ["B3 M08 PE 2024-Q1 plan 3", "C3 M08 PE 2024-Q2 plan 4"],
        [],
        id="a title stands beside the words over the quarters",
    ),
    pytest.param(
        """
            | Informe Perú 2024 | Meta | | Real | |
            | Código | T1 | T2 | T1 | T2 |
            | M08 | 3 | 4 | 5 | |
        """,
        ["B3 M08 PE 2024-Q1 plan 3", "C3 M08 PE 2024-Q2 plan 4", "D3 M08 PE 2024-Q1 5"],
        [],
        id="a title that says place and year stands beside them",
    ),
    pytest.param(
        {
            "PE": """
            | Cuadro 1 | Numerador | | Denominador | |
            | Código | T1 2024 | T2 2024 | T1 2024 | T2 2024 |
            | M02 | 3 | 4 | 5 | 6|
        """
        },
        ["B3 M02 PE 2024-Q1 - 3/5", "C3 M02 PE 2024-Q2 - 4/6"],
        [],
        id="a title stands beside the words for parts",
    ),
    pytest.param(
        {
            "PE": """
            | Cuadro 1 | Reprogramado | | Real | |
            | Código | T1 2024 | T2 2024 | T1 2024 | T2 2024 |
            | M08 | 3 | 4 | 5 | 6|
        """
        },
        [
            "B3 M08 PE 2024-Q1 plan 3",
            "C3 M08 PE 2024-Q2 plan 4",
            "D3 M08 PE 2024-Q1 5",
            "E3 M08 PE 2024-Q2 6",
        ],
        [],
        id="a plan that was made anew is a plan",
    ),
    pytest.param(
        {
            "PE 2024": """
            | | Cierre 2023 | | |
            | Indicador | Real | T1 | T2 |
            | M08 | 20 | 30 | 40 |
        """
        },
        [],
        ["B1 context_contradicted"],
        id="the year over some columns is not that of the sheet",
    ),
    pytest.param(
        """
            | Perú T1 2024 |
            | Código | Meta | Real | Cumplimiento |
            | M08 | 4 | | 0 |
            | M02 | 80 | n/d | 0 |
        """,
        ["B3 M08 PE 2024-Q1 plan 4", "B4 M02 PE 2024-Q1 plan 80"],
        [],
        id="a share of the plan is no actual where the actual is blank",
    ),
    pytest.param(
        """
            | Perú T1 2024 |
            | Código | Meta | Real | Avance (%) |
            | M08 | 4 | 3 | 75 |
        """,
        ["B3 M08 PE 2024-Q1 plan 4", "C3 M08 PE 2024-Q1 3"],
        ["D2 unused_column"],
        id="a share of the plan is told beside the actual",
    ),
    pytest.param(
        """
            | Perú T1 2024 |
            | Indicador | Meta | Logro | Presupuesto | Ejecutado |
            | M08 | 4 |  | 1000 | 500 |
        """,
        ["B3 M08 PE 2024-Q1 plan 4"],
        ["D2 unused_column", "E2 unused_column"],
        id="a budget beside the target is told and no second plan",
    ),
    pytest.param(
        """
            | Perú T1 2024 |
            | Indicador | Meta | Real | Real/Meta |
            | M08 |  | 3 | 0 |
        """,
        ["C3 M08 PE 2024-Q1 3"],
        ["D2 unused_column"],
        id="a heading that is plan and actual at once is neither",
    ),
    pytest.param(
        """
            | Perú T1 2024 |
            | Indicador | Meta alcanzada | Meta programada |
            | M08 | 3 | 4 |
        """,
        ["B3 M08 PE 2024-Q1 3", "C3 M08 PE 2024-Q1 plan 4"],
        [],
        id="what was made of a plan is an actual",
    ),
    pytest.param(
        {
            "PE T1 2024": """
            | | Meta | | | Real | | |
            | Indicador | Num | Den | Valor | Num | Den | Valor |
            | M02 | 30 | 100 | 30 | | | |
        """
        },
        ["D3 M02 PE 2024-Q1 plan 30 30/100"],
        [],
        id="parts below the word for the plan are planned",
    ),
    pytest.param(
        {
            "PE 2024": """
            | | Meta T1 | | Real T1 | |
            | Indicador | Numerador | Denominador | Numerador | Denominador |
            | M02 | 30 | 100 | 20 | 100 |
        """
        },
        ["B3 M02 PE 2024-Q1 plan - 30/100", "D3 M02 PE 2024-Q1 - 20/100"],
        [],
        id="parts alone below the word for the plan are planned",
    ),
    pytest.param(
        {
            "PE T1 2024": """
            | Código | Valor |
            | M08 | 3 |

            | Programación |
            | Código | Meta física |
            | M05 | 9 |
        """
        },
        ["B2 M08 PE 2024-Q1 3"],
        ["A6 unread_rows"],
        id="a second row of headings that are not known ends the table",
    ),
    pytest.param(
        {
            "PE T1 2024": """
            | Código | Valor |
            | M08 | 3 |

            | Código | Presupuesto asignado USD |
            | M05 | 90000 |
        """
        },
        ["B2 M08 PE 2024-Q1 3"],
        ["A5 unread_rows"],
        id="so does one right below the table",
    ),
    pytest.param(
        {
            "Perú 2024": """
            | Versión 2 (2023) |
            | Código | T1 | T2 |
            | M08 | 3 | 4 |
        """
        },
        ["B3 M08 PE 2024-Q1 3", "C3 M08 PE 2024-Q2 4"],
        [],
        id="the year of a version is not that of the numbers",
    ),
    pytest.param(
        {
            "PE T2 2024": """
            | Elaborado por: Juan Pérez (oficina de Guatemala) |
            | Código | Valor |
            | M08 | 3 |
        """
        },
        ["B3 M08 PE 2024-Q2 3"],
        [],
        id="who made the sheet says no place",
    ),
    pytest.param(
        {
            "Perú T1 2024": """
            | CLAC: Comercio justo en la región |
            | Código | Valor |
            | M08 | 3 |
        """
        },
        ["B3 M08 PE 2024-Q1 3"],
        [],
        id="the region in a sentence is no place",
    ),
    pytest.param(
        {
            "PE T2 2024": """
            | Informe T2 comparado con el T1 2024 |
            | Código | Valor |
            | M08 | 3 |
        """
        },
        ["B3 M08 PE 2024-Q2 3"],
        [],
        id="a sentence that compares two quarters says none",
    ),
    pytest.param(
        {
            "CO T2 2024": """
            | País: | Perú |
            | Periodo: | T1 2024 |
            | Código | Valor |
            | M08 | 3 |
        """
        },
        [],
        ["B1 context_contradicted", "B2 context_contradicted"],
        id="labels that a copied sheet kept are told",
    ),
    pytest.param(
        """
            | T1 2024 |
            | Indicador | Valor |
            | Perú |
            | M08 | 4 |
            | CNCJ Ecuador |
            | M05 | 5 |
        """,
        ["B4 M08 PE 2024-Q1 4", "B6 M05 EC 2024-Q1 5"],
        [],
        id="a sub-heading names its place among other words",
    ),
    pytest.param(
        """
            | T1 2024 |
            | Indicador | Valor |
            | Perú |
            | M08 | 4 |
            | País: | Bolivia |
            | M05 | 5 |
        """,
        ["B4 M08 PE 2024-Q1 4", "B6 M05 BO 2024-Q1 5"],
        [],
        id="a label inside the table says its place",
    ),
    pytest.param(
        """
            | T1 2024 |
            | País | Valor |
            | M08 Nuevas relaciones comerciales formalizadas |
            | Perú | 1 |
            | Prima Fairtrade recivida |
            | Bolivia | 9 |
        """,
        ["B4 M08 PE 2024-Q1 1"],
        ["A5 unknown_indicator"],
        id="a sub-heading where others name indicators is an unknown one",
    ),
    pytest.param(
        """
            | Perú T1 2024 |
            | Indicador | Valor |
            | M08 | 4 |
            | Datos por validar en el T2 |
            | M05 | 5 |
        """,
        ["B3 M08 PE 2024-Q1 4", "B5 M05 PE 2024-Q1 5"],
        [],
        id="a note inside the table says no period",
    ),
    pytest.param(
        {
            "PE T1 2024": """
            | Indicador | M08 | M05 |
            | Meta | 6 | 7 |
        """
        },
        ["B2 M08 PE 2024-Q1 plan 6", "C2 M05 PE 2024-Q1 plan 7"],
        [],
        id="a row says that it is planned though indicators stand across",
    ),
    pytest.param(
        {
            "T1 2024": """
            | CLAC El Salvador |
            | Indicador | M08 | M05 |
            | Bolivia | 6 | 7 |
        """
        },
        [],
        ["A3 unused_row"],
        id="a row that is neither plan nor actual is told there",
    ),
    pytest.param(
        """
            | Perú |
            | Código | T1 2024 (miles de USD) |
            | M07 | 1500 |
        """,
        [],
        ["B2 unit_mismatch"],
        id="a unit beside a period is read",
    ),
    pytest.param(
        {
            "PE T2 2024": """
            | Indicador | Meta del año | Avance |
            | M08 | 40 | 5 |
        """
        },
        ["C2 M08 PE 2024-Q2 5"],
        ["B1 wrong_frequency"],
        id="a target of the year is not that of the quarter",
    ),
    pytest.param(
        {
            "PE": """
            | Código | Descripción | T1 2024 | T2 2024 |
            | M08 | Meta | 1 | 2 |
            | | Real | 3 | 4 |
        """
        },
        [
            "C2 M08 PE 2024-Q1 plan 1",
            "D2 M08 PE 2024-Q2 plan 2",
            "C3 M08 PE 2024-Q1 3",
            "D3 M08 PE 2024-Q2 4",
        ],
        [],
        id="a column of descriptions tells plan from actual",
    ),
    pytest.param(
        """
            | Perú |
            | | Código | T1 2024 | T2 2024 |
            | METAS | M08 | 3 | 4 |
            | | M05 | 3 | 4 |
            | REALES | M08 | 5 | |
            | | M05 | 6 | |
        """,
        [
            "C3 M08 PE 2024-Q1 plan 3",
            "D3 M08 PE 2024-Q2 plan 4",
            "C4 M05 PE 2024-Q1 plan 3",
            "D4 M05 PE 2024-Q2 plan 4",
            "C5 M08 PE 2024-Q1 5",
            "C6 M05 PE 2024-Q1 6",
        ],
        [],
        id="the word for the plan holds for the blank rows below it",
    ),
    pytest.param(
        """
            | M08 |
            | País | T1 2024 | T2 2024 |
            | Perú | 6 | 7 |

            | Prima Fairtrade 2024 |
            | País | T1 2024 | T2 2024 |
            | Bolivia | 8 | 9 |
        """,
        ["B3 M08 PE 2024-Q1 6", "C3 M08 PE 2024-Q2 7"],
        ["A7 unknown_indicator"],
        id="the title of the next table says more than where and when",
    ),
    pytest.param(
        {
            "PE T1 2024": """
            | Indicador | Peso | Meta | Real |
            | M02 | 20 | 30 | 10 |
        """
        },
        ["C2 M02 PE 2024-Q1 plan 30", "D2 M02 PE 2024-Q1 10"],
        ["B1 unused_column"],
        id="the weight of an indicator is no denominator",
    ),
    pytest.param(
        {
            "PE T1 2024": """
            | Núm. | Indicador | Valor |
            | 1 | M08 | 3 |
            | 3 | M23 | 30 |
        """
        },
        ["C2 M08 PE 2024-Q1 3", "C3 M23 PE 2024-Q1 30"],
        ["A1 unused_column"],
        id="numbers of rows are no numerators",
    ),
    pytest.param(
        """
            | Perú T1 2024 |
            | Indicador | Meta | N° | % |
            | M08 | 4 | 2 | 50 |
        """,
        ["B3 M08 PE 2024-Q1 plan 4"],
        ["C2 unused_column", "D2 unused_column"],
        id="how many stands right of the names",
    ),
    pytest.param(
        """
            | Perú T1 2024 |
            | Indicador | Objetivo | Resultado |
            | M08 | 4 | 2 |
        """,
        ["C3 M08 PE 2024-Q1 2"],
        ["B2 unused_column"],
        id="an objective right of the names is told",
    ),
    pytest.param(
        """
            | Perú T1 2024 |
            | Indicador | Meta total | Logro total |
            | M08 | 4 | 2 |
        """,
        ["B3 M08 PE 2024-Q1 plan 4", "C3 M08 PE 2024-Q1 2"],
        [],
        id="totals that add up nothing are the values",
    ),
    pytest.param(
        """
            | Perú T1 2024 |
            | Indicador | Valor |
            | Total organizaciones miembros certificadas | 30 |
        """,
        [],
        ["A3 unknown_indicator"],
        id="a total before a name of an indicator may be the indicator",
    ),
    pytest.param(
        {
            "PE T1 2024": """
            |Código|Valor|
            |M08|3|
        """,
            "T1 2024": """
            | País | M08 |
            | Perú | 4 |
        """,
        },
        ["B2 M08 PE 2024-Q1 3"],
        ["B1 unread_rows"],
        id="one indicator across in a sheet of its own is told",
    ),
    pytest.param(
        """
            | T1 2024   |       |             |
            | Indicador | Valor | Responsable |
            | Perú      |       | Ana         |
            | M08       | 4     |             |
            | Bolivia   |       | Juan        |
            | M05       | 5     |             |
        """,
        ["B4 M08 PE 2024-Q1 4", "B6 M05 BO 2024-Q1 5"],
        [],
        id="a sub-heading says who is responsible beside its place",
    ),
    pytest.param(
        """
            | Perú   | Línea base | Real |      |
            | Código | 2021       | 2023 | 2024 |
            | M10    | 1          | 2    | 3    |
        """,
        ["C3 M10 PE 2023 2", "D3 M10 PE 2024 3"],
        [],
        id="a baseline over its year is no actual",
    ),
]


@pytest.mark.parametrize(("sheets", "found", "told"), CASES)
def test_nothing_is_read_wrongly_or_lost_unsaid(sheets, found, told):
    read_from_it = read(sheets)
    assert values(read_from_it) == found
    assert problems(read_from_it) == told
