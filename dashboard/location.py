"""The state of the screen is its address: page, language, year, area, target and period.

Everything a reader can choose is in the URL, so a link opens exactly what it was copied
from, and back and forward work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from indicators.model import FALLBACK_LANGUAGE, LANGUAGES
from indicators.periods import Period

Page = Literal["panorama", "area", "target", "load"]
PAGES: tuple[Page, ...] = ("panorama", "area", "target", "load")


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at. ``year`` None is the latest; a None elsewhere is the page's first."""

    page: Page
    language: str = FALLBACK_LANGUAGE
    year: int | None = None
    area: str | None = None
    target: str | None = None
    period: Period | None = None

    @classmethod
    def read(cls, page: Page, params: Mapping[str, str]) -> View:
        """The view of an address; what cannot be read counts as not given."""
        language = params.get("lang", "")
        return cls(
            page=page,
            language=language if language in LANGUAGES else FALLBACK_LANGUAGE,
            year=_year(params.get("year", "")),
            area=params.get("area") or None,
            target=params.get("target") or None,
            period=_period(params.get("period", "")),
        )

    @property
    def params(self) -> dict[str, str]:
        given = {
            "lang": self.language,
            "year": self.year,
            "area": self.area,
            "target": self.target,
            "period": self.period,
        }
        return {name: str(value) for name, value in given.items() if value is not None}

    @property
    def href(self) -> str:
        """The address, relative to any of the pages."""
        return f"{self.page}?{urlencode(self.params)}"

    def to(self, page: Page, *, area: str | None = None, target: str | None = None) -> View:
        """The same language and year on another page."""
        return View(page, self.language, self.year, area=area, target=target)

    def in_year(self, year: int | None) -> View:
        return replace(self, year=year, period=None)

    def in_language(self, language: str) -> View:
        return replace(self, language=language)


def _year(written: str) -> int | None:
    return int(written) if len(written) == len("2024") and written.isdecimal() else None


def _period(code: str) -> Period | None:
    try:
        return Period.parse(code)
    except ValueError:
        return None
