"""``mega review``, ``mega publish``, ``mega return``: what becomes of what staff submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import outcomes
from dashboard.access import Access
from dashboard.commands.session import Session, say
from dashboard.commands.table import table
from dashboard.rights import Right
from dashboard.words import Words
from data.errors import MegaError
from data.review import ReviewState, Submission
from indicators.model import Observation


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which values of a submission: those of a place, of an indicator, or all (None)."""

    place: str | None
    indicator: str | None

    def of(self, submission: Submission) -> Sequence[Observation]:
        return [
            one
            for one in submission.awaiting
            if self.place in {None, one.place} and self.indicator in {None, one.indicator}
        ]


def show_review(session: Session) -> None:
    """Every submission, the latest first, with what became of its values."""
    words, found = session.words, session.access().submissions()
    if not found:
        say(words.text("Nothing was submitted yet."))
        return
    head = [
        words.text("Submission"),
        words.text("When"),
        words.text("Who"),
        words.text("File"),
        words.text("State"),
        words.text("What to mend"),
    ]
    say(table(head, [_row(words, one) for one in found], right=(0,)))


def publish_submission(session: Session, number: int, which: Narrowed, reason: str) -> None:
    """Let submitted values count; errors as ``Access.publish``."""
    access, words = session.access(), session.words
    submission = _submission(access, number)
    chosen = which.of(submission)
    published = access.publish(number, chosen, access.moment(session.now).at, reason)
    say(outcomes.published(words, submission, len(chosen), published))


def return_submission(session: Session, number: int, which: Narrowed, note: str) -> None:
    """Return submitted values with a note; errors as ``Access.give_back``."""
    access, words = session.access(), session.words
    submission = _submission(access, number)
    chosen = which.of(submission)
    access.give_back(number, chosen, access.moment(session.now).at, note)
    say(outcomes.returned(words, submission, len(chosen)))


def _submission(access: Access, number: int) -> Submission:
    access.person.need(Right.STEER)
    found = [one for one in access.submissions() if one.import_id == number]
    if not found:
        raise MegaError("unknown_submission", import_id=number)
    return found[0]


def _row(words: Words, one: Submission) -> list[str]:
    counted = ((state, len(one.of_state(state))) for state in ReviewState)
    return [
        str(one.import_id),
        words.moment(one.submitted_at),
        one.submitted_by,
        one.file_name,
        ", ".join(words.review_state(state, n) for state, n in counted if n),
        "; ".join(dict.fromkeys(value.note for value in one.values if value.note)),
    ]
