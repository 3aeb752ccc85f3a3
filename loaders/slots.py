"""Which columns of numbers speak of the same thing: a value with its parts, its unit and note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from indicators.model import Measure
from loaders.headings import Meaning, Role
from loaders.recognised import Column
from loaders.workbook import Cell, Content


@dataclass(frozen=True, slots=True)
class Slot:
    """Columns of one row that speak of the same thing: a value with its parts."""

    about: Meaning
    heading: Cell | None
    measure: Measure
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


def slots_of(columns: Sequence[Column]) -> Iterator[Slot]:
    """The columns of numbers, those that speak of the same thing together."""
    groups: dict[Meaning, dict[Role, list[Column]]] = {}
    for column in columns:
        if column.role is not None:
            groups.setdefault(_about(column), {}).setdefault(column.role, []).append(column)
    general = groups.get(Meaning(), {})
    for about, by_role in groups.items():
        shared = {
            role: next(iter(by_role.get(role) or general.get(role, [])), None)
            for role in (Role.UNIT, Role.NOTE)
        }
        parts = zip_longest(
            by_role.get(Role.VALUE, []),
            by_role.get(Role.NUMERATOR, []),
            by_role.get(Role.DENOMINATOR, []),
        )
        for value, numerator, denominator in parts:
            first = value or numerator or denominator
            yield Slot(
                about,
                first.heading if first else None,
                Measure.ACTUAL,
                value,
                numerator,
                denominator,
                shared[Role.UNIT],
                shared[Role.NOTE],
            )
        for planned in by_role.get(Role.PLAN, []):
            yield Slot(
                about,
                planned.heading,
                Measure.MILESTONE,
                planned,
                None,
                None,
                shared[Role.UNIT],
                shared[Role.NOTE],
            )


def _about(column: Column) -> Meaning:
    """What a column's heading says apart from its role."""
    meaning = column.meaning
    return Meaning(
        period=meaning.period,
        place=meaning.place,
        indicator=meaning.indicator,
        breakdown=meaning.breakdown,
    )
