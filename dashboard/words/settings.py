"""The settings that somebody made, in words: what each is about, and what it was set to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from dashboard.settings import COMMENTARY_REQUIRED, REVIEW
from dashboard.words.marks import msg
from dashboard.words.speech import Words
from data.store import CLOCK, TODAY

NAMES: Mapping[str, str] = {
    TODAY: msg("The day that this database takes for today"),
    CLOCK: msg("The clock went on from here"),
    "collection_days": msg("Days until reports are due"),
    "on_track": msg("On track from this pace on"),
    "at_risk": msg("At risk from this pace on"),
    REVIEW: msg("What staff load is reviewed"),
    COMMENTARY_REQUIRED: msg("A quarter is closed once its commentary is complete"),
}
SHARES = {"on_track", "at_risk"}
SWITCHES = {REVIEW, COMMENTARY_REQUIRED}


def setting_name(words: Words, name: str) -> str:
    """What a setting is about; the name itself of one that this version does not know."""
    return words.text(NAMES[name]) if name in NAMES else name


def setting_value(words: Words, name: str, written: str) -> str:
    """What was set, as the language writes it; as it is where it says nothing of the kind."""
    try:
        return _value(words, name, written)
    except ValueError:
        return written


def _value(words: Words, name: str, written: str) -> str:
    if name == TODAY:
        return words.day(date.fromisoformat(written))
    if name == CLOCK:
        return words.moment(datetime.fromisoformat(written))
    number = float(written)
    if name in SWITCHES:
        return words.text("yes") if number else words.text("no")
    return words.percent(number, _decimals(written)) if name in SHARES else words.number(number)


def _decimals(share: str) -> int:
    """As many as the percentage has: none of 0.95, one of 0.955."""
    exponent = Decimal(share).scaleb(2).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
