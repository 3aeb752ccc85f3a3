"""The checked values of a workbook, in columns, and what two of them do to each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from data.packed import Columns, Packed
from indicators.model import Observation, Strategy
from loaders.check import Checked, check_entry
from loaders.excel import coordinates
from loaders.packing import Packing
from loaders.problems import Problem, problem
from loaders.table_entries import Read

MANY = 5_000
_BREAKDOWN_BITS = 12


class Gathered:
    """``locked`` says by sheet and cell what is wrong where a closed period would be changed."""

    def __init__(self, strategy: Strategy) -> None:
        self._packing = Packing(strategy)
        self._checked: dict[int, Checked] = {}
        self._tables: list[tuple[int, Read]] = []
        self.locked: dict[tuple[str, str], Problem] = {}

    def add(self, read: Read, checked: Sequence[Checked]) -> None:
        """The values of a table in the order of its rows; no row is both ordinary and checked."""
        columns = Columns() if read.numbers is None else read.numbers.columns(self._packing)
        self._tables.append((len(self._packing), read))
        taken = 0
        for one in checked:
            row, _ = coordinates(one.observation.cell)
            end = bisect_left(columns.rows, row, taken)
            self._packing.extend(columns, taken, end)
            taken = end
            self._checked[len(self._packing)] = one
            self._packing.add(one.observation)
            if one.locked is not None:
                self.locked[one.observation.sheet, one.observation.cell] = one.locked
        self._packing.extend(columns, taken, len(columns.rows))

    def without_duplicates(self) -> tuple[Packed, list[Problem]]:
        """The observations that remain, each thing once, and what is wrong with the others.

        Where a thing is said twice, the same numbers count once; different ones count not at all.
        """
        packed = self._packing.packed()
        problems: list[Problem] = []
        units: dict[tuple[str, str], Problem] = {}
        dropped: set[int] = set()
        for places in _said_more_than_once(packed.columns):
            first, *others = same_key = [self._look_at(n, packed[n]) for n in places]
            if any(_numbers(one.observation) != _numbers(first.observation) for one in others):
                problems += _conflicts(same_key)
                dropped.update(places)
            else:
                problems += [_told_twice("duplicate_same", one, first) for one in others]
                dropped.update(places[1:])
        for n, one in self._checked.items():
            if one.unit_problem is not None and n not in dropped:
                units.setdefault((one.unit_problem.sheet, one.unit_problem.cell), one.unit_problem)
                dropped.add(n)
        problems += units.values()
        if not dropped:
            return packed, problems
        return packed.picked([n for n in range(len(packed)) if n not in dropped]), problems

    def _look_at(self, n: int, observation: Observation) -> Checked:
        """A value with all that is known of it, which is not kept of an ordinary one."""
        if n in self._checked:
            return self._checked[n]
        read = self._tables[bisect_left(self._tables, n + 1, key=lambda one: one[0]) - 1][1]
        row, _ = coordinates(observation.cell)
        looked_at = (
            check_entry(read.rules, read.sheet, entry, read.decimal_mark)
            for entry in read.entries_in(row)
        )
        return next(
            one
            for one in looked_at
            if isinstance(one, Checked) and one.observation.cell == observation.cell
        )


def _said_more_than_once(columns: Columns) -> Iterable[list[int]]:
    """Where the values stand that are of the same thing, in the order of the first of each."""
    if len(columns.rows) >= MANY and _are_all_different(columns):
        return []
    keys = zip(
        columns.indicators,
        columns.places,
        columns.period_ends,
        columns.period_quarters,
        columns.measures,
        columns.breakdowns,
        strict=True,
    )
    by_key: dict[tuple[int, ...], list[int]] = {}
    for n, key in enumerate(keys):
        by_key.setdefault(key, []).append(n)
    return [places for places in by_key.values() if len(places) > 1]


def _are_all_different(columns: Columns) -> bool:
    """False also where that cannot be told from numbers of 64 bits."""
    import numpy as np  # noqa: PLC0415 - for large workbooks only

    if max(columns.breakdowns) >> _BREAKDOWN_BITS:
        return False
    keys = np.zeros(len(columns.rows), "int64")
    for own, bits in (
        (columns.indicators, 16),
        (columns.places, 16),
        (columns.period_ends, 16),
        (columns.period_quarters, 3),
        (columns.measures, 1),
        (columns.breakdowns, _BREAKDOWN_BITS),
    ):
        keys = (keys << bits) | np.frombuffer(own, own.typecode).astype("int64")
    keys.sort()
    return bool((keys[1:] != keys[:-1]).all())


def _conflicts(checked: Sequence[Checked]) -> Iterator[Problem]:
    for one in checked:
        other = next(o for o in checked if o is not one)
        yield _told_twice("duplicate_conflict", one, other)


def _told_twice(code: str, one: Checked, other: Checked) -> Problem:
    here, there = one.observation, other.observation
    params = {"other": f"{there.sheet}!{there.cell}"}
    return problem(code, here.sheet, here.cell, one.found, **params).of_place(here.place)


def _numbers(observation: Observation) -> tuple[float | None, ...]:
    return observation.value, observation.numerator, observation.denominator
