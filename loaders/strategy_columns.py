"""The sheets of a strategy workbook: every column with what a cell of it may hold.

Nothing is guessed: a direction, an aggregation, a unit or a frequency is one of its words
or a problem, and a number that can be read in two ways is one too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from indicators.model import (
    PERCENT,
    AggregationInTime,
    AggregationOverPlaces,
    Direction,
)
from indicators.periods import Frequency, Period
from loaders.tables import Column, TableSpec, UnfitError
from loaders.text import nearest, normalised
from loaders.workbook import Cell, Content

SEPARATOR = ";"
MOST_DECIMALS = 6
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""A year before or after these is a slip of the pen."""

_PLAIN_NUMBER = re.compile(r"(?P<number>[-+]?\d+(?:[.,]\d+)?)(?P<percent> ?%)?")
_THOUSANDS_OR_DECIMALS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
_MINUS_SIGNS = str.maketrans("\N{MINUS SIGN}\N{EN DASH}", "--")
_OTHER_WORDS_FOR_PERCENT = {
    normalised(word)
    for word in (
        "percent", "per cent", "percentage", "pct", "porcentaje", "por ciento",
        "porcentagem", "percentagem", "por cento",
    )
}  # fmt: skip


def text(cell: Cell) -> str:
    return cell.text.strip()


def one_line(cell: Cell) -> str:
    return " ".join(cell.text.split())


def unit(cell: Cell) -> str:
    """Any text; but what is a percentage must be written as %, for it is calculated otherwise."""
    written = one_line(cell)
    if normalised(written) in _OTHER_WORDS_FOR_PERCENT:
        raise UnfitError("unknown_word", allowed=(PERCENT,), suggestion=PERCENT)
    return PERCENT if normalised(written) == PERCENT else written


def several(cell: Cell) -> tuple[str, ...]:
    """Texts separated by semicolons."""
    parts = (" ".join(part.split()) for part in cell.text.split(SEPARATOR))
    return tuple(part for part in parts if part)


def one_of(words: Iterable[str], kind: Callable[[str], Any] = str) -> Callable[[Cell], Any]:
    """A parser that takes these words only, whatever their case and spacing."""
    by_form = {normalised(word): word for word in words}
    allowed = tuple(by_form.values())

    def parse(cell: Cell) -> Any:
        word = by_form.get(normalised(cell.text))
        if word is None:
            raise UnfitError(
                "unknown_word", allowed=allowed, suggestion=nearest(cell.text, allowed)
            )
        return kind(word)

    return parse


def member_of(kind: type[StrEnum]) -> Callable[[Cell], Any]:
    return one_of([member.value for member in kind], kind)


def number(cell: Cell) -> float:
    """A number as it stands; a percentage is its number of per cent."""
    if cell.content is Content.TEXT:
        return _written_number(cell.text)
    if cell.content is not Content.NUMBER or not math.isfinite(float(str(cell.value))):
        raise UnfitError("unreadable_value")
    exact = Decimal(str(cell.value))
    return float(exact.scaleb(2) if cell.is_percent else exact)


def _written_number(written: str) -> float:
    bare = " ".join(written.split()).translate(_MINUS_SIGNS)
    match = _PLAIN_NUMBER.fullmatch(bare)
    if match is None:
        raise UnfitError("unreadable_value")
    digits = match["number"]
    decimal = float(digits.replace(",", "."))
    if _THOUSANDS_OR_DECIMALS.fullmatch(digits):
        whole = float(digits.replace(",", "").replace(".", ""))
        raise UnfitError("ambiguous_number", one=whole, other=decimal)
    return decimal


def share_or_number(cell: Cell) -> float:
    """A weight: 0.25 shown as 25% is 0.25."""
    if is_percentage(cell):
        return number(cell) / 100
    return number(cell)


def is_percentage(cell: Cell) -> bool:
    """Whether a number bears a percent sign, typed or by its format."""
    return cell.is_percent or (cell.content is Content.TEXT and cell.text.rstrip().endswith("%"))


def whole_number(cell: Cell) -> int:
    try:
        read = number(cell)
    except UnfitError as error:
        raise UnfitError("not_a_whole_number") from error
    if read != int(read) or read < 0 or is_percentage(cell):
        raise UnfitError("not_a_whole_number")
    return int(read)


def decimals(cell: Cell) -> int:
    read = whole_number(cell)
    if read > MOST_DECIMALS:
        allowed = tuple(str(n) for n in range(MOST_DECIMALS + 1))
        raise UnfitError("unknown_word", allowed=allowed, suggestion=None)
    return read


