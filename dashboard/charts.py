"""The chart of one target: actual, plan, goal and forecast over time.

Encodings are objects with explicit types, because Altair takes thirty times as long to work
them out from shorthands; all layers draw from one table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Literal

import altair as alt

from dashboard.lines import Trend
from dashboard.words import Words
from indicators.periods import Period

ACTUAL = "#2f7fd0"
PLAN = "#7c858f"
GOAL = "#0a9a76"
"""Seen on a light and on a dark page; each line has its own dashes too."""

GOAL_TEXT = "#088566"
"""The goal's green for words: 4.6:1 on a light page and 3.9:1 on a dark one. A chart's colours are
the same on both, and none has 4.5:1 on both."""

COMMENT = "#8a63d2"

HEIGHT = 320
LARGE_LABELS = 18

_SPEECH = "M-1,-0.8H1V0.4H0L-0.5,0.9V0.4H-1Z"
"""A speech bubble, in the square from -1 to 1 that Vega scales to a symbol's size."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """How some parts of the table are drawn."""

    mark: Literal["area", "line", "point", "text"]
    parts: tuple[str, ...]
    style: dict[str, Any]


_DASHED = {"strokeWidth": 2, "strokeDash": [6, 4]}
_DOTTED = {"strokeWidth": 2, "strokeDash": [1, 4], "strokeCap": "round"}

LINES = (
    Look("line", ("earlier",), {"color": PLAN, "strokeWidth": 1.5, "strokeDash": [2, 3]}),
    Look("line", ("level",), {"color": GOAL, **_DASHED}),
    Look("line", ("baseline", "milestone", "goal"), {"color": PLAN, **_DASHED}),
    Look("line", ("latest", "forecast"), {"color": ACTUAL, **_DOTTED}),
    Look("line", ("actual", "provisional"), {"color": ACTUAL, "strokeWidth": 2.5}),
)
TOLD_APART_BY = {"level": "value", "earlier": "path"}
"""Of what there may be several lines, the field that tells them apart."""

POINTS = (
    Look("point", ("earlier",), {"color": PLAN, "filled": False, "size": 30}),
    Look("point", ("milestone",), {"color": PLAN, "filled": True, "shape": "diamond"}),
    Look("point", ("baseline",), {"color": PLAN, "filled": True, "shape": "square"}),
    Look("point", ("forecast",), {"color": ACTUAL, "filled": False, "strokeDash": [2, 2]}),
    Look("point", ("provisional",), {"color": ACTUAL, "filled": False, "strokeWidth": 2}),
    Look("point", ("actual",), {"color": ACTUAL, "filled": True}),
    Look("point", ("goal",), {"color": GOAL, "filled": True, "shape": "triangle-up", "size": 130}),
    Look("point", ("comment",), {"color": COMMENT, "filled": True, "shape": _SPEECH, "size": 170}),
)


def trend_chart(trend: Trend, words: Words) -> alt.LayerChart:
    """Actual, plan with milestones, goal and forecast over time, each drawn differently."""
    rows = list(_rows(trend, words))
    drawn = {row["part"] for row in rows}
    x, y = _time_axis(trend), _value_axis("value")
    layers = [
        *([_fan(x)] if "fan" in drawn else []),
        *(_line(look, x, y) for look in LINES if drawn.intersection(look.parts)),
        *(_points(look, x, y, words) for look in POINTS if drawn.intersection(look.parts)),
        *([_goal_label(trend, x, y)] if "goal" in drawn else []),
    ]
    locale = number_locale(words)
    whole = alt.layer(*layers, data=alt.InlineData(values=rows))
    chart: alt.LayerChart = whole.properties(height=HEIGHT).configure(locale=locale)
    return chart


def _rows(trend: Trend, words: Words) -> Iterator[Row]:
    """What is drawn, one row a point; ``part`` says of what."""
    yield from _plan_rows(trend, words)
    for point in trend.points:
        part = "provisional" if point.is_provisional else "actual"
        what = words.text("Provisional") if point.is_provisional else words.text("Actual")
        yield _row(trend, words, part, what, point.period, point.value)
    yield from _comment_rows(trend, words)
    yield from _forecast_rows(trend, words)


def _row(trend: Trend, words: Words, part: str, what: str, period: Period, value: float) -> Row:
    indicator = trend.indicator
    return {
        "part": part,
        "time": period.time,
        "value": value,
        "what": what,
        "when": words.period(period),
        "label": words.amount(value, indicator.unit, indicator.decimals),
    }


def _plan_rows(trend: Trend, words: Words) -> Iterator[Row]:
    """Levels to keep, paths that the plan had before, and the plan's own."""
    indicator = trend.indicator
    for level in trend.levels:
        for end in (indicator.baseline_period, indicator.goal_period):
            yield _row(trend, words, "level", words.text("Level to keep"), end, level)
    for number, path in enumerate(trend.earlier):
        for corner in path:
            what = words.text("Earlier plan")
            drawn = _row(trend, words, "earlier", what, corner.period, corner.value)
            yield {**drawn, "path": number}
    if trend.plan:
        first, *between, last = trend.plan
        yield _row(trend, words, "baseline", words.text("Baseline"), first.period, first.value)
        for corner in between:
            what = words.text("Milestone")
            yield _row(trend, words, "milestone", what, corner.period, corner.value)
        yield _row(trend, words, "goal", words.text("Goal"), last.period, last.value)


