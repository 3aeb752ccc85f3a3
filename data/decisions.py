"""Settings, and periods that editors closed: decisions, added and never overwritten."""

from __future__ import annotations

from datetime import datetime

from data import queries, rows
from data.errors import MegaError
from data.rows import Cursor
from indicators.periods import Period

Known = dict[str, datetime | None]
"""The parameter ``known_before`` of a query; None: as known now."""

NOW: Known = {"known_before": None}


def settings(cursor: Cursor, known: Known) -> dict[str, str]:
    """Every setting that was made: by name, the value set last."""
    return dict(cursor.execute(queries.SETTINGS, known).fetchall())


def closed_quarters(cursor: Cursor, known: Known) -> frozenset[Period]:
    found = cursor.execute(queries.CLOSED_QUARTERS, known).fetchall()
    return frozenset(Period.parse(code) for (code,) in found)


def decide(
    cursor: Cursor,
    counter: int,
    quarter: Period,
    is_closed: bool,
    by: str,
    at: datetime,
    reason: str,
) -> None:
    """Close or reopen a quarter; errors ``already_closed``, ``not_closed``."""
    was_closed = quarter in closed_quarters(cursor, NOW)
    if is_closed and was_closed:
        raise MegaError("already_closed", period=quarter)
    if not is_closed and not was_closed:
        raise MegaError("not_closed", period=quarter)
    rows.insert(cursor, "closings", [(counter, quarter.code, is_closed, by, at, reason)])
