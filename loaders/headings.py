"""What a heading or label says: a role, and perhaps a period, place, indicator or breakdown.

A heading is read word by word against the word lists; one word that is in none of them and
the whole heading is unknown. Which role a mixture of kinds means is the table ``RULES``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from indicators.model import Breakdown, Indicator, Measure, Place
from loaders.dates import date_in, period_of_date
from loaders.names import Names
from loaders.period_finder import find_period, with_short_year
from loaders.period_words import HALF, QUARTER, YEAR, PeriodWords
from loaders.text import normalised, spaced
from loaders.units import is_known_unit
from loaders.vocabulary import fillers, heading_phrases, total_words, words_for_the_whole
from loaders.workbook import Cell, Content

MONTHS = 0
"""What bare numbers below a heading ``Mes`` are, beside quarters (1) and halves (2)."""

YEARS = range(1990, 2101)
_LONGEST_PHRASE = 4
_OF_A_YEAR = {"year", "annual"}
_UNIT_AT_THE_END = (
    re.compile(r"(?P<words>.*\S)\s*[(\[](?:en |in |em )?(?P<unit>[^()\[\]]+)[)\]]", re.IGNORECASE),
    re.compile(r"(?P<words>.*\S)(?:,| en | in | em )(?P<unit>.+)", re.IGNORECASE),
)
"""``Valor (%)``, ``Monto en USD``."""


class Role(StrEnum):
    """What the cells of a column hold."""

    CODE = "code"
    NAME = "name"
    INDICATOR = "indicator"
    PLACE = "place"
    PERIOD = "period"
    YEAR = "year"
    VALUE = "value"
    PLAN = "plan"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    UNIT = "unit"
    NOTE = "note"
    BREAKDOWN = "breakdown"
    MEASURE = "measure"
    TOTAL = "total"
    KNOWN = "known"  # belongs to the workbook, carries nothing to import


NAMING = (Role.CODE, Role.INDICATOR, Role.NAME)
"""Columns that name the indicator, in the order in which they are believed."""

NUMBERS = frozenset({Role.VALUE, Role.PLAN, Role.NUMERATOR, Role.DENOMINATOR})

RULES: tuple[tuple[frozenset[str], Role, int | None], ...] = tuple(
    (frozenset(kinds.split()), role, bare)
    for kinds, role, bare in (
        # kinds found in a heading, the role they make, what bare numbers below are
        ("numerator", Role.NUMERATOR, None),
        ("denominator", Role.DENOMINATOR, None),
        ("note", Role.NOTE, None),
        ("unit", Role.UNIT, None),
        ("count fact", Role.VALUE, None),
        ("known", Role.KNOWN, None),
        ("rate", Role.KNOWN, None),
        ("value total", Role.VALUE, None),
        ("total", Role.TOTAL, None),
        ("indicator place", Role.INDICATOR, None),
        ("code place", Role.PLACE, None),
        ("name place", Role.PLACE, None),
        ("code", Role.CODE, None),
        ("name", Role.NAME, None),
        ("planned", Role.PLAN, None),
        ("plan achieved", Role.VALUE, None),
        ("plan", Role.PLAN, None),
        ("achieved", Role.VALUE, None),
        ("actual", Role.VALUE, None),
        ("value", Role.VALUE, None),
        ("indicator", Role.INDICATOR, None),
        ("quarter", Role.PERIOD, QUARTER),
        ("half", Role.PERIOD, HALF),
        ("month", Role.PERIOD, MONTHS),
        ("period", Role.PERIOD, None),
        ("year", Role.YEAR, None),
        ("place", Role.PLACE, None),
    )
)
"""The first rule whose kinds are all found gives the role; ``fact``: beside one of these."""


CONTRADICTIONS = tuple(
    frozenset(kinds.split()) for kinds in ("planned achieved", "plan actual", "plan rate")
)
"""Kinds that together make a heading unknown: ``Real/Meta`` is neither. A plan that was
achieved is an actual, an actual that is planned a plan."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says; whatever it leaves open may be said elsewhere.

    ``measure`` is said where the words leave no doubt: ``Valor`` alone may be of either.
    """

    role: Role | None = None
    bare: int | None = None
    period: PeriodWords | None = None
    place: Place | None = None
    indicator: Indicator | None = None
    breakdown: Breakdown | None = None
    unit: str = ""
    measure: Measure | None = None

    @property
    def is_fact(self) -> bool:
        """Whether it names a period, a place, an indicator or a breakdown."""
        return any((self.period, self.place, self.indicator, self.breakdown))

    @property
    def is_fact_alone(self) -> bool:
        return self.is_fact and self.role is None

    def under(self, upper: Meaning) -> Meaning:
        """This heading below another one: its own words first, but what adds up adds up all."""
        period = self.period.within(upper.period) if self.period else upper.period
        return Meaning(
            role=Role.TOTAL if upper.role is Role.TOTAL else self.role or upper.role,
            bare=self.bare if self.role else upper.bare,
            period=period,
            place=self.place or upper.place,
            indicator=self.indicator or upper.indicator,
            breakdown=self.breakdown or upper.breakdown,
            unit=self.unit or upper.unit,
            measure=self.measure or upper.measure,
        )


class Headings:
    """Reads headings against the names of one strategy; each text once."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._read: dict[str, Meaning | None] = {}

    @property
    def breaks_down(self) -> bool:
        """Whether a heading may name a part such as women."""
        return bool(self._names.strategy.breakdowns)

    def meaning(self, cell: Cell) -> Meaning | None:
        """What a cell says as a heading; None where it is none that is known."""
        match cell.value:
            case str() if cell.content is Content.TEXT:
                return self.of_text(cell.value)
            case bool():
                return None
            case int() | float() if cell.content is Content.NUMBER:
                return (
                    Meaning(period=PeriodWords(int(cell.value))) if _is_year(cell.value) else None
                )
            case date():
                return Meaning(period=period_of_date(cell.value))
        return None

    def of_text(self, text: str) -> Meaning | None:
        if text not in self._read:
            self._read[text] = self._of_text(text)
        return self._read[text]

    def _of_text(self, text: str) -> Meaning | None:
        if place := self._names.place(text):
            return Meaning(place=place)
        if indicator := self._names.indicator(text).indicator:
            return Meaning(indicator=indicator)
        if day := date_in(spaced(text)):
            return Meaning(period=day)
        words, unit = self._without_unit(text)
        found = find_period(words)
        found = with_short_year(words, found) if found else None
        period = found.words if found else None
        meaning = self._words(found.rest if found else spaced(words), Meaning(period=period))
        if meaning is None or not (meaning.role or meaning.is_fact):
            return None
        heads_numbers = meaning.role in NUMBERS or meaning.is_fact_alone
        return replace(meaning, unit=unit if heads_numbers else "")

    def _without_unit(self, text: str) -> tuple[str, str]:
        """A heading such as ``Valor (%)`` in two: its words, and the unit of what is below."""
        for pattern in _UNIT_AT_THE_END:
            match = pattern.fullmatch(text.strip())
            if match is not None and is_known_unit(match["unit"], self._names.units):
                return match["words"], match["unit"].strip()
        return text, ""

    def _words(self, text: str, said: Meaning) -> Meaning | None:
        """What the words beside the period say; None where one of them is unknown."""
        meaning, kinds, rest = said, set[str](), text.split()
        if text not in fillers() and (place := self._names.place(text)):
            return replace(meaning, place=place)
        while rest:
            for length in range(min(_LONGEST_PHRASE, len(rest)), 0, -1):
                phrase = " ".join(rest[:length])
                if found := heading_phrases().get(tuple(rest[:length])):
                    kinds |= found
                elif breakdown := self._names.breakdown(phrase):
                    meaning = replace(meaning, breakdown=breakdown)
                elif (place := self._names.place(phrase)) and len(phrase) > len(place.code):
                    meaning = replace(meaning, place=place)
                elif phrase not in fillers():
                    continue
                rest = rest[length:]
                break
            else:
                return None
        if any(both <= kinds for both in CONTRADICTIONS):
            return None
        role, bare = _role_of(kinds | {"fact"} if meaning.is_fact else kinds)
        if role in NUMBERS and meaning.period is None and kinds & _OF_A_YEAR:
            meaning = replace(meaning, period=PeriodWords(quarters=YEAR, number=1))
        return replace(meaning, role=role, bare=bare, measure=_measure_of(role, kinds))


_BEFORE_WHAT_IS_ADDED_UP = ("total ", "subtotal ", "sub total ", "totales ", "totais ")


def is_of_the_whole(text: str) -> bool:
    """Whether a cell of a breakdown's column says that the value is of no part alone."""
    return normalised(text) in words_for_the_whole()


def is_total(text: str) -> bool:
    """Whether a row's label says that the row adds others up."""
    words = normalised(text)
    return words in total_words() or words.startswith(_BEFORE_WHAT_IS_ADDED_UP)


def _role_of(kinds: set[str]) -> tuple[Role | None, int | None]:
    for wanted, role, bare in RULES:
        if wanted <= kinds:
            return role, bare
    return None, None


def _measure_of(role: Role | None, kinds: set[str]) -> Measure | None:
    if role is Role.PLAN:
        return Measure.MILESTONE
    if kinds & {"plan", "planned"} and role is not Role.VALUE:
        return Measure.MILESTONE
    return Measure.ACTUAL if kinds & {"actual", "achieved"} else None


def _is_year(number: float) -> bool:
    return number == int(number) and int(number) in YEARS
