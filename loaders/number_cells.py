"""The number in a cell, and what the checks must know of how it was written."""

from __future__ import annotations

from typing import NamedTuple

from loaders.numbers import MARKS, WrittenNumber, read_number
from loaders.units import is_unit, read_unit
from loaders.workbook import Cell, Content

ERROR_VALUES = frozenset(
    {
        "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#¡REF!", "#¡DIV/0!",
        "#¡VALOR!", "#¿NOMBRE?", "#¡NUM!", "#¡NULO!", "#N/D", "#VALOR!", "#NOME?", "#NÚM!",
        "#NULO!",
    }
)  # fmt: skip
"""What Excel shows for an error, in its three languages."""

_SIGNIFICANT_DIGITS = 12


class Number(NamedTuple):
    """A number as the indicator's unit has it, or the code of what is wrong with the cell.

    ``sign`` is what stands beside it (a currency, ``%``); ``decimals`` how many were
    written, None where the cell holds a number of its own; ``readings`` the two of an
    ambiguous one.
    """

    value: float
    fault: str | None = None
    sign: str = ""
    decimals: int | None = None
    has_footnote: bool = False
    readings: tuple[float | None, float | None] = (None, None)

    @property
    def has_percent_sign(self) -> bool:
        return read_unit(self.sign).is_percent


def number_in(cell: Cell, unit: str, decimal_mark: str | None) -> Number:
    """The number of a cell that is not blank.

    ``decimal_mark`` is the one that the text numbers of the sheet share, None where they
    settle none. Faults: ``unreadable_value``, ``ambiguous_number``, ``spreadsheet_error``,
    ``formula_without_value``.
    """
    match cell.content:
        case Content.NUMBER:
            value = cell.number
            if cell.is_percent:
                return Number(hundredfold(value), sign="%")
            return Number(value)
        case Content.TEXT:
            return _number_in_text(cell.text, unit, decimal_mark)
        case Content.ERROR:
            return Number(0, "spreadsheet_error")
        case Content.UNCALCULATED:
            return Number(0, "formula_without_value")
        case _:
            return Number(0, "unreadable_value")


def _number_in_text(text: str, unit: str, decimal_mark: str | None) -> Number:
    if text.strip().upper() in ERROR_VALUES:
        return Number(0, "spreadsheet_error")
    written = read_number(text)
    if not isinstance(written, WrittenNumber) or not is_unit(written.unit, unit):
        return Number(0, "unreadable_value")
    mark = written.own_mark or decimal_mark
    if mark is None and written.is_ambiguous:
        one, other = (written.value(mark) for mark in MARKS)
        return Number(0, "ambiguous_number", readings=(one, other))
    value = written.value(mark or MARKS[0])
    if value is None:
        return Number(0, "unreadable_value")
    decimals = written.decimals(mark or MARKS[0])
    return Number(value, None, written.unit, decimals, written.has_footnote)


def hundredfold(share: float) -> float:
    """A share as per cent, without the noise of binary fractions: 0.853 is 85.3."""
    return float(f"{share * 100:.{_SIGNIFICANT_DIGITS}g}")
