"""What the parts of the load page share."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.access import Access
from dashboard.location import View
from dashboard.words import Words
from indicators.model import Strategy


@dataclass(frozen=True)
class Desk:
    """Where somebody works; no strategy before the first was loaded."""

    view: View
    words: Words
    access: Access
    strategy: Strategy | None

    def indicator_name(self, code: str) -> str:
        """Code and name of an indicator, as far as they are known."""
        known = self.strategy.indicator.get(code) if self.strategy else None
        return f"{code} · {self.words.name(known.name)}" if known else code

    @property
    def area_names(self) -> dict[str, str]:
        areas = self.strategy.areas if self.strategy else ()
        return {one.code: self.words.name(one.name) for one in areas}

    def place_name(self, code: str) -> str:
        known = self.strategy.place.get(code) if self.strategy else None
        return self.words.name(known.name) if known else code
