from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.demo.workbooks import strategy_workbook
from indicators.model import Breakdown, PlaceTarget, Reporter, Text
from indicators.periods import Period
from loaders.problems import Severity
from loaders.read import read_workbook
from loaders.strategy import is_strategy, read_strategy
from loaders.strategy_rules import MOST_SUGGESTIONS
from loaders.workbook import Workbook
from tests.loaders.strategies import (
    found_with,
    problems_with,
    read_with,
    saved,
    sheets_with,
    workbook,
)

SAMPLES = Path(__file__).parents[1] / "samples"
UNREADABLE = {"11_truncated.xlsx", "12_renamed_text.xlsx", "13_zip_bomb.xlsx"}


def only_problem(**drawn):
    (problem,) = problems_with(**drawn)
    return problem


# What is a strategy workbook


def test_the_sample_strategy_loads_without_a_problem():
    strategy, problems = read_strategy(read_workbook((SAMPLES / "strategy.xlsx").read_bytes()))
    assert problems == []
    counts = len(strategy.indicators), len(strategy.milestones), len(strategy.places)
    assert counts == (24, 72, 23)


@pytest.mark.parametrize("plan", ["2022-2024", "2025-2027"])
def test_a_strategy_workbook_of_the_demo_loads_without_a_problem(plan):
    content = strategy_workbook(plan, "somebody", datetime(2022, 1, 1, tzinfo=UTC))
    strategy, problems = read_strategy(read_workbook(content))
    assert problems == []
    assert strategy.plan.code == plan


@pytest.mark.parametrize(
    "sample", [path.name for path in sorted(SAMPLES.glob("*.xlsx")) if path.name not in UNREADABLE]
)
def test_of_the_samples_only_the_strategy_is_taken_for_one(sample):
    book = read_workbook((SAMPLES / sample).read_bytes())
    assert is_strategy(book) == (sample == "strategy.xlsx")


def test_sheets_of_these_names_with_values_or_lists_make_no_strategy():
    book = workbook(
        Plan="""
            Indicador | Perú | Colombia
            M01       | 12   | 14
        """,
        Indicators="""
            code | name           | unit           | frequency
            M01  | Organizaciones | organizaciones | quarter
        """,
        Places="""
            code | name
            PE   | Perú
        """,
    )
    assert not is_strategy(book)


@pytest.mark.parametrize(
    "lost", ["Plan", "Areas", "Objectives", "Indicators", "Milestones", "Places"]
)
def test_a_strategy_that_lost_a_sheet_is_still_one_and_told_so(lost):
    book = read_workbook((SAMPLES / "strategy.xlsx").read_bytes())
    book = Workbook(tuple(sheet for sheet in book.sheets if sheet.name != lost))
    assert is_strategy(book)
    strategy, problems = read_strategy(book)
    assert strategy is None
    assert [(problem.code, problem.found) for problem in problems] == [("missing_sheet", lost)]


# How it may be written


def test_sheets_and_headers_are_found_whatever_their_case_spacing_and_order():
    sheets = sheets_with(Places="Aliases | CODE | Name  ES\nPerù; P. E. | PE | Perú")
    renamed = {f" {name.upper()} ": rows for name, rows in reversed(sheets.items())}
    strategy, problems = read_strategy(read_workbook(saved(renamed)))
    assert problems == []
    assert strategy.places[0].aliases == ("Perù", "P. E.")


def test_a_title_may_stand_above_the_header():
    sheets = sheets_with()
    sheets["Places"] = [["Lugares de la red"], [], *sheets["Places"]]
    strategy, problems = read_strategy(read_workbook(saved(sheets)))
    assert problems == []
    assert [place.code for place in strategy.places] == ["PE"]


def test_a_missing_language_is_empty_and_optional_columns_are_read():
    strategy, _ = read_with(
        Indicators="""
            name_es        | definition_es | source   | owner
            Organizaciones | Con sello     | Registro | Ana
        """
    )
    indicator = strategy.indicators[0]
    assert indicator.name == Text("Organizaciones")
    assert (indicator.definition.es, indicator.source, indicator.owner) == (
        "Con sello",
        "Registro",
        "Ana",
    )


