"""A hundred problems that a person can read."""

from dashboard.problem_groups import MOST_SENTENCES, groups_of
from dashboard.words import words_in
from loaders.problems import problem

WORDS = words_in("en")


def unknown(cell, found="Atlántida", sheet="Datos"):
    return problem("unknown_place", sheet, cell, found, suggestion=None)


def test_one_sentence_is_said_once_of_all_its_cells():
    (group,) = groups_of([unknown(f"B{row}") for row in range(2, 102)], WORDS)
    (line,) = group.lines
    assert (group.count, line.cells(WORDS)) == (
        100,
        "Datos!B2, B3, B4, B5, B6, B7, B8, B9 and 92 more",
    )


def test_a_sheet_is_named_where_it_changes():
    cells = [unknown("B2"), unknown("B3"), unknown("B2", sheet="Hoja 2"), unknown("B3")]
    (group,) = groups_of(cells, WORDS)
    assert group.lines[0].cells(WORDS) == "Datos!B2, B3, 'Hoja 2'!B2, Datos!B3"


def test_errors_come_before_warnings_and_notices():
    found = [
        problem("unused_column", "Datos", "E1", "Nivel"),
        problem("duplicate_same", "Datos", "D3", "5", other="Datos!D2"),
        unknown("B2"),
        unknown("B3", "Lemuria"),
    ]
    groups = groups_of(found, WORDS)
    assert [group.code for group in groups] == ["unknown_place", "duplicate_same", "unused_column"]
    assert [line.cells(WORDS) for line in groups[0].lines] == ["Datos!B2", "Datos!B3"]


def test_of_very_many_sentences_the_first_are_made_and_the_others_counted():
    found = [unknown(f"B{row}", f"Lugar {row % 250}") for row in range(2, 1002)]
    (group,) = groups_of(found, WORDS)
    assert (group.count, len(group.lines), group.more_lines) == (1000, MOST_SENTENCES, 150)
    assert all(len(line.problems) == 4 for line in group.lines)
