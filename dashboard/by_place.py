"""One target by country: small lines, a map, or the latest of each on one axis with a table."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from dashboard.chart_files import Spec, on_paper
from dashboard.charts import enlarged
from dashboard.components import Column, amount, link, show, table, taken_together, traced
from dashboard.data_files import Field, Sheet
from dashboard.downloads import offer_chart, offer_table
from dashboard.filters import forms
from dashboard.frame import Screen
from dashboard.keeping import drawn
from dashboard.lines import PlaceLine, PlaceValue, place_lines, places
from dashboard.map_chart import Mapped, map_chart, mapped
from dashboard.markup import Child, Markup, join, tag
from dashboard.multiples import multiples, multiples_chart
from dashboard.trends import standing_lines
from indicators.model import AggregationOverPlaces, Indicator
from indicators.status import ReasonCode


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis that all bars share; it always holds zero."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Where ``value`` lies between the ends: 0 to 1."""
        return (value - self.low) / ((self.high - self.low) or 1.0)


def show_by_place(screen: Screen, indicator: Indicator) -> None:
    words, as_of = screen.words, screen.standing.figures.as_of
    values = places(screen.standing, indicator, as_of)
    title = tag("h2", words.text("By country"))
    if not values:
        show(tag("section", title, tag("p", _no_values(screen, indicator))))
        return
    countries = mapped(screen.standing.strategy, values)
    show(
        tag(
            "section",
            title,
            _switch(screen, has_map=countries is not None),
            _who_counts(screen, indicator),
            _of_what(screen, indicator),
        )
    )
    if screen.view.places == "map" and countries is not None:
        _show_map(screen, indicator, countries)
    elif screen.view.places == "table":
        show(drawn(screen, "bars", lambda: _bars(screen, indicator, values)))
        offer_table(screen, f"{indicator.code}_countries", lambda: _sheet(screen, indicator))
    else:
        _show_lines(screen, indicator)


def _no_values(screen: Screen, indicator: Indicator) -> str:
    """That nothing was reported, or that it was nothing to measure, as 0 of 0 is."""
    figures = screen.standing.figures.indicators[indicator.code]
    if figures.reason.code is ReasonCode.NO_REPORT:
        return screen.words.text("Nothing has been reported yet.")
    return screen.words.text("No place has reported anything to measure yet.")


def _switch(screen: Screen, *, has_map: bool) -> Markup:
    words, view = screen.words, screen.view
    choices = [(words.text("Lines"), replace(view, places="lines"))]
    if has_map:
        choices.append((words.text("Map"), replace(view, places="map")))
    choices.append((words.text("Latest values"), replace(view, places="table")))
    return tag("div", forms(words.text("By country"), choices, view), class_="switches")


def _who_counts(screen: Screen, indicator: Indicator) -> Markup | None:
    if indicator.agg_place is not AggregationOverPlaces.NETWORK:
        return None
    words = screen.words
    text = words.text("Only the head office's value counts; the others are shown for interest.")
    return tag("p", text, class_="quiet")


def _of_what(screen: Screen, indicator: Indicator) -> Markup | None:
    """Where the actual takes several periods together, that a place's values do not."""
    words, figures = screen.words, screen.standing.figures.indicators[indicator.code]
    made_of = taken_together(words, indicator, figures)
    if made_of is None:
        return None
    text = words.text(
        "Each value is of a single period. The actual above takes several together: {made_of}.",
        made_of=made_of,
    )
    return tag("p", text, class_="quiet")


def _show_lines(screen: Screen, indicator: Indicator) -> None:
    lines = place_lines(screen.standing, indicator, screen.standing.figures.as_of)
    show(drawn(screen, "lines", lambda: multiples(screen, indicator, lines)))

    def draw() -> Spec:
        chart = multiples_chart(screen, indicator, lines, screen.words).to_dict()
        return _titled(screen, indicator, chart)

    offer_chart(
        screen, f"{indicator.code}_lines", draw, lambda: _line_sheet(screen, indicator, lines)
    )


