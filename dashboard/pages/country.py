"""One country: its values, what it contributes to the network, and what it owes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.components import Column, amount, chip, facts, link, notice, show, table, traced
from dashboard.data_files import SHARE, Field, Sheet
from dashboard.downloads import offer_table
from dashboard.filters import choose, filters
from dashboard.frame import Screen, draw
from dashboard.keeping import drawn
from dashboard.lines import PlaceLine, lines_of_place
from dashboard.markup import Child, Markup, join, tag
from dashboard.multiples import axes_of, picture
from dashboard.reading import read_latest_values, read_place, read_reports
from dashboard.service import strategy_in_effect
from dashboard.value_form import show_value_form_of
from indicators.collection import ReportState
from indicators.latest_values import LatestValue
from indicators.model import HEAD_OFFICE, Indicator
from indicators.owed import Debt, debts_of
from indicators.results import PlaceFigures

MOST_DEBTS = 8
"""More are behind a click: a country that has fallen silent owes everything."""


def country_page(screen: Screen) -> None:
    strategy, words = screen.standing.strategy, screen.words
    names = {place.code: words.name(place.name) for place in strategy.places}
    chosen = screen.view.country or next((code for code in names if code != HEAD_OFFICE), None)
    if chosen is None or chosen not in names:
        show(_unknown(screen, chosen or ""))
        return
    choose(words.text("Country"), "country", list(names), chosen, names)
    found = read_latest_values(screen.snapshot, screen.standing, chosen)
    held = read_place(screen.snapshot, screen.standing, chosen).targets
    owed = debts_of(screen.standing.owed, chosen)
    show(
        filters(screen),
        _summary(screen, chosen, names[chosen], owed),
        _owed(screen, owed),
    )
    if owed:
        offer_table(screen, f"{chosen}_owed", lambda: _owed_sheet(screen, names[chosen], owed))
    show(
        drawn(screen, "values", lambda: _values(screen, chosen, found, held)),
    )
    offer_table(screen, chosen, lambda: _sheet(screen, names[chosen], found, held))
    show_value_form_of(screen, chosen, {one.indicator: one.period for one in found})


def _unknown(screen: Screen, code: str) -> Markup:
    words = screen.words
    if not screen.standing.strategy.places:
        return notice(tag("p", words.text("The strategy names no places.")))
    text = words.text("There is no country {code} in this year's strategy. Choose one:", code=code)
    places = [
        tag("li", link(words.name(place.name), screen.view.to("country", country=place.code)))
        for place in screen.standing.strategy.places
    ]
    return notice(tag("p", text), tag("ul", places), kind="problem")


def _summary(screen: Screen, place: str, name: str, owed: Sequence[Debt]) -> Markup:
    """How much of what is expected of it it ever reported, and of what the quarter asks for."""
    words, quarter = screen.words, screen.standing.figures.as_of.last_quarter
    strategy = strategy_in_effect(screen.snapshot.history, quarter)
    reports = read_reports(screen.snapshot, strategy, quarter)
    expected = [report for report in reports if report.place == place]
    ever = sum(report.latest is not None for report in expected)
    states = Counter(report.state for report in expected)
    asked = len(expected) - states[ReportState.NOT_DUE]
    to_reports = replace(screen.view.to("reports"), period=quarter)
    of_quarter = words.text("{n} of {total}", n=states[ReportState.REPORTED], total=asked)
    known: list[tuple[str, Child]] = [
        (
            words.text("Ever reported"),
            words.text("{n} of {total} expected targets", n=ever, total=len(expected)),
        ),
        (words.text("Reports of {period}", period=quarter), link(of_quarter, to_reports)),
        (words.text("Late values"), words.number(len(owed))),
    ]
    return tag("section", tag("h1", name), facts(known), class_="summary")


def _owed(screen: Screen, owed: Sequence[Debt]) -> Markup:
    """The reports that are due and have not come, the longest overdue first."""
    words, strategy = screen.words, screen.standing.strategy
    title = tag("h2", words.text("What it owes"))
    if not owed:
        nothing = words.text("Nothing: every report that is due has come.")
        return tag("section", title, tag("p", nothing))
    columns = [
        Column(words.text("Target")),
        Column(words.text("Due")),
        Column(words.text("Latest report")),
        Column(words.text("Periods overdue"), is_number=True),
    ]
    rows: list[list[Child]] = [
        [
            link(
                words.name(strategy.indicator[debt.indicator].name),
                screen.view.to("target", target=debt.indicator),
            ),
            words.period(debt.due),
            words.period(debt.latest) if debt.latest else words.text("never reported"),
            words.number(debt.periods),
        ]
        for debt in owed
    ]
    name = words.text("What it owes")
    whole = table(name, columns, rows, "plain")
    if len(owed) <= MOST_DEBTS:
        return tag("section", title, whole)
    all_of_them = words.count("{n} late value", "{n} late values", len(owed))
    return tag("section", title, tag("details", tag("summary", all_of_them), whole))


def _owed_sheet(screen: Screen, name: str, owed: Sequence[Debt]) -> Sheet:
    words, strategy = screen.words, screen.standing.strategy
    fields = [
        Field(words.text("Code")),
        Field(words.text("Target")),
        Field(words.text("Due")),
        Field(words.text("Latest report")),
        Field(words.text("Periods overdue")),
    ]
    rows = [
        (
            debt.indicator,
            words.name(strategy.indicator[debt.indicator].name),
            debt.due,
            debt.latest,
            debt.periods,
        )
        for debt in owed
    ]
    return Sheet(name, fields, rows)


def _values(
    screen: Screen,
    place: str,
    found: Sequence[LatestValue],
    held: Mapping[str, PlaceFigures],
) -> Markup:
    words = screen.words
    title = words.text("Its values, and its part of the network")
    if not found:
        nothing = tag("p", words.text("Nothing has been reported yet."))
        return tag("section", tag("h2", title), nothing)
    columns = [
        Column(words.text("Target")),
        Column(words.text("Latest value"), is_number=True),
        Column(words.text("Part of the network")),
        Column(words.text("Beside the plan")),
        Column(words.text("Trend")),
    ]
    lines = lines_of_place(screen.standing, place, screen.standing.figures.as_of)
    rows = [_row(screen, one, held.get(one.indicator), lines[one.indicator]) for one in found]
    note = words.text(
        "A value is of a single period. Its part of the network's actual and what is held against "
        "the plan may take several together."
    )
    whole = table(title, columns, rows, "contributed")
    return tag("section", tag("h2", title), tag("p", note, class_="quiet"), whole)


def _row(
    screen: Screen, one: LatestValue, figures: PlaceFigures | None, line: PlaceLine
) -> list[Child]:
    words = screen.words
    indicator = screen.standing.strategy.indicator[one.indicator]
    to = screen.view.to("target", target=one.indicator)
    written = amount(words, indicator, one.value)
    value = join(
        tag("b", traced(written, screen.view, one.indicator, one.period, line.place)),
        tag("small", words.period(one.period)),
    )
    return [
        link(words.name(indicator.name), to),
        value,
        _part(screen, figures),
        _beside_the_plan(screen, indicator, figures, one.value),
        _trend(screen, indicator, line),
    ]


def _part(screen: Screen, figures: PlaceFigures | None) -> Child:
    """Its share of the network's actual, as a bar and a number."""
    words = screen.words
    if figures is None or figures.share is None:
        return words.number(None)
    drawn_to = min(max(figures.share, 0.0), 1.0)  # beside negative values it may lie beyond
    length = tag("span", class_="length", style=f"left:0;width:{drawn_to:.2%}")
    return join(
        tag("span", length, class_="lengths", aria_hidden="true"),
        tag("b", words.percent(figures.share, 1)),
    )


