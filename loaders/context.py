"""What holds for a whole table: place, period, indicator or measure, and the cell that says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from indicators.model import Indicator, Measure, Place
from loaders.period_words import PeriodWords
from loaders.workbook import Cell

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """Something that was said, and by which cell; None: by the sheet's name or a mapping.

    ``is_contradicted``: the sheet's name says otherwise.
    """

    value: T
    cell: Cell | None
    is_mapped: bool = False
    is_contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for a table where its own columns do not say otherwise.

    ``unread`` is a labelled place, period or indicator that could not be read, ``blank`` the
    blank cell beside a label, ``may_be_plan`` a title that speaks of a plan among other words.
    """

    place: Said[Place] | None = None
    period: Said[PeriodWords] | None = None
    indicator: Said[Indicator] | None = None
    unread_place: Cell | None = None
    unread_period: Cell | None = None
    unread_indicator: Cell | None = None
    blank_place: Cell | None = None
    blank_period: Cell | None = None
    measure: Said[Measure] | None = None
    may_be_plan: Cell | None = None

    def over(self, wider: Context) -> Context:
        """This context, and where it says nothing the wider one."""
        has_place = self.place or self.unread_place
        has_period = self.period or self.unread_period
        has_indicator = self.indicator or self.unread_indicator
        return Context(
            place=self.place if has_place else wider.place,
            period=self._period_over(wider) if has_period else wider.period,
            indicator=self.indicator if has_indicator else wider.indicator,
            unread_place=self.unread_place if has_place else wider.unread_place,
            unread_period=self.unread_period if has_period else wider.unread_period,
            unread_indicator=self.unread_indicator if has_indicator else wider.unread_indicator,
            blank_place=self.blank_place or wider.blank_place,
            blank_period=self.blank_period or wider.blank_period,
            measure=self.measure or wider.measure,
            may_be_plan=self.may_be_plan or wider.may_be_plan,
        )

    def beside(self, by_name: Context) -> Context:
        """This context, with what the sheet's name says otherwise marked in it."""
        place, period = self.place, self.period
        if place and place.cell and by_name.place and by_name.says_another_place(place.value):
            place = replace(place, is_contradicted=True)
        if period and period.cell and by_name.period:
            is_other = by_name.says_another_period(period.value)
            period = replace(period, is_contradicted=is_other)
        return replace(self, place=place, period=period)

    @property
    def is_contradicted(self) -> bool:
        return any(one is not None and one.is_contradicted for one in (self.place, self.period))

    def says_another_place(self, place: Place | None) -> bool:
        """Whether a place is said, or a label for one that cannot be read, and not this one."""
        if self.place is None:
            return self.unread_place is not None
        return self.place.value != place

    def says_another_period(self, words: PeriodWords | None) -> bool:
        """Whether a period is said, or a label for one that cannot be read, not within this one."""
        if self.period is None or words is None:
            return self.unread_period is not None
        return not self.period.value.overlaps(words)

    def _period_over(self, wider: Context) -> Said[PeriodWords] | None:
        """A quarter without its year takes the year from outside."""
        if self.period is None:
            return None
        outer = wider.period.value if wider.period else None
        return replace(self.period, value=self.period.value.within(outer))
