"""The values in force as a workbook that an import reads back as no change.

One row a value, on a sheet for the totals, one for the places' own plans, and one for each
breakdown. Whether it reads back is not hoped for but tried: what the present strategy has no
place for (a target that was dropped, a range that was narrowed) is set apart on a sheet of its
own, which an import passes over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from indicators.model import Breakdown, Measure, Observation, Strategy
from loaders.excel import MOST_ROWS
from loaders.headings import Headings
from loaders.names import Names
from loaders.number_cells import hundredfold
from loaders.numbers import is_missing
from loaders.own_sheets import OUTSIDE
from loaders.writing import saved, write_number, write_text

_LONGEST_SHEET_NAME = 31
_PERCENT_FORMAT = "0.00%"
_BOLD = Font(bold=True)
_WIDTHS = {"A": 12, "B": 24, "C": 12, "D": 18, "E": 18, "F": 18, "G": 40}

Value = str | float | None


@dataclass(frozen=True, slots=True)
class ExportWords:
    """The words of the workbook: names of its sheets, and its headings."""

    values: str
    plans: str
    outside: str
    code: str
    place: str
    period: str
    value: str
    plan: str
    numerator: str
    denominator: str
    note: str
    dimension: str
    category: str
    kind: str


class Part(NamedTuple):
    """What a sheet holds: values of one measure, and of one breakdown or of the whole."""

    measure: Measure
    breakdown: tuple[str, str] | None


ReadBack = Callable[[bytes], Iterable[Observation]]
"""Gives the observations of a workbook that an import would leave unchanged."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The workbook, and how many values are read back and are set apart."""

    content: bytes
    kept: int
    outside: int


def exported(
    observations: Sequence[Observation], strategy: Strategy, words: ExportWords, read: ReadBack
) -> Exported:
    """The workbook of ``observations``; those that ``read`` does not find are set apart."""
    writer = _Writer(strategy, words)
    content = writer.workbook(observations, ())
    found = {_key(one) for one in read(content)}
    kept = [one for one in observations if _key(one) in found]
    outside = [one for one in observations if _key(one) not in found]
    if outside:
        content = writer.workbook(kept, outside)
    return Exported(content, len(kept), len(outside))


def _key(one: Observation) -> tuple[object, ...]:
    return one.indicator, one.place, one.period, one.measure, one.dimension, one.category


