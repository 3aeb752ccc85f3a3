"""The one-screen answer: how close to the Vision, whether on the way, where to act."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.commentary import first_line
from dashboard.components import (
    Column,
    bar,
    chip,
    data_state,
    facts,
    heat_cell,
    icon,
    link,
    notice,
    show,
    table,
)
from dashboard.data_files import SHARE, Field, Sheet, Value
from dashboard.downloads import offer_table
from dashboard.filters import filters
from dashboard.frame import Screen, draw
from dashboard.keeping import drawn
from dashboard.markup import Child, Markup, join, tag
from dashboard.standing import Call, Concern, attention
from dashboard.words import Words
from dashboard.working_means import show_mega_working
from indicators.model import Area
from indicators.status import Status

MOST_CALLS = 5
MOST_YEARS = 6

GROUPS = (
    (Status.ACHIEVED, Status.MAINTAINED),
    (Status.ON_TRACK,),
    (Status.AT_RISK, Status.MAINTAINED_AT_RISK),
    (Status.OFF_TRACK, Status.OUT_OF_BAND),
    (Status.REGRESSING, Status.MISSED),
    (Status.NOT_DUE, Status.NO_DATA),
)
"""From good to bad, then those that cannot be judged. A group shares its colour and its count:
a board takes in six numbers, and no more than twelve on the page."""


def panorama(screen: Screen) -> None:
    if not screen.snapshot.has_reports:
        show(_title(screen), _no_reports(screen))
        return
    show(
        tag("div", _answer(screen), _counts(screen), class_="answer"),
        filters(screen),
        drawn(
            screen,
            "board",
            lambda: tag("div", _areas(screen), _attention(screen), class_="board"),
        ),
    )
    offer_table(screen, "areas", lambda: _sheet(screen))
    show_mega_working(screen)
    show(_sensitivity(screen))


def _title(screen: Screen) -> Markup:
    plan = screen.standing.strategy.plan
    return join(
        tag("p", screen.words.name(plan.vision), class_="vision"),
        tag(
            "h1",
            screen.words.text("How close we are to the Vision of {year!s}", year=plan.vision_year),
        ),
    )


def _no_reports(screen: Screen) -> Markup:
    words = screen.words
    text = words.text("There is a strategy, but nothing has been reported yet.")
    load = link(words.text("Load a workbook"), screen.view.to("load"))
    return notice(tag("p", text), tag("p", load))


def _answer(screen: Screen) -> Markup:
    words, standing = screen.words, screen.standing
    mega, plan = standing.figures.mega, standing.strategy.plan
    title = words.text("of the way to the Vision of {year!s}", year=plan.vision_year)
    return tag(
        "section",
        tag("h1", tag("span", words.percent(mega.attainment), class_="big"), " ", title),
        bar(words, mega.attainment, mega.planned, mega.status, "large"),
        facts(
            [
                (words.text("The plan asks by now"), words.percent(mega.planned)),
                (
                    words.text("A quarter ago"),
                    words.percent(standing.quarter_ago.mega.attainment),
                ),
                (words.text("A year ago"), words.percent(standing.year_ago.mega.attainment)),
                *(
                    [(words.text("With data"), words.percent(mega.coverage))]
                    if mega.coverage
                    else []
                ),
            ]
        ),
        tag("p", chip(words, mega.status), " ", words.reason(mega.reason), class_="reason"),
    )


def _counts(screen: Screen) -> Markup:
    words = screen.words
    counts = screen.standing.figures.mega.status_counts
    groups = [[status for status in group if status in counts] for group in GROUPS]
    present = [(group, sum(counts[status] for status in group)) for group in groups if group]
    share = [
        tag("span", class_=f"part {group[0]}", style=f"flex-grow:{count}")
        for group, count in present
    ]
    return tag(
        "section",
        tag("h2", words.text("Targets by status")),
        tag("div", share, class_="parts", aria_hidden="true"),
        tag("ul", [_count(words, group, count) for group, count in present], class_="counts"),
    )


def _count(words: Words, group: Sequence[Status], count: int) -> Markup:
    names = " · ".join(words.status(status) for status in group)
    icons = tag("span", [icon(status) for status in group], class_="icons")
    return tag("li", icons, tag("b", words.number(count)), " ", names)


def _areas(screen: Screen) -> Markup:
    words, shown = screen.words, screen.standing.figures.as_of.year
    columns = [
        Column(words.text("Area")),
        Column(words.text("Status")),
        Column(words.text("Progress and plan")),
        *(Column(tag("b" if year == shown else "span", str(year))) for year in _years(screen)),
    ]
    rows = [_area(screen, area) for area in screen.standing.strategy.areas]
    title = words.text("Areas by year")
    return tag("section", tag("h2", title), table(title, columns, rows, "heat"))


def _sensitivity(screen: Screen) -> Markup | None:
    """The closeness by other rules, for who asks what a mean may hide; behind a click."""
    words, figures = screen.words, screen.standing.figures
    if figures.mega.attainment is None:
        return None
    rules = words.sensitivity(figures.sensitivity)
    usual = (words.text("As it is measured"), figures.mega.attainment)
    return tag(
        "details",
        tag("summary", words.text("How close by other rules")),
        facts((rule, words.percent(share)) for rule, share in (usual, *rules)),
        class_="rules",
    )


def _sheet(screen: Screen) -> Sheet:
    """Each area as it is now, with its attainment in every year."""
    words, standing, by_year = screen.words, screen.standing, screen.snapshot.by_year
    fields = [
        Field(words.text("Code")),
        Field(words.text("Area")),
        Field(words.text("Status")),
        Field(words.text("Progress"), SHARE),
        Field(words.text("Planned"), SHARE),
        *(Field(str(year), SHARE) for year in by_year),
    ]
    rows: list[list[Value]] = []
    for area in standing.strategy.areas:
        now = standing.figures.areas[area.code]
        row = [area.code, words.name(area.name), words.status(now.status)]
        known = [figures.areas.get(area.code) for figures in by_year.values()]
        past = [figures.attainment if figures else None for figures in known]
        rows.append([*row, now.attainment, now.planned, *past])
    return Sheet(words.text("Areas by year"), fields, rows)


def _years(screen: Screen) -> tuple[int, ...]:
    """The latest years, as many as a screen has room for."""
    return screen.snapshot.years[-MOST_YEARS:]


def _area(screen: Screen, area: Area) -> list[Child]:
    words, view, standing = screen.words, screen.view, screen.standing
    figures = standing.figures.areas[area.code]
    weakest = None
    if figures.weakest:
        name = words.name(standing.strategy.indicator[figures.weakest].name)
        to = view.to("target", target=figures.weakest)
        weakest = tag("span", words.text("Weakest:"), " ", link(name, to), class_="weakest")
    return [
        join(link(words.name(area.name), view.to("area", area=area.code)), weakest),
        chip(words, figures.status),
        bar(words, figures.attainment, figures.planned, figures.status),
        *(
            heat_cell(words, screen.snapshot.by_year[year].areas.get(area.code))
            for year in _years(screen)
        ),
    ]


def _attention(screen: Screen) -> Markup:
    words, standing = screen.words, screen.standing
    calls = attention(standing, MOST_CALLS)
    title = tag("h2", words.text("Where to act"))
    if not calls:
        return tag("section", title, tag("p", words.text("No target asks for attention.")))
    return tag("section", title, tag("ol", [_call(screen, call) for call in calls], class_="calls"))


def _call(screen: Screen, call: Call) -> Markup:
    words, target = screen.words, call.target
    name = words.name(screen.standing.strategy.indicator[target.code].name)
    is_silent, is_new = call.concern is Concern.SILENT, call.concern is Concern.NEWLY_WORSE
    reason = target.data_reason if is_silent else target.reason
    cause = first_line(screen, target.code)
    return tag(
        "li",
        tag("div", link(name, screen.view.to("target", target=target.code)), class_="name"),
        tag(
            "p",
            data_state(words, target.data_state) if is_silent else chip(words, target.status),
            tag("span", words.text("Newly worse"), class_="concern") if is_new else None,
            words.reason(reason),
            tag("small", cause, class_="cause") if cause else None,
        ),
    )


draw("panorama", panorama)
