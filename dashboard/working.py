"""The working of a figure: its inputs with their sources, each formula with its numbers put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

import streamlit as st

from dashboard.components import Column, link, show, table
from dashboard.data_files import SHARE, Field, Make, Sheet
from dashboard.downloads import offer_table
from dashboard.frame import Screen
from dashboard.location import View
from dashboard.markup import Child, Markup, tag
from dashboard.words import Words
from dashboard.words.steps import STEPS
from indicators.model import Area, Indicator
from indicators.results import IndicatorFigures, RollUp
from indicators.rollup import Part, parts_of_area, parts_of_mega
from indicators.working import PeriodValue, Step, StepCode, working_of

SHARES = {StepCode.ATTAINMENT, StepCode.PLANNED, StepCode.PACE}
DIFFERENCES = {StepCode.VARIANCE, StepCode.REQUIRED}
"""Of percentages these are percentage points."""

TIMES = {"t", "t0", "t1", "end"}
OF_SHARES = {"a", "p"}
"""Of the pace: what it is made of are shares."""

DECIMALS_OF_SHARES = 1


def show_target_working(screen: Screen, indicator: Indicator, figures: IndicatorFigures) -> None:
    """From the periods to the pace; nothing where the target has no actual."""
    snapshot, words = screen.snapshot, screen.words
    found = working_of(screen.standing.strategy, figures, snapshot.series, snapshot.by_place)
    if not found.steps:
        return
    steps = [_step(words, indicator, step) for step in found.steps]
    status = tag("li", tag("b", words.text("Status")), " ", words.status(figures.status))
    why = tag("p", words.reason(figures.reason))
    _panel(
        screen,
        f"{indicator.code}_working",
        _periods(screen, indicator, found.periods),
        lambda: _periods_sheet(words, found.periods),
        tag("ol", steps, tag("li", status, why), class_="steps"),
    )


def show_area_working(screen: Screen, area: Area) -> None:
    """The mean of an area's targets."""
    standing, words = screen.standing, screen.words
    strategy, figures = standing.strategy, standing.figures
    names = {one.code: words.name(one.name) for one in strategy.indicators}
    parts = parts_of_area(strategy, area, figures.indicators)
    rows = [(names[p.code], screen.view.to("target", target=p.code), p) for p in parts]
    _mean(screen, f"{area.code}_working", words.text("Target"), rows, figures.areas[area.code])


def show_mega_working(screen: Screen) -> None:
    """The mean of the areas."""
    standing, words = screen.standing, screen.words
    strategy, figures = standing.strategy, standing.figures
    names = {one.code: words.name(one.name) for one in strategy.areas}
    parts = parts_of_mega(strategy, figures.areas)
    rows = [(names[p.code], screen.view.to("area", area=p.code), p) for p in parts]
    _mean(screen, "mega_working", words.text("Area"), rows, figures.mega)


def _panel(screen: Screen, name: str, inputs: Markup, sheet: Make, steps: Markup) -> None:
    """A folded part of the page: what goes in, also as a file, and what is made of it."""
    with st.container(key="working"), st.expander(screen.words.text("Show the working")):
        show(inputs)
        offer_table(screen, name, sheet)
        show(steps)


def _periods(screen: Screen, indicator: Indicator, periods: Sequence[PeriodValue]) -> Markup:
    """The inputs: each period over the places, with a link to every value's cell."""
    words = screen.words
    title = words.text("What goes in")
    columns = [
        Column(words.text("Period")),
        Column(words.text("Over the places"), is_number=True),
        Column(words.text("Numerator / denominator"), is_number=True),
        Column(words.text("Places that reported"), is_number=True),
        Column(words.text("Sources")),
    ]
    rows: list[list[Child]] = []
    for one in periods:
        has_parts = not isnan(one.denominator)
        parts = f"{words.number(one.numerator)} / {words.number(one.denominator)}"
        rows.append(
            [
                words.period(one.period),
                _in_full(words, indicator, one.value),
                parts if has_parts else words.number(None),
                words.text("{n} of {total}", n=one.reporting, total=one.expected),
                link(
                    words.text("Each value with its cell"), replace(screen.view, period=one.period)
                ),
            ]
        )
    return table(title, columns, rows, "plain")


def _periods_sheet(words: Words, periods: Sequence[PeriodValue]) -> Sheet:
    titles = (
        words.text("Period"),
        words.text("Over the places"),
        words.text("Numerator"),
        words.text("Denominator"),
        words.text("Places that reported"),
        words.text("Places expected to report"),
    )
    rows = [
        (
            one.period,
            *(_defined(number) for number in (one.value, one.numerator, one.denominator)),
            one.reporting,
            one.expected,
        )
        for one in periods
    ]
    return Sheet(words.text("What goes in"), [Field(title) for title in titles], rows)


