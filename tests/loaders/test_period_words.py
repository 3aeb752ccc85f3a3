"""Periods as people write them in three languages."""

from datetime import datetime
from itertools import product

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.periods import Period
from loaders.dates import cut_off_in
from loaders.period_finder import find_period, read_period
from loaders.vocabulary import calendar
from tests.loaders.drawn import fill, problems, read, values


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-Q4", "2024-Q4"),
        ("T3 2024", "2024-Q3"),
        ("2024T4", "2024-Q4"),
        ("3T24", "2024-Q3"),
        ("Q1'24", "2024-Q1"),
        ("1er trimestre 2025", "2025-Q1"),
        ("segundo trimestre de 2024", "2024-Q2"),
        ("II trimestre 2024", "2024-Q2"),
        ("trimestre IV de 2023", "2023-Q4"),
        ("first quarter of 2024", "2024-Q1"),
        ("4º trimestre de 2022", "2022-Q4"),
        ("quarto trimestre 2022", "2022-Q4"),
        ("jan-mar 2024", "2024-Q1"),
        ("Octubre a diciembre de 2023", "2023-Q4"),
        ("enero - junio 2024", "2024-S1"),
        ("S1 2024", "2024-S1"),
        ("2º semestre 2024", "2024-S2"),
        ("H2 2024", "2024-S2"),
        ("2024", "2024"),
        ("Año 2024", "2024"),
        ("marzo 2024", "2024-Q1"),
        ("mar-24", "2024-Q1"),
        ("31/03/2024", "2024-Q1"),
        ("2024-06-30", "2024-Q2"),
        ("31 de diciembre de 2024", "2024-Q4"),
        ("30-jun-24", "2024-Q2"),
        ("June 30, 2024", "2024-Q2"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, code):
    found = read_period(text)
    assert found is not None
    assert found.period == Period.parse(code)


@pytest.mark.parametrize(
    "text",
    [
        "cuarto trim",
        "T5 2024",
        "S3 2024",
        "2024-3",
        "03/04/2024",
        "Plan 2022-2024",
        "pronto",
        "Q1-Q2 2024",
        "febrero 2024",
        "31/02/2024",
        "feb a abr 2024",
        "12",
        "",
        "1" * 300,
    ],
)
def test_what_is_no_whole_period_is_not_taken_for_one(text):
    found = read_period(text)
    assert found is None or found.period is None


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Avance al 30 de junio de 2024", "2024-Q2"),
        ("Ejecución hasta el 31 de diciembre del 2023", "2023-Q4"),
        ("Avance acumulado a junio de 2024", "2024-Q2"),
        ("Progress as of 30 September 2024", "2024-Q3"),
        ("Progress as of September 30, 2024", "2024-Q3"),
        ("Quarter ended March 31, 2024", "2024-Q1"),
        ("Resultados até 31 de março de 2024", "2024-Q1"),
        ("Elaborado el 15 de julio de 2024. Avance al 30 de junio de 2024", "2024-Q2"),
    ],
)
def test_a_sentence_says_up_to_when_it_tells(sentence, code):
    found = cut_off_in(sentence)
    assert found is not None
    assert found.period == Period.parse(code)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lima, 30 de junio de 2024",
        "Elaborado en junio de 2024",
        "Avance al 15 de junio de 2024",
        "Avance al 31 de mayo de 2024",
        "Avance a mayo de 2024",
        "Del 31 de marzo de 2024 al 30 de junio de 2024, y hasta el 31 de diciembre de 2024",
        "Avance al 30 de junio",
    ],
)
def test_any_other_date_of_a_sentence_is_no_period(sentence):
    assert cut_off_in(sentence) is None


@given(st.integers(1990, 2099), st.integers(1, 4))
def test_every_code_of_a_quarter_is_read(year, number):
    period = Period.of(year, 1, number)
    for text in (period.code, f"T{number} {year}", f"{number}º trimestre de {year}"):
        found = read_period(text)
        assert found is not None
        assert found.period == period


