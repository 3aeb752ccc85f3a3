"""Each rule for a value and its parts: at its bound, above and below it."""

from dataclasses import replace

import pytest

from indicators.model import Text
from tests.loaders.drawn import book_of, problems, read, strategy, values


def row(code, value="", numerator="", denominator="", place="PE", unit=""):
    return f"| {code} | {place} | 2024-Q4 | {value} | {numerator} | {denominator} | {unit} |"


HEADINGS = "| Indicador | País | Periodo | Valor | Numerador | Denominador | Unidad |"


def found_in(*rows, **told):
    return read("\n".join([HEADINGS, *rows]), **told)


def problem_of(*rows):
    return problems(found_in(*rows))


def test_a_value_may_reach_its_bounds_and_not_pass_them():
    assert problem_of(row("M02", 100)) == []
    assert problem_of(row("M02", 100.1)) == ["D2 out_of_range"]
    assert problem_of(row("M13", 0)) == []
    assert problem_of(row("M13", -0.1)) == ["D2 out_of_range"]
    assert problem_of(row("M13", "", -1, 20)) == ["E2 out_of_range"]


def test_a_share_of_one_is_refused_where_the_target_is_far_above_it():
    assert problem_of(row("M02", 1)) == ["D2 percent_scale"]
    assert problem_of(row("M02", 1.01)) == []
    assert problem_of(row("M02", 0)) == []
    assert problem_of(row("M02", '"0,85 %"')) == []
    half_yearly_gap = "| M14 | PE | 2024-S2 | 0.5 | | | |"  # its goal is 0 %
    assert problem_of(half_yearly_gap) == []


def test_a_number_cell_shown_as_a_percentage_holds_its_hundredth_part():
    book = book_of("\n".join([HEADINGS, row("M02", 0.853), row("M09", 0.5, place="CO")]))
    book["Datos"]["D2"].number_format = "0.0%"
    book["Datos"]["D3"].number_format = "0%"
    found = read(book)
    assert values(found) == ["D2 M02 PE 2024-Q4 85.3"]
    assert problems(found) == ["D3 unit_mismatch"]


def test_the_parts_of_a_ratio_come_together():
    assert values(found_in(row("M02", "", 10, 20))) == ["E2 M02 PE 2024-Q4 - 10/20"]
    assert problem_of(row("M02", "", 10)) == ["F2 denominator_missing"]
    assert problem_of(row("M02", 50, 10)) == ["F2 denominator_missing"]
    assert problem_of(row("M02", "", "", 20)) == ["E2 numerator_missing"]
    assert problem_of(row("M02", 50, "", 20)) == []


def test_a_missing_denominator_without_a_column_is_told_at_the_numerator():
    found = read("| Indicador | País | Periodo | Numerador |\n| M02 | PE | 2024-Q4 | 10 |")
    assert problems(found) == ["D2 denominator_missing"]


def test_the_weight_of_a_value_that_was_left_blank_says_nothing():
    found = found_in(row("M24", "", "", 20).replace("2024-Q4", "2024"))
    assert (values(found), problems(found)) == ([], [])


def test_nothing_of_nothing_is_a_report_and_something_of_nothing_is_none():
    assert values(found_in(row("M16", "", 0, 0))) == ["E2 M16 PE 2024-Q4 - 0/0"]
    assert problem_of(row("M16", "", 1, 0)) == ["F2 zero_denominator"]


def test_a_numerator_may_not_exceed_its_denominator_where_100_percent_is_the_most():
    assert problem_of(row("M02", "", 20, 20)) == []
    assert problem_of(row("M02", "", 21, 20)) == ["E2 numerator_exceeds_denominator"]
    assert problem_of(row("M22", "", 21, 20)) == []  # a budget may be overspent


def test_value_and_parts_may_differ_by_the_rounding_of_what_was_written():
    assert problem_of(row("M02", 66.7, 20, 30)) == []
    assert problem_of(row("M02", 67, 20, 30)) == []
    assert problem_of(row("M02", 66, 20, 30)) == ["D2 value_ratio_mismatch"]
    assert problem_of(row("M02", 66.5, 20, 30)) == ["D2 value_ratio_mismatch"]
    assert problem_of(row("M02", 66.6666667, 20, 30)) == []
    assert problem_of(row("M02", 0, 0, 0)) == []


def test_the_same_thing_said_twice_counts_once_and_said_differently_not_at_all():
    found = found_in(row("M01", 35), row("M01", 35), row("M08", 1), row("M08", 2), row("M05", 3))
    assert problems(found) == [
        "D3 duplicate_same",
        "D4 duplicate_conflict",
        "D5 duplicate_conflict",
    ]
    assert values(found) == ["D2 M01 PE 2024-Q4 35", "D6 M05 PE 2024-Q4 3"]
    assert found.problems[1].params["other"] == "Datos!D5"


