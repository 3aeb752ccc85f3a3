"""Which columns of numbers speak of the same thing: a value with its parts, its unit and note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from indicators.model import Measure
from loaders.headings import Meaning, Role
from loaders.recognised import Column
from loaders.workbook import Cell, Content


@dataclass(frozen=True, slots=True)
class Slot:
    """Columns of one row that speak of the same thing: a value with its parts.

    ``says_measure``: the headings leave no doubt whether it is a plan or an actual.
    """

    about: Meaning
    heading: Cell | None
    measure: Measure
    says_measure: bool
    value: Column | None
    numerator: Column | None
    denominator: Column | None
    unit: Column | None
    note: Column | None

    @property
    def unit_in_heading(self) -> Cell | None:
        """The unit that the value's heading says, as ``Valor (%)`` does, at that heading."""
        if self.value is None or self.value.heading is None or not self.value.meaning.unit:
            return None
        return self.value.heading._replace(content=Content.TEXT, value=self.value.meaning.unit)

    @property
    def numbers(self) -> list[Column]:
        return [one for one in (self.value, self.numerator, self.denominator) if one]


def slots_of(columns: Sequence[Column], measure: Measure | None = None) -> Iterator[Slot]:
    """The columns of numbers, those that speak of the same thing together.

    ``measure`` is what holds for the whole table where headings say none.
    """
    groups: dict[Meaning, dict[Role, list[Column]]] = {}
    for column in columns:
        if column.role is not None:
            role = Role.VALUE if column.role is Role.PLAN else column.role
            groups.setdefault(about_of(column), {}).setdefault(role, []).append(column)
    of_all = groups.get(Meaning(), {})
    for about, by_role in groups.items():
        is_plan = about.measure is Measure.MILESTONE
        beside = groups.get(replace(about, measure=None), {}) if is_plan else {}
        shared = {
            role: next(iter(by_role.get(role) or beside.get(role) or of_all.get(role, [])), None)
            for role in (Role.UNIT, Role.NOTE)
        }
        parts = zip_longest(
            by_role.get(Role.VALUE, []),
            by_role.get(Role.NUMERATOR, []),
            by_role.get(Role.DENOMINATOR, []),
        )
        for value, numerator, denominator in parts:
            first = value or numerator or denominator
            said = is_plan or any(
                one.meaning.measure for one in (value, numerator, denominator) if one
            )
            yield Slot(
                about=replace(about, measure=None),
                heading=first.heading if first else None,
                measure=about.measure or (measure if not said else None) or Measure.ACTUAL,
                says_measure=said,
                value=value,
                numerator=numerator,
                denominator=denominator,
                unit=shared[Role.UNIT],
                note=shared[Role.NOTE],
            )


def about_of(column: Column) -> Meaning:
    """What a column's heading says apart from its role; of the measure, whether it is a plan."""
    meaning = column.meaning
    is_plan = meaning.measure is Measure.MILESTONE or column.role is Role.PLAN
    return Meaning(
        period=meaning.period,
        place=meaning.place,
        indicator=meaning.indicator,
        breakdown=meaning.breakdown,
        measure=Measure.MILESTONE if is_plan else None,
    )
