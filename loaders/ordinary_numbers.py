"""The numbers of ordinary rows, held against the rules in arrays.

Each check is that of ``loaders.check`` and ``loaders.faults``, or stricter: what passes here has
no fault there. A row that does not pass is left for them, to say what is wrong with it.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from data.packed import MEASURES, Columns
from indicators.model import Measure
from indicators.periods import Period
from loaders.cell_words import holds
from loaders.check import Rules
from loaders.distinct import Array, of_pairs
from loaders.number_cells import ERROR_VALUES, hundredfold
from loaders.numbers import MARKS, WrittenNumber, read_number
from loaders.ordinary import NOTHING, Named, Ordinary
from loaders.ordinary_limits import Limits, Numbers
from loaders.packing import Packing
from loaders.recognised import Column
from loaders.units import differs
from loaders.workbook import Cell, Content, Sheet

_NONE = float("nan")
_TEXT, _PLAIN, _PERCENT, _ODD, _BLANK = range(5)


class OrdinaryNumbers:
    """The numbers of one table's ordinary rows; ``is_right`` tells the rows without a fault."""

    def __init__(self, ordinary: Ordinary, rules: Rules, decimal_mark: str | None) -> None:
        self._ordinary, self._rules, self._mark = ordinary, rules, decimal_mark
        self._sheet = ordinary.table.sheet
        self._limits = Limits(rules)
        self._periods: list[Period] = []
        self._of_slots = [self._slot(named) for named in ordinary.named]
        self.is_right = ordinary.is_ordinary.copy()
        for is_right, _ in self._of_slots:
            self.is_right &= is_right

    @property
    def right_rows(self) -> list[int]:
        return [int(row) for row in self._ordinary.cells.rows[self.is_right]]

    @property
    def other_rows(self) -> list[int]:
        """The ordinary rows with a fault, or something to be told."""
        rows = self._ordinary.cells.rows[self._ordinary.is_ordinary & ~self.is_right]
        return [int(row) for row in rows]

    def _slot(self, named: Named) -> tuple[Array, tuple[Numbers, Numbers, Numbers, Array]]:
        """Where a slot has no fault, and its numbers with the places of their periods."""
        slot = named.slot
        value, numerator, denominator = (
            self._numbers(column) for column in (slot.value, slot.numerator, slot.denominator)
        )
        periods = of_pairs(named.words, named.indicator, partial(self._period, slot.measure))
        is_right = (
            (periods >= 0)
            & self._is_allowed(named.place)
            & ~(value.is_odd | numerator.is_odd | denominator.is_odd)
            & ~(numerator.is_percent | denominator.is_percent)
            & self._is_of_unit(named)
        )
        n = np.where(named.indicator >= 0, named.indicator, 0)
        if len(self._rules.strategy.indicators):
            keeps_formats = self._sheet.keeps_formats
            is_right &= self._limits.allow(value, n, keeps_formats=keeps_formats)
            is_right &= self._limits.allow_parts(value, numerator, denominator, n)
        held = self._ordinary.held(slot)
        return is_right | ~held, (value, numerator, denominator, periods)

    def _numbers(self, column: Column | None) -> Numbers:
        rows = len(self._ordinary.cells)
        if column is None:
            no = np.zeros(rows, bool)
            return Numbers(np.full(rows, _NONE), no, no, no)
        cells = self._ordinary.cells.column(column.number)
        is_there = self._ordinary.holding[column.number]
        kinds = cells.by_row(cells.each_format(self._kind_of), _BLANK)
        values = cells.values.copy()
        texts = np.flatnonzero(cells.is_text)
        found: list[float] = []
        told = cells.each(lambda cell: self._in_text(cell, found), only=texts)
        values[texts] = np.array([*found, _NONE])[told]
        shares = np.flatnonzero(cells.each_format(self._kind_of) == _PERCENT)
        values[shares] = [hundredfold(share) for share in values[shares].tolist()]
        value = np.where(is_there, cells.by_row(values, _NONE), _NONE)
        is_odd = is_there & ((kinds == _ODD) | np.isnan(value))
        return Numbers(value, is_there, is_odd, is_there & (kinds == _PERCENT))

    def _kind_of(self, cell: Cell) -> int:
        if cell.content is Content.TEXT:
            return _TEXT
        if cell.content is not Content.NUMBER:
            return _ODD
        return _PERCENT if cell.is_percent else _PLAIN

    def _in_text(self, cell: Cell, found: list[float]) -> int:
        """Where the number of a text is put; the last place is for what is no plain number."""
        written = read_number(cell.text)
        if (
            not isinstance(written, WrittenNumber)
            or written.unit
            or written.has_footnote
            or cell.text.strip().upper() in ERROR_VALUES
        ):
            return -1
        mark = written.own_mark or self._mark
        if mark is None and written.is_ambiguous:
            return -1
        value = written.value(mark or MARKS[0])
        if value is None:
            return -1
        found.append(value)
        return len(found) - 1

    def _period(self, measure: Measure, words: int, indicator: int) -> int:
        """Where the period that was said stands, as the indicator is reported; or nowhere."""
        if words < 0 or indicator < 0:
            return NOTHING
        rules, of = self._rules, self._rules.strategy.indicators[indicator]
        written = self._ordinary.words[words].period
        period = written.as_frequency(of.frequency) if written else None
        if period is None or rules.is_outside_plan(period):
            return NOTHING
        is_open = period.last_quarter not in rules.closed and period.last_day <= rules.today
        if measure is Measure.ACTUAL and not is_open:
            return NOTHING
        self._periods.append(period)
        return len(self._periods) - 1

    def _is_allowed(self, places: Array) -> Array:
        allowed = [self._rules.is_allowed(one) for one in self._rules.strategy.places]
        return np.array([*allowed, False])[np.maximum(places, NOTHING)]

    def _is_of_unit(self, named: Named) -> Array:
        """Whether a unit beside the number or in its heading, where there is one, is its own."""
        unit, in_heading = named.slot.unit, named.slot.unit_in_heading
        if unit is None and in_heading is None:
            return np.ones(len(self._ordinary.cells), bool)
        texts = [in_heading.text] if in_heading else []
        unsaid = 0 if in_heading else NOTHING

        def look(cell: Cell) -> int:
            if not holds(cell):
                return unsaid
            texts.append(cell.text)
            return len(texts) - 1

        def is_own(text: int, indicator: int) -> int:
            own = self._rules.strategy.indicators[indicator].unit
            return text < 0 or not differs(texts[text], own)

        said = np.full(len(self._ordinary.cells), unsaid)
        if unit is not None:
            cells = self._ordinary.cells.column(unit.number)
            said = cells.by_row(cells.each(look), unsaid)
        return of_pairs(said, named.indicator, is_own).astype(bool)

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    def columns(self, packing: Packing) -> Columns:
        """The values of the right rows, in the order of the rows and of the slots."""
        parts: list[dict[str, Array]] = []
        for named, (_, told) in zip(self._ordinary.named, self._of_slots, strict=True):
            at = np.flatnonzero(self.is_right & self._ordinary.held(named.slot))
            parts.append(self._part(named, told, at, packing))
        joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        order = np.argsort(joined["rows"], kind="stable")
        columns = Columns()
        for name, entries in joined.items():
            own = getattr(columns, name)
            own.frombytes(entries[order].astype(own.typecode).tobytes())
        return columns

    def _part(
        self,
        named: Named,
        told: tuple[Numbers, Numbers, Numbers, Array],
        at: Array,
        packing: Packing,
    ) -> dict[str, Array]:
        slot, (value, numerator, denominator, periods) = named.slot, told
        breakdown = slot.about.breakdown
        key = (breakdown.dimension, breakdown.category) if breakdown else None
        ends = np.array([(one.end, one.quarters) for one in self._periods] or [(0, 0)])[periods[at]]
        last = _number_of(slot.denominator)
        column = np.where(numerator.is_there, _number_of(slot.numerator), last)
        column = np.where(value.is_there, _number_of(slot.value), column)

        def all_the_same(number: int) -> Array:
            return np.full(len(at), number)

        return {
            "indicators": named.indicator[at],
            "places": named.place[at],
            "breakdowns": all_the_same(packing.breakdowns.number(key)),
            "sheets": all_the_same(packing.sheets.number(self._sheet.name)),
            "notes": self._notes(slot.note, packing)[at],
            "measures": all_the_same(MEASURES.index(slot.measure)),
            "period_ends": ends[:, 0],
            "period_quarters": ends[:, 1],
            "values": value.value[at],
            "numerators": numerator.value[at],
            "denominators": denominator.value[at],
            "rows": self._ordinary.cells.rows[at],
            "columns": column[at],
        }

    def _notes(self, column: Column | None, packing: Packing) -> Array:
        if column is None:
            return np.zeros(len(self._ordinary.cells), int)
        cells = self._ordinary.cells.column(column.number)

        def look(cell: Cell) -> int:
            return packing.notes.number(cell.text.strip() if holds(cell) else "")

        return cells.by_row(cells.each(look), 0)


def _number_of(column: Column | None) -> int:
    return column.number if column else 0
