"""One area: how far it is, and each of its targets."""

from __future__ import annotations

from dashboard.components import (
    Column,
    bar,
    chip,
    data_state,
    facts,
    link,
    notice,
    show,
    table,
)
from dashboard.frame import Screen, choose, draw, freshness, years
from dashboard.lines import Trend, plan, trend
from dashboard.markup import Child, Markup, join, tag
from dashboard.sparkline import sparkline
from dashboard.words import Words
from indicators.model import Area, Indicator
from indicators.results import IndicatorFigures


def area_page(screen: Screen) -> None:
    strategy, words = screen.standing.strategy, screen.words
    names = {area.code: words.name(area.name) for area in strategy.areas}
    chosen = screen.view.area or next(iter(names))
    if chosen not in names:
        show(_unknown(screen, chosen))
        return
    choose(words.text("Area"), "area", list(names), chosen, names)
    area = strategy.area[chosen]
    show(
        tag("div", years(screen), freshness(screen), class_="filters"),
        _summary(screen, area),
        _targets(screen, area),
    )


def _unknown(screen: Screen, code: str) -> Markup:
    words = screen.words
    areas = [
        tag("li", link(words.name(area.name), screen.view.to("area", area=area.code)))
        for area in screen.standing.strategy.areas
    ]
    text = words.text("There is no area {code} in this year's strategy. Choose one:", code=code)
    return notice(tag("p", text), tag("ul", areas), kind="problem")


def _summary(screen: Screen, area: Area) -> Markup:
    words = screen.words
    figures = screen.standing.figures.areas[area.code]
    title = tag("h1", words.name(area.name), ": ", words.percent(figures.attainment))
    return tag(
        "section",
        title,
        bar(words, figures.attainment, figures.planned, figures.status, "large"),
        facts(
            [
                (words.text("The plan asks by now"), words.percent(figures.planned)),
                (words.text("Targets with data"), words.percent(figures.coverage)),
            ]
        ),
        tag("p", chip(words, figures.status), " ", words.reason(figures.reason), class_="reason"),
        class_="summary",
    )


def _targets(screen: Screen, area: Area) -> Markup:
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
    indicators = screen.standing.strategy.indicators_of(area.code)
    title = words.count("{n} target", "{n} targets", len(indicators))
    rows = [_target(screen, indicator) for indicator in indicators]
    return tag("section", tag("h2", title), table(title, columns, rows, "targets"))


def _target(screen: Screen, indicator: Indicator) -> list[Child]:
    words, view = screen.words, screen.view
    figures = screen.standing.figures.indicators[indicator.code]

    def written(value: float | None) -> str:
        if indicator.is_percent:
            return words.amount(value, indicator.unit, indicator.decimals)
        return words.number(value, indicator.decimals)

    unit = None if indicator.is_percent else _small(indicator.unit)
    actual = join(
        tag("b", written(figures.actual)),
        _small(words.period(figures.actual_period)) if figures.actual_period else None,
    )
    goal = join(written(indicator.goal), _small(words.period(indicator.goal_period)))
    return [
        join(link(words.name(indicator.name), view.to("target", target=indicator.code)), unit),
        join(chip(words, figures.status), " ", data_state(words, figures.data_state)),
        actual,
        written(figures.expected),
        goal,
        _progress(words, figures),
        _spark(screen, indicator),
    ]


def _progress(words: Words, figures: IndicatorFigures) -> Child:
    if figures.attainment is None:
        return words.percent(None)
    share = tag("span", words.percent(figures.attainment), class_="shares", aria_hidden="true")
    return join(bar(words, figures.attainment, figures.planned, figures.status), share)


def _small(text: str) -> Markup:
    return tag("small", text)


def _spark(screen: Screen, indicator: Indicator) -> Markup | str:
    words, standing = screen.words, screen.standing
    points = trend(screen.snapshot, indicator.code, standing.figures.as_of)
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


draw("area", area_page)
