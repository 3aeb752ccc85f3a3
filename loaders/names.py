"""Which indicator or place a text names: by code, else by name in any language.

A text names something only where it is the same after normalising; what is merely near
is offered as a suggestion, never taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from typing import TypeVar

from indicators.model import HEAD_OFFICE, LANGUAGES, Breakdown, Indicator, Place, Strategy, Text
from loaders.text import normalised, without_invisible
from loaders.vocabulary import dimension_names, head_office_names
from loaders.workbook import Cell, Content

Named = TypeVar("Named", Indicator, Place)
Territories = Mapping[str, tuple[str, ...]]

_NEAR = 0.72
_MOST_MISSING = 2
"""So many letters more or less than a name has a text that is near to it."""
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_CODE_THEN_NAME = re.compile(
    r"(?P<code>\S+?)(?:\s*[-\u2013\u2014:.|)]+\s+|\s+)(?P<name>\S.*)", re.DOTALL
)
_DECIMAL = re.compile(r"[1-9]\d*(?:\.\d+)?")
_SHORTEST_IN_SENTENCES = 4
_FOOTNOTE_MARK = re.compile(r"\s*(?:\*+|\(\*+\)|[¹²³])$")
_BEFORE_A_CODE = re.compile(r"^(?:indicador|indicator|kpi)\s*(?:n\.?[º°o]\s*)?\s+", re.IGNORECASE)
_NUMBERING = re.compile(r"^\d{1,2}\s*[.)-]+\s+")


@dataclass(frozen=True, slots=True)
class IndicatorNamed:
    """What a text says of an indicator: by its code, by its name, or both."""

    by_code: Indicator | None = None
    by_name: Indicator | None = None

    @property
    def indicator(self) -> Indicator | None:
        return self.by_code or self.by_name


_NOT_NAMED = IndicatorNamed()


class Names:
    """The names of one strategy."""

    def __init__(self, strategy: Strategy, territories: Territories | None = None) -> None:
        """``territories`` are those of ``territory_names``, where they are known already."""
        self.strategy = strategy
        self._territories = territory_names() if territories is None else territories
        self._indicator_cache: dict[str, IndicatorNamed] = {}
        self._near_indicators: dict[str, Text | None] = {}
        self._near_places: dict[str, Text | None] = {}

    def indicator(self, text: str) -> IndicatorNamed:
        """The indicator that a cell names: ``M01``, its name, or ``M01 - its name``."""
        found = self._indicator_cache.get(text)
        if found is None:
            found = self._indicator_cache[text] = self._find_indicator(text)
        return found

    def _find_indicator(self, text: str) -> IndicatorNamed:
        if by_code := self._codes.get(_as_code(text)):
            return IndicatorNamed(by_code=by_code)
        if by_name := self._indicator_names.get(normalised(text)):
            return IndicatorNamed(by_name=by_name)
        if both := _CODE_THEN_NAME.fullmatch(text.strip()):
            code, name = self._codes.get(_as_code(both["code"])), normalised(both["name"])
            if code:
                return IndicatorNamed(code, self._indicator_names.get(name))
        return self._find_by_its_core(text)

    def _find_by_its_core(self, text: str) -> IndicatorNamed:
        """``M08*``, ``Indicador M08`` or ``5. its name``: what is around a code or name is no part.

        A number before a code might belong to it, as in 1.1, and is left there.
        """
        bare = _FOOTNOTE_MARK.sub("", text.strip())
        code = self._codes.get(_as_code(_BEFORE_A_CODE.sub("", bare)))
        name = self._indicator_names.get(normalised(_NUMBERING.sub("", bare)))
        return IndicatorNamed(code, name) if code or name else _NOT_NAMED

    def codes_of_number(self, cell: Cell) -> Sequence[str]:
        """The codes that a number may stand for, where they are several: 1.1 is also 1.10.

        A format with as many decimals shows which one is meant.
        """
        if cell.content is not Content.NUMBER or cell.number_format != "General":
            return ()
        codes = self._codes_by_number.get(cell.number, ())
        return codes if len(codes) > 1 else ()

    def place(self, text: str) -> Place | None:
        """The place that a cell names and nothing else."""
        return self._places.get(normalised(text))

    def places_in(self, sentence: str) -> list[Place]:
        """The places whose names stand in a sentence, each once; a code is not looked for."""
        words = f" {normalised(sentence)} "
        found: dict[str, Place] = {}
        for name, place in self._place_names_by_length:
            if f" {name} " in words:
                words = words.replace(f" {name} ", "  ")
                found[place.code] = place
        return list(found.values())

    def breakdown(self, words: str) -> Breakdown | None:
        return self._breakdowns.get(words)

    def breakdown_below(self, heading: str, text: str) -> Breakdown | None:
        """The part that a cell says, below a heading that may say of which dimension."""
        said = self._parts.get(normalised(text), [])
        named = self.dimensions_in(heading)
        found = [one for one in said if not named or one.dimension in named]
        return found[0] if len(found) == 1 else None

    def dimensions_in(self, heading: str) -> frozenset[str]:
        """The strategy's dimensions that a heading names, by their own name or another one."""
        words = f" {normalised(heading)} "
        return frozenset(
            dimension
            for dimension, names in self._dimensions.items()
            if any(f" {name} " in words for name in names)
        )

    def indicator_near(self, text: str) -> Text | None:
        """Code and name of the indicator that a text comes near to; None where none is."""
        if text not in self._near_indicators:
            near = _nearest(normalised(text), self._indicator_names)
            near = near or _nearest(_as_code(text), self._codes)
            self._near_indicators[text] = None if near is None else _code_and_name(near)
        return self._near_indicators[text]

    def place_near(self, text: str) -> Text | None:
        if text not in self._near_places:
            near = _nearest(normalised(text), self._places)
            self._near_places[text] = near.name if near else None
        return self._near_places[text]

    def is_another_place(self, text: str) -> bool:
        """Whether a text is the name of a country that the plan has not, or near to a place's."""
        name = normalised(text)
        if name in self._places:
            return False
        if name in self._countries:
            return True
        like_it = [
            one
            for one in self._places
            if one[:1] == name[:1] and abs(len(one) - len(name)) <= _MOST_MISSING
        ]  # there may be as many texts as rows: most are near to none, which is soon seen
        return bool(get_close_matches(name, like_it, n=1, cutoff=_NEAR))

    def is_of_the_plan(self, text: str) -> bool:
        """Whether a text names an area, an objective or a guideline, by its code or name."""
        return normalised(text) in self._plan_names

    @cached_property
    def _plan_names(self) -> frozenset[str]:
        plan = self.strategy
        names = {name for one in plan.areas for name in (one.code, *one.name.every())}
        names |= {name for one in plan.objectives for name in (one.code, *one.text.every())}
        names |= {one.guideline for one in plan.indicators}
        return frozenset(normalised(name) for name in names)

    @cached_property
    def units(self) -> frozenset[str]:
        return frozenset(one.unit for one in self.strategy.indicators)

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset(normalised(name) for names in self._territories.values() for name in names)

    @cached_property
    def _codes(self) -> Mapping[str, Indicator]:
        return {_as_code(one.code): one for one in self.strategy.indicators}

    @cached_property
    def _codes_by_number(self) -> Mapping[float, Sequence[str]]:
        found: dict[float, list[str]] = {}
        for one in self.strategy.indicators:
            if _DECIMAL.fullmatch(one.code):
                found.setdefault(float(one.code), []).append(one.code)
        return found

    @cached_property
    def _indicator_names(self) -> Mapping[str, Indicator]:
        """A name that two indicators share names neither."""
        return _unshared(
            (normalised(name), one) for one in self.strategy.indicators for name in one.name.every()
        )

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        return _unshared(
            (normalised(name), place)
            for place in self.strategy.places
            for name in (place.code, *_names_of(place), *self._territories.get(place.code, ()))
        )

    @cached_property
    def _place_names_by_length(self) -> list[tuple[str, Place]]:
        codes = {normalised(place.code) for place in self.strategy.places}
        names = (
            (name, place)
            for name, place in self._places.items()
            if name not in codes
            and len(name) >= _SHORTEST_IN_SENTENCES
            and (place.code != HEAD_OFFICE or " " in name)  # any sentence may hold "región"
        )
        return sorted(names, key=lambda item: -len(item[0]))

    @cached_property
    def _dimensions(self) -> Mapping[str, frozenset[str]]:
        """The names of each dimension."""
        own = {one.dimension: normalised(one.dimension) for one in self.strategy.breakdowns}
        return {
            dimension: frozenset(
                {name}.union(*(line for line in dimension_names() if name in line))
            )
            for dimension, name in own.items()
        }

    @cached_property
    def _parts(self) -> Mapping[str, list[Breakdown]]:
        """The parts that each word may stand for: one in each dimension."""
        found: dict[str, list[Breakdown]] = {}
        for one in self.strategy.breakdowns:
            for word in {normalised(word) for word in (one.category, *one.words)}:
                found.setdefault(word, []).append(one)
        return found

    @cached_property
    def _breakdowns(self) -> Mapping[str, Breakdown]:
        return {
            normalised(word): one
            for one in self.strategy.breakdowns
            for word in (one.category, *one.words)
        }