def _show_map(screen: Screen, indicator: Indicator, countries: Mapped) -> None:
    words = screen.words
    chart = map_chart(countries, indicator, screen.standing.strategy, words).to_dict()
    values = list(countries.values.values())
    highest, lowest = values[0], min(values, key=lambda value: value.value)
    alt = words.text(
        "Map of {name}: the highest value is {high} in {high_place}, "
        "the lowest {low} in {low_place}.",
        name=indicator.name,
        high=amount(words, indicator, highest.value),
        high_place=screen.place_name(highest.place),
        low=amount(words, indicator, lowest.value),
        low_place=screen.place_name(lowest.place),
    )
    spec = enlarged(chart) if screen.view.large else chart
    st.vega_lite_chart(spec=spec, width="stretch", alt=alt)
    if countries.unmapped:
        names = [
            words.text(
                "{place}: {value}",
                place=screen.place_name(code),
                value=amount(words, indicator, countries.values[code].value),
            )
            for code in countries.unmapped
        ]
        text = words.text("Not on the map: {places}.", places=tuple(names))
        show(tag("p", text, class_="quiet"))
    offer_chart(
        screen,
        f"{indicator.code}_map",
        lambda: _titled(screen, indicator, chart),
        lambda: _sheet(screen, indicator),
    )


def _titled(screen: Screen, indicator: Indicator, chart: Spec) -> Spec:
    words = screen.words
    lines = [words.text("in {unit}", unit=indicator.unit), *standing_lines(screen)]
    title = words.text("{name}, by country", name=indicator.name)
    return on_paper(chart, title, lines)


def _bars(screen: Screen, indicator: Indicator, values: list[PlaceValue]) -> Markup:
    words = screen.words
    scale = Scale(
        low=min(0.0, *(place.value for place in values)),
        high=max(0.0, *(place.value for place in values)),
    )
    newest = max(place.period.end for place in values)
    columns = [
        Column(words.text("Place")),
        Column(words.text("Value")),
        Column(words.text("Latest period")),
    ]
    rows = [_row(screen, indicator, place, scale, newest) for place in values]
    return table(words.text("By country: the latest of each"), columns, rows, "places")


def _row(
    screen: Screen, indicator: Indicator, place: PlaceValue, scale: Scale, newest: int
) -> list[Child]:
    words = screen.words
    start, end = sorted((scale.place(0.0), scale.place(place.value)))
    length = tag("span", class_="length", style=f"left:{start:.2%};width:{end - start:.2%}")
    is_old = place.period.end < newest
    written = amount(words, indicator, place.value)
    return [
        link(screen.place_name(place.place), screen.view.to("country", country=place.place)),
        join(
            tag("span", length, class_="lengths", aria_hidden="true"),
            tag("b", traced(written, screen.view, indicator.code, place.period, place.place)),
        ),
        tag("span", words.period(place.period), class_="old" if is_old else None),
    ]


def _sheet(screen: Screen, indicator: Indicator) -> Sheet:
    words = screen.words
    values = places(screen.standing, indicator, screen.standing.figures.as_of)
    titles = (
        words.text("Code"),
        words.text("Place"),
        words.text("Value"),
        words.text("Numerator"),
        words.text("Denominator"),
        words.text("Latest period"),
    )
    rows = [
        (
            value.place,
            screen.place_name(value.place),
            value.value,
            value.numerator,
            value.denominator,
            value.period,
        )
        for value in values
    ]
    return Sheet(indicator.code, [Field(title) for title in titles], rows)


def _line_sheet(screen: Screen, indicator: Indicator, lines: list[PlaceLine]) -> Sheet:
    words = screen.words
    titles = (words.text("Code"), words.text("Place"), words.text("Period"), words.text("Value"))
    rows = [
        (line.place, screen.place_name(line.place), period, value)
        for line in lines
        for period, value in zip(line.periods, line.amounts, strict=True)
    ]
    return Sheet(indicator.code, [Field(title) for title in titles], rows)
