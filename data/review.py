"""Submitted values: kept apart from every figure until an editor publishes or returns them.

A submission is a row of ``imports`` whose values stand in ``submissions``. To publish is an
import of its own, with the values copied into ``observations``: so it is known, traced and
undone like any other. What was published by an import that was undone awaits review again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from data import queries, review_queries, rows
from data.changes import Changes
from data.errors import MegaError
from data.incoming import compare, incoming
from data.locks import Locks
from data.packed import of_series
from data.rows import Cursor
from indicators.model import Measure, Observation
from indicators.periods import Period


class ReviewState(StrEnum):
    """What became of a submitted value."""

    AWAITING = "awaiting"
    PUBLISHED = "published"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    """It was published and then taken back alone."""
    SUPERSEDED = "superseded"
    """Somebody submitted the same value again later."""


@dataclass(frozen=True, slots=True)
class SubmittedValue:
    """A value as it was submitted, and what became of it; ``note`` is the returning editor's."""

    observation: Observation
    state: ReviewState
    note: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A workbook's submitted values, in the order of places, indicators and periods.

    Of one that was undone there are none.
    """

    import_id: int
    file_name: str
    sha256: str
    submitted_by: str
    submitted_at: datetime
    reason: str
    values: Sequence[SubmittedValue]

    def of_state(self, state: ReviewState) -> list[Observation]:
        return [one.observation for one in self.values if one.state is state]

    @property
    def awaiting(self) -> list[Observation]:
        return self.of_state(ReviewState.AWAITING)

    def awaiting_among(self, observations: Sequence[Observation]) -> int:
        """How many of the values that await review are among these, whatever their numbers."""
        awaiting = self.awaiting
        series = {(one.indicator, one.place) for one in awaiting}
        told = {one.subject for one in of_series(observations, series)}
        return sum(one.subject in told for one in awaiting)


def reported(submissions: Iterable[Submission], state: ReviewState) -> set[tuple[str, str, Period]]:
    """The indicator, place and period of each value in a state; what is planned is no report."""
    return {
        (one.indicator, one.place, one.period)
        for submission in submissions
        for one in submission.of_state(state)
        if one.measure is Measure.ACTUAL
    }


def submissions(cursor: Cursor) -> list[Submission]:
    """Every submission that was not taken back, the latest first."""
    values: dict[int, list[SubmittedValue]] = {}
    for import_id, *row in cursor.execute(review_queries.SUBMITTED_VALUES).fetchall():
        values.setdefault(import_id, []).append(_submitted(row))
    found = cursor.execute(review_queries.SUBMISSIONS).fetchall()
    return [
        Submission(number, file_name, sha256, by, at, reason, tuple(values.get(number, ())))
        for number, file_name, sha256, by, at, reason in found
    ]


def publish(
    cursor: Cursor,
    counter: int,
    submission_id: int,
    chosen: Sequence[Observation],
    held: Locks,
    by: str,
    at: datetime,
    reason: str,
) -> None:
    """Bring chosen values of a submission into force.

    Errors: as ``_awaiting``; ``period_closed`` for what would change a closed quarter.
    """
    submission = _awaiting(cursor, submission_id, chosen)
    with incoming(cursor, chosen):
        _refuse_locked_changes(compare(cursor, chosen), held)
        told = (submission.file_name, submission.sha256, by, at, reason, "")
        rows.insert(cursor, "imports", [(counter, "publication", *told)])
        rows.insert(cursor, "publications", [(counter, submission_id)])
        cursor.execute(queries.INSERT_OBSERVATIONS, [counter])


def give_back(
    cursor: Cursor,
    counter: int,
    submission_id: int,
    chosen: Sequence[Observation],
    by: str,
    at: datetime,
    note: str,
) -> None:
    """Return chosen values of a submission with a note to who submitted them.

    Errors: as ``_awaiting``, ``return_without_note``.
    """
    if not note.strip():
        raise MegaError("return_without_note")
    _awaiting(cursor, submission_id, chosen)
    rows.insert(cursor, "returns", [(counter, submission_id, by, at, note)])
    with incoming(cursor, chosen):
        cursor.execute(review_queries.INSERT_RETURNED, [counter])


def refuse_published(cursor: Cursor, import_id: int) -> None:
    """Error ``submission_published`` where values of a submission are in force."""
    found = cursor.execute(review_queries.PUBLICATIONS_OF, [import_id]).fetchall()
    if found:
        raise MegaError("submission_published", import_id=import_id, publication=found[0][0])


def _awaiting(cursor: Cursor, submission_id: int, chosen: Iterable[Observation]) -> Submission:
    """The submission; all of ``chosen`` must still await review in it.

    Errors: ``unknown_submission``, ``review_outdated``, ``nothing_chosen``.
    """
    known = {one.import_id: one for one in submissions(cursor)}
    if submission_id not in known:
        raise MegaError("unknown_submission", import_id=submission_id)
    submission, wanted = known[submission_id], list(chosen)
    if not wanted:
        raise MegaError("nothing_chosen")
    if not set(wanted) <= set(submission.awaiting):
        raise MegaError("review_outdated", import_id=submission_id)
    return submission


def _refuse_locked_changes(changes: Changes, held: Locks) -> None:
    for change in changes:
        one = change.observation
        if change.kind != "unchanged" and held.hold_value(one):
            told = {"place": one.place, "indicator": one.indicator}
            raise MegaError("period_closed", period=one.period.last_quarter, **told)


def _submitted(row: Sequence[Any]) -> SubmittedValue:
    indicator, place, period_end, period_quarters, measure, *rest, state, note = row
    period = Period(period_end, period_quarters)
    observation = Observation(indicator, place, period, Measure(measure), *rest)
    return SubmittedValue(observation, ReviewState(state), note)