class _Writer:
    """Writes workbooks in one strategy's names."""

    def __init__(self, strategy: Strategy, words: ExportWords) -> None:
        self._strategy, self._words = strategy, words
        self._names = Names(strategy)
        self._headings = Headings(self._names)
        self._places = {place.code: self._spelling(place.code) for place in strategy.places}

    def workbook(self, kept: Sequence[Observation], outside: Sequence[Observation]) -> bytes:
        """One sheet a part (more where a sheet is full), and one for what is set apart."""
        book = Workbook(write_only=True)
        parts: dict[Part, list[Observation]] = {Part(Measure.ACTUAL, None): []}
        for one in kept:
            parts.setdefault(_part(one), []).append(one)
        for part, values in parts.items():
            write = self._planned if part.measure is Measure.MILESTONE else self._reported
            self._write(book, self._title(part), self._heads(part), map(write, values))
        if outside:
            self._write_outside(book, outside)
        return saved(book)

    def _write(
        self, book: Workbook, title: str, heads: Sequence[str], rows: Iterator[Sequence[Value]]
    ) -> None:
        """Rows below headings, on as many sheets as they need; one at least."""
        number, taken = 1, list(islice(rows, MOST_ROWS - 1))
        while taken or number == 1:
            sheet: Any = book.create_sheet(_sheet_name(title, number))
            for letter, width in _WIDTHS.items():
                sheet.column_dimensions[letter].width = width
            sheet.freeze_panes = "A2"
            sheet.append([_cell(sheet, head, bold=True) for head in heads])
            for row in taken:
                sheet.append([_cell(sheet, value) for value in row])
            number, taken = number + 1, list(islice(rows, MOST_ROWS - 1))

    def _write_outside(self, book: Workbook, outside: Sequence[Observation]) -> None:
        words = self._words
        heads = (
            OUTSIDE,
            words.code,
            words.place,
            words.period,
            words.kind,
            words.dimension,
            words.category,
            words.value,
            words.numerator,
            words.denominator,
            words.note,
        )
        kinds = {Measure.ACTUAL: words.value, Measure.MILESTONE: words.plan}
        rows = (
            (
                "",
                one.indicator,
                one.place,
                one.period.code,
                kinds[one.measure],
                one.dimension or "",
                one.category or "",
                one.value,
                one.numerator,
                one.denominator,
                one.note,
            )
            for one in outside
        )
        self._write(book, words.outside, heads, rows)

    def _reported(self, one: Observation) -> Sequence[Value]:
        numbers = self._value(one), one.numerator, one.denominator
        return *self._about(one), *numbers, one.note

    def _planned(self, one: Observation) -> Sequence[Value]:
        return *self._about(one), self._value(one), one.note

    def _about(self, one: Observation) -> tuple[str, str, str]:
        return one.indicator, self._places.get(one.place, one.place), one.period.code

    def _value(self, one: Observation) -> Value:
        indicator = self._strategy.indicator.get(one.indicator)
        is_percent = indicator is not None and indicator.is_percent
        return _percent(one.value) if is_percent and one.value is not None else one.value

    def _heads(self, part: Part) -> Sequence[str]:
        words = self._words
        numbers = [words.value, words.numerator, words.denominator]
        if part.measure is Measure.MILESTONE:
            numbers = [words.plan]
        if part.breakdown is not None:
            numbers = [f"{head} {self._breakdown(part.breakdown)}" for head in numbers]
        return [words.code, words.place, words.period, *numbers, words.note]

    def _title(self, part: Part) -> str:
        title = self._words.plans if part.measure is Measure.MILESTONE else self._words.values
        return f"{title} {part.breakdown[1]}" if part.breakdown else title

    def _breakdown(self, breakdown: tuple[str, str]) -> str:
        """A word for the breakdown that is read as it; its category where none is."""
        for one in self._strategy.breakdowns:
            if (one.dimension, one.category) == breakdown:
                return next(filter(lambda word: self._reads_as(word, one), one.words), one.category)
        return breakdown[1]

    def _reads_as(self, word: str, breakdown: Breakdown) -> bool:
        meaning = self._headings.of_text(f"{self._words.value} {word}")
        return meaning is not None and meaning.breakdown == breakdown

    def _spelling(self, code: str) -> str:
        """The place's code, or a name of it where the code is a word for nothing (NA, Namibia)."""
        place = self._strategy.place[code]
        for text in (code, *place.name.every(), *place.aliases):
            if self._names.place(text) == place and not is_missing(text):
                return text
        return code


def _part(one: Observation) -> Part:
    breakdown = (one.dimension, one.category) if one.dimension and one.category else None
    return Part(one.measure, breakdown)


class _Percent(float):
    """A number to be shown as a percentage."""


def _percent(value: float) -> Value:
    """A percentage as a cell: with its sign where it could be taken for a share of one.

    As a number of Excel's, which is a share, where that gives the same number back.

    >>> _percent(85.3), _percent(0.1 + 0.2)
    (85.3, '0.30000000000000004%')
    """
    if not 0 < value <= 1:
        return value
    share = value / 100
    return _Percent(share) if hundredfold(share) == value else f"{value!r}%"


def _cell(sheet: Any, value: Value, *, bold: bool = False) -> Any:
    """A cell of a sheet that is written row by row; openpyxl's types say nothing of those."""
    if value is None or value == "":
        return None
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        write_text(cell, value)
    else:
        write_number(cell, value)
        if isinstance(value, _Percent):
            cell.number_format = _PERCENT_FORMAT
    if bold:
        cell.font = _BOLD
    return cell


def _sheet_name(title: str, number: int) -> str:
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip("' ")
    suffix = f" {number}" if number > 1 else ""
    return kept[: _LONGEST_SHEET_NAME - len(suffix)] + suffix