def _comment_rows(trend: Trend, words: Words) -> Iterator[Row]:
    """Each beside the figure of its date; what has none stands at the baseline."""
    levels = {point.period.end: point.value for point in trend.points}
    for comment in trend.comments:
        value = levels.get(comment.period.end, trend.indicator.baseline)
        what = words.text("Comment")
        drawn = _row(trend, words, "comment", what, comment.period, value)
        yield {**drawn, "label": comment.text}


def _forecast_rows(trend: Trend, words: Words) -> Iterator[Row]:
    """From the latest actual to the goal's date, with the interval that opens on the way."""
    forecast = trend.forecast
    if forecast is None or not trend.points:
        return
    latest = trend.points[-1]
    yield _row(trend, words, "latest", words.text("Actual"), latest.period, latest.value)
    yield _row(trend, words, "forecast", words.text("Forecast"), forecast.at, forecast.value)
    if forecast.low is not None:
        start = {"low": latest.value, "high": latest.value}
        yield {"part": "fan", "time": latest.period.time, **start}
        end_of_fan = {"low": forecast.low, "high": forecast.high}
        yield {"part": "fan", "time": forecast.at.time, **end_of_fan}


def _drawing(look: Look) -> alt.Chart:
    style = {"opacity": 1, **look.style}
    chart = alt.Chart(mark=alt.MarkDef(type=look.mark, **style))
    parts = alt.FieldOneOfPredicate(field="part", oneOf=list(look.parts))
    filtered: alt.Chart = chart.transform_filter(parts)
    return filtered


def _line(look: Look, x: alt.X, y: alt.Y) -> alt.Chart:
    """Ordered by time; two levels to keep are two lines, and so are two earlier plans."""
    apart = TOLD_APART_BY.get(look.parts[0])
    if apart is None:
        return _drawing(look).encode(x, y)
    return _drawing(look).encode(x, y, alt.Detail(field=apart, type="nominal"))


def _points(look: Look, x: alt.X, y: alt.Y, words: Words) -> alt.Chart:
    sized = Look(look.mark, look.parts, {"size": 60, **look.style})
    tooltip = [
        alt.Tooltip(field="what", type="nominal", title=words.text("What")),
        alt.Tooltip(field="when", type="nominal", title=words.text("Period")),
        alt.Tooltip(field="label", type="nominal", title=words.text("Value")),
    ]
    return _drawing(sized).encode(x, y, tooltip=tooltip)


def _fan(x: alt.X) -> alt.Chart:
    """The forecast's interval, opening from the latest actual."""
    look = Look("area", ("fan",), {"color": ACTUAL, "opacity": 0.15})
    return _drawing(look).encode(x, _value_axis("low"), alt.Y2(field="high"))


def _goal_label(trend: Trend, x: alt.X, y: alt.Y) -> alt.Chart:
    rises = trend.indicator.goal > trend.indicator.baseline
    style = {"color": GOAL_TEXT, "align": "right", "fontSize": 13, "fontWeight": 600}
    look = Look("text", ("goal",), {"dy": -16 if rises else 16, **style})
    return _drawing(look).encode(x, y, alt.Text(field="label", type="nominal"))


def _time_axis(trend: Trend) -> alt.X:
    """Time, where the end of each year bears the year's number."""
    first, last = trend.span
    return alt.X(
        field="time",
        type="quantitative",
        scale=alt.Scale(domain=[first - 0.15, last + 0.15], nice=False),
        axis=alt.Axis(
            values=list(range(ceil(first), floor(last) + 1)),
            labelExpr="format(datum.value - 1, 'd')",
            title=None,
            grid=False,
        ),
    )


def _value_axis(field: str) -> alt.Y:
    return alt.Y(
        field=field,
        type="quantitative",
        scale=alt.Scale(zero=False),
        axis=alt.Axis(title=None, tickCount=5),
    )


def enlarged(spec: dict[str, Any]) -> dict[str, Any]:
    """The chart for the back of a room: larger labels, and more height for them."""
    labels = {"labelFontSize": LARGE_LABELS, "titleFontSize": LARGE_LABELS}
    config = {**spec.get("config", {}), "axis": labels, "legend": labels}
    return {**spec, "height": spec.get("height", HEIGHT) * 1.3, "config": config}


def number_locale(words: Words) -> alt.Locale:
    """How numbers on an axis are written."""
    symbols = words.locale.number_symbols["latn"]
    number = alt.NumberLocale(
        decimal=symbols["decimal"],
        thousands=symbols["group"],
        grouping=[3],
        currency=["", ""],
    )
    return alt.Locale(number=number, time=alt.Undefined)
