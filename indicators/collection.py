"""Who owes what: for a quarter, each place and target with what has become of its report."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from indicators.actuals import NO_PERIOD
from indicators.arrays import Ints
from indicators.cube import place_codes
from indicators.model import Indicator, Observations, Strategy
from indicators.owed import expected
from indicators.periods import Period
from indicators.rows import rows_of
from indicators.terms import Terms

STOPPED_AFTER = 2
"""So many due periods in a row without a report, and a place has stopped (a stale target's)."""


class ReportState(StrEnum):
    """What has become of a report, the most pressing first."""

    STOPPED = "stopped"
    LATE = "late"
    RETURNED = "returned"
    """An editor returned it with a note; it is owed still."""

    AWAITING = "awaiting_review"
    IN_COLLECTION = "in_collection"
    REPORTED = "reported"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Report:
    """A report that a place is expected to make.

    ``period`` is the target's own that ended last, with the quarter or before it: in March a
    yearly target still owes the year before, or nothing is due of it. ``latest`` is the
    place's latest report up to then; None: it never made one.
    """

    place: str
    indicator: str
    state: ReportState
    period: Period
    latest: Period | None


def reports_of(
    strategy: Strategy, observations: Observations, quarter: Period, terms: Terms
) -> list[Report]:
    """The reports expected by the end of ``quarter``, by place, then in the strategy's order.

    Who is expected is told as in ``indicators.owed``, and so what is late or stopped: a report
    that has not come is in collection until its due date has passed or an editor has closed
    its period; after that it is late, and stopped where ``STOPPED_AFTER`` due periods in a
    row are missing.
    """
    places = place_codes(strategy, observations)
    quarters = np.array([one.frequency.quarters for one in strategy.indicators], dtype=np.int64)
    ends = quarter.end // quarters * quarters
    latest = _latest(strategy, observations, ends, len(places))
    target, place = np.nonzero(expected(strategy, places, ends, latest))
    found = [
        _report(strategy.indicators[t], places[p], int(latest[t, p]), quarter, terms)
        for t, p in zip(target.tolist(), place.tolist(), strict=True)
    ]
    return sorted(found, key=lambda report: places.index(report.place))


OWED = frozenset({ReportState.STOPPED, ReportState.LATE, ReportState.IN_COLLECTION})
"""Of these nothing counts yet."""

Reported = tuple[str, str, Period]
"""The indicator, place and period of a report."""


def with_submitted(
    reports: Iterable[Report], awaiting: AbstractSet[Reported], returned: AbstractSet[Reported]
) -> list[Report]:
    """The same, where of what does not count yet something was submitted or returned."""

    def state_of(report: Report) -> ReportState:
        about = report.indicator, report.place, report.period
        if report.state in OWED and about in awaiting:
            return ReportState.AWAITING
        return ReportState.RETURNED if report.state in OWED and about in returned else report.state

    return [replace(report, state=state_of(report)) for report in reports]


def _latest(strategy: Strategy, observations: Observations, ends: Ints, places: int) -> Ints:
    """The end of each place's latest report up to ``ends``: (targets, places)."""
    latest = np.full((len(strategy.indicators), places), NO_PERIOD, np.int64)
    reports = rows_of(strategy, observations)
    known = reports.only(reports.end <= ends[reports.target])
    np.maximum.at(latest, (known.target, known.place), known.end)
    return latest


def _report(indicator: Indicator, place: str, latest: int, quarter: Period, terms: Terms) -> Report:
    length = indicator.frequency.quarters
    period = Period(quarter.end // length * length, length)
    missing = 1 if latest == NO_PERIOD else (period.end - latest) // length
    is_due = period.end <= terms.latest_due_end or period.last_quarter in terms.closed
    if latest == period.end:
        is_of_quarter = period.end == quarter.end
        state = ReportState.REPORTED if is_of_quarter else ReportState.NOT_DUE
    elif not is_due:
        state = ReportState.IN_COLLECTION
    else:
        state = ReportState.STOPPED if missing >= STOPPED_AFTER else ReportState.LATE
    before = None if latest == NO_PERIOD else Period(latest, length)
    return Report(place, indicator.code, state, period, before)
