"""Dates as people write them, in digits and in the words of three languages.

A date stands for the month it lies in. Where day and month could swap, it is not read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from functools import cache

from loaders.period_words import MONTHS_IN_A_QUARTER, QUARTER, PeriodWords
from loaders.text import normalised, spaced
from loaders.vocabulary import any_of, calendar

_ISO_DATE = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})(?: 00 00 00)?")
_DAY_FIRST_DATE = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4})")
_NAMED_DATE = re.compile(r"(\d{1,2}) (?:de )?(\w+) (?:del? )?(\d{4}|\d\d)")
_MONTH_FIRST_DATE = re.compile(r"(\w+) (\d{1,2}) (\d{4})")
_NUMERIC_DATE = re.compile(r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2})\b")


@cache
def month_names() -> dict[str, int]:
    lines = calendar()["months"]
    return {normalised(name): n for n, line in enumerate(lines, start=1) for name in line}


def date_in(text: str) -> PeriodWords | None:
    """A spaced text that is a date and nothing else; where day and month could swap, none."""
    if match := _ISO_DATE.fullmatch(text):
        return _month_of(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST_DATE.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        if day <= 12 and month <= 12 and day != month:  # noqa: PLR2004 - both can be a month
            return None
        return _month_of(year, month, day) or _month_of(year, day, month)
    if (match := _NAMED_DATE.fullmatch(text)) and match[2] in month_names():
        century = 2000 if len(match[3]) == len("24") else 0
        return _month_of(century + int(match[3]), month_names()[match[2]], int(match[1]))
    if (match := _MONTH_FIRST_DATE.fullmatch(text)) and match[1] in month_names():
        return _month_of(int(match[3]), month_names()[match[1]], int(match[2]))
    return None


def _month_of(year: int, month: int, day: int) -> PeriodWords | None:
    if not (1900 <= year < 2100 and 1 <= month <= 12):  # noqa: PLR2004 - the calendar
        return None
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return PeriodWords(year=year, month=month)


def period_of_date(day: date | datetime) -> PeriodWords:
    """The month of a date cell."""
    return PeriodWords(year=day.year, month=day.month)


@cache
def _cut_off_patterns() -> tuple[re.Pattern[str], ...]:
    words = calendar()
    month, year = rf"(?P<month>{any_of(list(month_names()))})", r"(?P<year>(?:19|20)\d\d)"
    before, day = any_of(words["up_to"]), r"(?P<day>\d{1,2})"
    before_a_month = any_of(words["up_to"] + words["up_to_a_month"])
    return (
        re.compile(rf"\b(?:{before}) {day} (?:de )?{month} (?:del? )?{year}\b"),
        re.compile(rf"\b(?:{before}) {month} {day} {year}\b"),
        re.compile(rf"\b(?:{before_a_month}) (?P<day>){month} (?:del? )?{year}\b"),
    )


def cut_off_in(sentence: str) -> PeriodWords | None:
    """The quarter up to whose last day a sentence tells.

    Any other date in a sentence may be that of writing.

    >>> cut_off_in("Avance al 30 de junio de 2024 (Lima, 15 de julio de 2024)")
    PeriodWords(year=2024, quarters=1, number=2, month=None)
    >>> cut_off_in("Lima, 30 de junio de 2024") is None
    True
    """
    if _NUMERIC_DATE.search(sentence):
        return None
    text = spaced(sentence)
    found = [match for pattern in _cut_off_patterns() for match in pattern.finditer(text)]
    told = {(int(match["year"]), month_names()[match["month"]]) for match in found}
    if len(told) != 1:
        return None
    ((year, month),) = told
    quarter, rest = divmod(month, MONTHS_IN_A_QUARTER)
    is_last = {int(match["day"] or 0) for match in found} <= {0, monthrange(year, month)[1]}
    return PeriodWords(year, QUARTER, quarter) if is_last and not rest else None


def names_a_day(sentence: str) -> bool:
    """Whether a sentence names a day in digits, which says no year for all that it tells."""
    return _NUMERIC_DATE.search(sentence) is not None
