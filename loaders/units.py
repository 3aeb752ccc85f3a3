"""Units as people write them, held against an indicator's own: nothing is converted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from indicators.model import PERCENT
from loaders.text import normalised
from loaders.vocabulary import currencies, scale_words, unit_spellings

ANY_CURRENCY = "*"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit taken apart: ``millones EUR`` is a million of EUR and of nothing else."""

    scale: int
    currencies: frozenset[str]
    noun: str

    @property
    def is_percent(self) -> bool:
        return self.noun == _percent()


@lru_cache(maxsize=1024)
def read_unit(text: str) -> Unit:
    scale, found, nouns = 1, frozenset[str](), []
    for word in text.casefold().split():
        plain = normalised(word)
        if (codes := currencies().get(word) or currencies().get(plain)) and not found:
            found = codes
        elif plain in scale_words():
            scale *= scale_words()[plain]
        elif plain not in {"de", "of", "en", "in"}:
            nouns.append(plain or word)
    noun = " ".join(nouns)
    return Unit(scale, found, unit_spellings().get(noun, noun))


def is_known_unit(text: str, owns: Iterable[str]) -> bool:
    """Whether a text is a unit and nothing else: a known one, or one of the strategy's.

    >>> is_known_unit("miles de USD", ()), is_known_unit("revisado", ()), is_known_unit("t", ["t"])
    (True, False, True)
    """
    unit = read_unit(text)
    if not unit.noun:
        return bool(unit.currencies) or unit.scale != 1
    return unit.noun in unit_spellings().values() or unit.noun in {read_unit(o).noun for o in owns}


def is_unit(text: str, own: str) -> bool:
    """Whether what stands beside a number is a unit at all: one that this program knows.

    >>> is_unit("USD", "ha"), is_unit("aprox", "ha")
    (True, False)
    """
    unit = read_unit(text)
    known = not unit.noun or unit.noun in unit_spellings().values()
    return known or unit.noun == read_unit(own).noun


def contradicts(sign: str, own: str) -> bool:
    """Whether a sign beside a number contradicts the indicator's unit.

    A sign tells its currency or per cent only, not how many thousands; a bare ``$`` fits
    any currency.

    >>> contradicts("USD", "millones USD"), contradicts("$", "millones EUR")
    (False, False)
    >>> contradicts("%", "ha"), contradicts("USD", "millones EUR")
    (True, True)
    """
    written, unit = read_unit(sign), read_unit(own)
    if written.currencies:
        return not _fits(written.currencies, unit.currencies)
    if written.scale != 1:
        return written.scale != unit.scale
    return written.noun != unit.noun


def differs(text: str, own: str) -> bool:
    """Whether a unit written in a column of its own is another than the indicator's.

    >>> differs("Hectáreas", "ha"), differs("USD", "millones EUR"), differs("EUR", "millones EUR")
    (False, True, True)
    """
    if normalised(text) == normalised(own) and read_unit(text) == read_unit(own):
        return False
    written, unit = read_unit(text), read_unit(own)
    if written.currencies or unit.currencies:
        is_same_money = _fits(written.currencies, unit.currencies)
        return not is_same_money or (written.scale, written.noun) != (unit.scale, unit.noun)
    return (written.scale, written.noun) != (unit.scale, unit.noun)


def _fits(written: frozenset[str], own: frozenset[str]) -> bool:
    return bool(own) and (ANY_CURRENCY in written or bool(written & own))


def _percent() -> str:
    return unit_spellings()[PERCENT]
