"""Numbers as people write them, and the ones nobody can read for sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.numbers import MISSING, WrittenNumber, decimal_mark_of, read_number
from tests.loaders.drawn import problems, read, values


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("97,93", 97.93),
        ("1.234.567,5", 1234567.5),
        ("12,345.67", 12345.67),
        ("15 200", 15200.0),
        ("15\N{NO-BREAK SPACE}200,5", 15200.5),
        ("1\u2019234.5", 1234.5),
        ("  280 ", 280.0),
        ("\uff11\uff12\uff13", 123.0),
        ("(3)", -3.0),
        ("$ (3)", -3.0),
        ("-5", -5.0),
        ("\N{MINUS SIGN}5,5", -5.5),
        ("+4", 4.0),
        ("160*", 160.0),
        ("160\N{SUPERSCRIPT ONE}", 160.0),
        ("160 (1)", 160.0),
        ("0.123", 0.123),
        ("1234.567", 1234.567),
        (".5", 0.5),
        ("0", 0.0),
        ("1.234.567", 1234567.0),
    ],
)
def test_an_unmistakable_number_is_read(text, number):
    written = read_number(text)
    assert isinstance(written, WrittenNumber)
    assert not written.is_ambiguous
    assert written.value(written.own_mark or ".") == number


@pytest.mark.parametrize("text", ["1.234", "2,500", "12.345", "999,999", "(1.250)", "USD 1.250"])
def test_one_mark_before_three_digits_may_be_either(text):
    written = read_number(text)
    assert isinstance(written, WrittenNumber)
    assert written.is_ambiguous
    assert written.value(".") != written.value(",")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "—",
        "N/D",
        "n/d",
        "s/d",
        "n.a.",
        "N/A",
        "NP",
        "pendiente",
        "No aplica",
        "não se aplica",
        "not available",
        "...",
        "sin dato",
    ],
)
def test_a_word_for_no_value_is_missing(text):
    assert read_number(text) is MISSING


@pytest.mark.parametrize(
    "text",
    ["muchas", "5 de 10", "1-3", "10/20", "1 5", "12,34,567", "1.2.3", "1e5", "%", "5" * 101],
)
def test_what_is_no_number_is_not_read(text):
    assert read_number(text) is None


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from([",", "."]))
def test_a_number_with_groups_and_decimals_is_read_back(whole, cents, mark):
    group = "." if mark == "," else ","
    text = f"{whole:,}".replace(",", group) + f"{mark}{cents:02d}"
    written = read_number(text)
    assert isinstance(written, WrittenNumber)
    assert written.value(mark) == pytest.approx(whole + cents / 100)
    assert written.own_mark in {mark, None}


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    written = read_number(text)
    if isinstance(written, WrittenNumber):
        readings = [written.value(mark) for mark in ",."]
        assert any(reading is not None for reading in readings)


def test_the_numbers_of_a_sheet_share_their_decimal_mark():
    comma, point, both = read_number("5,5"), read_number("5.5"), read_number("1.234")
    assert decimal_mark_of([comma, both]) == ","
    assert decimal_mark_of([point, both]) == "."
    assert decimal_mark_of([both]) is None
    assert decimal_mark_of([comma, point, both]) is None


def table(*rows):
    """Rows of indicator, place, value and unit in the first quarter of 2024."""
    lines = ["| Indicador | País | Periodo | Valor | Unidad |"]
    lines += [
        f"| {code} | {place} | 2024-Q1 | {value} | {unit} |" for code, place, value, unit in rows
    ]
    return read("\n".join(lines))


def test_one_unmistakable_number_settles_the_others_of_its_sheet():
    found = table(("M09", "PE", '"1.234"', ""), ("M09", "CO", '"5,5"', ""))
    assert values(found) == ["D2 M09 PE 2024-Q1 1234", "D3 M09 CO 2024-Q1 5.5"]


def test_numbers_that_disagree_settle_nothing():
    found = table(
        ("M09", "PE", '"1.234"', ""), ("M09", "CO", '"5,5"', ""), ("M09", "MX", '"5.5"', "")
    )
    assert problems(found) == ["D2 ambiguous_number"]
    assert len(found.observations) == 2


def test_number_cells_settle_nothing():
    found = table(("M09", "PE", '"1.234"', ""), ("M09", "CO", "5.5", ""))
    assert problems(found) == ["D2 ambiguous_number"]
    (ambiguous,) = found.problems
    assert dict(ambiguous.params) == {"one": 1.234, "other": 1234.0}


@pytest.mark.parametrize(
    ("code", "value", "problem"),
    [
        ("M05", '"EUR 3,5"', None),  # millones EUR
        ("M05", '"$ 3,5"', None),
        ("M05", '"USD 3,5"', "unit_mismatch"),
        ("M05", '"3,5 %"', "unit_mismatch"),
        ("M09", '"$ 35"', "unit_mismatch"),  # hectares
        ("M09", '"35 ha"', None),
        ("M09", '"35 aprox"', "unreadable_value"),
        ("M02", '"85,5 %"', None),
        ("M02", '"EUR 85"', "unit_mismatch"),
    ],
)
def test_a_sign_may_not_contradict_the_unit(code, value, problem):
    assert problems(table((code, "PE", value, ""))) == ([f"D2 {problem}"] if problem else [])


@pytest.mark.parametrize(
    ("code", "unit", "is_right"),
    [
        ("M05", "millones EUR", True),
        ("M05", "Millones  eur", True),
        ("M05", "millions EUR", True),
        ("M05", "USD", False),
        ("M05", "EUR", False),  # a million times less
        ("M09", "Hectáreas", True),
        ("M09", "manzanas", False),
        ("M02", "porcentaje", True),
        ("M02", "n/d", True),
        ("M01", "organizations", True),
    ],
)
def test_a_unit_of_its_own_column_is_the_indicators_own(code, unit, is_right):
    expected = [] if is_right else ["E2 unit_mismatch"]
    assert problems(table((code, "PE", "90", unit))) == expected
