"""Which columns of a table are used, by what their headings say together."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from indicators.model import Measure
from loaders.context import Context
from loaders.headings import NAMING, NUMBERS, Headings, Meaning, Role
from loaders.recognised import Column
from loaders.slots import about_of
from loaders.workbook import Cell

PARTS = (Role.NUMERATOR, Role.DENOMINATOR)


def with_role(meaning: Meaning) -> Meaning:
    """A heading that names a period, place, indicator or breakdown alone is over values."""
    return meaning if meaning.role else Meaning(role=Role.VALUE).under(meaning)


def with_wholes(columns: Sequence[Column]) -> list[Column]:
    """A total beside its parts is the value that they are parts of, where no other column is.

    Parts are breakdowns, or the months of a quarter. Any other total adds up what is there.
    """
    values = [column.meaning for column in columns if column.role in {Role.VALUE, Role.PLAN}]
    parted = {replace(one, role=None, breakdown=None, unit="") for one in values if one.breakdown}
    parted |= {
        replace(one, role=None, unit="", period=one.period.quarter_of_month)
        for one in values
        if one.period and one.period.quarter_of_month
    }
    parted -= {replace(one, role=None, unit="") for one in values if not one.breakdown}

    added_up = {one.measure for one in values}

    def is_whole(meaning: Meaning) -> bool:
        if meaning.role is not Role.TOTAL:
            return False
        adds_up_nothing = meaning.measure is not None and meaning.measure not in added_up
        return adds_up_nothing or replace(meaning, role=None, unit="") in parted

    return [
        replace(column, meaning=_as_value(column.meaning)) if is_whole(column.meaning) else column
        for column in columns
    ]


def _as_value(meaning: Meaning) -> Meaning:
    is_plan = meaning.measure is Measure.MILESTONE
    return replace(meaning, role=Role.PLAN if is_plan else Role.VALUE)


def said_again(columns: Sequence[Column]) -> Iterator[Column]:
    """A second column of the same measure, period, place and part: ``Real | Avance (%)``.

    The first one holds that says no unit: the other is a share of it, or of something else.
    """
    groups: dict[Meaning, list[Column]] = {}
    for column in columns:
        if column.role in {Role.VALUE, Role.PLAN}:
            groups.setdefault(about_of(column), []).append(column)
    for same in groups.values():
        first = next((one for one in same if not one.meaning.unit), same[0])
        yield from (one for one in same if one is not first)


def parts_of_nothing(columns: Sequence[Column]) -> Iterator[Column]:
    """A weight left of all values is the indicator's, ``Núm.`` without a denominator a row's."""
    values = [one.number for one in columns if one.role in {Role.VALUE, Role.PLAN}]
    parts = {role: [one for one in columns if one.role is role] for role in PARTS}
    if not parts[Role.NUMERATOR] and values:
        yield from (one for one in parts[Role.DENOMINATOR] if one.number < min(values))
    naming = [one.number for one in columns if one.role in NAMING]
    if not parts[Role.DENOMINATOR] and naming:
        yield from (one for one in parts[Role.NUMERATOR] if one.number < min(naming))


def undated_plans(columns: Sequence[Column], context: Context) -> list[Column]:
    """Columns of a plan that nothing dates, beside values that their headings do.

    Such a ``Meta`` may be that of the year or of the vision: it is not used, and said so.
    """
    dated = {Role.PERIOD, Role.YEAR}
    if context.period or context.unread_period or any(one.role in dated for one in columns):
        return []
    plans = [one for one in columns if one.role is Role.PLAN and one.meaning.period is None]
    has_dated = any(one.role in NUMBERS and one.meaning.period for one in columns)
    return plans if has_dated else []


def carried(
    labels: Mapping[int, Cell], columns: Iterable[int], headings: Headings
) -> dict[int, Cell]:
    """An upper row's labels, reaching right over unlabelled columns; names and notes do not.

    A merged one reaches as far as it is merged.
    """
    reached: dict[int, Cell] = {}
    current: Cell | None = None
    for column in sorted({*labels, *columns}):
        if column in labels:
            reached[column] = labels[column]
            meaning = headings.meaning(labels[column])
            is_merged = labels.get(column - 1) == labels[column]
            reaches = not is_merged and (meaning is None or _reaches_right(meaning))
            current = labels[column] if reaches else None
        elif current is not None:
            reached[column] = current
    return reached


def _reaches_right(meaning: Meaning) -> bool:
    """Whether a heading over others is over its unlabelled neighbours too, as a person reads it."""
    return meaning.is_fact or meaning.role in NUMBERS | {Role.TOTAL, Role.KNOWN}


def columns_among_places(
    columns: Sequence[Column], unknown: Sequence[tuple[int, Cell]]
) -> Iterator[int]:
    """The unknown columns that stand in one run with columns of places across."""
    places = sorted(column.number for column in columns if column.meaning.place)
    if not places:
        return
    others = sorted(column.number for column in columns if not column.meaning.place)
    for number, _ in unknown:
        at = bisect(places, number)
        nearest = min(places[max(at - 1, 0) : at + 1], key=lambda place: abs(place - number))
        if bisect(others, number) == bisect(others, nearest):
            yield number


def once(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(dict.fromkeys(cells))