def _beside_the_plan(
    screen: Screen, indicator: Indicator, figures: PlaceFigures | None, shown: float
) -> Child:
    """Its status where it has a target of its own, else how it stands beside a plan.

    What is held against the plan is said where it is not the value ``shown`` beside it.
    """
    words = screen.words
    if figures is None:
        return words.number(None)
    if figures.judged is not None:
        why = tag("small", words.reason(figures.judged.reason))
        return join(chip(words, figures.judged.status), why)
    if figures.against_plan is None:
        return words.number(None)
    plan = amount(words, indicator, figures.plan_value)
    if figures.is_own_plan:
        whose = words.text("its own plan: {plan}", plan=plan)
    else:
        whose = words.text("the network's plan: {plan}", plan=plan)
    held = amount(words, indicator, figures.compared_value)
    if held != amount(words, indicator, shown):
        whose = f"{held}; {whose}"
    stands = words.against_plan(figures.against_plan, indicator.direction)
    return join(stands, tag("small", whose))


def _trend(screen: Screen, indicator: Indicator, line: PlaceLine) -> Markup:
    words = screen.words
    label = words.text(
        "From {first} in {first_period} to {last} in {last_period}",
        first=amount(words, indicator, line.amounts[0]),
        first_period=line.periods[0],
        last=amount(words, indicator, line.amounts[-1]),
        last_period=line.periods[-1],
    )
    return tag("img", src=picture(line, axes_of([line], indicator)), alt=label, class_="spark")


def _sheet(
    screen: Screen,
    name: str,
    found: Sequence[LatestValue],
    held: Mapping[str, PlaceFigures],
) -> Sheet:
    words, strategy = screen.words, screen.standing.strategy
    fields = [
        Field(words.text("Code")),
        Field(words.text("Target")),
        Field(words.text("Unit")),
        Field(words.text("Period")),
        Field(words.text("Value")),
        Field(words.text("Part of the network"), SHARE),
    ]
    rows = [
        [
            one.indicator,
            words.name(strategy.indicator[one.indicator].name),
            strategy.indicator[one.indicator].unit,
            one.period,
            one.value,
            held[one.indicator].share if one.indicator in held else None,
        ]
        for one in found
    ]
    return Sheet(name, fields, rows)


draw("country", country_page)
