"""The words staff use, as read from ``words.toml``; data only, no rule is written here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from loaders.text import normalised

_NO_KINDS = {"filler", "doubtful"}
"""Lists of words that have a say in a heading beside what they mean there."""


@cache
def _words() -> Mapping[str, Any]:
    text = files("loaders").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def heading_phrases() -> Mapping[tuple[str, ...], frozenset[str]]:
    """For each phrase of a heading, as its words, the kinds it belongs to."""
    kinds: dict[tuple[str, ...], set[str]] = {}
    for kind, phrases in _words()["headings"].items():
        if kind in _NO_KINDS:
            continue
        for phrase in phrases:
            kinds.setdefault(tuple(normalised(phrase).split()), set()).add(kind)
    return {phrase: frozenset(found) for phrase, found in kinds.items()}


@cache
def fillers() -> frozenset[str]:
    return _normalised(_words()["headings"]["filler"])


@cache
def total_words() -> frozenset[str]:
    return _normalised(_words()["headings"]["total"])


@cache
def doubtful_words() -> frozenset[str]:
    return _normalised(_words()["headings"]["doubtful"])


@cache
def beginnings_of_notes() -> tuple[str, ...]:
    return tuple(sorted(_normalised(_words()["labels"]["notes"])))


@cache
def plan_labels() -> frozenset[str]:
    return _normalised(_words()["labels"]["plan"])


@cache
def missing_words() -> frozenset[str]:
    return _normalised(_words()["labels"]["missing"])


@cache
def head_office_names() -> tuple[str, ...]:
    return tuple(_words()["places"]["head_office"])


@cache
def words_for_the_whole() -> frozenset[str]:
    """What a column of a breakdown says of a value that is of no part alone."""
    return total_words() | _normalised(_words()["breakdowns"]["whole"])


@cache
def dimension_names() -> tuple[frozenset[str], ...]:
    """The names that go for one dimension, such as sex, a set for each."""
    return tuple(_normalised(line) for line in _words()["breakdowns"]["dimensions"])


def calendar() -> Mapping[str, Any]:
    """Month names in order, the words for quarter and half, ordinals and their endings."""
    found: Mapping[str, Any] = _words()["calendar"]
    return found


@cache
def unit_spellings() -> Mapping[str, str]:
    """For each spelling of a unit the first spelling of the same unit."""
    return {
        normalised(spelling) or spelling: normalised(line[0]) or line[0]
        for line in _words()["units"]["spellings"]
        for spelling in line
    }


@cache
def currencies() -> Mapping[str, frozenset[str]]:
    """The currencies a sign, code or word may stand for; ``*`` is any."""
    return {sign: frozenset(codes) for sign, codes in _words()["units"]["currencies"].items()}


@cache
def scale_words() -> Mapping[str, int]:
    units = _words()["units"]
    million = dict.fromkeys(_normalised(units["million"]), 1_000_000)
    return million | dict.fromkeys(_normalised(units["thousand"]), 1_000)


def _normalised(words: Iterable[str]) -> frozenset[str]:
    return frozenset(normalised(word) for word in words)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any one of ``words`` as texts are compared, the longest first."""
    longest_first = sorted((normalised(word) for word in words), key=len, reverse=True)
    return "|".join(re.escape(word) for word in longest_first)
