"""Everything that was ever done to the store, in one order: who, when, what, and why.

Nothing is written for it: each table of the store already has its own rows, added and never
overwritten, and all of them count with the one counter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from data import event_queries
from data.rows import Cursor
from indicators.periods import Period


class EventKind(StrEnum):
    """What was done; the kinds of imports are those of ``ImportKind``."""

    VALUES = "values"
    SUBMISSION = "submission"
    PUBLICATION = "publication"
    RETURN = "return"
    WITHDRAWAL = "withdrawal"
    UNDO = "undo"
    COMMENTARY = "commentary"
    CLOSING = "closing"
    REOPENING = "reopening"
    EXEMPTION = "exemption"
    REMINDER = "reminder"
    STRATEGY = "strategy"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done. Times are UTC; texts that do not apply are empty.

    ``number`` is the counter at which it was done. ``import_id`` is the import that it is, or
    is about: the one undone, the submission returned or published; ``file_name`` and
    ``sha256`` are that one's. ``values`` counts the values it brought or returned. ``said`` is
    the reason, the note, or the cause that a commentary gives. ``name`` and ``value`` are a
    setting's; of a reminder, its address and how many values it asked for. ``value`` alone is
    a strategy's first period, an exemption's last day, or a commentary's action.
    """

    number: int
    kind: EventKind
    at: datetime
    by: str
    import_id: int | None
    file_name: str
    sha256: str
    place: str | None
    indicator: str | None
    name: str
    value: str
    said: str
    values: int
    undone_by: str | None
    undone_at: datetime | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events are asked for; None: whatever it is. All that are given must hold.

    Of a place or an indicator is what brought, returned or took back values of it, and what
    names it. ``before`` is the number below which to go on.
    """

    kind: EventKind | None = None
    by: str | None = None
    place: str | None = None
    indicator: str | None = None
    number: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Events:
    """Some of the events that were asked for, the latest first, and how many there are in all."""

    shown: Sequence[Event]
    in_all: int


def events(cursor: Cursor, asked: Asked, most: int | None) -> Events:
    """The latest ``most`` of the events asked for; None: all of them."""
    given = asdict(asked) | {"most": most}
    found = cursor.execute(event_queries.EVENTS, given).fetchall()
    return Events([_event(row) for row in found], found[0][-1] if found else 0)


def people(cursor: Cursor) -> list[str]:
    """Everybody who ever did something."""
    return [by for (by,) in cursor.execute(event_queries.PEOPLE).fetchall()]


def file_places(cursor: Cursor, sha256: str) -> frozenset[str] | None:
    """The codes of the places that a workbook has values of; None where it is a strategy."""
    given = {"sha256": sha256}
    ((is_strategy,),) = cursor.execute(event_queries.IS_STRATEGY, given).fetchall()
    found = cursor.execute(event_queries.FILE_PLACES, given).fetchall()
    return None if is_strategy else frozenset(code for (code,) in found)


def _event(row: Sequence[Any]) -> Event:
    """A row of event_queries.EVENTS; the period is a code, of a withdrawal two numbers."""
    number, kind, *told, code, end, quarters, _ = row
    period = Period.parse(code) if code else Period(end, quarters) if end else None
    fields = [number, EventKind(kind), *told, period]
    return Event(*fields)
