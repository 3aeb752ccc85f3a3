"""The working of a target: the plan and the reports that go in, and every step to its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

from dashboard.components import Column, link, show
from dashboard.data_files import Field, Sheet, Value
from dashboard.frame import Screen
from dashboard.markup import Child, Markup, join, tag
from dashboard.rights import Right
from dashboard.words import Words
from dashboard.words.amendments import AMENDED
from dashboard.words.steps import STEPS
from dashboard.working_steps import (
    in_full,
    panel,
    show_inputs,
    step_item,
    titled,
    written_step,
    year,
)
from indicators.model import Indicator
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from indicators.plan_sources import Sourced, plan_with_sources
from indicators.results import IndicatorFigures
from indicators.working import PeriodValue, working_of
from indicators.working_places import PlaceValue
from indicators.working_trend import TrendWorking, trend_working

_MOST_PLACES_IN_A_FORMULA = 30
"""A formula with more of them is no help to anybody: the file has them all."""


def show_target_working(screen: Screen, indicator: Indicator, figures: IndicatorFigures) -> None:
    """From what the plan says and each place reported to the pace and the forecast."""
    panel(screen, lambda: _draw(screen, indicator, figures))


def _draw(screen: Screen, indicator: Indicator, figures: IndicatorFigures) -> None:
    words, standing = screen.words, screen.standing
    code, as_of = indicator.code, standing.figures.as_of
    found = working_of(standing.strategy, figures, standing.series, standing.by_place)
    show(_plan(screen, indicator, plan_with_sources(screen.snapshot.history, code, as_of)))
    if found.periods:
        show_inputs(
            screen,
            f"{code}_working",
            _periods(screen, indicator, found.periods),
            lambda: _periods_sheet(screen, found.periods),
        )
    steps = [step_item(words, indicator, step) for step in found.steps]
    status = tag("li", tag("b", words.text("Status")), " ", words.status(figures.status))
    meaning = tag("small", words.status_meaning(figures.status, standing.figures.terms))
    why = tag("p", words.reason(figures.reason), " ", meaning)
    show(tag("ol", steps, tag("li", status, why), class_="steps"))
    if screen.view.projection:
        trend = trend_working(
            standing.strategy,
            figures,
            screen.snapshot.observations,
            as_of,
            standing.figures.terms,
        )
        show(_trend(words, indicator, trend))


def _plan(screen: Screen, indicator: Indicator, said: Sequence[Sourced]) -> Markup:
    """Baseline, milestones and goal, each with the version of the strategy that brought it."""
    words = screen.words
    columns = [
        Column(words.text("What")),
        Column(words.text("Period")),
        Column(words.text("Value"), is_number=True),
        Column(words.text("Source")),
    ]
    rows: list[list[Child]] = [
        [
            words.text(AMENDED[one.what]),
            words.period(one.period) if one.period else "",
            in_full(words, indicator, one.value),
            _version(screen, one),
        ]
        for one in said
    ]
    return titled(words.text("What the plan says"), columns, rows)


def _version(screen: Screen, one: Sourced) -> Child:
    """The version of the strategy; to those who may see more of it, a link to its import."""
    words, version = screen.words, one.version
    text = words.text("Strategy of {day}", day=version.accepted_at.date())
    if not screen.access.person.may(Right.SEE_HISTORY):
        return text
    return link(text, replace(screen.view.to("history"), number=version.import_id))


def _periods(screen: Screen, indicator: Indicator, periods: Sequence[PeriodValue]) -> Markup:
    """The reports: how the places make each period, with a link to every value's cell."""
    words = screen.words
    columns = [
        Column(words.text("Period")),
        Column(words.text("Over the places")),
        Column(words.text("Places that reported"), is_number=True),
        Column(words.text("Sources")),
    ]
    rows: list[list[Child]] = [
        [
            words.period(one.period),
            _over_places(screen, indicator, one),
            words.text("{n} of {total}", n=one.reporting, total=one.expected),
            link(words.text("Each value with its cell"), replace(screen.view, period=one.period)),
        ]
        for one in periods
    ]
    return titled(words.text("What goes in"), columns, rows)


def _over_places(screen: Screen, indicator: Indicator, one: PeriodValue) -> Markup:
    """The formula from the places to the period, and which of them are carried forward."""
    words = screen.words
    if one.over is None:
        return tag("span", words.number(None))
    formula = in_full(words, indicator, one.value)
    if len(one.places) <= _MOST_PLACES_IN_A_FORMULA:
        formula = written_step(words, indicator, one.over)
    carried = [
        words.text(
            "{place}: its value of {period} stands in",
            place=screen.place_name(place.place),
            period=place.carried_from,
        )
        for place in one.places
        if place.carried_from is not None
    ]
    told = [words.text(STEPS[one.over.code][0]), *carried]
    return join(tag("code", formula), *(tag("small", text) for text in told))


def _periods_sheet(screen: Screen, periods: Sequence[PeriodValue]) -> Sheet:
    """A row for each place and period, and one for the period over the places."""
    words = screen.words
    titles = (
        words.text("Period"),
        words.text("Place"),
        words.text("Value"),
        words.text("Numerator"),
        words.text("Denominator"),
        words.text("Carried from"),
        words.text("Places that reported"),
        words.text("Places expected to report"),
    )
    rows: list[Sequence[Value]] = []
    for one in periods:
        rows += [_place_row(screen, one, place) for place in one.places]
        numbers = (_defined(number) for number in (one.value, one.numerator, one.denominator))
        whole = words.text("Over the places")
        rows.append((one.period, whole, *numbers, None, one.reporting, one.expected))
    return Sheet(words.text("What goes in"), [Field(title) for title in titles], rows)


def _place_row(screen: Screen, period: PeriodValue, place: PlaceValue) -> Sequence[Value]:
    numbers = (_defined(n) for n in (place.value, place.numerator, place.denominator))
    name = screen.place_name(place.place)
    return (period.period, name, *numbers, place.carried_from, None, None)


def _defined(number: float) -> float | None:
    return None if isnan(number) else number


def _period_until(indicator: Indicator, time: float) -> Period:
    """The period that ends at a time: the baseline's, or one of the target's own."""
    end = round(time * QUARTERS_IN_A_YEAR)
    if end == indicator.baseline_period.end:
        return indicator.baseline_period
    return Period(end, indicator.frequency.quarters)


def _trend(words: Words, indicator: Indicator, found: TrendWorking) -> Markup | None:
    """The points of the trend, and the steps from them to the forecast."""
    if not found.steps:
        return None
    columns = [
        Column(words.text("Period")),
        Column(words.text("End of the period, in years")),
        Column(words.text("Value"), is_number=True),
    ]
    rows: list[list[Child]] = [
        [
            words.period(_period_until(indicator, point.time)),
            year(words, point.time),
            in_full(words, indicator, point.value),
        ]
        for point in found.points
    ]
    points = titled(words.text("Trend points"), columns, rows) if rows else None
    steps = [step_item(words, indicator, step) for step in found.steps]
    return join(points, tag("ol", steps, class_="steps"))