def test_numbers_may_be_text_with_a_decimal_comma_and_periods_numbers():
    strategy, problems = read_with(
        Indicators="""
            baseline | goal     | baseline_period | goal_period | weight
            "14,5"   | " 25.0 " | 2021            | 2030        | "0,5"
        """,
        Milestones='period | value\n2024 | "\N{MINUS SIGN}0"',
    )
    assert [problem.code for problem in problems] == ["path_turns_back"]
    indicator = strategy.indicators[0]
    assert (indicator.baseline, indicator.goal, indicator.weight) == (14.5, 25.0, 0.5)
    assert (indicator.baseline_period, indicator.goal_period) == (Period.of(2021), Period.of(2030))


def test_a_number_shown_as_a_percentage_is_its_number_of_per_cent():
    strategy, problems = read_with(
        percent_formats=("Indicators!B2", "Indicators!C2"),
        Indicators="""
            unit | baseline | goal
            %    | 0.57     | 0.95
        """,
        Milestones='value\n"80 %"',
    )
    assert problems == []
    assert (strategy.indicators[0].baseline, strategy.indicators[0].goal) == (57.0, 95.0)
    assert strategy.milestones[0].value == 80.0


def test_references_are_found_whatever_their_case():
    strategy, problems = read_with(Milestones="indicator\nm01")
    assert problems == []
    assert strategy.milestones[0].indicator == "M01"


def test_rows_with_nothing_in_the_tables_columns_are_no_rows():
    sheets = sheets_with()
    width = len(sheets["Places"][0])
    sheets["Places"] += [[None] * width, [None] * (width + 1) + ["escrito por Ana"]]
    strategy, problems = read_strategy(read_workbook(saved(sheets)))
    assert problems == []
    assert len(strategy.places) == 1


def test_targets_reporters_and_breakdowns_are_read_where_they_are_there():
    strategy, problems = read_with(
        Targets="""
            indicator | place | baseline_period | baseline | goal_period | goal
            M01       | PE    | 2021            | 10       | 2030        | 19
        """,
        Reporters="""
            indicator | place | from    | to      | owner_email
            M01       | PE    | 2022-Q1 | 2023-Q4 | ana@example.org
            M01       | PE    | 2024-Q3 |         |
        """,
        Breakdowns="""
            dimension | value | words
            sex       | women | mujeres; mulheres
            sex       | men   | hombres
        """,
    )
    quarter = Period.parse
    assert problems == []
    assert strategy.place_targets == (
        PlaceTarget("M01", "PE", Period.of(2021), 10.0, Period.of(2030), 19.0),
    )
    assert strategy.reporters == (
        Reporter("M01", "PE", quarter("2022-Q1"), quarter("2023-Q4"), "ana@example.org"),
        Reporter("M01", "PE", quarter("2024-Q3"), None, ""),
    )
    assert strategy.breakdowns == (
        Breakdown("sex", "women", ("mujeres", "mulheres")),
        Breakdown("sex", "men", ("hombres",)),
    )


# Sheets, columns and values that are not there


def test_a_missing_column_is_reported_once_at_the_header():
    sheets = sheets_with(Indicators="code\nM01\nM02")
    at = sheets["Indicators"][0].index("direction")
    sheets["Indicators"] = [[*row[:at], *row[at + 1 :]] for row in sheets["Indicators"]]
    strategy, problems = read_strategy(read_workbook(saved(sheets)))
    assert strategy is None
    (problem,) = problems
    assert (problem.code, problem.sheet, problem.cell) == ("missing_column", "Indicators", "A1")
    assert problem.params == {"column": "direction"}


@pytest.mark.parametrize("column", ["direction", "agg_time", "agg_place", "frequency", "unit"])
def test_what_is_never_guessed_must_not_be_blank(column):
    problem = only_problem(Indicators=f"code | {column}\nM01 | ")
    assert (problem.cell, problem.code) == ("B2", "missing_value")
    assert problem.params == {"column": column}


