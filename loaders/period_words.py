"""Periods as people write them: codes, dates, quarters and months in three languages.

A text may name a whole period (``T3 2024``) or a part of one (``T3`` under a heading
``2024``). Nothing is guessed: what can be read in two ways is not read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import pairwise

from indicators.periods import QUARTERS_IN_A_YEAR, Period
from loaders.text import normalised
from loaders.vocabulary import calendar, fillers

MONTHS_IN_A_QUARTER = 3
QUARTER, HALF, YEAR = 1, 2, 4


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """What a text says of a period: its year, its length in quarters, which one it is.

    Each is None where the text does not say it. ``month`` stands where the text names a
    single month, which is a period only at the end of a quarter.
    """

    year: int | None = None
    quarters: int | None = None
    number: int | None = None
    month: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.year is not None

    @property
    def period(self) -> Period | None:
        """The period, where the words say all of it; a month must end a quarter."""
        if self.year is None:
            return None
        if self.month is not None:
            quarter, rest = divmod(self.month, MONTHS_IN_A_QUARTER)
            return None if rest else Period.of(self.year, QUARTER, quarter)
        return Period.of(self.year, self.quarters or YEAR, self.number or 1)

    @property
    def quarter_of_month(self) -> PeriodWords | None:
        """The quarter that a month lies in; None of what is no month."""
        if self.month is None:
            return None
        return PeriodWords(self.year, QUARTER, -(-self.month // MONTHS_IN_A_QUARTER))

    def overlaps(self, other: PeriodWords) -> bool:
        """Whether both can be said of one time: 2024 and its second quarter, or June and Q2."""
        if None not in {self.year, other.year} and self.year != other.year:
            return False
        one, two = self._quarters_of_year(), other._quarters_of_year()
        return not one.isdisjoint(two)

    def _quarters_of_year(self) -> frozenset[int]:
        """Which quarters of a year are meant, counted from 1; all where none is said."""
        words = self.quarter_of_month or self
        length, number = words.quarters or YEAR, words.number or 1
        return frozenset(range((number - 1) * length + 1, number * length + 1))

    def within(self, outer: PeriodWords | None) -> PeriodWords:
        """These words, with the year of ``outer`` where they have none.

        A year alone holds with a quarter said without one: ``2024`` within ``T2`` is T2 2024.
        """
        if outer is None:
            return self
        if self.year is None:
            return replace(self, year=outer.year)
        is_year = self == PeriodWords(self.year)
        return replace(outer, year=self.year) if is_year and outer.year is None else self


@dataclass(frozen=True, slots=True)
class Found:
    """A period found in a text, and the words of the text that are not part of it."""

    words: PeriodWords
    rest: str


def with_short_year(text: str, found: Found) -> Found:
    """What was found in a heading or name that writes its year with two digits: ``T1-24``.

    They stand right behind the quarter: ``T1 (n = 25)`` has no year.
    """
    if found.words.year is not None:
        return found
    words, rest = spaced(text).split(), found.rest.split()
    for before, word in pairwise(words):
        if _SHORT_YEAR.fullmatch(word) and word in rest and before not in rest:
            rest.remove(word)
            return Found(replace(found.words, year=2000 + int(word)), " ".join(rest))
    return found


def _either(words: list[str]) -> str:
    longest_first = sorted((normalised(word) for word in words), key=len, reverse=True)
    return "|".join(re.escape(word) for word in longest_first)


@cache
def _patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """How a numbered quarter or half is written, with its length; the number is a group."""
    words = calendar()
    endings = _either(words["ordinal_endings"])
    ordinal = _either([form for forms in words["ordinals"] for form in forms])
    patterns = []
    for quarters, kind in ((QUARTER, "quarter"), (HALF, "half")):
        noun = _either(words[kind])
        patterns += [
            (quarters, rf"(?P<n>{ordinal})(?: (?:{endings}))? (?:de )?(?:{noun})"),
            (quarters, rf"(?:{noun})(?: (?:no|n|nro))? (?P<n>{ordinal})"),
        ]
    return tuple((quarters, re.compile(rf"\b{text}\b")) for quarters, text in patterns)


@cache
def _numbers() -> dict[str, int]:
    forms = calendar()["ordinals"]
    return {normalised(form): n for n, line in enumerate(forms, start=1) for form in line}


@cache
def _months() -> dict[str, int]:
    lines = calendar()["months"]
    return {normalised(name): n for n, line in enumerate(lines, start=1) for name in line}


@cache
def _month_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = _either(list(_months()))
    between = _either(calendar()["between"])
    several = rf"\b(?P<first>{month})(?: \d{{4}})?(?: (?:{between}))? (?P<last>{month})\b"
    return re.compile(several), re.compile(rf"\b(?P<month>{month})\b")


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHORT_YEAR = re.compile(r"\d\d")
_ISO_DATE = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})(?: 00 00 00)?")
_DAY_FIRST_DATE = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4})")
_NAMED_DATE = re.compile(r"(\d{1,2}) (?:de )?(\w+) (?:del? )?(\d{4}|\d\d)")
_MONTH_FIRST_DATE = re.compile(r"(\w+) (\d{1,2}) (\d{4})")
_NUMERIC_DATE = re.compile(r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2})\b")
_LETTERS_AND_DIGITS = re.compile(r"\d+|[^\W\d_]+|%")
_MANY_CHARACTERS = 200


def spaced(text: str) -> str:
    """``text`` normalised, with a space between letters and digits: ``2024T4`` is 2024 t 4."""
    return " ".join(_LETTERS_AND_DIGITS.findall(normalised(text[:_MANY_CHARACTERS])))


@lru_cache(maxsize=4096)
def find_period(text: str) -> Found | None:
    """The one period that a heading, label or sentence names; None where there is none.

    Two quarters, or two years as in the name of a plan (``2022-2024``), name no period.

    >>> find_period("Consolidado, segundo trimestre de 2024")
    Found(words=PeriodWords(year=2024, quarters=1, number=2, month=None), rest='consolidado de')
    >>> find_period("Plan 2022-2024") is None
    True
    """
    rest = spaced(text)
    years = _YEAR.findall(rest)
    if len(set(years)) > 1:
        return None
    year = int(years[0]) if years else None
    words, rest = _numbered(_YEAR.sub(" ", rest) if years else rest)
    if words is None:
        return None
    if year is None and words == PeriodWords():
        return None
    return Found(replace(words, year=year), " ".join(rest.split()))


def _numbered(text: str) -> tuple[PeriodWords | None, str]:
    """The quarter, half or months in ``text`` and the rest; None where there are several."""
    text = " ".join(text.split())
    found = [(q, match) for q, pattern in _patterns() for match in pattern.finditer(text)]
    spans = {match.span(): (q, match) for q, match in found}
    outer = [
        (q, match)
        for span, (q, match) in spans.items()
        if not any(other != span and _covers(other, span) for other in spans)
    ]
    if len({(q, _numbers()[match["n"]]) for q, match in outer}) > 1:
        return None, text
    if outer:
        quarters, match = outer[0]
        number = _numbers()[match["n"]]
        if number > QUARTERS_IN_A_YEAR // quarters:
            return None, text
        rest = text[: match.start()] + " " + text[match.end() :]
        words = PeriodWords(quarters=quarters, number=number)
        return _without_its_months(words, " ".join(rest.split()))
    return _of_months(text)


def _without_its_months(words: PeriodWords, rest: str) -> tuple[PeriodWords | None, str]:
    """The rest of ``T1 (Ene-Mar)`` without the months that say the same; other months: none."""
    if not _month_patterns()[0].search(rest):
        return words, rest
    months, left = _of_months(rest)
    return (words, left) if months == words else (None, rest)


def _covers(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _of_months(text: str) -> tuple[PeriodWords | None, str]:
    several, single = _month_patterns()
    if match := several.search(text):
        first, last = _months()[match["first"]], _months()[match["last"]]
        length = last - first + 1
        quarters, rest = divmod(length, MONTHS_IN_A_QUARTER)
        if rest or last % length or quarters not in {QUARTER, HALF, YEAR}:
            return None, text
        words = PeriodWords(quarters=quarters, number=last // length)
        return words, text[: match.start()] + " " + text[match.end() :]
    if match := single.search(text):
        words = PeriodWords(month=_months()[match["month"]])
        return words, text[: match.start()] + " " + text[match.end() :]
    return PeriodWords(), text


@cache
def _cut_off_patterns() -> tuple[re.Pattern[str], ...]:
    words = calendar()
    month, year = rf"(?P<month>{_either(list(_months()))})", r"(?P<year>(?:19|20)\d\d)"
    before, day = _either(words["up_to"]), r"(?P<day>\d{1,2})"
    before_a_month = _either(words["up_to"] + words["up_to_a_month"])
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
    told = {(int(match["year"]), _months()[match["month"]]) for match in found}
    if len(told) != 1:
        return None
    ((year, month),) = told
    quarter, rest = divmod(month, MONTHS_IN_A_QUARTER)
    is_last = {int(match["day"] or 0) for match in found} <= {0, monthrange(year, month)[1]}
    return PeriodWords(year, QUARTER, quarter) if is_last and not rest else None


def names_a_day(sentence: str) -> bool:
    """Whether a sentence names a day in digits, which says no year for all that it tells."""
    return _NUMERIC_DATE.search(sentence) is not None


@lru_cache(maxsize=4096)
def read_period(text: str, bare: int | None = None) -> PeriodWords | None:
    """A cell that holds a period and nothing else; None where it cannot be read.

    ``bare`` is what a number alone stands for, by the column's heading: the length in
    quarters of what it numbers. 0 stands for months.

    >>> read_period("2024T4")
    PeriodWords(year=2024, quarters=1, number=4, month=None)
    >>> read_period("2024-3") is None
    True
    """
    if (day := date_in(spaced(text))) is not None:
        return day
    if bare is not None and (numbered := _bare_number(spaced(text), bare)) is not None:
        return numbered
    found = find_period(text)
    if found is None:
        return None
    found = with_short_year(text, found)
    is_all = set(found.rest.split()) <= fillers() | {"ano", "year"}
    return found.words if is_all else None


@cache
def _bare_pattern() -> re.Pattern[str]:
    words = calendar()
    number = _either([form for forms in words["ordinals"] for form in forms])
    ending, year = _either(words["ordinal_endings"]), r"(?P<year>(?:19|20)\d\d)"
    return re.compile(rf"(?P<n>{number})(?: (?:{ending}))?(?: (?:(?:de|del|of) )?{year})?")


def _bare_number(text: str, bare: int) -> PeriodWords | None:
    """``3``, ``3.er`` or ``3 de 2024`` below a heading that says of what it is the third."""
    if bare == 0:
        is_month = text.isdigit() and 1 <= int(text) <= 12  # noqa: PLR2004 - months
        return PeriodWords(month=int(text)) if is_month else None
    match = _bare_pattern().fullmatch(text)
    number = _numbers()[match["n"]] if match else None
    if match is None or number is None or number > QUARTERS_IN_A_YEAR // bare:
        return None
    return PeriodWords(int(match["year"]) if match["year"] else None, bare, number)


def date_in(text: str) -> PeriodWords | None:
    """A spaced text that is a date and nothing else; where day and month could swap, none."""
    if match := _ISO_DATE.fullmatch(text):
        return _month_of(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST_DATE.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        if day <= 12 and month <= 12 and day != month:  # noqa: PLR2004 - both can be a month
            return None
        return _month_of(year, month, day) or _month_of(year, day, month)
    if (match := _NAMED_DATE.fullmatch(text)) and match[2] in _months():
        century = 2000 if len(match[3]) == len("24") else 0
        return _month_of(century + int(match[3]), _months()[match[2]], int(match[1]))
    if (match := _MONTH_FIRST_DATE.fullmatch(text)) and match[1] in _months():
        return _month_of(int(match[3]), _months()[match[1]], int(match[2]))
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
