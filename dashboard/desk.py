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

    def area_name(self, code: str) -> str:
        """Name of an area, as far as it is known."""
        areas = self.strategy.areas if self.strategy else ()
        known = next((one for one in areas if one.code == code), None)
        return self.words.name(known.name) if known else code

    def place_name(self, code: str) -> str:
        known = self.strategy.place.get(code) if self.strategy else None
        return self.words.name(known.name) if known else code