def test_a_table_without_rows_is_missing_its_first_code():
    empty = "code | name_es"
    assert found_with(Places=empty) == ["Places!A2 missing_value"]
    assert found_with(Milestones="indicator | period | value") == []


def test_a_field_of_the_plan_that_is_missing_or_blank_is_an_error():
    plan = """
        field      | es
        code       | 2022-2024
        start_year | 2022
        end_year   |
        name       | Plan
    """
    problems = problems_with(Plan=plan)
    assert [(problem.cell, problem.code) for problem in problems] == [
        ("A1", "missing_field"),
        ("B4", "missing_value"),
    ]
    assert problems[0].params == {"field": "vision_year"}


def test_an_unknown_column_is_a_notice_and_no_more():
    strategy, problems = read_with(Places="code | poblacion\nPE | 34")
    assert strategy is not None
    (problem,) = problems
    assert (problem.cell, problem.code, problem.found) == ("B1", "unused_column", "poblacion")
    assert problem.severity is Severity.NOTICE


# Words


@pytest.mark.parametrize(
    ("column", "written", "allowed", "suggestion"),
    [
        ("direction", "increse", ("increase", "decrease", "maintain"), "increase"),
        ("direction", "subir", ("increase", "decrease", "maintain"), None),
        ("frequency", "quarterly", ("quarter", "half", "year"), "quarter"),
        ("agg_time", "average", ("last", "sum", "ratio", "mean", "ytd", "cumulative"), None),
        ("agg_place", "weighted-mean!", ("sum", "mean", "weighted_mean", "ratio", "network"), ""),
        ("unit", "por ciento", ("%",), "%"),
    ],
)
def test_an_unknown_word_names_the_allowed_ones(column, written, allowed, suggestion):
    problems = problems_with(Indicators=f"code | {column}\nM01 | {written}")
    if suggestion == "":  # the same but for punctuation: the word itself
        assert problems == []
        return
    (problem,) = problems
    assert (problem.cell, problem.code, problem.found) == ("B2", "unknown_word", written)
    assert problem.params == {"column": column, "allowed": allowed, "suggestion": suggestion}


def test_an_objective_is_strategic_or_tactical():
    assert found_with(Objectives="level\nOperativo") == ["Objectives!A2 unknown_word"]


# Numbers and periods


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('"1.234"', "ambiguous_number"),
        ('"12,345"', "ambiguous_number"),
        ('"1.234.567"', "unreadable_value"),
        ('"1,234.5"', "unreadable_value"),
        ('"1 200"', "unreadable_value"),
        ('"cerca de 90"', "unreadable_value"),
        ('"1e5"', "unreadable_value"),
        ('"$ 120"', "unreadable_value"),
        ("TRUE", "unreadable_value"),
    ],
)
def test_a_number_that_is_in_doubt_is_an_error(written, code):
    assert found_with(Indicators=f"goal\n{written}") == [f"Indicators!A2 {code}"]


def test_an_ambiguous_number_has_both_readings():
    assert only_problem(Indicators='goal\n"1.234"').params == {"one": 1234.0, "other": 1.234}


def test_a_number_with_three_decimals_after_a_zero_is_in_no_doubt():
    strategy, problems = read_with(Indicators='baseline | goal\n0 | "0,125"', Milestones="value\n0")
    assert problems == []
    assert strategy.indicators[0].goal == 0.125


def test_an_error_or_an_uncalculated_formula_is_said_to_be_one():
    assert found_with(Indicators="goal\n#DIV/0!") == ["Indicators!A2 spreadsheet_error"]
    assert found_with(Indicators="goal\n=1+2") == ["Indicators!A2 formula_without_value"]


@pytest.mark.parametrize("written", ['"T4 2024"', "24", '"2024-Q5"', "2024.5", '"fin de 2024"'])
def test_a_period_that_cannot_be_read_is_an_error(written):
    assert found_with(Milestones=f"period\n{written}") == ["Milestones!A2 unreadable_period"]