def test_a_thing_said_on_two_sheets_is_said_twice():
    sheets = {name: f"{HEADINGS}\n{row('M01', n)}" for n, name in enumerate(("uno", "dos"))}
    found = read(sheets)
    assert [(one.sheet, one.code) for one in found.problems] == [
        ("uno", "duplicate_conflict"),
        ("dos", "duplicate_conflict"),
    ]


def test_a_value_gets_one_error_the_first_that_applies():
    assert problem_of(row("M99", "muchas", place="Atlántida")) == ["A2 unknown_indicator"]
    assert problem_of(row("M02", 135, 10, place="Atlántida")) == ["B2 unknown_place"]
    assert problem_of(row("M02", 135, 10)) == ["D2 out_of_range"]
    assert problem_of(row("M05", "muchas", unit="USD")) == ["D2 unreadable_value"]


def test_a_fault_of_a_heading_is_told_once():
    found = read({"PE": "| Código | T1 2024 | T1 2031 |\n| M01 | 1 | 2 |\n| M08 | 3 | 4 |"})
    assert problems(found) == ["C1 period_outside_plan"]


def test_excel_errors_and_formulas_without_a_result_are_named():
    book = book_of("\n".join([HEADINGS, row("M01", "#REF!"), row("M08", "#¡DIV/0!")]))
    book["Datos"].append(["M05", "PE", "2024-Q4", "=1+1"])
    assert problems(read(book)) == [
        "D2 spreadsheet_error",
        "D3 spreadsheet_error",
        "D4 formula_without_value",
    ]


def test_code_and_name_may_not_name_two_indicators():
    headings = "| Código | Indicador | País | Periodo | Valor |"
    conflict = read(f"{headings}\n| M01 | Prima Fairtrade recibida | PE | 2024-Q4 | 5 |")
    assert problems(conflict) == ["A2 code_name_conflict"]
    by_name = read(f"{headings}\n| 1.1.a | Prima Fairtrade recibida | PE | 2024-Q4 | 5 |")
    assert values(by_name) == ["E2 M05 PE 2024-Q4 5"]


def test_codes_keep_their_zeros_and_dots():
    original = strategy().indicator["M08"]
    codes = ["0600", "1.1", "1.10"]
    indicators = tuple(
        replace(original, code=code, name=Text(f"Meta {code} municipal")) for code in codes
    )
    of = replace(strategy(), indicators=indicators, milestones=())
    book = book_of("\n".join([HEADINGS, *(row("x", n) for n in range(4))]))
    sheet = book["Datos"]
    for cell, code in zip(("A2", "A3", "A4"), codes, strict=True):
        sheet[cell] = code
    sheet["A5"], sheet["A5"].number_format = 600, "0000"
    found = read(book, of=of)
    assert [one.indicator for one in found.observations if one.cell != "D5"] == ["1.1", "1.10"]
    assert problems(found) == ["D2 duplicate_conflict", "D5 duplicate_conflict"]


def test_a_number_that_may_be_two_codes_names_neither():
    original = strategy().indicator["M08"]
    indicators = tuple(
        replace(original, code=code, name=Text(f"Meta {code} municipal"))
        for code in ("1.1", "1.10")
    )
    of = replace(strategy(), indicators=indicators, milestones=())
    book = book_of("\n".join([HEADINGS, row("x", 1), row("x", 2), row("x", 3)]))
    sheet = book["Datos"]
    sheet["A2"], sheet["A3"], sheet["A4"] = 1.1, 1.1, "1.1"
    sheet["A3"].number_format = "0.00"
    found = read(book, of=of)
    assert problems(found) == ["A2 ambiguous_code"]
    assert [one.indicator for one in found.observations] == ["1.10", "1.1"]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("Prima Fairtrade recivida", "M05 Prima Fairtrade recibida"),
        ("Fairtrade Premium recieved", "M05 Prima Fairtrade recibida"),
        ("Total de otra cosa", None),
    ],
)
def test_a_near_miss_is_a_problem_with_a_suggestion_and_never_a_match(written, near):
    found = found_in(row(written.replace("Total de ", ""), 5))
    (problem,) = found.problems
    suggestion = problem.params["suggestion"]
    assert problem.code == "unknown_indicator"
    assert (suggestion.es if suggestion else None) == near


def test_a_near_miss_of_a_place_is_suggested():
    (problem,) = found_in(row("M01", 5, place="Guatemla")).problems
    assert (problem.code, problem.params["suggestion"].es) == ("unknown_place", "Guatemala")
    # the cell itself says what was found
    assert (problem.cell, problem.found) == ("B2", "Guatemla")


def test_a_row_without_a_value_is_never_wrong():
    found = found_in(row("M99"), row("Elaborado por: Ana", "n/d"), row("M01", 5))
    assert (values(found), problems(found)) == (["D4 M01 PE 2024-Q4 5"], [])
