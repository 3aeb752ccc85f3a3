"""What Excel calls its cells and how it shows their numbers: addresses, formats, dates.

The same as openpyxl has, without it: a process is started afresh to read each file, and
importing openpyxl there takes several times as long as all the rest. Tests hold the two
together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import cache

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no time zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001

GENERAL = "General"
BUILT_IN_FORMATS: Mapping[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
"""Section 18.8.30 of ECMA-376."""

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NOT_A_DATE = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(hh?|mm?|ss?)\]", re.IGNORECASE)

_SECONDS_OF_A_DAY = 86_400
_LEAP_DAY_OF_1900 = 60  # Excel has this day, the calendar has not
_LETTERS = 26


@cache
def column_letters(column: int) -> str:
    """The letters of a column counted from 1.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column, counted from 1; ValueError where no sheet has it.

    >>> column_number("XFD")
    16384
    """
    number = number_of_letters(letters)
    if number > MOST_COLUMNS:
        raise ValueError(f"no column: {letters}")
    return number


def number_of_letters(letters: str) -> int:
    """The same without a limit."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def coordinates(address: str) -> tuple[int, int]:
    """Row and column of an address of ours, which may lie beyond what a sheet has.

    >>> coordinates("C2")
    (2, 3)
    """
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), number_of_letters(letters)


def row_and_column(address: str) -> tuple[int, int]:
    """Both counted from 1; ValueError for what is no cell of a sheet.

    >>> row_and_column("C2")
    (2, 3)
    """
    match = _ADDRESS.fullmatch(address)
    if match is None or (row := int(match[2])) > MOST_ROWS:
        raise ValueError(f"no cell: {address}")
    return row, column_number(match[1])


def is_date_format(number_format: str) -> bool:
    """Whether numbers are shown as days or times of day."""
    return _DATE.search(_NOT_A_DATE.sub("", number_format.partition(";")[0])) is not None


def is_elapsed_format(number_format: str) -> bool:
    """Whether numbers are shown as hours, minutes or seconds that may exceed a day."""
    return _ELAPSED.search(number_format.partition(";")[0]) is not None


def moment(serial: float, epoch: datetime, *, is_elapsed: bool) -> datetime | time | timedelta:
    """The day and time that a number stands for, to the millisecond.

    A number below 1 is a time of day. OverflowError beyond the calendar, ValueError where
    Excel shows no date either.

    >>> moment(45657.5, EPOCH_1900, is_elapsed=False)
    datetime.datetime(2024, 12, 31, 12, 0)
    """
    if is_elapsed:
        elapsed = timedelta(days=serial)
        milliseconds = timedelta(microseconds=round(elapsed.microseconds, -3))
        return elapsed - timedelta(microseconds=elapsed.microseconds) + milliseconds
    if serial < 0:
        raise ValueError("before the calendar")
    days, fraction = divmod(serial, 1)
    into_the_day = timedelta(milliseconds=round(fraction * _SECONDS_OF_A_DAY * 1000))
    if days == 0 and into_the_day.days == 0:
        return (epoch + into_the_day).time()
    if 0 < serial < _LEAP_DAY_OF_1900 and epoch == EPOCH_1900:
        days += 1
    return epoch + timedelta(days=days) + into_the_day
