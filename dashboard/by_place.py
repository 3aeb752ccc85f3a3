"""One target by country: the latest of each, ordered, on one axis; chart and table in one."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.components import Column, amount, table
from dashboard.frame import Screen
from dashboard.lines import PlaceValue, places
from dashboard.markup import Child, Markup, join, tag
from indicators.model import AggregationOverPlaces, Indicator


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis that all bars share; it always holds zero."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Where ``value`` lies between the ends: 0 to 1."""
        return (value - self.low) / ((self.high - self.low) or 1.0)


def by_place(screen: Screen, indicator: Indicator) -> Markup:
    words = screen.words
    values = places(screen.snapshot, indicator, screen.standing.figures.as_of)
    title = words.text("By country: the latest of each")
    if not values:
        nothing = tag("p", words.text("Nothing has been reported yet."))
        return tag("section", tag("h2", title), nothing)
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
    return tag(
        "section",
        tag("h2", title),
        _who_counts(screen, indicator),
        table(title, columns, rows, "places"),
    )


def _who_counts(screen: Screen, indicator: Indicator) -> Markup | None:
    if indicator.agg_place is not AggregationOverPlaces.NETWORK:
        return None
    words = screen.words
    text = words.text("Only the head office's value counts; the others are shown for interest.")
    return tag("p", text, class_="quiet")


def _row(
    screen: Screen, indicator: Indicator, place: PlaceValue, scale: Scale, newest: int
) -> list[Child]:
    words = screen.words
    start, end = sorted((scale.place(0.0), scale.place(place.value)))
    drawn = tag("span", class_="length", style=f"left:{start:.2%};width:{end - start:.2%}")
    is_old = place.period.end < newest
    return [
        screen.place_name(place.place),
        join(
            tag("span", drawn, class_="lengths", aria_hidden="true"),
            tag("b", amount(words, indicator, place.value)),
        ),
        tag("span", words.period(place.period), class_="old" if is_old else None),
    ]