@given(st.text(max_size=60))
def test_any_text_is_a_period_or_none(text):
    find_period(text)
    read_period(text)
    cut_off_in(text)


def test_a_sentence_is_searched_and_its_other_words_are_kept():
    found = find_period("T.4 EJECUTADO 2025")
    assert found is not None
    assert (found.words.period, found.rest) == (Period.parse("2025-Q4"), "ejecutado")


def reported(code, period, value="50"):
    return read(f"| Indicador | País | Periodo | Valor |\n| {code} | PE | {period} | {value} |")


@pytest.mark.parametrize(
    ("code", "period", "expected"),
    [
        ("M01", "2024-Q3", ["D2 M01 PE 2024-Q3 50"]),  # by quarter
        ("M03", "2024-Q2", ["D2 M03 PE 2024-S1 50"]),  # by half
        ("M03", "2024-Q4", ["D2 M03 PE 2024-S2 50"]),
        ("M19", "2024-Q4", ["D2 M19 PE 2024 50"]),  # by year
        ("M19", "2024-S2", ["D2 M19 PE 2024 50"]),
    ],
)
def test_a_finer_period_that_ends_with_the_indicators_own_is_that_period(code, period, expected):
    assert values(reported(code, period)) == expected


@pytest.mark.parametrize(
    ("code", "period", "problem"),
    [
        ("M03", "2024-Q1", "wrong_frequency"),
        ("M19", "2024-S1", "wrong_frequency"),
        ("M01", "2024", "wrong_frequency"),
        ("M01", "febrero 2024", "wrong_frequency"),
        ("M01", "2021-Q4", "period_outside_plan"),
        ("M01", "2022-Q1", None),
        ("M01", "2031-Q1", "period_outside_plan"),
        ("M01", "2026-Q3", None),
        ("M01", "2026-Q4", "period_in_future"),  # today is 20 November 2026
        ("M01", "2030-Q4", "period_in_future"),
        ("M01", "ayer", "unreadable_period"),
        ("M01", "", "unreadable_period"),
    ],
)
def test_a_period_must_fit_the_indicator_the_plan_and_the_calendar(code, period, problem):
    assert problems(reported(code, period)) == ([f"C2 {problem}"] if problem else [])


def test_a_plan_may_be_for_a_period_to_come():
    found = read({"PE": "| Código | Meta T4 2026 |\n| M08 | 3 |"})
    assert values(found) == ["B2 M08 PE 2026-Q4 plan 3"]


def test_dates_are_periods_and_no_values():
    book = openpyxl.Workbook()
    fill(book.active, "| Indicador | País | Periodo | Valor |\n| M01 | PE | | |\n| M01 | CO | | |")
    book.active["C2"] = datetime(2024, 3, 31)  # noqa: DTZ001 - as Excel has it
    book.active["D2"] = 280
    book.active["C3"] = datetime(2024, 3, 31)  # noqa: DTZ001
    book.active["D3"] = datetime(2024, 3, 1)  # noqa: DTZ001 - 1-3 that Excel made a date
    found = read(book)
    assert values(found) == ["D2 M01 PE 2024-Q1 280"]
    assert problems(found) == ["D3 unreadable_value"]


@pytest.mark.parametrize(
    "text", ["Año fiscal julio-junio 2024", "abril-marzo 2024", "Abril, marzo"]
)
def test_months_that_run_over_the_end_of_a_year_are_no_period(text):
    assert find_period(text) is None


def test_two_months_are_a_quarter_a_half_or_a_year_and_else_no_period():
    months = [names[0] for names in calendar()["months"]]
    found = {
        (first, last): find_period(f"{months[first - 1]}-{months[last - 1]} 2024")
        for first, last in product(range(1, 13), repeat=2)
    }
    spans = {span for span, period in found.items() if period is not None}
    quarters = {(n, n + 2) for n in (1, 4, 7, 10)}
    assert spans == quarters | {(1, 6), (7, 12), (1, 12)}
