"""The map of one target: each country's latest value as a shade, small ones as points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dashboard.charts import number_locale
from dashboard.lines import PlaceValue
from dashboard.outlines import Country, around, country
from dashboard.words import Words
from indicators.model import Indicator, Strategy

HEIGHT = 460
SHADES = ["#cfe3f5", "#8fbfe9", "#4f97d6", "#1e6fbd", "#0a4a8c"]
"""From low to high: one hue, so that it holds for every eye and in grey."""

OUTLINE, LAND = "#7c858f", "#7c858f"

SMALL = 1 / 30
"""A country that stretches over less of the map than that is drawn as a point too."""

WORLD = 160
"""A map that spans more degrees than that shows the whole world."""

Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mapped:
    """The places of a target on the map; ``unmapped`` are codes of no country."""

    countries: Sequence[Country]
    background: Sequence[Country]
    values: dict[str, PlaceValue]
    unmapped: Sequence[str]

    @property
    def span(self) -> tuple[float, float, float, float]:
        """West, south, east and north end of what is shown, in degrees."""
        points = [one.centre for one in self.countries]
        points += [(p[0], p[1]) for one in self.countries for ring in one.rings for p in ring]
        east, north = [p[0] for p in points], [p[1] for p in points]
        return min(east), min(north), max(east), max(north)


def mapped(strategy: Strategy, values: Sequence[PlaceValue]) -> Mapped | None:
    """What of the values can be drawn; None where no place is a country."""
    found = {place.code: country(place.code) for place in strategy.places}
    countries = [one for one in found.values() if one is not None]
    if not countries:
        return None
    of_place = {value.place: value for value in values}
    return Mapped(
        countries=countries,
        background=around(frozenset(one.code for one in countries)),
        values=of_place,
        unmapped=[code for code in of_place if found.get(code) is None],
    )


def map_chart(places: Mapped, indicator: Indicator, strategy: Strategy, words: Words) -> alt.Chart:
    """Shades for values, a bare outline where there is none, points for the smallest."""
    features = list(_features(places, indicator, strategy, words))
    west, south, east, north = places.span
    colour = alt.Color(
        field="value",
        type="quantitative",
        scale=alt.Scale(range=SHADES),
        legend=alt.Legend(orient="bottom", title=indicator.unit, gradientLength=220),
    )
    tooltip = [
        alt.Tooltip(field="name", type="nominal", title=words.text("Country")),
        alt.Tooltip(field="label", type="nominal", title=words.text("Value")),
        alt.Tooltip(field="when", type="nominal", title=words.text("Period")),
    ]
    # The chart's own text says what it shows: its shapes are nothing to a screen reader.
    line: dict[str, Any] = {"stroke": OUTLINE, "strokeWidth": 0.75, "aria": False}
    layers = [
        _drawn("background", alt.MarkDef("geoshape", fill=LAND, opacity=0.12, aria=False)),
        _drawn("empty", alt.MarkDef("geoshape", fill=LAND, fillOpacity=0.25, **line)).encode(
            tooltip=tooltip
        ),
        _drawn("valued", alt.MarkDef("geoshape", **line)).encode(colour, tooltip=tooltip),
        _drawn("point", alt.MarkDef("circle", size=90, opacity=1, **line)).encode(
            colour,
            alt.Longitude(field="east", type="quantitative"),
            alt.Latitude(field="north", type="quantitative"),
            tooltip=tooltip,
        ),
    ]
    used = {feature["part"] for feature in features}
    shown = [layer for part, layer in zip(PARTS, layers, strict=True) if part in used]
    projection = (
        alt.Projection(type="equalEarth")
        if east - west > WORLD
        else alt.Projection(
            type="azimuthalEqualArea", rotate=[-(west + east) / 2, -(south + north) / 2, 0]
        )
    )
    whole = alt.layer(*shown, data=alt.InlineData(values=features)).properties(
        height=HEIGHT, projection=projection
    )
    chart: alt.Chart = whole.configure(locale=number_locale(words)).configure_view(stroke=None)
    return chart


PARTS = ("background", "empty", "valued", "point")


def _drawn(part: str, mark: alt.MarkDef) -> alt.Chart:
    chart: alt.Chart = alt.Chart(mark=mark).transform_filter(
        alt.FieldEqualPredicate(field="part", equal=part)
    )
    return chart


def _features(
    places: Mapped, indicator: Indicator, strategy: Strategy, words: Words
) -> Iterator[Feature]:
    west, south, east, north = places.span
    small = SMALL * max(east - west, north - south)
    for one in places.background:
        yield {"type": "Feature", "geometry": one.geometry, "part": "background"}
    for one in places.countries:
        value = places.values.get(one.code)
        number = value.value if value else None
        about = {
            "name": words.name(strategy.place[one.code].name),
            "label": words.amount(number, indicator.unit, indicator.decimals),
            "when": words.period(value.period) if value else "",
            "value": number,
        }
        if one.rings:
            part = "valued" if value else "empty"
            yield {"type": "Feature", "geometry": one.geometry, "part": part, **about}
        if value and one.extent < small:
            longitude, latitude = one.centre
            yield {"part": "point", "east": longitude, "north": latitude, **about}
