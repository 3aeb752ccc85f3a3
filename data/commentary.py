"""Commentary: why a target stands as it does in a quarter, and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from data import queries, rows
from data.errors import MegaError
from data.rows import Cursor
from indicators.periods import Period

LONGEST = 2_000
"""Characters of one text: a commentary is read in a meeting."""


@dataclass(frozen=True, slots=True)
class Commentary:
    """What explains a target's status in a quarter; only the cause is always there."""

    indicator: str
    quarter: Period
    cause: str
    action: str = ""
    responsible: str = ""
    due: date | None = None
    by: str = ""
    at: datetime | None = None


Written = Mapping[tuple[str, Period], Commentary]
"""By indicator and quarter; of each the one that was written last."""


def write(cursor: Cursor, counter: int, one: Commentary, by: str, at: datetime) -> None:
    """Put a commentary on record; one without any text takes the one before it back.

    Errors: ``unknown_target``, ``commentary_without_cause``, ``commentary_too_long``.
    """
    targets = rows.keys(cursor, "indicator")
    if one.indicator not in targets:
        raise MegaError("unknown_target", found=one.indicator, known=tuple(targets))
    texts = [text.strip() for text in (one.cause, one.action, one.responsible)]
    if not texts[0] and (any(texts) or one.due):
        raise MegaError("commentary_without_cause")
    if max(map(len, texts)) > LONGEST:
        raise MegaError("commentary_too_long", most=LONGEST)
    told = (one.indicator, one.quarter.code, *texts, one.due, by, at)
    rows.insert(cursor, "comments", [(counter, *told)])


def written(cursor: Cursor, known: Mapping[str, datetime | None]) -> Written:
    """All commentary as it was known before a moment."""
    found: dict[tuple[str, Period], Commentary] = {}
    for indicator, quarter, *told in cursor.execute(queries.COMMENTARY, known).fetchall():
        key = indicator, Period.parse(quarter)
        found[key] = Commentary(*key, *told)
    return found