def year(cell: Cell) -> int:
    read = whole_number(cell)
    if not FIRST_YEAR <= read <= LAST_YEAR:
        raise UnfitError("unreadable_period")
    return read


def period(cell: Cell) -> Period:
    """A period's code, or a year as a number."""
    is_year = cell.content is Content.NUMBER
    try:
        read = Period.of(whole_number(cell)) if is_year else Period.parse(cell.text.upper())
    except (ValueError, UnfitError) as error:
        raise UnfitError("unreadable_period") from error
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise UnfitError("unreadable_period")
    return read


def texts(name: str, *, is_required: bool = True) -> tuple[Column, ...]:
    """A text in three languages; the others fall back to Spanish."""
    spanish = Column(f"{name}_es", text) if is_required else Column(f"{name}_es", text, "")
    return spanish, Column(f"{name}_en", text, ""), Column(f"{name}_pt", text, "")


PLAN_FIELDS = (
    Column("code", one_line),
    Column("start_year", year),
    Column("end_year", year),
    Column("vision_year", year),
    *texts("name"),
    *texts("purpose", is_required=False),
    *texts("vision", is_required=False),
    *texts("mega", is_required=False),
)

PLAN = TableSpec(
    "Plan",
    (
        Column("field", one_line),
        Column("es", text, ""),
        Column("en", text, ""),
        Column("pt", text, ""),
    ),
    key=("field",),
)

AREAS = TableSpec(
    "Areas",
    (
        Column("code", one_line),
        Column("order", whole_number),
        Column("weight", share_or_number),
        *texts("name"),
    ),
    key=("code",),
    may_be_empty=False,
)

OBJECTIVES = TableSpec(
    "Objectives",
    (
        Column("code", one_line),
        Column("level", one_of(("strategic", "tactical"))),
        Column("parent", one_line, None, refers_to="Objectives"),
        Column("area", one_line, refers_to="Areas"),
        *texts("text"),
    ),
    key=("code",),
)

INDICATORS = TableSpec(
    "Indicators",
    (
        Column("code", one_line),
        Column("area", one_line, refers_to="Areas"),
        Column("objective", one_line, None, refers_to="Objectives"),
        Column("guideline", one_line, ""),
        *texts("name"),
        *texts("definition", is_required=False),
        Column("unit", unit),
        Column("decimals", decimals),
        Column("direction", member_of(Direction)),
        Column("baseline_period", period),
        Column("baseline", number),
        Column("goal_period", period),
        Column("goal", number),
        Column("band_low", number, None),
        Column("band_high", number, None),
        Column("agg_time", member_of(AggregationInTime)),
        Column("agg_place", member_of(AggregationOverPlaces)),
        Column("frequency", member_of(Frequency)),
        Column("minimum", number, None),
        Column("maximum", number, None),
        Column("weight", share_or_number),
        Column("source", text, ""),
        Column("owner", text, ""),
    ),
    key=("code",),
    may_be_empty=False,
)

MILESTONES = TableSpec(
    "Milestones",
    (
        Column("indicator", one_line, refers_to="Indicators"),
        Column("period", period),
        Column("value", number),
    ),
    key=("indicator", "period"),
)

PLACES = TableSpec(
    "Places",
    (Column("code", one_line), *texts("name"), Column("aliases", several, ())),
    key=("code",),
    may_be_empty=False,
)

TARGETS = TableSpec(
    "Targets",
    (
        Column("indicator", one_line, refers_to="Indicators"),
        Column("place", one_line, refers_to="Places"),
        Column("baseline_period", period),
        Column("baseline", number),
        Column("goal_period", period),
        Column("goal", number),
    ),
    key=("indicator", "place"),
    is_optional=True,
)

REPORTERS = TableSpec(
    "Reporters",
    (
        Column("indicator", one_line, refers_to="Indicators"),
        Column("place", one_line, refers_to="Places"),
        Column("from", period),
        Column("to", period, None),
        Column("owner_email", one_line, ""),
    ),
    key=("indicator", "place", "from"),
    is_optional=True,
)

BREAKDOWNS = TableSpec(
    "Breakdowns",
    (
        Column("dimension", one_line),
        Column("value", one_line),
        Column("words", several, ()),
    ),
    key=("dimension", "value"),
    is_optional=True,
)

TABLES = (
    AREAS,
    OBJECTIVES,
    INDICATORS,
    MILESTONES,
    PLACES,
    TARGETS,
    REPORTERS,
    BREAKDOWNS,
)
