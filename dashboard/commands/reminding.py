"""``mega remind``: one e-mail to each person who owes something of a quarter."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

from dashboard import service
from dashboard.access import Access
from dashboard.commands.session import Session, say
from dashboard.commands.table import table
from dashboard.configuration import Mail, read_configuration
from dashboard.configuration_kinds import is_address
from dashboard.reminders import Asked, Reminder, message_of, post_office, reminders_of
from dashboard.rights import Right
from dashboard.words import Words, words_in
from data.errors import MegaError
from data.reminders import Sent
from data.review import ReviewState, reported
from indicators.collection import reports_of, with_submitted
from indicators.periods import Period

ALL_SENT, SOME_REFUSED = 0, 1
"""Exit codes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one reminder: a sentence, and whether the server refused it."""

    reminder: Reminder
    said: str
    is_refused: bool = False


def remind(session: Session, period: Period, *, dry_run: bool, again: bool) -> int:
    """Send the reminders of a quarter and return the exit code.

    Errors: ``mail_not_configured``, ``no_strategy``, ``mail_refused`` where none can be sent.
    """
    access, words = session.access(), session.words
    store, mail = access.to(Right.STEER), _mail(session)
    quarter, moment = period.last_quarter, access.moment(session.now)
    found = service.snapshot(store, moment.today)
    strategy = service.strategy_in_effect(found.history, quarter)
    submissions = store.submissions()
    reports = with_submitted(
        reports_of(strategy, found.observations, quarter, found.terms),
        reported(submissions, ReviewState.AWAITING),
        reported(submissions, ReviewState.RETURNED),
    )
    reminders = reminders_of(strategy, reports, quarter, mail)
    if not reminders:
        say(words.text("Nobody with an address owes anything of {period}.", period=quarter))
        return ALL_SENT
    asked = Asked(store, strategy, quarter, found.terms, mail)
    if dry_run:
        for one in reminders:
            _show(one, asked)
        return ALL_SENT
    today = [one.address for one in store.reminders(quarter) if one.at.date() == moment.at.date()]
    waiting = [one for one in reminders if again or one.address not in today]
    outcomes = _sent(waiting, asked, access, session)
    said = words.text("reminded today already")
    outcomes += [Outcome(one, said) for one in reminders if one not in waiting]
    say(_table(outcomes, words))
    return SOME_REFUSED if any(one.is_refused for one in outcomes) else ALL_SENT


def _mail(session: Session) -> Mail:
    mail = read_configuration(session.config).mail if session.config else None
    if mail is None:
        raise MegaError("mail_not_configured")
    return mail


def _show(one: Reminder, asked: Asked) -> None:
    """A message as it would be sent."""
    message = message_of(one, asked)
    say("\n".join(f"{name}: {message[name]}" for name in ("To", "From", "Subject")))
    body = message.get_body()
    say()
    say(body.get_content() if body else "")
    names = ", ".join(str(part.get_filename()) for part in message.iter_attachments())
    say(words_in(one.language).text("Attached: {names}", names=names))
    say()


def _sent(
    reminders: list[Reminder], asked: Asked, access: Access, session: Session
) -> list[Outcome]:
    """Each is put on record as soon as it is sent; one that is refused stops no other."""
    if not reminders:
        return []
    words, outcomes = session.words, []
    with post_office(asked.mail) as server:
        for one in reminders:
            if not is_address(one.address):
                said = words.text("this is no e-mail address")
                outcomes.append(Outcome(one, said, is_refused=True))
                continue
            try:
                server.send_message(message_of(one, asked))
            except smtplib.SMTPException as error:
                outcomes.append(Outcome(one, _reason(error), is_refused=True))
                continue
            by, at = access.signature, access.moment(session.now).at
            sent = Sent(asked.quarter, one.address, one.language, len(one.reports), by, at)
            asked.store.remind(sent)
            outcomes.append(Outcome(one, words.text("sent")))
    return outcomes


def _reason(error: smtplib.SMTPException) -> str:
    """What the server said."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = [error.smtp_error]
    elif isinstance(error, smtplib.SMTPRecipientsRefused):
        said = [text for _, text in error.recipients.values()]
    else:
        return str(error)
    return "; ".join(
        one.decode(errors="replace") if isinstance(one, bytes) else one for one in said
    )


def _table(outcomes: list[Outcome], words: Words) -> str:
    head = [
        words.text("Address"),
        words.text("Language"),
        words.text("Missing reports"),
        words.text("Reminder"),
    ]
    rows = [
        [one.reminder.address, one.reminder.language, str(len(one.reminder.reports)), one.said]
        for one in outcomes
    ]
    return table(head, rows, right=(2,))
