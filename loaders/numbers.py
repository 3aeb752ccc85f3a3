"""Numbers as people write them in text cells: marks, groups, signs, units, footnotes.

A text is taken apart into sign, body and unit; whether a dot or a comma in the body is the
decimal mark may only be told by the other numbers of its sheet (``decimal_mark_of``).
Nothing is guessed: what has two readings stays ambiguous.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from loaders.text import normalised, without_invisible
from loaders.vocabulary import missing_words

MARKS = ".,"
_SPACES = " '\u2019"
_GROUP = 3
_LONGEST = 100

_BODY = re.compile(r"\d[\d.,'\u2019 ]*\d|\d|[.,]\d+")
_FOOTNOTE_SIGNS = "*†‡§#"
_SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜ"
_BRACKETED_NOTE = re.compile(r"\s*[\[(](?:\d{1,2}|[a-z*])[\])]$", re.IGNORECASE)
_MINUS = re.compile(r"^[-\u2212\u2013\u2010\u2011](?=[\d.,( ]|\D{0,4}\d)")
_ONLY_SIGNS = re.compile(r"[\s\-\u2010-\u2015\u2212./_*?¿…]*")


class Missing(Enum):
    """The text says that there is no value."""

    MISSING = auto()


MISSING = Missing.MISSING


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in a text: its body as written, and what stands around it.

    ``unit`` is the text before and after the number (a currency, ``%``), empty where there
    is none; ``has_footnote`` tells of a mark such as ``*`` behind it.
    """

    body: str
    is_negative: bool
    unit: str
    has_footnote: bool

    @property
    def own_mark(self) -> str | None:
        """The decimal mark that this number settles; None where it settles none."""
        return _own_mark(self.body)

    @property
    def is_ambiguous(self) -> bool:
        """Whether its one mark may be a decimal mark as well as a thousands separator."""
        return _own_mark(self.body) is None and any(mark in self.body for mark in MARKS)

    def value(self, decimal_mark: str) -> float | None:
        """The number with ``decimal_mark``; None where its groups do not fit that mark."""
        number = _number(self.body, decimal_mark)
        return None if number is None else -number if self.is_negative else number

    def decimals(self, decimal_mark: str) -> int:
        """How many decimals were written."""
        return len(self.body.partition(decimal_mark)[2])


@lru_cache(maxsize=8192)
def read_number(text: str) -> WrittenNumber | Missing | None:
    """The number in a text; MISSING for a word that means none; None if unreadable.

    >>> read_number("USD 1,25")
    WrittenNumber(body='1,25', is_negative=False, unit='USD', has_footnote=False)
    >>> read_number("(3)").value(".")
    -3.0
    >>> read_number("s/d")
    <Missing.MISSING: 1>
    """
    if len(text) > _LONGEST:
        return None
    if is_missing(text):
        return MISSING
    text, has_footnote = _without_footnote(text)
    text = unicodedata.normalize("NFKC", without_invisible(text)).strip()
    text, is_negative = _without_sign(text)
    match = _BODY.search(text)
    if match is None:
        return None
    before, after = text[: match.start()].strip(), text[match.end() :].strip()
    if before.endswith("(") and after.startswith(")"):
        before, after, is_negative = before[:-1].strip(), after[1:].strip(), not is_negative
    after = "" if after == "." else after
    if any(character.isdigit() for character in before + after) or (before and after):
        return None
    if before.endswith("-"):
        before, is_negative = before[:-1].strip(), not is_negative
    body = match[0]
    if _own_mark(body) is None and not _is_readable(body):
        return None
    return WrittenNumber(body, is_negative, before or after, has_footnote)


def is_missing(text: str) -> bool:
    """Whether a text means that there is no value: blank, a dash, ``N/D``, ``pendiente``."""
    is_sign = bool(_ONLY_SIGNS.fullmatch(without_invisible(text)))
    return is_sign or normalised(text) in missing_words()


def decimal_mark_of(numbers: Iterable[WrittenNumber]) -> str | None:
    """The decimal mark that the numbers of a sheet share.

    Settled by the unmistakable ones; None where there is none, or where they disagree.
    """
    marks = {number.own_mark for number in numbers} - {None}
    return marks.pop() if len(marks) == 1 else None


def _without_footnote(text: str) -> tuple[str, bool]:
    """Superscripts are taken off before they would be made plain digits."""
    text = text.strip()
    bare = text.rstrip(_SUPERSCRIPTS + _FOOTNOTE_SIGNS + " \N{NO-BREAK SPACE}")
    if bare and bare != text:
        return bare, True
    noted = _BRACKETED_NOTE.sub("", text)
    is_noted = noted != text and any(character.isdigit() for character in noted)
    return (noted, True) if is_noted else (text, False)


def _without_sign(text: str) -> tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if match := _MINUS.match(text):
        return text[match.end() :].strip(), True
    return text.removeprefix("+").strip(), False


@lru_cache(maxsize=8192)
def _own_mark(body: str) -> str | None:
    marks = [character for character in body if character in MARKS]
    has_groups = any(space in body for space in _SPACES)
    if not marks:
        return None
    last = marks[-1]
    other = MARKS.replace(last, "")
    if len(set(marks)) > 1:
        mark: str | None = last
    elif len(marks) > 1:
        mark = other
    else:
        first, _, rest = body.partition(last)
        is_group = len(rest) == _GROUP and 1 <= len(first) <= _GROUP and first.strip("0") != ""
        mark = None if is_group and not has_groups else last
    return mark if mark and _number(body, mark) is not None else None


def _is_readable(body: str) -> bool:
    return any(_number(body, mark) is not None for mark in MARKS)


@lru_cache(maxsize=8192)
def _number(body: str, decimal_mark: str) -> float | None:
    """The body read with a decimal mark; None where what is left are no groups of three."""
    whole, _, decimals = body.partition(decimal_mark)
    if decimals and not decimals.isdigit():
        return None
    separators = {character for character in whole if not character.isdigit()}
    if len(separators) > 1:
        return None
    if separators:
        first, *groups = whole.split(separators.pop())
        if not 1 <= len(first) <= _GROUP or any(len(group) != _GROUP for group in groups):
            return None
        whole = first + "".join(groups)
    return float(f"{whole or '0'}.{decimals or '0'}")