@pytest.mark.parametrize(
    ("column", "written", "code"),
    [
        ("decimals", "1.5", "not_a_whole_number"),
        ("decimals", "-1", "not_a_whole_number"),
        ("decimals", "muchos", "not_a_whole_number"),
        ("decimals", "40", "unknown_word"),
    ],
)
def test_decimals_are_a_small_whole_number(column, written, code):
    assert found_with(Indicators=f"{column}\n{written}") == [f"Indicators!A2 {code}"]


def test_a_year_of_the_plan_is_a_whole_number():
    plan = """
        field       | es
        code        | 2022-2024
        start_year  | 2022.5
        end_year    | 24
        vision_year | 2030
        name        | Plan
    """
    assert found_with(Plan=plan) == ["Plan!B3 not_a_whole_number", "Plan!B4 unreadable_period"]


def test_a_percentage_of_what_has_another_unit_is_an_error():
    problem = only_problem(percent_formats=("Indicators!A2",), Indicators="goal\n1.9")
    assert (problem.code, problem.cell, problem.found) == ("unit_mismatch", "A2", "190%")
    assert found_with(Milestones='value\n"130 %"') == ["Milestones!A2 unit_mismatch"]


def test_a_share_of_one_beside_a_goal_in_per_cent_is_an_error():
    drawn = {"Indicators": "unit | baseline | goal\n% | 57 | 95"}
    assert found_with(Milestones="value\n0.8", **drawn) == ["Milestones!A2 percent_scale"]


# Codes


@pytest.mark.parametrize("sheet", ["Areas", "Objectives", "Indicators", "Places"])
def test_a_code_is_there_once(sheet):
    code = {"Areas": "A1", "Objectives": "O1", "Indicators": "M01", "Places": "PE"}[sheet]
    problem = only_problem(**{sheet: f"code\n{code}\n{code.lower()}"})
    assert (problem.sheet, problem.cell, problem.code) == (sheet, "A3", "duplicate_code")
    assert problem.params == {"other": f"{sheet}!A2"}


def test_a_milestone_is_there_once():
    problem = only_problem(Milestones="indicator | period\nM01 | 2024\nM01 | 2024")
    assert (problem.cell, problem.code) == ("B3", "duplicate_milestone")
    assert problem.params == {
        "indicator": "M01",
        "period": Period.of(2024),
        "other": "Milestones!B2",
    }


@pytest.mark.parametrize(
    ("sheet", "drawn", "at"),
    [
        ("Targets", "indicator | place\nM01 | PE\nM01 | PE", "B3"),
        ("Reporters", "indicator | place | from\nM01 | PE | 2022-Q1\nM01 | PE | 2022-Q1", "C3"),
        ("Breakdowns", "dimension | value\nsex | women\nsex | Women", "B3"),
    ],
)
def test_a_row_of_an_optional_table_is_there_once(sheet, drawn, at):
    assert found_with(**{sheet: drawn}) == [f"{sheet}!{at} duplicate_row"]


def test_a_field_of_the_plan_is_there_once():
    plan = """
        field       | es
        code        | 2022-2024
        start_year  | 2022
        end_year    | 2024
        vision_year | 2030
        name        | Plan
        name        | Otro
    """
    assert found_with(Plan=plan) == ["Plan!A7 duplicate_code"]


def test_a_word_of_two_categories_is_an_error():
    drawn = "dimension | value | words\nsex | women | f; otras\nsex | other | Otras"
    assert found_with(Breakdowns=drawn) == ["Breakdowns!C3 word_of_two_categories"]


@pytest.mark.parametrize(
    ("sheet", "column"),
    [
        ("Objectives", "area"),
        ("Objectives", "parent"),
        ("Indicators", "area"),
        ("Indicators", "objective"),
        ("Milestones", "indicator"),
        ("Targets", "indicator"),
        ("Targets", "place"),
        ("Reporters", "indicator"),
        ("Reporters", "place"),
    ],
)
def test_a_reference_to_nothing_is_an_error(sheet, column):
    problem = only_problem(**{sheet: f"{column}\nZZ9"})
    assert (problem.sheet, problem.cell, problem.code) == (sheet, "A2", "unknown_reference")
    assert problem.params == {"column": column, "suggestion": None}


