"""The working of a figure: its inputs with their sources, each formula with its numbers put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.components import Column, link, table
from dashboard.frame import Screen
from dashboard.markup import Child, Markup, tag
from dashboard.words import Words
from dashboard.words.steps import STEPS
from indicators.model import Area, Indicator
from indicators.results import IndicatorFigures, RollUp
from indicators.rollup import Part, parts_of_area, parts_of_mega
from indicators.working import PeriodValue, Step, StepCode, working_of

SHARES = {StepCode.ATTAINMENT, StepCode.PLANNED, StepCode.PACE}
TIMES = {"t", "t0", "t1", "end"}
OF_SHARES = {"a", "p"}
"""Of the pace: what it is made of are shares."""

DECIMALS_OF_SHARES = 1


def target_working(
    screen: Screen, indicator: Indicator, figures: IndicatorFigures
) -> Markup | None:
    """From the periods to the pace; nothing where the target has no actual."""
    snapshot, words = screen.snapshot, screen.words
    found = working_of(screen.standing.strategy, figures, snapshot.series, snapshot.by_place)
    if not found.steps:
        return None
    steps = [_step(words, indicator, step) for step in found.steps]
    status = tag("li", tag("b", words.text("Status")), " ", words.status(figures.status))
    why = tag("p", words.reason(figures.reason))
    return _panel(
        words,
        _periods(screen, indicator, found.periods),
        tag("ol", steps, tag("li", status, why), class_="steps"),
    )


def area_working(screen: Screen, area: Area) -> Markup | None:
    """The mean of an area's targets."""
    standing, words = screen.standing, screen.words
    strategy, figures = standing.strategy, standing.figures
    names = {one.code: words.name(one.name) for one in strategy.indicators}
    parts = parts_of_area(strategy, area, figures.indicators)
    rows = [(link(names[p.code], screen.view.to("target", target=p.code)), p) for p in parts]
    return _mean(words, words.text("Target"), rows, figures.areas[area.code])


def mega_working(screen: Screen) -> Markup | None:
    """The mean of the areas."""
    standing, words = screen.standing, screen.words
    strategy, figures = standing.strategy, standing.figures
    names = {one.code: words.name(one.name) for one in strategy.areas}
    parts = parts_of_mega(strategy, figures.areas)
    rows = [(link(names[p.code], screen.view.to("area", area=p.code)), p) for p in parts]
    return _mean(words, words.text("Area"), rows, figures.mega)


def _panel(words: Words, *content: Child) -> Markup:
    title = words.text("Show the working")
    return tag("details", tag("summary", title), *content, class_="working")


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
        has_parts = one.denominator == one.denominator
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


def _in_full(words: Words, indicator: Indicator, value: float | None) -> str:
    """A value with every decimal that a person needs to reckon with it."""
    if value is None or value != value:  # noqa: PLR0124 - NaN
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
    return words.amount(step.result, indicator.unit, indicator.decimals)


def _mean(
    words: Words, of: str, rows: Sequence[tuple[Markup, Part]], taken: RollUp
) -> Markup | None:
    """Weighted means of what was made and of what was planned, and the pace of the two."""
    if not rows or taken.attainment is None or taken.planned is None:
        return None
    columns = [
        Column(of),
        Column(words.text("Weight"), is_number=True),
        Column(words.text("Attainment, from 0 to 100 %"), is_number=True),
        Column(words.text("Planned, from 0 to 100 %"), is_number=True),
    ]
    shown: list[list[Child]] = [
        [
            name,
            words.number(part.weight),
            *(words.percent(share, DECIMALS_OF_SHARES) for share in part.counted),
        ]
        for name, part in rows
    ]
    weight = words.number(sum(part.weight for _, part in rows))
    lines = []
    for title, which, result in (
        (words.text("Attainment: the mean by weight"), 0, taken.attainment),
        (words.text("Planned: the mean by weight"), 1, taken.planned),
    ):
        terms = " + ".join(
            f"{words.number(part.weight)} · "
            f"{words.percent(part.counted[which], DECIMALS_OF_SHARES)}"
            for _, part in rows
        )
        lines.append((title, f"({terms}) ÷ {weight}", words.percent(result, DECIMALS_OF_SHARES)))
    if taken.pace is not None:
        shares = [
            words.percent(one, DECIMALS_OF_SHARES) for one in (taken.attainment, taken.planned)
        ]
        pace = words.percent(taken.pace, DECIMALS_OF_SHARES)
        lines.append((words.text(STEPS[StepCode.PACE][0]), " ÷ ".join(shares), pace))
    steps = [
        tag("li", tag("b", title), tag("code", f"{put_in} = {result}"))
        for title, put_in, result in lines
    ]
    why = tag("li", tag("b", words.text("Status")), " ", words.status(taken.status))
    return _panel(
        words,
        table(words.text("What goes in"), columns, shown, "plain"),
        tag("ol", steps, why, tag("li", words.reason(taken.reason)), class_="steps"),
    )
