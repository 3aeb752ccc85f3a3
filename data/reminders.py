"""E-mails that reminded people of what is due: who was sent one, when, and of how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data import queries, rows
from data.rows import Cursor
from indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Sent:
    """One reminder; ``owed`` is how many values it asked for."""

    quarter: Period
    address: str
    language: str
    owed: int
    by: str
    at: datetime


def insert_sent(cursor: Cursor, counter: int, sent: Sent) -> None:
    told = sent.address, sent.language, sent.owed, sent.by, sent.at
    rows.insert(cursor, "reminders", [(counter, sent.quarter.code, *told)])


def sent_for(cursor: Cursor, quarter: Period) -> list[Sent]:
    """What was sent for a quarter, the latest first."""
    found = cursor.execute(queries.REMINDERS, [quarter.code]).fetchall()
    return [Sent(quarter, *told) for told in found]