def test_a_near_miss_is_suggested_and_not_taken():
    strategy, problems = read_with(Milestones="indicator\nM001")
    assert strategy is None
    assert problems[0].params["suggestion"] == "M01"


def test_an_objective_does_not_serve_itself():
    assert found_with(Objectives="code | parent\nO1 | O1") == ["Objectives!B2 unknown_reference"]


def test_beyond_a_hundred_unknown_references_none_is_suggested_any_more():
    rows = "".join("\nM001" for _ in range(MOST_SUGGESTIONS + 1))
    problems = problems_with(Milestones=f"indicator{rows}")
    suggestions = [problem.params["suggestion"] for problem in problems]
    assert suggestions == ["M01"] * MOST_SUGGESTIONS + [None]


# What has no meaning


@pytest.mark.parametrize(
    ("direction", "baseline", "goal", "expected"),
    [
        ("increase", 100, 99, ["Indicators!A2 direction_against_goal"]),
        ("increase", 100, 100, []),
        ("increase", 100, 101, []),
        ("decrease", 100, 99, []),
        ("decrease", 100, 100, []),
        ("decrease", 100, 101, ["Indicators!A2 direction_against_goal"]),
    ],
)
def test_the_goal_lies_where_the_direction_points(direction, baseline, goal, expected):
    drawn = f"direction | baseline | goal\n{direction} | {baseline} | {goal}"
    assert found_with(Indicators=drawn, Milestones="indicator | period | value") == expected


def test_a_target_to_maintain_may_have_its_goal_on_either_side_of_the_baseline():
    for goal in (90, 100, 110):
        drawn = f"direction | baseline | goal | band_low\nmaintain | 100 | {goal} | 80"
        assert found_with(Indicators=drawn) == []


@pytest.mark.parametrize("goal_period", ["2021", "2021-Q4", "2020"])
def test_the_goals_date_is_after_the_baselines(goal_period):
    drawn = f"baseline_period | goal_period\n2021 | {goal_period}"
    found = found_with(Indicators=drawn, Milestones="indicator | period | value")
    assert found == ["Indicators!B2 goal_not_after_baseline"]


def test_a_goal_a_quarter_after_the_baseline_is_after_it():
    drawn = "baseline_period | goal_period\n2021 | 2022-Q1"
    assert found_with(Indicators=drawn, Milestones="indicator | period | value") == []


@pytest.mark.parametrize("direction", ["maintain", "increase"])
def test_a_band_is_not_upside_down(direction):
    drawn = f"direction | baseline | goal | band_low | band_high\n{direction} | 99 | 99 | 100 | 99"
    found = [one for one in found_with(Indicators=drawn) if not one.endswith("goal_outside_band")]
    assert found == ["Indicators!D2 band_upside_down"]


@pytest.mark.parametrize(("low", "high"), [("90", ""), ("", "110"), ("100", "100")])
def test_a_band_may_be_open_at_one_end_or_a_single_value(low, high):
    drawn = f"direction | goal | band_low | band_high\nmaintain | 100 | {low} | {high}"
    no_milestones = "indicator | period | value"
    assert found_with(Indicators=drawn, Milestones=no_milestones) == []


@pytest.mark.parametrize(("goal", "is_told"), [(89, True), (90, False), (110, False), (111, True)])
def test_a_level_to_keep_has_its_goal_within_the_band(goal, is_told):
    drawn = f"direction | goal | band_low | band_high\nmaintain | {goal} | 90 | 110"
    found = found_with(Indicators=drawn, Milestones="indicator | period | value")
    assert found == (["Indicators!B2 goal_outside_band"] if is_told else [])


