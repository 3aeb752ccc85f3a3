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

DECIMALS_OF_SHARES = 3
"""So many that whoever reckons with them comes to what is shown elsewhere."""


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
    title = words.text(name, **_numbers(words, step))
    return tag("li", tag("b", title), tag("code", written_step(words, indicator, step)))


def written_step(words: Words, indicator: Indicator, step: Step) -> str:
    """The formula with its numbers, and its result."""
    put_in = STEPS[step.code][1].format(**_numbers(words, step))
    return f"{put_in} = {_result(words, indicator, step)}"


def in_full(words: Words, indicator: Indicator, value: float | None) -> str:
    """A value with every decimal that a person needs to reckon with it."""
    number = words.number(value)
    is_bare = value is None or indicator.is_percent
    return number if is_bare else f"{number}\N{NO-BREAK SPACE}{indicator.unit}"


def year(words: Words, time: float) -> str:
    """A decimal year, which is no thousand to be grouped."""
    decimal: str = words.locale.number_symbols["latn"]["decimal"]
    return f"{time:.6f}".rstrip("0").rstrip(".").replace(".", decimal)


def _numbers(words: Words, step: Step) -> dict[str, str]:
    told = {key: _told(words, step.code, key, value) for key, value in step.numbers.items()}
    values, weights = (step.numbers.get(key) for key in ("values", "weights"))
    if isinstance(values, tuple):
        told["count"] = words.number(len(values))
        if isinstance(weights, tuple):
            pairs = zip(values, weights, strict=True)
            told["products"] = " + ".join(
                f"{_signed(words, value)} · {_signed(words, weight)}" for value, weight in pairs
            )
    return told


def _told(words: Words, code: StepCode, key: str, value: float | tuple[float, ...]) -> str:
    """A number as it is put into a formula: negative ones in brackets, times as years."""
    if isinstance(value, tuple):
        return " + ".join(_told(words, code, key, one) for one in value)
    if code is StepCode.PACE and key in OF_SHARES:
        return words.percent(value, DECIMALS_OF_SHARES)
    if key in TIMES or (key in _DATE_OF_EARNED and code in {*DATES, StepCode.AHEAD}):
        return year(words, value)
    return _signed(words, value)


def _signed(words: Words, value: float) -> str:
    if isinf(value):
        return "−∞" if value < 0 else "∞"
    return f"({words.number(value)})" if value < 0 else words.number(value)


def _result(words: Words, indicator: Indicator, step: Step) -> str:
    if step.code in SHARES:
        return words.percent(step.result, DECIMALS_OF_SHARES)
    if step.code in DATES:
        return year(words, step.result)
    if step.code is StepCode.AHEAD:
        return words.number(step.result)
    if step.code in RATES and indicator.is_percent:
        return words.difference(step.result, indicator.unit, DECIMALS_OF_SHARES)
    return words.amount(step.result, indicator.unit, _decimals_of(step.result))


def _decimals_of(value: float) -> int:
    """As many as there are, at most six."""
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])
