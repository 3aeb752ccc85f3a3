"""One target: where it stands, how it came there, and where each value came from."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.amended import amended_list
from dashboard.breakdowns import show_breakdowns
from dashboard.by_place import show_by_place
from dashboard.commentary import show_commentary
from dashboard.components import (
    amount,
    bar,
    chip,
    data_state,
    facts,
    link,
    notice,
    show,
    taken_together,
    traced,
)
from dashboard.filters import choose, filters
from dashboard.frame import Screen, draw
from dashboard.lines import Trend, comments, explained, plan, trend
from dashboard.markup import Child, Markup, join, tag
from dashboard.reading import read_noted
from dashboard.rights import Right
from dashboard.sources import show_sources
from dashboard.trends import show_trend
from dashboard.words import Words
from dashboard.words.decimals import decimals_of_actual, decimals_that_show
from dashboard.working import show_target_working
from indicators.amendments import amendments
from indicators.model import Indicator
from indicators.results import Forecast, IndicatorFigures
from indicators.status import TOLERANCE, DataState, Status


def target_page(screen: Screen) -> None:
    strategy, words = screen.standing.strategy, screen.words
    names = {
        indicator.code: f"{indicator.code} · {words.name(indicator.name)}"
        for indicator in strategy.indicators
    }
    chosen = screen.view.target or next(iter(names))
    if chosen not in names:
        show(_unknown(screen, chosen))
        return
    choose(words.text("Target"), "target", list(names), chosen, names)
    indicator = strategy.indicator[chosen]
    figures = screen.standing.figures.indicators[chosen]
    show(filters(screen), _summary(screen, indicator, figures))
    show_target_working(screen, indicator, figures)
    show_commentary(screen, indicator)
    as_of = screen.standing.figures.as_of
    amended = amendments(screen.snapshot.history, chosen, as_of)
    whole = Trend(
        indicator,
        points=trend(screen.standing, chosen, as_of),
        plan=plan(strategy, chosen),
        forecast=figures.forecast,
        comments=[
            *explained(screen.snapshot.commentary, chosen, as_of),
            *comments(read_noted(screen.access, chosen), as_of),
        ],
        earlier=[plan(one.before, chosen) for one in amended if one.moves_the_path],
    )
    show_trend(screen, whole)
    show(amended_list(screen, indicator, amended))
    show_by_place(screen, indicator)
    show_breakdowns(screen, indicator)
    show_sources(screen, indicator)


def _unknown(screen: Screen, code: str) -> Markup:
    words = screen.words
    text = words.text("There is no target {code} in this year's strategy.", code=code)
    back = link(words.text("See all areas and their targets"), screen.view.to("panorama"))
    return notice(tag("p", text), tag("p", back), kind="problem")


def _summary(screen: Screen, indicator: Indicator, figures: IndicatorFigures) -> Markup:
    words = screen.words
    area = screen.standing.strategy.area[indicator.area]
    to_area = link(words.name(area.name), screen.view.to("area", area=area.code))
    return tag(
        "section",
        tag("p", to_area, class_="quiet"),
        tag("h1", words.name(indicator.name)),
        _defined(screen, indicator),
        tag(
            "p",
            chip(words, figures.status),
            " ",
            data_state(words, figures.data_state),
            " ",
            words.reason(figures.reason),
            class_="reason lead",
        ),
        _why_late(screen, figures),
        None if indicator.is_kept_or_lost else _bullet(screen, indicator, figures),
        _facts(screen, indicator, figures),
        _notes(screen, figures),
        class_="summary",
    )


def _defined(screen: Screen, indicator: Indicator) -> Markup | None:
    """What is measured, where it comes from, and to those who may know, who answers for it."""
    words, quietly = screen.words, []
    if indicator.source:
        quietly.append(words.text("Source: {source}", source=indicator.source))
    if indicator.owner and screen.access.person.may(Right.SEE_HISTORY):
        quietly.append(words.text("Responsible: {name}", name=indicator.owner))
    definition = words.name(indicator.definition)
    if not definition and not quietly:
        return None
    return tag("p", definition, tag("small", " · ".join(quietly)), class_="quiet defined")


def _why_late(screen: Screen, figures: IndicatorFigures) -> Markup | None:
    """Which reports are overdue; a target that was never reported says so already."""
    if figures.data_state not in {DataState.LATE, DataState.STALE}:
        return None
    return tag("p", screen.words.reason(figures.data_reason), class_="quiet")


def _bullet(screen: Screen, indicator: Indicator, figures: IndicatorFigures) -> Markup:
    """Now against the plan and the goal, between baseline and goal."""
    words = screen.words
    decimals = decimals_of_actual(indicator, figures)
    baseline = words.text(
        "Baseline {value} ({period})",
        value=words.amount(indicator.baseline, indicator.unit, decimals),
        period=indicator.baseline_period,
    )
    goal = words.text(
        "Goal {value} ({period})",
        value=words.amount(indicator.goal, indicator.unit, decimals),
        period=indicator.goal_period,
    )
    return join(
        bar(words, figures.attainment, figures.planned, figures.status, "large"),
        tag("p", tag("span", baseline), tag("span", goal), class_="ends"),
    )


def _outlook(
    screen: Screen, indicator: Indicator, forecast: Forecast | None
) -> Iterator[tuple[str, float | None, Child]]:
    """Where the trend leads, between which values, and how likely that meets the goal."""
    if forecast is None:
        return
    words = screen.words
    value = amount(words, indicator, forecast.value)
    if forecast.low is not None:
        value = words.text(
            "{value}, between {low} and {high} in four of five cases",
            value=value,
            low=words.number(forecast.low, indicator.decimals),
            high=words.number(forecast.high, indicator.decimals),
        )
    yield words.text("If the trend goes on, {period}", period=forecast.at), forecast.value, value
    if forecast.p_goal is not None:
        kept = words.text("At the level to keep by then")
        title = kept if indicator.is_kept_or_lost else words.text("Reaching the goal by then")
        yield title, forecast.p_goal, words.likelihood(forecast.p_goal)


def _facts(screen: Screen, indicator: Indicator, figures: IndicatorFigures) -> Markup:
    words, unit, decimals = screen.words, indicator.unit, decimals_of_actual(indicator, figures)
    is_needed = figures.attainment is not None and figures.attainment < 1
    actual = words.amount(figures.actual, unit, decimals)
    period = figures.actual_period
    made_of = taken_together(words, indicator, figures)
    every: list[tuple[str, float | None, Child]] = [
        (
            words.text("Actual"),
            figures.actual,
            join(traced(actual, screen.view, indicator.code, period), tag("small", made_of)),
        ),
        (
            words.text("The plan asks by now"),
            figures.expected,
            words.amount(figures.expected, unit, decimals),
        ),
        (words.text("Progress"), figures.attainment, words.percent(figures.attainment)),
        (
            words.text("Needed a year"),
            figures.required_per_year if is_needed else None,
            _a_year(words, indicator, figures.required_per_year),
        ),
        (
            words.text("So far a year"),
            figures.observed_per_year,
            _a_year(words, indicator, figures.observed_per_year),
        ),
        *_outlook(screen, indicator, figures.forecast if screen.view.projection else None),
        *_beside_the_plan(words, figures),
    ]
    return facts((name, written) for name, value, written in every if value is not None)


def _a_year(words: Words, indicator: Indicator, rate: float | None) -> str:
    """A rate of change, which is 0 only where nothing changes."""
    decimals = decimals_that_show(rate or 0.0, indicator.decimals)
    return words.difference(rate, indicator.unit, decimals)


def _beside_the_plan(
    words: Words, figures: IndicatorFigures
) -> Iterator[tuple[str, float | None, Child]]:
    """How far ahead of the plan or behind it.

    The plan ends at the goal's date: what has reached the goal is not behind when that passes.
    """
    ahead = figures.quarters_ahead
    if ahead is None or (ahead < 0 and figures.status is Status.ACHIEVED):
        return
    is_behind = ahead < -TOLERANCE
    behind_it = words.text("Quarters behind the plan")
    ahead_of_it = words.text("Quarters ahead of the plan")
    quarters = words.number(abs(ahead), decimals_that_show(ahead, 1))
    yield behind_it if is_behind else ahead_of_it, ahead, quarters


def _notes(screen: Screen, figures: IndicatorFigures) -> Markup | None:
    """What a reader should know of how the figure came about."""
    words, collected = screen.words, figures.in_collection
    notes = [
        tag("li", tag("b", words.flag(flag)), ". ", words.flag_meaning(flag))
        for flag in figures.flags
    ]
    if collected is not None:
        text = words.text(
            "{period} is still being collected: {reported} of {expected} places have reported.",
            period=collected.period,
            reported=collected.reported,
            expected=collected.expected,
        )
        notes.append(tag("li", text))
    return tag("ul", notes, class_="notes") if notes else None


draw("target", target_page)
