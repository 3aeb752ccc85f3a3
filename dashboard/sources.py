"""Where each value came from: file, sheet, cell, who and when, and the values before it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.components import Column, amount, hidden, link, show, table
from dashboard.data_files import Field, Sheet
from dashboard.downloads import offer_table
from dashboard.filters import choose
from dashboard.frame import Screen
from dashboard.lines import periods
from dashboard.location import SOURCES
from dashboard.markup import Child, Markup, join, tag
from dashboard.reading import read_lineage, read_lineage_of_parts, read_parts
from dashboard.rights import Right
from dashboard.value_form import show_value_form
from data.records import Lineage
from indicators.model import Indicator
from indicators.periods import Period


def show_sources(screen: Screen, indicator: Indicator) -> None:
    """The sources of one period's values, and a box to choose the period."""
    words, asked = screen.words, screen.view.period
    reported = _reported_periods(screen, indicator)
    if not reported:
        return
    chosen = asked if asked in reported else reported[0]
    names = {period.code: words.period(period) for period in reported}
    about = f"{words.name(indicator.name)}, {names[chosen.code]}"
    show(tag("div", hidden(about), id=SOURCES, tabindex="-1"))
    with st.expander(words.text("Where each value came from"), expanded=asked is not None):
        choose(words.text("Period"), "period", list(names), chosen.code, names)
        show(_sources(screen, indicator, chosen))
        name = f"{indicator.code}_{chosen.code}_sources"
        offer_table(screen, name, lambda: _sheet(screen, indicator, chosen))
    show_value_form(screen, indicator, chosen)


def _reported_periods(screen: Screen, indicator: Indicator) -> list[Period]:
    """The periods that have a total or a part, the latest first."""
    of_totals = periods(screen.standing, indicator.code, screen.standing.figures.as_of)
    parts = read_parts(screen.access, screen.snapshot, screen.standing, indicator.code)
    known = {*of_totals, *(part.period for part in parts)}
    return sorted(known, key=lambda period: (period.end, period.quarters), reverse=True)


def _sources(screen: Screen, indicator: Indicator, period: Period) -> Markup:
    words = screen.words
    columns = [
        Column(words.text("Place")),
        Column(words.text("Value"), is_number=True),
        Column(words.text("File, sheet and cell")),
        Column(words.text("Accepted")),
        Column(words.text("State")),
    ]
    rows = [_source(screen, indicator, one) for one in _ordered(screen, indicator, period)]
    return table(words.text("Where each value came from"), columns, rows, "sources")


def _ordered(screen: Screen, indicator: Indicator, period: Period) -> list[Lineage]:
    """Of each place the total first, then its parts; of each the value in force first.

    The place that was looked at before comes first of all.
    """
    asked = screen.view.country
    totals = read_lineage(screen.access, indicator.code, period)
    parts = read_lineage_of_parts(screen.access, indicator.code, period)
    return sorted(
        (*totals, *parts),
        key=lambda one: (
            one.place != asked,
            one.place,
            one.dimension or "",
            one.category or "",
            not one.in_force,
            -one.import_id,
        ),
    )


def _sheet(screen: Screen, indicator: Indicator, period: Period) -> Sheet:
    words = screen.words
    titles = (
        words.text("Place"),
        words.text("Breakdown"),
        words.text("Category"),
        words.text("Value"),
        words.text("Numerator"),
        words.text("Denominator"),
        words.text("File"),
        words.text("Sheet"),
        words.text("Cell"),
        words.text("Note"),
        words.text("Accepted"),
        words.text("By"),
        words.text("Submitted by"),
        words.text("State"),
    )
    rows = [
        (
            screen.place_name(one.place),
            one.dimension,
            one.category,
            one.value,
            one.numerator,
            one.denominator,
            one.file_name,
            one.sheet,
            one.cell,
            one.note,
            one.accepted_at.isoformat(sep=" ", timespec="minutes"),
            one.accepted_by,
            one.submitted_by,
            _state(screen, one),
        )
        for one in _ordered(screen, indicator, period)
    ]
    return Sheet(f"{indicator.code} {period.code}", [Field(title) for title in titles], rows)


def _source(screen: Screen, indicator: Indicator, source: Lineage) -> list[Child]:
    words = screen.words
    return [
        _what(screen, source),
        _reported(screen, indicator, source),
        join(
            _file(screen, source),
            tag("small", f"{source.sheet} · {source.cell}"),
            tag("small", source.note) if source.note else None,
        ),
        join(
            source.accepted_by,
            tag("small", words.moment(source.accepted_at)),
            tag("small", words.text("submitted by {user}", user=source.submitted_by))
            if source.submitted_by
            else None,
        ),
        _state(screen, source),
    ]


def _what(screen: Screen, source: Lineage) -> Child:
    """The place, and which part of its value where it is broken down."""
    name = screen.place_name(source.place)
    if source.dimension is None:
        return name
    return join(name, tag("small", f"{source.dimension}: {source.category}"))


def _file(screen: Screen, source: Lineage) -> Markup:
    """The file's name; to those who may know more of it, a link to when it came in."""
    name = tag("span", source.file_name, class_="file")
    if not screen.access.person.may(Right.SEE_HISTORY):
        return name
    return link(name, replace(screen.view.to("history"), number=source.import_id))


def _reported(screen: Screen, indicator: Indicator, source: Lineage) -> Markup:
    words = screen.words
    parts = None
    if source.numerator is not None or source.denominator is not None:
        parts = f"{words.number(source.numerator)} / {words.number(source.denominator)}"
    if source.value is None:
        return tag("b", parts)
    value = tag("b", amount(words, indicator, source.value))
    return join(value, tag("small", parts) if parts else None)


def _state(screen: Screen, source: Lineage) -> str:
    words = screen.words
    if source.in_force:
        return words.text("In force")
    if source.undone_at is not None:
        return words.text("Undone on {day}", day=source.undone_at.date())
    if source.withdrawn_at is not None:
        return words.text("Withdrawn on {day}", day=source.withdrawn_at.date())
    return words.text("Replaced")
