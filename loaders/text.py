"""Texts as people write them, brought to one form to be compared."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN_WORDS = re.compile(r"(?:[^\w%]|_)+")


def normalised(text: str) -> str:
    r"""``text`` without case, accents, punctuation and spacing; a percent sign stays.

    >>> normalised("  N.º de Organizaciones\n(Año)_")
    'n o de organizaciones ano'
    >>> normalised("% Membresía")
    '% membresia'
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return _BETWEEN_WORDS.sub(" ", bare).strip()
