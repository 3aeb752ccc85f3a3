"""What two strategies say otherwise, row by row and column by column, as their workbooks would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from indicators.model import LANGUAGES, Strategy, Text

KEYS: Mapping[str, tuple[str, ...]] = {
    "plan": ("code",),
    "areas": ("code",),
    "objectives": ("code",),
    "indicators": ("code",),
    "milestones": ("indicator", "period"),
    "places": ("code",),
    "place_targets": ("indicator", "place"),
    "reporters": ("indicator", "place", "first"),
    "breakdowns": ("dimension", "category"),
}
"""By each table of a strategy, the fields that tell its rows apart."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a row of ``table``, or the whole row where ``field`` is None.

    ``key`` is what tells the row apart. A row that one strategy does not have is None there;
    of a text in several languages, ``language`` is the one that says something else.
    """

    table: str
    key: tuple[Any, ...]
    field: str | None
    old: Any
    new: Any
    language: str = ""


def differences(old: Strategy, new: Strategy) -> list[Difference]:
    """Everything that ``new`` says otherwise than ``old``, whatever the order of its rows."""
    return [one for table in KEYS for one in _of_table(table, old, new)]


def _of_table(table: str, old: Strategy, new: Strategy) -> Iterator[Difference]:
    before, after = _rows(table, old), _rows(table, new)
    for key in {**before, **after}:
        was, becomes = before.get(key), after.get(key)
        if was is None or becomes is None:
            yield Difference(table, key, None, was, becomes)
        else:
            yield from _of_row(table, key, was, becomes)


def _rows(table: str, strategy: Strategy) -> dict[tuple[Any, ...], Any]:
    found = getattr(strategy, table)
    rows = found if isinstance(found, tuple) else (found,)
    return {tuple(getattr(row, name) for name in KEYS[table]): row for row in rows}


def _of_row(table: str, key: tuple[Any, ...], was: Any, becomes: Any) -> Iterator[Difference]:
    for field in fields(was):
        old, new = getattr(was, field.name), getattr(becomes, field.name)
        if isinstance(old, Text):
            for language in LANGUAGES:
                texts = getattr(old, language), getattr(new, language)
                if texts[0] != texts[1]:
                    yield Difference(table, key, field.name, *texts, language)
        elif old != new:
            yield Difference(table, key, field.name, old, new)