def _defined(number: float) -> float | None:
    return None if isnan(number) else number


def _in_full(words: Words, indicator: Indicator, value: float | None) -> str:
    """A value with every decimal that a person needs to reckon with it."""
    if value is None or isnan(value):
        return words.number(None)
    number = words.number(value)
    return number if indicator.is_percent else f"{number}\N{NO-BREAK SPACE}{indicator.unit}"


def _step(words: Words, indicator: Indicator, step: Step) -> Markup:
    name, formula = STEPS[step.code]
    values = step.numbers.get("values")
    count = len(values) if isinstance(values, tuple) else 0
    told = {key: _told(words, step.code, key, value) for key, value in step.numbers.items()}
    put_in = formula.format(**told, count=count)
    return tag(
        "li",
        tag("b", words.text(name)),
        tag("code", f"{put_in} = {_result(words, indicator, step)}"),
    )


def _told(words: Words, code: StepCode, key: str, value: float | tuple[float, ...]) -> str:
    """A number as it is put into a formula: negative ones in brackets, times as years."""
    if isinstance(value, tuple):
        return " + ".join(_told(words, code, key, one) for one in value)
    if code is StepCode.PACE and key in OF_SHARES:
        return words.percent(value, DECIMALS_OF_SHARES)
    written = _year(words, value) if key in TIMES else words.number(value)
    return f"({written})" if value < 0 else written


def _year(words: Words, time: float) -> str:
    """A decimal year, which is no thousand to be grouped."""
    decimal: str = words.locale.number_symbols["latn"]["decimal"]
    return f"{time:g}".replace(".", decimal)


def _result(words: Words, indicator: Indicator, step: Step) -> str:
    if step.code in SHARES:
        return words.percent(step.result, DECIMALS_OF_SHARES)
    if step.code in DIFFERENCES:
        return words.difference(step.result, indicator.unit, indicator.decimals)
    return words.amount(step.result, indicator.unit, indicator.decimals)


def _mean(
    screen: Screen, name: str, of: str, rows: Sequence[tuple[str, View, Part]], taken: RollUp
) -> None:
    """Weighted means of what was made and of what was planned, and the pace of the two."""
    if not rows or taken.attainment is None or taken.planned is None:
        return
    words = screen.words
    titles = (
        of,
        words.text("Weight"),
        words.text("Attainment, from 0 to 100 %"),
        words.text("Planned, from 0 to 100 %"),
    )
    columns = [Column(title, is_number=title != of) for title in titles]
    shown: list[list[Child]] = [
        [
            link(text, to),
            words.number(part.weight),
            *(words.percent(share, DECIMALS_OF_SHARES) for share in part.counted),
        ]
        for text, to, part in rows
    ]
    fields = [Field(title) for title in titles[:2]] + [Field(title, SHARE) for title in titles[2:]]
    sheet = Sheet(
        words.text("What goes in"),
        fields,
        [(text, part.weight, *part.counted) for text, _, part in rows],
    )
    steps = [
        tag("li", tag("b", title), tag("code", f"{put_in} = {result}"))
        for title, put_in, result in _means(words, [part for *_, part in rows], taken)
    ]
    why = tag("li", tag("b", words.text("Status")), " ", words.status(taken.status))
    _panel(
        screen,
        name,
        table(words.text("What goes in"), columns, shown, "plain"),
        lambda: sheet,
        tag("ol", steps, why, tag("li", words.reason(taken.reason)), class_="steps"),
    )


def _means(words: Words, parts: Sequence[Part], taken: RollUp) -> list[tuple[str, str, str]]:
    """Each mean and the pace of the two: its name, its formula with numbers, its result."""
    attained, planned = (
        words.percent(one, DECIMALS_OF_SHARES) for one in (taken.attainment, taken.planned)
    )
    weight = words.number(sum(part.weight for part in parts))
    lines = []
    for title, which, result in (
        (words.text("Attainment: the mean by weight"), 0, attained),
        (words.text("Planned: the mean by weight"), 1, planned),
    ):
        terms = " + ".join(
            f"{words.number(part.weight)} · "
            f"{words.percent(part.counted[which], DECIMALS_OF_SHARES)}"
            for part in parts
        )
        lines.append((title, f"({terms}) ÷ {weight}", result))
    if taken.pace is not None:
        pace = words.percent(taken.pace, DECIMALS_OF_SHARES)
        lines.append((words.text(STEPS[StepCode.PACE][0]), f"{attained} ÷ {planned}", pace))
    return lines
