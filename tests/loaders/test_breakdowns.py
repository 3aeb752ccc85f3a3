"""Values of a part, such as women: by a heading, or by a column that says of which part."""

from dataclasses import replace

from indicators.model import Breakdown
from tests.loaders.drawn import problems, read, strategy, values

OF_PARTS = replace(
    strategy(),
    breakdowns=(
        Breakdown("sex", "women", ("mujeres", "mulheres")),
        Breakdown("sex", "men", ("hombres", "homens")),
        Breakdown("sex", "others", ("otros",)),
        Breakdown("product", "coffee", ("café",)),
        Breakdown("product", "others", ("otros",)),
    ),
)


def test_a_heading_says_the_part_in_the_words_of_the_strategy():
    found = read(
        """
        | Indicador | País | Periodo | Valor | Mujeres | Hombres |
        | M18       | PE   | 2024-Q4 | 10    | 6       | 4       |
        """,
        of=OF_PARTS,
    )
    assert values(found) == [
        "D2 M18 PE 2024-Q4 10",
        "E2 M18 PE 2024-Q4 women 6",
        "F2 M18 PE 2024-Q4 men 4",
    ]


def test_a_total_beside_parts_is_their_whole():
    found = read(
        {
            "PE": """
        | Indicador | T1 2024 |         |       | T2 2024 |         |       |
        |           | Mujeres | Hombres | Total | Mujeres | Hombres | Total |
        | M18       | 6       | 4       | 10    | 7       | 5       | 12    |
        """
        },
        of=OF_PARTS,
    )
    assert values(found) == [
        "B3 M18 PE 2024-Q1 women 6",
        "C3 M18 PE 2024-Q1 men 4",
        "D3 M18 PE 2024-Q1 10",
        "E3 M18 PE 2024-Q2 women 7",
        "F3 M18 PE 2024-Q2 men 5",
        "G3 M18 PE 2024-Q2 12",
    ]
    assert problems(found) == []


def test_a_total_beside_parts_and_a_value_is_no_second_value():
    found = read(
        """
        | Indicador | País | Periodo | Valor | Mujeres | Hombres | Total |
        | M18       | PE   | 2024-Q4 | 10    | 6       | 3       | 9     |
        """,
        of=OF_PARTS,
    )
    assert values(found) == [
        "D2 M18 PE 2024-Q4 10",
        "E2 M18 PE 2024-Q4 women 6",
        "F2 M18 PE 2024-Q4 men 3",
    ]


def test_a_total_beside_countries_adds_them_up_and_is_left_out():
    found = read(
        """
        | T1 2024   |      |          |       |              |              |
        | Indicador | Perú | Colombia | Total | Mujeres Perú | Hombres Perú |
        | M18       | 10   | 5        | 15    | 6            | 4            |
        """,
        of=OF_PARTS,
    )
    assert values(found) == [
        "B3 M18 PE 2024-Q1 10",
        "C3 M18 CO 2024-Q1 5",
        "E3 M18 PE 2024-Q1 women 6",
        "F3 M18 PE 2024-Q1 men 4",
    ]
    assert problems(found) == []


def test_a_column_says_the_part_of_each_row():
    found = read(
        """
        | Indicador | País | Periodo | Sexo    | Valor |
        | M18       | PE   | 2024-Q4 | Mujeres | 6     |
        |           | PE   | 2024-Q4 | HOMBRES | 4     |
        |           | PE   | 2024-Q4 | Total   | 10    |
        | M08       | PE   | 2024-Q4 |         | 3     |
        | M05       | PE   | 2024-Q4 | n/d     | 9.9   |
        """,
        of=OF_PARTS,
    )
    assert values(found) == [
        "E2 M18 PE 2024-Q4 women 6",
        "E3 M18 PE 2024-Q4 men 4",
        "E4 M18 PE 2024-Q4 10",
        "E5 M08 PE 2024-Q4 3",
        "E6 M05 PE 2024-Q4 9.9",
    ]
    assert problems(found) == []


def test_a_sub_heading_says_the_part_until_another_or_another_place():
    found = read(
        """
        | Indicador | T1 2024 |
        | Perú      |         |
        | Mujeres   |         |
        | M18       | 6       |
        | Hombres   |         |
        | M18       | 4       |
        | Total     |         |
        | M18       | 10      |
        | Mujeres   |         |
        | M08       | 2       |
        | Colombia  |         |
        | M18       | 5       |
        """,
        of=OF_PARTS,
    )
    assert values(found) == [
        "B4 M18 PE 2024-Q1 women 6",
        "B6 M18 PE 2024-Q1 men 4",
        "B8 M18 PE 2024-Q1 10",
        "B10 M08 PE 2024-Q1 women 2",
        "B12 M18 CO 2024-Q1 5",
    ]


def test_a_heading_that_names_no_dimension_is_one_where_all_its_cells_are_parts():
    found = read(
        """
        | Indicador | País | Periodo | Grupo   | Valor |
        | M18       | PE   | 2024-Q4 | Mujeres | 6     |
        | M18       | PE   | 2024-Q4 | Ambos   | 10    |
        """,
        of=OF_PARTS,
    )
    assert values(found) == ["E2 M18 PE 2024-Q4 women 6", "E3 M18 PE 2024-Q4 10"]


def test_a_column_that_only_describes_is_not_taken_for_one():
    found = read(
        """
        | Indicador | País | Periodo | Población  | Valor |
        | M18       | PE   | 2024-Q4 | Mujeres    | 10    |
        | M08       | PE   | 2024-Q4 | Compradores | 3    |
        """,
        of=OF_PARTS,
    )
    assert values(found) == ["E2 M18 PE 2024-Q4 10", "E3 M08 PE 2024-Q4 3"]
    assert problems(found) == ["D1 unused_column"]


def test_a_part_that_the_strategy_does_not_know_is_told_and_never_counts_as_the_whole():
    found = read(
        """
        | Indicador | País | Periodo | Sexo    | Valor |
        | M18       | PE   | 2024-Q4 | Mujeres | 6     |
        | M18       | CO   | 2024-Q4 | Mujres  | 4     |
        """,
        of=OF_PARTS,
    )
    assert values(found) == ["E2 M18 PE 2024-Q4 women 6"]
    assert problems(found) == ["D3 unknown_breakdown"]


def test_the_heading_says_of_which_dimension_a_word_is():
    found = read(
        """
        | Indicador | País | Periodo | Género | Producto | Valor |
        | M18       | PE   | 2024-Q4 | Otros  |          | 6     |
        | M18       | PE   | 2024-Q4 |        | Café     | 4     |
        | M18       | CO   | 2024-Q4 |        | Otros    | 4     |
        """,
        of=OF_PARTS,
    )
    said = [(one.dimension, one.category) for one in found.observations]
    assert said == [("sex", "others"), ("product", "coffee"), ("product", "others")]


def test_a_value_of_two_parts_at_once_is_told():
    found = read(
        """
        | Indicador | País | Periodo | Sexo    | Producto | Valor | Mujeres |
        | M18       | PE   | 2024-Q4 | Mujeres | Café     | 6     |         |
        | M18       | CO   | 2024-Q4 |         | Café     |       | 6       |
        """,
        of=OF_PARTS,
    )
    assert values(found) == []
    assert problems(found) == ["E2 two_breakdowns", "E3 two_breakdowns"]
