"""The terms figures are made on: what day it is, what is due by then, where a status begins.

The settings are an organisation's own; what they are where nobody set them is written here,
with where it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from indicators.periods import Period

COLLECTION_DAYS = 45
"""Days after a period's end until its reports are due."""

ON_TRACK_PACE = 0.95
"""Share of the planned change that still counts as on track (Eurostat, Open SDG)."""

AT_RISK_PACE = 0.60
"""Share of the planned change below which a target is off track (Eurostat, Open SDG)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides, beside the reports, what counts and how it is judged.

    ``today`` is the day the figures are made, or the one they are made as known on.
    ``closed`` are the quarters an editor closed: the periods that end with them count,
    whether or not their reports are due.
    """

    today: date
    collection_days: int = COLLECTION_DAYS
    on_track: float = ON_TRACK_PACE
    at_risk: float = AT_RISK_PACE
    closed: frozenset[Period] = field(default_factory=frozenset)

    @property
    def latest_due_end(self) -> int:
        """End of the latest quarter whose due date has passed; on the day itself it has not.

        >>> Period(Terms(date(2025, 2, 14)).latest_due_end, 1).code
        '2024-Q3'
        >>> Period(Terms(date(2025, 2, 15)).latest_due_end, 1).code
        '2024-Q4'
        """
        return Period.quarter_of(self.today - timedelta(days=self.collection_days)).end - 1

    def due_date(self, period: Period) -> date:
        """The last day on which a report of ``period`` is in time.

        >>> Terms(date(2025, 1, 1)).due_date(Period.parse("2024-Q4"))
        datetime.date(2025, 2, 14)
        """
        return period.last_day + timedelta(days=self.collection_days)