def test_a_band_lies_within_what_is_possible():
    drawn = "direction | goal | maximum | band_low | band_high\nmaintain | 100 | 105 | 90 | 110"
    found = found_with(Indicators=drawn, Milestones="indicator | period | value")
    assert found == ["Indicators!E2 out_of_range"]


def test_two_milestones_of_one_date_say_the_same():
    drawn = "indicator | period | value\nM01 | 2024-Q4 | {} \nM01 | 2024 | 130"
    assert found_with(Milestones=drawn.format(130)) == []
    assert found_with(Milestones=drawn.format(129)) == ["Milestones!B3 duplicate_milestone"]


def test_what_is_averaged_has_a_weight():
    levels = """
        code | direction | baseline | goal | weight
        M01 | increase | 100 | 190 | 0
        M02 | increase | 100 | 100 | 1
    """
    found = found_with(Indicators=levels, Milestones="indicator | period | value")
    assert found == ["Indicators!E2 weights_all_zero"]


def test_what_is_to_be_maintained_has_a_band():
    drawn = "direction | band_low | band_high\nmaintain | |"
    assert found_with(Indicators=drawn) == ["Indicators!B2 band_missing"]


def test_limits_are_not_upside_down():
    drawn = "minimum | maximum\n200 | 0"
    assert found_with(Indicators=drawn) == ["Indicators!A2 limits_upside_down"]


@pytest.mark.parametrize(("maximum", "is_beyond"), [(190, False), (189.9, True)])
def test_a_goal_beyond_the_limits_can_never_be_reported(maximum, is_beyond):
    found = found_with(Indicators=f"goal | minimum | maximum\n190 | 0 | {maximum}")
    assert found == (["Indicators!A2 out_of_range"] if is_beyond else [])


def test_a_milestone_beyond_the_limits_can_never_be_reported():
    drawn = {"Indicators": "baseline | goal | maximum\n100 | 190 | 190"}
    codes = {problem.code for problem in problems_with(Milestones="value\n191", **drawn)}
    assert "out_of_range" in codes


@pytest.mark.parametrize("sheet", ["Areas", "Indicators"])
def test_a_weight_is_not_negative(sheet):
    problem = only_problem(**{sheet: "weight\n-1"})
    assert (problem.sheet, problem.cell, problem.code) == (sheet, "A2", "negative_weight")


def test_weights_of_areas_are_not_all_zero():
    drawn = {"Areas": "code | weight\nA1 | 0\nA2 | 0"}
    assert found_with(**drawn) == ["Areas!B2 weights_all_zero"]
    assert found_with(Areas="code | weight\nA1 | 1\nA2 | 0") == []
    of_an_empty_one = "code | weight\nA1 | 0\nA2 | 1"
    assert found_with(Areas=of_an_empty_one) == ["Areas!B2 weights_all_zero"]


def test_weights_of_an_areas_indicators_are_not_all_zero():
    found = found_with(
        Areas="code\nA1\nA2",
        Indicators="""
            code | area | weight
            M01  | A1   | 0
            M02  | A2   | 0
            M03  | A1   | 2
        """,
    )
    assert found == ["Indicators!C3 weights_all_zero"]


@pytest.mark.parametrize(
    ("period", "is_outside"),
    [("2021-Q3", True), ("2021-Q4", False), ("2030", False), ("2031-Q1", True), ("2020", True)],
)
def test_a_milestone_lies_between_baseline_and_goal(period, is_outside):
    value = 100 if period < "2025" else 190
    found = found_with(Milestones=f"period | value\n{period} | {value}")
    assert found == (["Milestones!A2 milestone_outside_path"] if is_outside else [])


@pytest.mark.parametrize(("period", "planned"), [("2021", 100.0), ("2030", 190.0)])
def test_a_milestone_at_an_end_of_the_path_is_the_baseline_or_the_goal(period, planned):
    problem = only_problem(Milestones=f"period | value\n{period} | 150")
    assert (problem.cell, problem.code) == ("B2", "milestone_against_path")
    assert problem.params["planned"] == planned


