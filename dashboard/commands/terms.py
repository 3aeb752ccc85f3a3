"""``mega close``, ``mega reopen``, ``mega exempt``, ``mega settings``: what an editor decides."""

from __future__ import annotations

from dashboard import outcomes
from dashboard.commands.session import Session, say
from dashboard.commands.table import table
from dashboard.rights import Right
from dashboard.settings import SETTINGS, checked, holding
from dashboard.words import msg
from data.commentary import Commentary
from data.locks import Exemption
from indicators.periods import Period


def close_period(session: Session, period: Period, reason: str) -> None:
    """Close a quarter; errors as ``Access.close``."""
    access, words = session.access(), session.words
    quarter = period.last_quarter
    access.close(quarter, access.moment(session.now), reason)
    say(outcomes.closed(words, quarter))


def reopen_period(session: Session, period: Period, reason: str) -> None:
    """Take a closing back; error ``not_closed``."""
    access, words = session.access(), session.words
    store, quarter = access.to(Right.STEER), period.last_quarter
    store.reopen_period(quarter, access.signature, access.moment(session.now).at, reason)
    say(outcomes.reopened(words, quarter))


def exempt(session: Session, exemption: Exemption) -> None:
    """Let a place change what it reported of a closed quarter; errors as ``Store.grant``."""
    access, words = session.access(), session.words
    access.grant(exemption, access.moment(session.now).at)
    one = exemption
    say(outcomes.exempted(words, one.place, one.indicator, one.quarter, one.ends_on))


def write_commentary(session: Session, told: Commentary) -> None:
    """Keep what explains a target; errors as ``Access.comment``."""
    access, words = session.access(), session.words
    access.comment(told, access.moment(session.now).at)
    sentence = msg("The commentary on {indicator} for {period} is kept.")
    if not told.cause.strip():
        sentence = msg("The commentary on {indicator} for {period} was taken back.")
    say(words.text(sentence, indicator=told.indicator, period=told.quarter))


def show_settings(session: Session) -> None:
    """Every setting with what holds, and what holds where nobody set it."""
    store, words = session.access().to(Right.SEE), session.words
    held = holding(store.settings())
    head = [words.text("Setting"), words.text("Holds"), words.text("Otherwise")]
    rows = [
        [name, words.number(held[name]), words.number(setting.otherwise)]
        for name, setting in SETTINGS.items()
    ]
    say(table(head, rows, right=(1, 2)))


def make_setting(session: Session, name: str, value: str) -> None:
    """Set a number that holds for everybody; errors as ``checked`` and ``holding``."""
    access, words = session.access(), session.words
    store = access.to(Right.STEER)
    checked(name, value)
    holding({**store.settings(), name: value})
    store.set(name, value, access.signature, access.moment(session.now).at)
    say(words.text("{name} is {value} from now on.", name=name, value=checked(name, value)))
