"""Periods as people write them: codes, dates, quarters and months in three languages.

Nothing is guessed: what can be read in two ways is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from indicators.periods import QUARTERS_IN_A_YEAR
from loaders.dates import date_in, month_names, period_of_date
from loaders.period_words import HALF, MONTHS_IN_A_QUARTER, QUARTER, YEAR, PeriodWords
from loaders.text import normalised, spaced
from loaders.vocabulary import any_of, calendar, fillers
from loaders.workbook import Cell

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHORT_YEAR = re.compile(r"\d\d")


@dataclass(frozen=True, slots=True)
class Found:
    """A period found in a text, and the words of the text that are not part of it."""

    words: PeriodWords
    rest: str


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
        first, last = month_names()[match["first"]], month_names()[match["last"]]
        length = last - first + 1
        quarters, rest = divmod(length, MONTHS_IN_A_QUARTER)
        if first > last or rest or last % length or quarters not in {QUARTER, HALF, YEAR}:
            return None, text
        words = PeriodWords(quarters=quarters, number=last // length)
        return words, text[: match.start()] + " " + text[match.end() :]
    if match := single.search(text):
        words = PeriodWords(month=month_names()[match["month"]])
        return words, text[: match.start()] + " " + text[match.end() :]
    return PeriodWords(), text


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
    number = any_of([form for forms in words["ordinals"] for form in forms])
    ending, year = any_of(words["ordinal_endings"]), r"(?P<year>(?:19|20)\d\d)"
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


def period_in(cell: Cell, bare: int | None = None) -> PeriodWords | None:
    """The period that a cell holds and nothing else; None where it cannot be read."""
    if isinstance(cell.value, date):
        return period_of_date(cell.value)
    return read_period(cell.text, bare)


@cache
def _patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """How a numbered quarter or half is written, with its length; the number is a group."""
    words = calendar()
    endings = any_of(words["ordinal_endings"])
    ordinal = any_of([form for forms in words["ordinals"] for form in forms])
    patterns = []
    for quarters, kind in ((QUARTER, "quarter"), (HALF, "half")):
        noun = any_of(words[kind])
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
def _month_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = any_of(list(month_names()))
    between = any_of(calendar()["between"])
    several = rf"\b(?P<first>{month})(?: \d{{4}})?(?: (?:{between}))? (?P<last>{month})\b"
    return re.compile(several), re.compile(rf"\b(?P<month>{month})\b")
