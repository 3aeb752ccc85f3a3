import doctest
from datetime import datetime
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel

from loaders import excel, ooxml


@pytest.mark.parametrize("module", [excel, ooxml])
def test_the_worked_examples_of_the_docstrings_hold(module: ModuleType):
    assert doctest.testmod(module).failed == 0


def test_columns_are_named_as_openpyxl_names_them():
    for column in range(1, excel.MOST_COLUMNS + 1):
        assert excel.column_letters(column) == get_column_letter(column)
        assert excel.column_number(get_column_letter(column)) == column


@pytest.mark.parametrize("address", ["", "A", "1", "A0", "a1", "A1048577", "XFE1", "A1:B2", "$A$1"])
def test_what_is_no_cell_of_a_sheet_is_refused(address):
    with pytest.raises(ValueError, match="no c"):
        excel.row_and_column(address)


def test_built_in_formats_are_those_of_openpyxl():
    assert excel.BUILT_IN_FORMATS == BUILTIN_FORMATS


OWN_FORMATS = [
    "[$-C0A]d mmm yyyy;@",
    '0.0 "días"',
    '"dd"0.0',
    "[Red]0.00;[Blue]-0.00",
    "[hh]:mm",
    "[ss].00",
    "0\\d",
    "#,##0_d",
    'yyyy"年"m"月"',
    "[$€-x-euro2]#,##0.00",
    "General",
    "@",
    "",
]


@pytest.mark.parametrize("number_format", [*BUILTIN_FORMATS.values(), *OWN_FORMATS])
def test_dates_are_told_from_numbers_as_openpyxl_does(number_format):
    assert excel.is_date_format(number_format) == is_date_format(number_format)
    assert excel.is_elapsed_format(number_format) == is_timedelta_format(number_format)


@given(
    st.floats(0, 2_900_000, allow_nan=False) | st.integers(0, 100) | st.floats(0, 1),
    st.sampled_from([excel.EPOCH_1900, excel.EPOCH_1904]),
    st.booleans(),
)
def test_a_number_is_the_moment_that_openpyxl_says(serial, epoch, is_elapsed):
    expected = from_excel(serial, epoch, timedelta=is_elapsed)
    assert excel.moment(serial, epoch, is_elapsed=is_elapsed) == expected


def test_a_moment_outside_of_the_calendar_is_none():
    for serial in (-1, 3e6, 1e300):
        with pytest.raises((OverflowError, ValueError)):
            excel.moment(serial, excel.EPOCH_1900, is_elapsed=False)


def test_the_day_that_only_excel_has_is_skipped():
    days = [excel.moment(serial, excel.EPOCH_1900, is_elapsed=False) for serial in (59, 60, 61)]
    assert [day.date().isoformat() for day in days if isinstance(day, datetime)] == [
        "1900-02-28",
        "1900-02-28",
        "1900-03-01",
    ]
