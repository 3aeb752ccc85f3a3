"""A step of a working as a person reads it: its formula with the numbers put in, and its result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isinf

import streamlit as st

from dashboard.components import Column, show, table
from dashboard.data_files import Make
from dashboard.downloads import offer_table
from dashboard.frame import Screen
from dashboard.markup import Child, Markup, join, tag
from dashboard.words import Words
from dashboard.words.steps import STEPS
from dashboard.working_numbers import (
    decimals_of,
    decimals_of_result,
    decimals_of_share_put_in,
    decimals_of_squares,
    most_decimals,
)
from indicators.model import Indicator
from indicators.steps import Step, StepCode

SHARES = {
    StepCode.ATTAINMENT,
    StepCode.PLANNED,
    StepCode.PACE,
    StepCode.COVERAGE,
    StepCode.CHANCE_ABOVE,
    StepCode.CHANCE_BELOW,
    StepCode.CHANCE_BETWEEN,
    StepCode.CHANCE_CERTAIN,
}
RATES = {
    StepCode.VARIANCE,
    StepCode.REQUIRED,
    StepCode.SLOPE,
    StepCode.RECENT_SLOPE,
    StepCode.RATE_OF_AMOUNTS,
}
"""Of percentages these are percentage points."""

DATES = {StepCode.EARNED, StepCode.EARNED_AT_AN_END}
TIMES = {"t", "t0", "t1", "end", "tm"}
_DATE_OF_EARNED = {"e"}
OF_SHARES = {"a", "p"}
"""Of the pace: what it is made of are shares."""

SPREADS = {StepCode.SPREAD, StepCode.SPREAD_OF_AMOUNTS}
"""What they are made of are squares, which take more decimals."""

_MOST_OF_QUANTILE = 6

CHANCES = {StepCode.CHANCE_ABOVE, StepCode.CHANCE_BELOW, StepCode.CHANCE_BETWEEN}
_LEAST_CHANCE = 0.00001
"""A spread makes nothing certain: no chance from one is written as 0 or 100 %."""


def panel(screen: Screen, draw: Callable[[], None]) -> None:
    """A folded part of the page: what goes in, also as a file, and what is made of it."""
    with st.container(key="working"), st.expander(screen.words.text("Show the working")):
        draw()


def titled(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Child]]) -> Markup:
    """A table of numbers that go in, below its title."""
    return join(tag("h4", title), table(title, columns, rows, "plain"))


def show_inputs(screen: Screen, name: str, inputs: Markup, sheet: Make) -> None:
    show(inputs)
    offer_table(screen, name, sheet)


def step_item(words: Words, indicator: Indicator, step: Step) -> Markup:
    name = STEPS[step.code][0]
    title = words.text(name, **_numbers(words, step, most_decimals(indicator)))
    return tag("li", tag("b", title), tag("code", written_step(words, indicator, step)))


def written_step(words: Words, indicator: Indicator, step: Step) -> str:
    """The formula with its numbers, and its result."""
    put_in = STEPS[step.code][1].format(**_numbers(words, step, most_decimals(indicator)))
    return f"{put_in} {_result(words, indicator, step)}"


def in_full(words: Words, indicator: Indicator, value: float | None) -> str:
    """A value with every decimal that a person needs to reckon with it."""
    decimals = decimals_of(value or 0.0, most_decimals(indicator))
    return words.amount(value, indicator.unit, decimals)


def share_put_in(words: Words, share: float) -> str:
    """A share with as many decimals as reckoning with it needs."""
    return words.percent(share, decimals_of_share_put_in(share))


def share_result(words: Words, share: float) -> str:
    return words.percent(share, decimals_of_result(share * 100))


def year(words: Words, time: float) -> str:
    """A decimal year, which is no thousand to be grouped."""
    decimal: str = words.locale.number_symbols["latn"]["decimal"]
    return f"{time:.6f}".rstrip("0").rstrip(".").replace(".", decimal)


def _numbers(words: Words, step: Step, most: int) -> dict[str, str]:
    told = {key: _told(words, step.code, key, value, most) for key, value in step.numbers.items()}
    values, weights = (step.numbers.get(key) for key in ("values", "weights"))
    if isinstance(values, tuple):
        told["count"] = words.number(len(values))
        if isinstance(weights, tuple):
            pairs = zip(values, weights, strict=True)
            told["products"] = " + ".join(
                f"{_signed(words, value, most)} · {_signed(words, weight, most)}"
                for value, weight in pairs
            )
    return told


def _told(
    words: Words, code: StepCode, key: str, value: float | tuple[float, ...], most: int
) -> str:
    """A number as it is put into a formula: negative ones in brackets, times as years."""
    if isinstance(value, tuple):
        return " + ".join(_told(words, code, key, one, most) for one in value)
    if code is StepCode.PACE and key in OF_SHARES:
        return share_put_in(words, value)
    if key in TIMES or (key in _DATE_OF_EARNED and code in {*DATES, StepCode.AHEAD}):
        return year(words, value)
    if key == "squares" and code in SPREADS:
        return words.number(value, decimals_of_squares(value, most))
    return _signed(words, value, _MOST_OF_QUANTILE if key == "q" else most)


def _signed(words: Words, value: float, most: int) -> str:
    if isinf(value):
        return "−∞" if value < 0 else "∞"
    number = words.number(value, decimals_of(value, most))
    return f"({number})" if value < 0 else number


def _result(words: Words, indicator: Indicator, step: Step) -> str:
    """The result, and before it how it follows from the formula."""
    result = step.result
    if step.code is StepCode.CHANCE_CERTAIN:
        return f"→ {share_result(words, result)}"
    if step.code in CHANCES and not _LEAST_CHANCE <= result <= 1 - _LEAST_CHANCE:
        sign, shown = ("<", _LEAST_CHANCE) if result < _LEAST_CHANCE else (">", 1 - _LEAST_CHANCE)
        return f"{sign} {share_result(words, shown)}"
    return f"= {_written(words, indicator, step)}"


def _written(words: Words, indicator: Indicator, step: Step) -> str:
    if step.code in SHARES:
        return share_result(words, step.result)
    if step.code in DATES:
        return year(words, step.result)
    if step.code is StepCode.AHEAD:
        return words.number(step.result)
    if step.code in RATES and indicator.is_percent:
        decimals = decimals_of_result(step.result)
        return words.difference(step.result, indicator.unit, decimals)
    decimals = decimals_of(step.result, most_decimals(indicator))
    return words.amount(step.result, indicator.unit, decimals)
