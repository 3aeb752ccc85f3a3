"""What became of what somebody did, in a sentence: pages and commands say the same."""

from __future__ import annotations

from datetime import date

from dashboard.words import Words, msg
from data.review import Submission
from indicators.periods import Period


def imported(words: Words, number: int, called: str, *, is_submitted: bool) -> str:
    """Of values that were accepted by a command; ``called`` as ``Session.called``."""
    if is_submitted:
        sentence = msg(
            "Submitted as number {import_id!s}. It counts once an editor has published it."
        )
    else:
        sentence = msg(
            "Imported as number {import_id!s}. To take it back: {called} undo {import_id!s}"
        )
    return words.text(sentence, import_id=number, called=called)


def published(words: Words, submission: Submission, n: int, number: int | None) -> str:
    """Of ``n`` values of a submission."""
    return words.count(
        "{n} value of {file} was published as import {number!s}.",
        "{n} values of {file} were published as import {number!s}.",
        n,
        file=submission.file_name,
        number=number,
    )


def returned(words: Words, submission: Submission, n: int) -> str:
    """Of ``n`` values of a submission."""
    return words.count(
        "{n} value of {file} was returned to {user}.",
        "{n} values of {file} were returned to {user}.",
        n,
        file=submission.file_name,
        user=submission.submitted_by,
    )


def closed(words: Words, quarter: Period) -> str:
    return words.text(
        "{period} is closed: what has been reported of it counts, complete or not.",
        period=quarter,
    )


def reopened(words: Words, quarter: Period) -> str:
    return words.text("{period} is open again until its reports are due.", period=quarter)


def exempted(words: Words, place: str, indicator: str, quarter: Period, until: date) -> str:
    return words.text(
        "{place} may change {indicator} for {period}, which is closed, until {day}.",
        place=place,
        indicator=indicator,
        period=quarter,
        day=until,
    )
