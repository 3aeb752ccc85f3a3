"""The numbers a template asks for, and their limits as Excel validations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from indicators.model import AggregationInTime, AggregationOverPlaces, Indicator

VALUE, NUMERATOR, DENOMINATOR = 7, 8, 9
"""The columns of numbers."""

Bounds = tuple[Literal["between", "greaterThanOrEqual", "lessThanOrEqual"], str, str | None]

_LONGEST_PROMPT = 255  # Excel's limit


@dataclass(frozen=True)
class LimitWords:
    """What is said of a number; ``of_value`` says what an indicator's may be."""

    of_value: Callable[[Indicator], str]
    not_negative: str
    any_number: str
    not_accepted: str


def limits_of(indicator: Indicator, row: int, words: LimitWords) -> dict[int, DataValidation]:
    """The columns of numbers that an indicator is asked for, with their limits."""
    low, high = indicator.minimum, indicator.maximum
    weight = _number(0.0, None, words.not_negative, words)
    if not _is_ratio(indicator):
        value = _number(low, high, words.of_value(indicator), words)
        is_weighted = indicator.agg_place is AggregationOverPlaces.WEIGHTED_MEAN
        return {VALUE: value, DENOMINATOR: weight} if is_weighted else {VALUE: value}
    is_share = indicator.is_percent and high == 100.0  # noqa: PLR2004 - per cent
    most = f"{get_column_letter(DENOMINATOR)}{row}" if is_share else None
    least = 0.0 if low is not None and low >= 0 else None
    text = words.any_number if least is None else words.not_negative
    return {NUMERATOR: _number(least, most, text, words), DENOMINATOR: weight}


def _is_ratio(indicator: Indicator) -> bool:
    """Whether the value is made of a numerator and a denominator, over places or in time."""
    return (
        indicator.agg_place is AggregationOverPlaces.RATIO
        or indicator.agg_time is AggregationInTime.RATIO
    )


def _number(
    low: float | None, high: float | str | None, text: str, words: LimitWords
) -> DataValidation:
    """A number within bounds, either of which may be open; ``high`` may be a cell."""
    bounds: Bounds
    match low, high:
        case None, None:
            bounds = ("between", "-1E+300", "1E+300")
        case _, None:
            bounds = ("greaterThanOrEqual", _written(low), None)
        case None, _:
            bounds = ("lessThanOrEqual", _written(high), None)
        case _:
            bounds = ("between", _written(low), _written(high))
    operator, formula1, formula2 = bounds
    validation = DataValidation(
        "decimal",
        formula1,
        formula2,
        operator=operator,
        allow_blank=True,  # any number passes where the cell that bounds it is blank
        showErrorMessage=True,
    )
    say(validation, text, words.not_accepted)
    return validation


def _written(bound: float | str | None) -> str:
    return bound if isinstance(bound, str) else f"{bound:.15g}"


def say(validation: DataValidation, prompt: str, error: str) -> None:
    validation.showInputMessage = True
    validation.prompt, validation.error = prompt[:_LONGEST_PROMPT], error[:_LONGEST_PROMPT]


def validate(sheet: Worksheet, cell: Cell, validation: DataValidation) -> None:
    validation.add(cell)
    sheet.add_data_validation(validation)
