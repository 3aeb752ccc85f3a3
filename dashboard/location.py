"""The state of the screen is its address: page, language, moment, and what is looked at how.

Everything a reader can choose is in the URL, so a link opens exactly what it was copied
from, and back and forward work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeVar, get_args
from urllib.parse import urlencode

from indicators.model import FALLBACK_LANGUAGE, LANGUAGES
from indicators.periods import Frequency, Period

Page = Literal[
    "panorama",
    "area",
    "target",
    "country",
    "plan",
    "compare",
    "reports",
    "method",
    "load",
    "history",
]
PAGES: tuple[Page, ...] = get_args(Page)

Form = Literal["chart", "table"]
FORMS: tuple[Form, ...] = ("chart", "table")

PlaceForm = Literal["lines", "map", "table"]
PLACE_FORMS: tuple[PlaceForm, ...] = ("lines", "map", "table")

Subject = Literal["periods", "areas", "countries"]
SUBJECTS: tuple[Subject, ...] = ("periods", "areas", "countries")

Choice = TypeVar("Choice", bound=str)

SOURCES = "sources"
"""Name of the place on a target's page that ``links.js`` goes to."""

LONGEST_CODE = 100
"""Characters of a code in an address."""

LONGEST_NUMBER = 9
"""Digits of the number of an entry: the store counts with four bytes."""

_OFF, _ON = "off", "on"


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at, and how.

    ``at`` is a year or a quarter, None the latest; a None elsewhere is the page's first.
    ``form`` is the trend's, ``places`` the countries'. ``subject``, ``first`` and
    ``second`` (codes of periods, areas or countries) are what Compare compares. ``kind``,
    ``who``, ``number`` and ``before`` are what History shows. ``large`` is for a projector.
    """

    page: Page
    language: str = FALLBACK_LANGUAGE
    at: Period | None = None
    area: str | None = None
    target: str | None = None
    country: str | None = None
    period: Period | None = None
    form: Form = "chart"
    places: PlaceForm = "lines"
    projection: bool = True
    subject: Subject = "periods"
    first: str | None = None
    second: str | None = None
    kind: str | None = None
    who: str | None = None
    number: int | None = None
    before: int | None = None
    large: bool = False

    @classmethod
    def read(cls, page: Page, params: Mapping[str, str]) -> View:
        """The view of an address; what cannot be read counts as not given."""
        return cls(
            page=page,
            language=_one_of(LANGUAGES, params.get("lang"), FALLBACK_LANGUAGE),
            at=_at(params),
            area=_code(params.get("area")),
            target=_code(params.get("target")),
            country=_code(params.get("country")),
            period=_period(params.get("period", "")),
            form=_one_of(FORMS, params.get("form"), "chart"),
            places=_one_of(PLACE_FORMS, params.get("places"), "lines"),
            projection=params.get("projection") != _OFF,
            subject=_one_of(SUBJECTS, params.get("compare"), "periods"),
            first=_code(params.get("from")),
            second=_code(params.get("to")),
            kind=_code(params.get("kind")),
            who=_code(params.get("who")),
            number=_number(params.get("number", "")),
            before=_number(params.get("before", "")),
            large=params.get("large") == _ON,
        )

    @property
    def params(self) -> dict[str, str]:
        """What the address says beside the page; what is usual is left out."""
        is_year = self.at is not None and self.at.frequency is Frequency.YEAR
        given: dict[str, object] = {
            "lang": self.language,
            "year": self.at if is_year else None,
            "quarter": None if is_year else self.at,
            "area": self.area,
            "target": self.target,
            "country": self.country,
            "period": self.period,
            "form": None if self.form == "chart" else self.form,
            "places": None if self.places == "lines" else self.places,
            "projection": None if self.projection else _OFF,
            "compare": None if self.subject == "periods" else self.subject,
            "from": self.first,
            "to": self.second,
            "kind": self.kind,
            "who": self.who,
            "number": self.number,
            "before": self.before,
            "large": _ON if self.large else None,
        }
        return {name: str(value) for name, value in given.items() if value is not None}

    @property
    def href(self) -> str:
        """The address, relative to any of the pages; of a period's sources, down to them."""
        anchor = f"#{SOURCES}" if self.page == "target" and self.period else ""
        return f"{self.page}?{urlencode(self.params)}{anchor}"

    def to(
        self,
        page: Page,
        *,
        area: str | None = None,
        target: str | None = None,
        country: str | None = None,
    ) -> View:
        """The same language, moment and size on another page."""
        return View(page, self.language, self.at, area, target, country=country, large=self.large)

    def to_sources(self, target: str, period: Period, place: str | None = None) -> View:
        """Where each value of a target and period came from, those of a place first."""
        return replace(self.to("target", target=target, country=place), period=period)

    def at_moment(self, at: Period | None) -> View:
        return replace(self, at=at, period=None)

    def in_language(self, language: str) -> View:
        return replace(self, language=language)


def _code(written: str | None) -> str | None:
    """What may be a code; every link of the page repeats it, so it cannot be of any length."""
    return written if written and len(written) <= LONGEST_CODE else None


def _number(written: str) -> int | None:
    """The number of an entry of the history."""
    is_one = written.isascii() and written.isdecimal() and len(written) <= LONGEST_NUMBER
    return int(written) if is_one else None


def _one_of(choices: tuple[Choice, ...], written: str | None, usual: Choice) -> Choice:
    return next((choice for choice in choices if choice == written), usual)


def _at(params: Mapping[str, str]) -> Period | None:
    """A quarter, else a year."""
    for name, frequency in (("quarter", Frequency.QUARTER), ("year", Frequency.YEAR)):
        period = _period(params.get(name, ""))
        if period is not None and period.frequency is frequency:
            return period
    return None


def _period(code: str) -> Period | None:
    try:
        return Period.parse(code) if code.isascii() else None
    except ValueError:
        return None
