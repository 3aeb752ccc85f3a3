"""Reminders: to whom what is due of a quarter, in their language, with the template attached."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from dashboard.configuration import Mail
from dashboard.downloads import XLSX
from dashboard.due_told import due_told
from dashboard.words import Words, words_in
from dashboard.workbooks import template_name, template_workbook
from data.errors import MegaError
from data.store import Store
from indicators.collection import Report, ReportState
from indicators.model import Strategy
from indicators.periods import Period
from indicators.terms import Terms

OWED = (
    ReportState.STOPPED,
    ReportState.LATE,
    ReportState.RETURNED,
    ReportState.IN_COLLECTION,
)

PATIENCE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person owes of a quarter, the longest overdue first."""

    address: str
    language: str
    reports: Sequence[Report]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the messages of one run have in common."""

    store: Store
    strategy: Strategy
    quarter: Period
    terms: Terms
    mail: Mail


def reminders_of(
    strategy: Strategy, reports: Sequence[Report], quarter: Period, mail: Mail
) -> list[Reminder]:
    """By address, of the reporters that the strategy names an owner for."""
    owners = _owners(strategy, quarter)
    owed: dict[str, list[Report]] = {}
    for state in OWED:
        for one in reports:
            address = owners.get((one.indicator, one.place))
            if one.state is state and address:
                owed.setdefault(address, []).append(one)
    return [Reminder(one, mail.language_of(one), owed[one]) for one in sorted(owed)]


def _owners(strategy: Strategy, quarter: Period) -> Mapping[tuple[str, str], str]:
    """Who reports an indicator of a place in the quarter."""
    return {
        (one.indicator, one.place): one.owner_email.strip().lower()
        for one in strategy.reporters
        if one.first.first_day <= quarter.last_day
        and (one.last is None or quarter.first_day <= one.last.last_day)
    }


def message_of(reminder: Reminder, asked: Asked) -> EmailMessage:
    """The e-mail with the template of each place; ``email`` refuses a header of two lines."""
    words = words_in(reminder.language)
    message = EmailMessage()
    message["Subject"] = words.text("Reports of {period}", period=asked.quarter)
    message["From"], message["To"] = asked.mail.sender, reminder.address
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=asked.mail.domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text_of(reminder, asked, words))
    for place in dict.fromkeys(one.place for one in reminder.reports):
        main, sub = XLSX.split("/")
        message.add_attachment(
            template_workbook(asked.store, asked.quarter, place, words),
            maintype=main,
            subtype=sub,
            filename=template_name(asked.quarter, place, words),
        )
    return message


def text_of(reminder: Reminder, asked: Asked, words: Words) -> str:
    """What is due, place by place."""
    due = due_told(asked.quarter, asked.terms, words)
    count = words.count(
        "{n} report is still missing:", "{n} reports are still missing:", len(reminder.reports)
    )
    lines = [words.text("Good day,"), "", due, count, ""]
    for place in dict.fromkeys(one.place for one in reminder.reports):
        lines.append(words.name(asked.strategy.place[place].name))
        lines += [_line(one, asked, words) for one in reminder.reports if one.place == place]
        lines.append("")
    lines.append(
        words.text("The attached workbook is ready to fill in. Load it, or send it to an editor.")
    )
    return "\n".join(lines) + "\n"


def _line(one: Report, asked: Asked, words: Words) -> str:
    """One report: code, name, unit, period, and what has become of it."""
    indicator = asked.strategy.indicator[one.indicator]
    named = f"{indicator.code} {words.name(indicator.name)} ({indicator.unit})"
    return f"- {named}, {words.period(one.period)}: {words.report_state(one.state)}"


@contextmanager
def post_office(mail: Mail) -> Iterator[smtplib.SMTP]:
    """The server that sends the messages; errors ``mail_refused``, with what it said."""
    try:
        with _connected(mail) as server:
            if mail.user:
                server.login(mail.user, mail.password)
            yield server
    except (OSError, smtplib.SMTPException) as error:
        told = {"host": mail.host, "port": mail.port, "detail": str(error)}
        raise MegaError("mail_refused", **told) from error


def _connected(mail: Mail) -> smtplib.SMTP:
    """A connection on whose way nobody can listen, unless the server is on this machine."""
    context = ssl.create_default_context(cafile=mail.certificates)
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE_SECONDS, context=context)
    server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE_SECONDS)
    if mail.security == "starttls":
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server
