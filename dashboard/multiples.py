"""One target by country over time: a small line each, ordered, all on the same axes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from dashboard.charts import ACTUAL, PLAN, number_locale
from dashboard.components import amount, link
from dashboard.frame import Screen
from dashboard.lines import PlaceLine
from dashboard.markup import Markup, tag
from dashboard.words import Words
from indicators.model import AggregationOverPlaces, Indicator

WIDTH, HEIGHT, MARGIN = 150.0, 44.0, 4.0

MOST = 24
"""More are behind a click: a page with 250 small lines is no page."""

ON_PAPER = {"columns": 5, "width": 150, "height": 70}


@dataclass(frozen=True, slots=True)
class Axes:
    """What all lines share; of amounts that add up the axis holds zero."""

    first: float
    last: float
    low: float
    high: float

    def place(self, time: float, value: float) -> tuple[float, float]:
        """Where a point lies in the small picture."""
        x = (time - self.first) / ((self.last - self.first) or 1.0)
        y = (self.high - value) / ((self.high - self.low) or 1.0)
        return MARGIN + x * (WIDTH - 2 * MARGIN), MARGIN + y * (HEIGHT - 2 * MARGIN)


def axes_of(lines: Sequence[PlaceLine], indicator: Indicator) -> Axes:
    values = [value for line in lines for value in line.amounts]
    zero = [0.0] if indicator.agg_place is AggregationOverPlaces.SUM else []
    times = [period.time for line in lines for period in line.periods]
    return Axes(min(times), max(times), min(zero + values), max(zero + values))


def multiples(screen: Screen, indicator: Indicator, lines: Sequence[PlaceLine]) -> Markup:
    """The small lines, the highest latest value first."""
    words, axes = screen.words, axes_of(lines, indicator)
    scale = words.text(
        "All lines share one scale: from {low} to {high}, {first} to {last}.",
        low=amount(words, indicator, axes.low),
        high=amount(words, indicator, axes.high),
        first=min(line.periods[0] for line in lines),
        last=max(line.periods[-1] for line in lines),
    )
    items = [_small(screen, indicator, line, axes) for line in lines]
    rest = None
    if len(items) > MOST:
        more = words.count("{n} more place", "{n} more places", len(items) - MOST)
        rest = tag("details", tag("summary", more), tag("ul", items[MOST:], class_="multiples"))
    return tag(
        "div", tag("p", scale, class_="quiet"), tag("ul", items[:MOST], class_="multiples"), rest
    )


def _small(screen: Screen, indicator: Indicator, line: PlaceLine, axes: Axes) -> Markup:
    words, latest = screen.words, line.periods[-1]
    is_old = latest.time < axes.last
    label = words.text(
        "From {first} in {first_period} to {last} in {last_period}",
        first=amount(words, indicator, line.amounts[0]),
        first_period=line.periods[0],
        last=amount(words, indicator, line.amounts[-1]),
        last_period=latest,
    )
    return tag(
        "li",
        link(screen.place_name(line.place), screen.view.to("country", country=line.place)),
        tag("b", amount(words, indicator, line.amounts[-1])),
        tag("img", src=picture(line, axes), alt=label),
        tag("small", words.period(latest), class_="old") if is_old else None,
    )


def picture(line: PlaceLine, axes: Axes) -> str:
    """The line as the address of an image, data and all."""
    times = [period.time for period in line.periods]
    points = [axes.place(time, value) for time, value in zip(times, line.amounts, strict=True)]
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    (x, y), floor = points[-1], axes.place(axes.first, max(axes.low, min(0.0, axes.high)))[1]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="M{MARGIN} {floor:.1f}H{WIDTH - MARGIN}" stroke="{PLAN}" stroke-width="0.75"/>'
        f'<polyline points="{drawn}" fill="none" stroke="{ACTUAL}" stroke-width="2"'
        ' stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{ACTUAL}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def multiples_chart(
    screen: Screen, indicator: Indicator, lines: Sequence[PlaceLine], words: Words
) -> alt.FacetChart:
    """The same as one chart, for a file."""
    names = [screen.place_name(line.place) for line in lines]
    rows = [
        {"place": name, "order": order, "time": period.time, "value": value}
        for order, (name, line) in enumerate(zip(names, lines, strict=True))
        for period, value in zip(line.periods, line.amounts, strict=True)
    ]
    years = alt.Axis(labelExpr="format(datum.value - 1, 'd')", title=None, grid=False, tickCount=3)
    zero = indicator.agg_place is AggregationOverPlaces.SUM
    line_chart = alt.Chart(mark=alt.MarkDef("line", color=ACTUAL, point=True)).encode(
        alt.X(field="time", type="quantitative", axis=years, scale=alt.Scale(zero=False)),
        alt.Y(
            field="value",
            type="quantitative",
            axis=alt.Axis(title=None, tickCount=3),
            scale=alt.Scale(zero=zero),
        ),
    )
    small = line_chart.properties(width=ON_PAPER["width"], height=ON_PAPER["height"])
    order = alt.EncodingSortField(field="order", op="min")
    chart: alt.FacetChart = alt.FacetChart(
        data=alt.InlineData(values=rows),
        spec=small,
        facet=alt.Facet(field="place", type="nominal", sort=order, title=None),
        columns=ON_PAPER["columns"],
    ).configure(locale=number_locale(words))
    return chart
