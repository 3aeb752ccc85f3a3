"""Holds the numbers of a workbook against the strategy: what is right, and what is wrong.

Checking writes nothing and stops at nothing: all problems of a workbook come at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.model import Measure, Observation, Place, Strategy
from indicators.periods import Period
from loaders.entry import Entry
from loaders.excel import coordinates
from loaders.faults import Finding, Reported, first_fault, says_nothing, sign_mismatch
from loaders.headings import Role
from loaders.number_cells import Number, number_in
from loaders.problems import Problem, problem
from loaders.units import differs
from loaders.workbook import Sheet

Key = tuple[object, ...]


@dataclass(frozen=True)
class Rules:
    """What the numbers are held against: the strategy, the years it spans, and today.

    ``places`` are the codes of those whose values may be loaded; None: all. ``closed`` are
    the quarters that an editor closed.
    """

    strategy: Strategy
    first_year: int
    last_year: int
    today: date
    places: frozenset[str] | None = None
    closed: frozenset[Period] = frozenset()

    def is_allowed(self, place: Place) -> bool:
        return self.places is None or place.code in self.places

    def is_outside_plan(self, period: Period) -> bool:
        return not self.first_year <= period.year <= self.last_year


@dataclass(frozen=True, slots=True)
class Checked:
    """An observation, the text of its cell, and what was noticed of its unit and its marks.

    ``locked`` is what is wrong where its period is closed and it would change what is in force.
    """

    observation: Observation
    found: str
    unit_problem: Problem | None
    footnote: Problem | None
    locked: Problem | None


def check_entry(
    rules: Rules, of_sheet: Sheet, entry: Entry, decimal_mark: str | None
) -> Checked | Problem | None:
    """An entry as an observation, its first problem, or None where it says nothing."""
    result = _checked(rules, of_sheet, entry, decimal_mark)
    return _of_place(entry.place, result) if isinstance(result, Problem) else result


def wider_problem(of_sheet: Sheet, entry: Entry) -> Problem | None:
    """What is wrong with a label or heading, where the entry's first problem is another."""
    fault = entry.wider_fault
    if fault is None:
        return None
    return problem(fault.code, of_sheet.name, fault.cell, fault.found, **fault.params)


def _of_place(place: Place | None, found: Problem | None) -> Problem | None:
    return found if found is None or place is None else found.of_place(place.code)


def _checked(
    rules: Rules, of_sheet: Sheet, entry: Entry, decimal_mark: str | None
) -> Checked | Problem | None:
    sheet = of_sheet.name
    if entry.place is not None and not rules.is_allowed(entry.place):
        return _not_yours(sheet, entry)
    if entry.fault is not None:
        fault = entry.fault
        return problem(fault.code, sheet, fault.cell, fault.found, **fault.params)
    indicator, period = entry.indicator, _period_or_problem(rules, sheet, entry)
    if indicator is None or entry.place is None or isinstance(period, Problem):
        return period if isinstance(period, Problem) else None
    value, numerator, denominator = (
        None if cell is None else number_in(cell, indicator.unit, decimal_mark)
        for cell in (entry.value, entry.numerator, entry.denominator)
    )
    reported = Reported(
        indicator, value, numerator, denominator, formats_are_kept=of_sheet.keeps_formats
    )
    if says_nothing(reported):
        return None
    if (finding := first_fault(reported)) is not None:
        return _at_cell(sheet, entry, finding)
    breakdown = entry.breakdown
    observation = Observation(
        indicator=indicator.code,
        place=entry.place.code,
        period=period,
        measure=entry.measure,
        value=_value_of(value),
        numerator=_value_of(numerator),
        denominator=_value_of(denominator),
        sheet=sheet,
        cell=entry.address,
        note=entry.note,
        dimension=breakdown.dimension if breakdown else None,
        category=breakdown.category if breakdown else None,
    )
    return Checked(
        observation=observation,
        found=entry.text_of(Role.VALUE),
        unit_problem=_of_place(entry.place, _unit_problem(sheet, entry, reported)),
        footnote=_of_place(entry.place, _footnote(sheet, entry, reported)),
        locked=_of_place(entry.place, _locked(rules, sheet, entry, period)),
    )


def _not_yours(sheet: str, entry: Entry) -> Problem:
    """At the cell that names the place; at the sheet's first where its name does."""
    named_by = entry.place_cell
    if named_by is None:
        return problem("place_not_yours", sheet, "A1", sheet)
    return problem("place_not_yours", sheet, named_by.address, named_by.text)


def _value_of(number: Number | None) -> float | None:
    return None if number is None else number.value


def _period_or_problem(rules: Rules, sheet: str, entry: Entry) -> Period | Problem:
    """The entry's period as its indicator is reported."""
    where, indicator = entry.period, entry.indicator
    if where is None or indicator is None:
        raise ValueError(f"an entry without a fault names its subject: {entry}")
    written = where.words.period
    cell = where.cell or entry.address
    period = written.as_frequency(indicator.frequency) if written else None
    if period is None:
        return problem(
            "wrong_frequency",
            sheet,
            cell,
            where.found,
            indicator=indicator.code,
            frequency=indicator.frequency,
            period=where.found or (written.code if written else ""),
        )
    if rules.is_outside_plan(period):
        years = {"first": rules.first_year, "last": rules.last_year}
        return problem("period_outside_plan", sheet, cell, where.found, period=period, **years)
    if entry.measure is Measure.ACTUAL and period.last_day > rules.today:
        return problem("period_in_future", sheet, cell, where.found, period=period)
    return period


def _at_cell(sheet: str, entry: Entry, finding: Finding) -> Problem:
    cell, text = entry.address_of(finding.role), entry.text_of(finding.role)
    return problem(finding.code, sheet, cell, text, **finding.params)


def _unit_problem(sheet: str, entry: Entry, reported: Reported) -> Problem | None:
    """A unit column or a sign that contradicts the indicator's unit."""
    indicator = reported.indicator
    if entry.unit is not None and differs(entry.unit.text, indicator.unit):
        params = {"indicator": indicator.code, "unit": indicator.unit}
        return problem("unit_mismatch", sheet, entry.unit.address, entry.unit.text, **params)
    finding = sign_mismatch(reported)
    return None if finding is None else _at_cell(sheet, entry, finding)


def _locked(rules: Rules, sheet: str, entry: Entry, period: Period) -> Problem | None:
    """A report of a closed period; what a place plans for it may still be said."""
    where = entry.period
    if where is None or entry.measure is not Measure.ACTUAL:
        return None
    if period.last_quarter not in rules.closed:
        return None
    cell = where.cell or entry.address
    return problem("period_locked", sheet, cell, where.found, period=period)


def _footnote(sheet: str, entry: Entry, reported: Reported) -> Problem | None:
    """A mark such as ``*`` behind the value: it is read, and the note should have a column."""
    value = reported.value
    if value is None or not value.has_footnote:
        return None
    return _at_cell(sheet, entry, Finding("footnote_mark", Role.VALUE, {"value": value.value}))


def in_reading_order(problems: Iterable[Problem], sheets: Sequence[Sheet]) -> list[Problem]:
    """Problems by sheet, row and column."""
    order: Mapping[str, int] = {sheet.name: n for n, sheet in enumerate(sheets)}

    def place(one: Problem) -> tuple[int, int, int]:
        row, column = coordinates(one.cell) if one.cell else (0, 0)
        return order.get(one.sheet, len(order)), row, column

    return sorted(problems, key=place)
