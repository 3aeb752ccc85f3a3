"""Periods of the calendar year: quarters, halves and years.

A period is written ``2024-Q3``, ``2024-S1`` or ``2024``. Its time is the decimal year
of its end, so a year ends where its fourth quarter and its second half end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

QUARTERS_IN_A_YEAR = 4

_CODE = re.compile(r"(?P<year>\d{4})(?:-(?P<kind>[QS])(?P<number>\d))?")


class Frequency(StrEnum):
    """How often an indicator is reported."""

    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def quarters(self) -> int:
        """Length of one period, in quarters."""
        return _QUARTERS[self]

    @property
    def periods_in_a_year(self) -> int:
        return QUARTERS_IN_A_YEAR // self.quarters


_QUARTERS = {Frequency.QUARTER: 1, Frequency.HALF: 2, Frequency.YEAR: 4}
_FREQUENCIES = {quarters: frequency for frequency, quarters in _QUARTERS.items()}


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A quarter, a half or a year, ordered by its end.

    ``end`` counts quarters (year x 4 + the quarter it ends with), so that the decimal
    year of the end is ``end / 4``; ``quarters`` is the length: 1, 2 or 4.

    >>> Period.parse("2024-S1")
    Period(end=8098, quarters=2)
    >>> Period.parse("2024-S1").time
    2024.5
    """

    end: int
    quarters: int

    @classmethod
    def parse(cls, code: str) -> Period:
        """Read ``2024-Q3``, ``2024-S1`` or ``2024``; ValueError for anything else."""
        match = _CODE.fullmatch(code.strip())
        if match is None:
            raise ValueError(f"not a period: {code!r}")
        kind, number = match["kind"], int(match["number"] or 1)
        quarters = {"Q": 1, "S": 2, None: 4}[kind]
        return cls.of(int(match["year"]), quarters, number)

    @classmethod
    def of(cls, year: int, quarters: int = QUARTERS_IN_A_YEAR, number: int = 1) -> Period:
        """The ``number``-th period of ``quarters`` quarters in ``year``."""
        if not 1 <= number <= QUARTERS_IN_A_YEAR // quarters:
            raise ValueError(f"a year has no period {number} of {quarters} quarters")
        return cls(year * QUARTERS_IN_A_YEAR + number * quarters, quarters)

    @classmethod
    def quarter_of(cls, day: date) -> Period:
        """The quarter that ``day`` lies in."""
        return cls.of(day.year, 1, (day.month + 2) // 3)

    @property
    def year(self) -> int:
        return (self.end - 1) // QUARTERS_IN_A_YEAR

    @property
    def number(self) -> int:
        """Which quarter or half of its year; 1 for a year."""
        return (self.end - self.year * QUARTERS_IN_A_YEAR) // self.quarters

    @property
    def frequency(self) -> Frequency:
        return _FREQUENCIES[self.quarters]

    @property
    def time(self) -> float:
        """Decimal year of the period's end."""
        return self.end / QUARTERS_IN_A_YEAR

    @property
    def code(self) -> str:
        letter = {1: "Q", 2: "S", 4: ""}[self.quarters]
        return f"{self.year}-{letter}{self.number}" if letter else str(self.year)

    @property
    def last_day(self) -> date:
        return _first_day_after(self.end) - timedelta(days=1)

    @property
    def first_day(self) -> date:
        return _first_day_after(self.end - self.quarters)

    @property
    def last_quarter(self) -> Period:
        """The quarter this period ends with."""
        return Period(self.end, 1)

    @property
    def first_quarter(self) -> Period:
        """The quarter this period begins with."""
        return Period(self.end - self.quarters + 1, 1)

    def shifted(self, periods: int) -> Period:
        """The period of the same length that lies ``periods`` later (earlier if < 0)."""
        return Period(self.end + periods * self.quarters, self.quarters)

    def as_frequency(self, frequency: Frequency) -> Period | None:
        """This period as one of ``frequency``: itself, or the longer one it ends.

        None where no such period ends here: a longer period is never cut up, and a
        quarter in the middle of a half says nothing about the half.
        """
        fits = self.quarters <= frequency.quarters and self.end % frequency.quarters == 0
        return Period(self.end, frequency.quarters) if fits else None

    def __str__(self) -> str:
        return self.code


def _first_day_after(end: int) -> date:
    year, quarter = divmod(end, QUARTERS_IN_A_YEAR)
    return date(year, quarter * 3 + 1, 1)
