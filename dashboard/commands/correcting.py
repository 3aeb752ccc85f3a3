"""``mega correct`` and ``mega withdraw``: one value, without a workbook."""

from __future__ import annotations

from dashboard import outcomes
from dashboard.commands.importing import ERRORS, IMPORTED
from dashboard.commands.session import Session, say
from dashboard.rights import Right
from data.errors import MegaError
from data.records import ReportedValue
from indicators.periods import Period
from loaders.single import Single


def correct_value(session: Session, one: Single, reason: str) -> int:
    """Put a value in place of another and return the exit code, as of ``mega import``.

    Errors: as ``Access.correct``.
    """
    access, words = session.access(), session.words
    found, number = access.correct(one, access.moment(session.now), reason)
    if found.fatal:
        raise MegaError(found.fatal, file=one.file_name)
    for problem in found.problems:
        say(f"{words.severity(problem.severity)}: {words.problem(problem)}")
    if found.has_errors:
        return ERRORS
    if number is None:
        say(words.text("{file} says nothing new; nothing was written.", file=one.file_name))
    else:
        say(outcomes.imported(words, number, session.called, is_submitted=access.is_reviewed))
    return IMPORTED


def withdraw_value(
    session: Session, indicator: str, place: str, period: Period, reason: str
) -> None:
    """Take back what counts. Errors: ``nothing_to_withdraw``, and as ``Access.withdraw``."""
    access, words = session.access(), session.words
    store = access.to(Right.LOAD)
    counting = [
        one
        for one in store.lineage(indicator, place, period)
        if one.in_force and one.measure == "actual"
    ]
    if not counting:
        told = {"indicator": indicator, "place": place, "period": period}
        raise MegaError("nothing_to_withdraw", **told)
    value = ReportedValue(counting[0].import_id, indicator, place, period, counting[0].measure)
    number = access.withdraw(value, access.moment(session.now).at, reason)
    say(
        words.text(
            "{indicator} of {place} for {period} was withdrawn. To take that back: "
            "{called} undo {number!s}",
            indicator=indicator,
            place=place,
            period=period,
            called=session.called,
            number=number,
        )
    )
