"""Files to take along: what openpyxl reads back, and that no text in them is run."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.data_files import SHARE, Field, Sheet, as_csv, as_xlsx
from indicators.periods import Period

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']


def a_sheet(*rows: tuple[object, ...], title: str = "M01") -> Sheet:
    width = len(rows[0])
    return Sheet(title, [Field(f"column {n}") for n in range(width)], rows)


def read_back(sheet: Sheet) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(BytesIO(as_xlsx(sheet))).active


def test_a_workbook_has_numbers_as_numbers_and_periods_as_their_codes():
    page = read_back(a_sheet(("Perú", 12.5, None, Period.parse("2024-Q3"), 3)))
    header, row = page.iter_rows(values_only=True)
    assert header == tuple(f"column {n}" for n in range(5))
    assert row == ("Perú", 12.5, None, "2024-Q3", 3)


def test_shares_are_shown_as_percentages():
    page = read_back(Sheet("M01", [Field("share", SHARE)], [(0.5,)]))
    assert (page["A2"].value, page["A2"].number_format) == (0.5, "0.0%")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_a_workbook_is_never_a_formula(text: str):
    page = read_back(Sheet("M01", [Field(text)], [(text,)]))
    for cell in (page["A1"], page["A2"]):
        assert cell.data_type == "s"
        assert cell.quotePrefix
        assert cell.value.replace("\n", "\r") == text  # XML knows one kind of line end


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_a_csv_is_never_a_formula(text: str):
    lines = as_csv(Sheet("M01", [Field(text)], [(text,)])).decode("utf-8-sig")
    for (cell,) in csv.reader(StringIO(lines, newline="")):
        assert cell.startswith("'")


def test_a_negative_number_in_a_csv_stays_a_number():
    assert as_csv(a_sheet((-1.5,))).decode("utf-8-sig").splitlines()[1] == "-1.5"


def test_a_csv_begins_with_a_byte_order_mark():
    assert as_csv(a_sheet(("Perú",))).startswith(b"\xef\xbb\xbf")


@given(st.text(), st.text())
@example("\x00\x0b\uffff", "a/b:[c]*?\\" * 9)
@example("'", "''''")
def test_any_text_can_be_written_and_opened_again(text: str, title: str):
    page = read_back(a_sheet((text,), title=title))
    assert page.max_row == 2
    assert 1 <= len(page.title) <= 31


def test_a_sheet_without_rows_has_its_header():
    page = read_back(Sheet("M01", [Field("Code")], []))
    assert list(page.iter_rows(values_only=True)) == [("Code",)]
