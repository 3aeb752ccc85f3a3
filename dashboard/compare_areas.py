"""Two areas: how far each is, year by year, and their targets."""

from __future__ import annotations

from dashboard.components import Column, bar, chip, facts, heat_cell, link, show, table
from dashboard.downloads import offer_table
from dashboard.frame import Screen
from dashboard.markup import Child, Markup, join, tag
from dashboard.pairs import choose_pair
from dashboard.target_table import short_target_table, target_sheet
from indicators.model import Area


def show_areas(screen: Screen) -> None:
    strategy, words = screen.standing.strategy, screen.words
    names = {area.code: words.name(area.name) for area in strategy.areas}
    codes = list(names)
    chosen = choose_pair(screen, names, (codes[0], codes[-1] if len(codes) == 1 else codes[1]))
    areas = [strategy.area[code] for code in chosen]
    show(
        tag("div", [_area(screen, area) for area in areas], class_="pair"), _by_year(screen, areas)
    )
    indicators = [one for area in areas for one in strategy.indicators_of(area.code)]
    offer_table(
        screen,
        "_".join(chosen),
        lambda: target_sheet(screen, indicators, words.text("Compare")),
    )


def _pair(screen: Screen, areas: list[Area]) -> Markup:
    pair = tag("div", [_area(screen, area) for area in areas], class_="pair")
    return join(pair, _by_year(screen, areas))


def _area(screen: Screen, area: Area) -> Markup:
    words = screen.words
    figures = screen.standing.figures.areas[area.code]
    name = words.name(area.name)
    title = link(name, screen.view.to("area", area=area.code))
    targets = screen.standing.strategy.indicators_of(area.code)
    return tag(
        "section",
        tag("h2", title, ": ", words.percent(figures.attainment)),
        bar(words, figures.attainment, figures.planned, figures.status, "large"),
        facts(
            [
                (words.text("The plan asks by now"), words.percent(figures.planned)),
                (words.text("Targets with data"), words.percent(figures.coverage)),
            ]
        ),
        tag("p", chip(words, figures.status), " ", words.reason(figures.reason), class_="reason"),
        short_target_table(screen, targets, name),
    )


def _by_year(screen: Screen, areas: list[Area]) -> Markup:
    words, snapshot = screen.words, screen.snapshot
    title = words.text("Areas by year")
    columns = [Column(words.text("Area")), *(Column(str(year)) for year in snapshot.years)]
    rows: list[list[Child]] = [
        [
            words.name(area.name),
            *(
                heat_cell(words, figures.areas.get(area.code))
                for figures in snapshot.by_year.values()
            ),
        ]
        for area in areas
    ]
    return tag("section", tag("h2", title), table(title, columns, rows, "years"))
