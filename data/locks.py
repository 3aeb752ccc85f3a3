"""Closed quarters, and leave to change them after all: for one place, one target, up to a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from data import decisions, queries, rows
from data.errors import MegaError
from data.rows import Cursor
from indicators.model import Measure, Observation
from indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Exemption:
    """Leave to change what one place reported of one target for a closed quarter."""

    quarter: Period
    place: str
    indicator: str
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Locks:
    """The closed quarters, and which place's which targets may be changed in them today."""

    closed: frozenset[Period]
    exempt: frozenset[tuple[Period, str, str]]

    def hold(self, period: Period, place: str, indicator: str) -> bool:
        """Whether what was reported must stay as it is; what is planned is never locked."""
        quarter = period.last_quarter
        return quarter in self.closed and (quarter, place, indicator) not in self.exempt

    def hold_value(self, one: Observation) -> bool:
        is_actual = one.measure is Measure.ACTUAL
        return is_actual and self.hold(one.period, one.place, one.indicator)


def locks(cursor: Cursor, day: date) -> Locks:
    """The locks that hold on a day."""
    closed = decisions.closed_quarters(cursor, decisions.NOW)
    found = cursor.execute(queries.EXEMPTIONS, {"day": day}).fetchall() if closed else []
    return Locks(closed, frozenset((Period.parse(code), *rest) for code, *rest in found))


def grant(
    cursor: Cursor, counter: int, exemption: Exemption, day: date, by: str, at: datetime
) -> None:
    """Put an exemption on record.

    Errors: ``exemption_without_reason``, ``not_closed``, ``exemption_over`` where it ends
    before ``day``, ``unknown_place``, ``unknown_target``.
    """
    if not exemption.reason.strip():
        raise MegaError("exemption_without_reason")
    if exemption.quarter not in decisions.closed_quarters(cursor, decisions.NOW):
        raise MegaError("not_closed", period=exemption.quarter)
    if exemption.ends_on < day:
        raise MegaError("exemption_over", day=exemption.ends_on)
    places, targets = rows.keys(cursor, "place"), rows.keys(cursor, "indicator")
    if exemption.place not in places:
        raise MegaError("unknown_place", found=exemption.place, known=tuple(places))
    if exemption.indicator not in targets:
        raise MegaError("unknown_target", found=exemption.indicator, known=tuple(targets))
    told = exemption.place, exemption.indicator, exemption.ends_on, by, at, exemption.reason
    rows.insert(cursor, "exceptions", [(counter, exemption.quarter.code, *told)])


def refuse_locked(held: Locks, values: Iterable[tuple[Period, str, str]]) -> None:
    """Error ``period_closed`` for the first of these (period, place, indicator) that is held."""
    for period, place, indicator in values:
        if held.hold(period, place, indicator):
            quarter = period.last_quarter
            raise MegaError("period_closed", period=quarter, place=place, indicator=indicator)


def in_force_of(cursor: Cursor, import_id: int) -> list[tuple[Period, str, str]]:
    """The reports that would be others if an import, or a withdrawal, were taken back."""
    found = cursor.execute(queries.REPORTS_OF_IMPORT, {"import_id": import_id}).fetchall()
    return [(Period(end, quarters), place, indicator) for end, quarters, place, indicator in found]
