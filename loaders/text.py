"""Texts as people write them, brought to one form to be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

LONGEST_WORD = 100
"""What is longer is no misspelt word, and takes long to compare."""

_SHORT = 200  # characters; longer texts are no names, and would fill the cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BETWEEN_WORDS = re.compile(r"(?:[^\w%]|_)+")
_LETTERS_AND_DIGITS = re.compile(r"\d+|[^\W\d_]+|%")


def normalised(text: str) -> str:
    r"""``text`` without case, accents, punctuation and spacing; a percent sign stays.

    >>> normalised("  N.º de Organizaciones\n(Año)_")
    'n o de organizaciones ano'
    >>> normalised("% Membresía")
    '% membresia'
    """
    return _short(text) if len(text) <= _SHORT else _normalised(text)


def _normalised(text: str) -> str:
    folded = unicodedata.normalize("NFKD", without_invisible(text)).casefold()
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return _BETWEEN_WORDS.sub(" ", bare).strip()


def spaced(text: str) -> str:
    """``text`` normalised, with a space between letters and digits: ``2024T4`` is 2024 t 4."""
    return " ".join(_LETTERS_AND_DIGITS.findall(normalised(text[:_SHORT])))


def without_invisible(text: str) -> str:
    r"""``text`` without characters that nobody sees, such as a zero-width space.

    >>> without_invisible("M0\u200b1\ufeff")
    'M01'
    """
    return _INVISIBLE.sub("", text)


# The same names and headings are looked up in every workbook.
_short = lru_cache(maxsize=1 << 14)(_normalised)


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known text that ``text`` is most likely meant to be; None where none is near.

    >>> nearest("Quartely", ["quarter", "half", "year"])
    'quarter'
    """
    if len(text) > LONGEST_WORD:
        return None
    by_form = {normalised(word): word for word in known}
    found = get_close_matches(normalised(text), by_form, n=1)
    return by_form[found[0]] if found else None
