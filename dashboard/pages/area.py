"""One area: how far it is, and each of its targets."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.commentary import first_line
from dashboard.components import bar, chip, facts, link, notice, show
from dashboard.downloads import offer_table
from dashboard.filters import choose, filters
from dashboard.frame import Screen, draw
from dashboard.keeping import drawn
from dashboard.markup import Markup, tag
from dashboard.target_table import target_sheet, target_table
from dashboard.working_means import show_area_working
from indicators.model import Area, Indicator


def area_page(screen: Screen) -> None:
    strategy, words = screen.standing.strategy, screen.words
    names = {area.code: words.name(area.name) for area in strategy.areas}
    chosen = screen.view.area or next(iter(names))
    if chosen not in names:
        show(_unknown(screen, chosen))
        return
    choose(words.text("Area"), "area", list(names), chosen, names)
    area, indicators = strategy.area[chosen], strategy.indicators_of(chosen)
    title = words.count("{n} target", "{n} targets", len(indicators))
    show(filters(screen), _summary(screen, area))
    show_area_working(screen, area)
    show(
        drawn(
            screen,
            "targets",
            lambda: tag("section", tag("h2", title), target_table(screen, indicators, title)),
        )
    )
    show(_commentary(screen, indicators))
    offer_table(screen, chosen, lambda: target_sheet(screen, indicators, names[chosen]))


def _commentary(screen: Screen, indicators: Sequence[Indicator]) -> Markup | None:
    """What was said of the quarter shown, target by target."""
    words, view = screen.words, screen.view
    said = [(one, first_line(screen, one.code)) for one in indicators]
    items = [
        tag("li", link(words.name(one.name), view.to("target", target=one.code)), ": ", text)
        for one, text in said
        if text
    ]
    if not items:
        return None
    title = tag("h2", words.text("Commentary"))
    return tag("section", title, tag("ul", items, class_="notes"))


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


draw("area", area_page)
