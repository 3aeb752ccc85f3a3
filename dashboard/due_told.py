"""Until when the reports of a quarter are due, in words."""

from __future__ import annotations

from dashboard.words import Words, msg
from indicators.periods import Period
from indicators.terms import Terms


def due_told(quarter: Period, terms: Terms, words: Words) -> str:
    """A sentence: of a day that has passed in the past."""
    day = terms.due_date(quarter)
    sentence = msg("Reports of {period} are due by {day}.")
    if day < terms.today:
        sentence = msg("Reports of {period} were due by {day}.")
    return words.text(sentence, period=quarter, day=day)