def _code_and_name(one: Indicator) -> Text:
    return Text(*(f"{one.code} {one.name.in_language(language)}" for language in LANGUAGES))


def _as_code(text: str) -> str:
    """Codes keep their dots and zeros: 1.10 is not 1.1, and 0600 is not 600."""
    return "".join(without_invisible(unicodedata.normalize("NFKC", text)).casefold().split())


def _names_of(place: Place) -> Iterable[str]:
    for name in (*place.name.every(), *place.aliases):
        yield name
        yield _IN_BRACKETS.sub("", name)
    if place.code == HEAD_OFFICE:
        yield from head_office_names()


@cache
def territory_names() -> Territories:
    """The names that Babel knows for the ISO codes of countries."""
    from babel import Locale  # noqa: PLC0415 - the process that looks at a file is told them

    names: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            names.setdefault(code, []).append(name)
    return {code: tuple(found) for code, found in names.items()}


def _unshared(pairs: Iterable[tuple[str, Named]]) -> dict[str, Named]:
    """The names that one thing alone has; an empty one names nothing."""
    owners: dict[str, dict[str, Named]] = {}
    for name, owner in pairs:
        owners.setdefault(name, {})[owner.code] = owner
    return {
        name: next(iter(those.values()))
        for name, those in owners.items()
        if name and len(those) == 1
    }


def _nearest(text: str, known: Mapping[str, Named]) -> Named | None:
    near = get_close_matches(text, known, n=1, cutoff=_NEAR)
    return known[near[0]] if near else None