def test_a_path_that_turns_back_is_a_warning_where_it_turns():
    strategy, problems = read_with(
        Milestones="""
            period | value
            2024   | 130
            2023   | 140
            2025   | 130
        """
    )
    assert strategy is not None
    (problem,) = problems
    assert (problem.cell, problem.code) == ("B2", "path_turns_back")
    assert problem.severity is Severity.WARNING
    assert problem.params == {"indicator": "M01", "value": 130.0, "before": 140.0}


def test_a_path_that_turns_back_to_its_goal_is_a_warning_at_the_goal():
    assert found_with(Indicators="goal\n190", Milestones="period | value\n2024 | 200") == [
        "Indicators!A2 path_turns_back"
    ]


def test_a_falling_path_turns_back_where_it_rises():
    drawn = {"Indicators": "direction | baseline | goal\ndecrease | 100 | 50"}
    milestones = "period | value\n2023 | 70\n2024 | 80"
    assert found_with(Milestones=milestones, **drawn) == ["Milestones!B3 path_turns_back"]


@pytest.mark.parametrize("drawn", ["maintain | 100 | 110 | 80", "increase | 100 | 100 |"])
def test_what_has_no_distance_to_travel_cannot_turn_back(drawn):
    indicators = f"direction | baseline | goal | band_low\n{drawn}"
    assert found_with(Indicators=indicators, Milestones="value\n90") == []


def test_the_years_of_a_plan_are_in_order():
    plan = """
        field       | es
        code        | 2022-2024
        start_year  | 2025
        end_year    | 2024
        vision_year | 2023
        name        | Plan
    """
    assert found_with(Plan=plan) == [
        "Plan!B3 plan_years_upside_down",
        "Plan!B4 plan_years_upside_down",
    ]


def test_a_places_target_is_held_to_the_same_rules():
    drawn = """
        baseline | goal | baseline_period | goal_period
        19       | 10   | 2030            | 2021
    """
    assert found_with(Targets=drawn) == [
        "Targets!B2 direction_against_goal",
        "Targets!D2 goal_not_after_baseline",
    ]
    limits = {"Indicators": "minimum\n11", "Targets": "baseline\n10"}
    assert found_with(**limits) == ["Targets!A2 out_of_range"]


@pytest.mark.parametrize(
    ("first", "last", "is_upside_down"),
    [
        ("2024-Q2", "2024-Q1", True),
        ("2024-Q2", "2024-Q2", False),
        ("2024", "2024-Q1", False),
        ("2024", "2023", True),
    ],
)
def test_a_reporter_does_not_end_before_it_begins(first, last, is_upside_down):
    found = found_with(Reporters=f"from | to\n{first} | {last}")
    assert found == (["Reporters!B2 reporter_ends_before_it_begins"] if is_upside_down else [])


# All at once


def test_all_problems_are_found_at_once_in_the_order_of_the_workbook():
    found = found_with(
        Indicators="""
            direction | baseline_period | goal_period | weight | frequency
            subir     | 2030            | 2021        | -1     | mensual
        """,
        Milestones="indicator | value\nM99 | x",
        Targets="place\nXX",
    )
    assert found == [
        "Indicators!A2 unknown_word",
        "Indicators!C2 goal_not_after_baseline",
        "Indicators!D2 negative_weight",
        "Indicators!E2 unknown_word",
        "Milestones!A2 unknown_reference",
        "Milestones!B2 unreadable_value",
        "Targets!A2 unknown_reference",
    ]


def test_a_slip_in_a_row_does_not_make_references_to_it_unknown():
    found = found_with(Indicators="code | direction\nM01 | subir", Areas="weight\nx")
    assert found == ["Areas!A2 unreadable_value", "Indicators!B2 unknown_word"]


def test_a_row_with_a_wrong_code_is_checked_all_the_same():
    found = found_with(
        Indicators="code | direction | goal\nM01 | increase | 190\nm01 | increase | 9"
    )
    assert found == ["Indicators!A3 duplicate_code", "Indicators!B3 direction_against_goal"]
