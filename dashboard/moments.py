"""When something happens, as a database knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.store import Store


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens: UTC without zone for the record, and the day it is."""

    at: datetime
    today: date


def moment_of(store: Store, now: datetime) -> Moment:
    """``now`` (with its zone) for a store; a demo database keeps its own today."""
    day = store.today()
    if day is not None:
        now = now.replace(year=day.year, month=day.month, day=day.day)
    return Moment(at=now.astimezone(UTC).replace(tzinfo=None), today=now.date())
