"""Targets as rows of a table: on pages that list them, and in the file to take along."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components import Column, bar, chip, data_state, link, table, traced
from dashboard.data_files import SHARE, Field, Sheet, Value
from dashboard.frame import Screen
from dashboard.lines import Trend, plan, trend
from dashboard.markup import Child, Markup, join, tag
from dashboard.sparkline import sparkline
from dashboard.words import Words
from dashboard.words.decimals import decimals_of_actual
from indicators.model import Indicator
from indicators.results import IndicatorFigures


def target_table(screen: Screen, indicators: Sequence[Indicator], title: str) -> Markup:
    """Each target with status, actual, plan, goal, progress and trend."""
    words = screen.words
    columns = [
        Column(words.text("Target")),
        Column(words.text("Status")),
        Column(words.text("Actual"), is_number=True),
        Column(words.text("Plan"), is_number=True),
        Column(words.text("Goal"), is_number=True),
        Column(words.text("Progress and plan")),
        Column(words.text("Trend")),
    ]
    rows = [[*_row(screen, one), _spark(screen, one)] for one in indicators]
    return table(title, columns, rows, "targets")


def short_target_table(screen: Screen, indicators: Sequence[Indicator], title: str) -> Markup:
    """Each target with status, actual, goal and progress."""
    words = screen.words
    columns = [
        Column(words.text("Target")),
        Column(words.text("Status")),
        Column(words.text("Actual"), is_number=True),
        Column(words.text("Goal"), is_number=True),
        Column(words.text("Progress and plan")),
    ]
    rows = [
        [name, status, actual, goal, progress]
        for name, status, actual, _, goal, progress in (_row(screen, one) for one in indicators)
    ]
    return table(title, columns, rows, "short targets")


def target_sheet(screen: Screen, indicators: Sequence[Indicator], title: str) -> Sheet:
    """The same and more, with every figure as it is."""
    words = screen.words
    fields = [
        Field(words.text("Code")),
        Field(words.text("Area")),
        Field(words.text("Target")),
        Field(words.text("Unit")),
        Field(words.text("Status")),
        Field(words.text("Reports")),
        Field(words.text("Actual")),
        Field(words.text("Period")),
        Field(words.text("Plan")),
        Field(words.text("Baseline")),
        Field(words.text("Goal")),
        Field(words.text("Goal's period")),
        Field(words.text("Progress"), SHARE),
        Field(words.text("Planned progress"), SHARE),
        Field(words.text("Pace"), SHARE),
        Field(words.text("Cause")),
        Field(words.text("Action")),
        Field(words.text("Responsible")),
        Field(words.text("By when")),
    ]
    rows = []
    for one in indicators:
        figures = screen.standing.figures.indicators[one.code]
        rows.append(
            [
                one.code,
                words.name(screen.standing.strategy.area[one.area].name),
                words.name(one.name),
                one.unit,
                words.status(figures.status),
                words.data_state(figures.data_state),
                figures.actual,
                figures.actual_period,
                figures.expected,
                one.baseline,
                one.goal,
                one.goal_period,
                figures.attainment,
                figures.planned,
                figures.pace,
                *_commentary(screen, one.code),
            ]
        )
    return Sheet(title, fields, rows)


def _commentary(screen: Screen, code: str) -> list[Value]:
    """Cause, action, who and by when of the quarter shown; nothing where nobody said."""
    found = screen.snapshot.commentary.get((code, screen.standing.figures.as_of))
    if found is None:
        return [None] * 4
    by_when = found.due.isoformat() if found.due else None
    return [found.cause, found.action, found.responsible, by_when]


def _row(screen: Screen, indicator: Indicator) -> list[Child]:
    """Name, status, actual, plan, goal and progress."""
    words, view = screen.words, screen.view
    figures = screen.standing.figures.indicators[indicator.code]
    decimals = decimals_of_actual(indicator, figures)

    def written(value: float | None) -> str:
        if indicator.is_percent:
            return words.amount(value, indicator.unit, decimals)
        return words.number(value, decimals)

    unit = None if indicator.is_percent else tag("small", indicator.unit)
    period = figures.actual_period
    return [
        join(link(words.name(indicator.name), view.to("target", target=indicator.code)), unit),
        join(chip(words, figures.status), " ", data_state(words, figures.data_state)),
        join(
            tag("b", traced(written(figures.actual), view, indicator.code, period)),
            tag("small", words.period(period)) if period else None,
        ),
        written(figures.expected),
        join(
            written(indicator.goal),
            tag("small", words.period(indicator.goal_period)),
            _moved(screen, indicator),
        ),
        _progress(words, figures),
    ]


def _moved(screen: Screen, indicator: Indicator) -> Markup | None:
    """The goal that was said at first, where it was moved since."""
    earlier = screen.standing.earlier_goals.get(indicator.code)
    if earlier is None:
        return None
    goal, period = earlier
    words = screen.words
    value = words.amount(goal, indicator.unit, indicator.decimals)
    text = words.text("moved; at first {value} ({period})", value=value, period=period)
    return tag("small", text, class_="moved")


def _progress(words: Words, figures: IndicatorFigures) -> Child:
    if figures.attainment is None:
        return words.percent(None)
    share = tag("span", words.percent(figures.attainment), class_="shares", aria_hidden="true")
    return join(bar(words, figures.attainment, figures.planned, figures.status), share)


def _spark(screen: Screen, indicator: Indicator) -> Markup | str:
    words, standing = screen.words, screen.standing
    points = trend(screen.standing, indicator.code, standing.figures.as_of)
    if not points:
        return words.number(None)
    drawn = Trend(indicator, points, plan(standing.strategy, indicator.code), None)
    label = words.text(
        "From {first} in {first_period} to {last} in {last_period}",
        first=words.amount(points[0].value, indicator.unit, indicator.decimals),
        first_period=points[0].period,
        last=words.amount(points[-1].value, indicator.unit, indicator.decimals),
        last_period=points[-1].period,
    )
    return tag("img", src=sparkline(drawn), alt=label, class_="spark")
