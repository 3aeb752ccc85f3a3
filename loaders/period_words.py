"""What the words of a text say of a period: its year, its length, which one it is.

A text may name a whole period (``T3 2024``) or a part of one (``T3`` under a heading
``2024``); parts are put together where they are said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from indicators.periods import Period

MONTHS_IN_A_QUARTER = 3
QUARTER, HALF, YEAR = 1, 2, 4


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """What a text says of a period: its year, its length in quarters, which one it is.

    Each is None where the text does not say it. ``month`` stands where the text names a
    single month, which is a period only at the end of a quarter.
    """

    year: int | None = None
    quarters: int | None = None
    number: int | None = None
    month: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.year is not None

    @property
    def period(self) -> Period | None:
        """The period, where the words say all of it; a month must end a quarter."""
        if self.year is None:
            return None
        if self.month is not None:
            quarter, rest = divmod(self.month, MONTHS_IN_A_QUARTER)
            return None if rest else Period.of(self.year, QUARTER, quarter)
        return Period.of(self.year, self.quarters or YEAR, self.number or 1)

    @property
    def quarter_of_month(self) -> PeriodWords | None:
        """The quarter that a month lies in; None of what is no month."""
        if self.month is None:
            return None
        return PeriodWords(self.year, QUARTER, -(-self.month // MONTHS_IN_A_QUARTER))

    def overlaps(self, other: PeriodWords) -> bool:
        """Whether both can be said of one time: 2024 and its second quarter, or June and Q2."""
        if None not in {self.year, other.year} and self.year != other.year:
            return False
        one, two = self._quarters_of_year(), other._quarters_of_year()
        return not one.isdisjoint(two)

    def _quarters_of_year(self) -> frozenset[int]:
        """Which quarters of a year are meant, counted from 1; all where none is said."""
        words = self.quarter_of_month or self
        length, number = words.quarters or YEAR, words.number or 1
        return frozenset(range((number - 1) * length + 1, number * length + 1))

    def within(self, outer: PeriodWords | None) -> PeriodWords:
        """These words, with the year of ``outer`` where they have none.

        A year alone holds with a quarter said without one: ``2024`` within ``T2`` is T2 2024.
        """
        if outer is None:
            return self
        if self.year is None:
            return replace(self, year=outer.year)
        is_year = self == PeriodWords(self.year)
        return replace(outer, year=self.year) if is_year and outer.year is None else self
