"""Charts of one target: the trend against the plan, and its small form for a table.

Encodings are objects with explicit types: Altair takes 30 times as long to work them out
from shorthands. Each chart gets its description for a screen reader where it is shown.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

import altair as alt

from dashboard.lines import Corner, Point
from dashboard.words import Words
from indicators.model import Indicator
from indicators.periods import Period
from indicators.results import Forecast

ACTUAL = "#2f7fd0"
PLAN = "#7c858f"
GOAL = "#0a9a76"
"""Seen on a light and on a dark page; each line has its own dashes too."""

HEIGHT = 320
SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 120.0, 30.0, 3.0

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trend:
    """What the charts of one target draw; ``plan`` is empty where there is only a level to keep."""

    indicator: Indicator
    points: Sequence[Point]
    plan: Sequence[Corner]
    forecast: Forecast | None

    @property
    def levels(self) -> list[float]:
        """The bounds to keep within, of a target that has no path to travel."""
        indicator = self.indicator
        if not indicator.is_kept_or_lost:
            return []
        band = [level for level in (indicator.band_low, indicator.band_high) if level is not None]
        return band or [indicator.goal]

    @property
    def span(self) -> tuple[float, float]:
        """First and last time on the axis."""
        first = min([self.indicator.baseline_period.time, *(p.period.time for p in self.points)])
        return first, self.indicator.goal_period.time


def trend_chart(trend: Trend, words: Words) -> alt.LayerChart:
    """Actual, plan with milestones, goal and forecast over time, each drawn differently."""
    x = _time_axis(trend)
    lines = [
        *_levels(trend, words),
        *_plan(trend, words),
        *_forecast(trend, words),
        *_actual(trend, words),
        *_ends(trend, words),
    ]
    layers = [*_fan(trend, x), *(line.encode(x, _value_axis("value")) for line in lines)]
    locale = alt.Locale(number=_number_locale(words), time=alt.Undefined)
    chart: alt.LayerChart = alt.layer(*layers).properties(height=HEIGHT).configure(locale=locale)
    return chart


def _actual(trend: Trend, words: Words) -> list[alt.Chart]:
    final = [point for point in trend.points if not point.is_provisional]
    provisional = [point for point in trend.points if point.is_provisional]
    line = [_row(trend, words, point.period, point.value, "") for point in trend.points]
    return [
        _chart(line).mark_line(color=ACTUAL, strokeWidth=2.5),
        *_dots(
            [_row(trend, words, p.period, p.value, words.text("Actual")) for p in final],
            words, color=ACTUAL, filled=True, size=60,
        ),
        *_dots(
            [_row(trend, words, p.period, p.value, words.text("Provisional")) for p in provisional],
            words, color=ACTUAL, filled=False, size=60, strokeWidth=2,
        ),
    ]  # fmt: skip


def _plan(trend: Trend, words: Words) -> list[alt.Chart]:
    if not trend.plan:
        return []
    corners = [
        _row(trend, words, corner.period, corner.value, words.text("Plan")) for corner in trend.plan
    ]
    between = corners[1:-1]
    return [
        _chart(corners).mark_line(color=PLAN, strokeWidth=2, strokeDash=[6, 4]),
        *_dots(between, words, color=PLAN, filled=True, shape="diamond", size=70),
    ]


def _ends(trend: Trend, words: Words) -> list[alt.Chart]:
    """The baseline, and the goal with its value beside it."""
    indicator = trend.indicator
    if indicator.is_kept_or_lost:
        return []
    baseline = _row(
        trend, words, indicator.baseline_period, indicator.baseline, words.text("Baseline")
    )
    goal = _row(trend, words, indicator.goal_period, indicator.goal, words.text("Goal"))
    rises = indicator.goal > indicator.baseline
    label = _chart([goal]).mark_text(
        color=GOAL, align="right", dy=-16 if rises else 16, fontSize=13, fontWeight=600
    )
    return [
        *_dots([baseline], words, color=PLAN, filled=True, shape="square", size=70),
        *_dots([goal], words, color=GOAL, filled=True, shape="triangle-up", size=130),
        label.encode(alt.Text(field="label", type="nominal")),
    ]


def _levels(trend: Trend, words: Words) -> list[alt.Chart]:
    """A line from end to end for each bound to keep within."""
    indicator = trend.indicator
    rules = []
    for level in trend.levels:
        rows = [
            _row(trend, words, period, level, words.text("Level to keep"))
            for period in (indicator.baseline_period, indicator.goal_period)
        ]
        rules.append(_chart(rows).mark_line(color=GOAL, strokeWidth=2, strokeDash=[6, 4]))
    return rules


def _forecast(trend: Trend, words: Words) -> list[alt.Chart]:
    forecast = trend.forecast
    if forecast is None or not trend.points:
        return []
    last = trend.points[-1]
    end = _row(trend, words, forecast.at, forecast.value, words.text("Forecast"))
    line = _chart([_row(trend, words, last.period, last.value, ""), end])
    return [
        line.mark_line(color=ACTUAL, strokeWidth=2, strokeDash=[1, 4], strokeCap="round"),
        *_dots([end], words, color=ACTUAL, filled=False, size=60, strokeDash=[2, 2]),
    ]


def _fan(trend: Trend, x: alt.X) -> list[alt.Chart]:
    """The forecast's interval, opening from the latest actual."""
    forecast = trend.forecast
    if forecast is None or forecast.low is None or not trend.points:
        return []
    last = trend.points[-1]
    rows: list[Row] = [
        {"time": last.period.time, "low": last.value, "high": last.value},
        {"time": forecast.at.time, "low": forecast.low, "high": forecast.high},
    ]
    fan = _chart(rows).mark_area(color=ACTUAL, opacity=0.15)
    return [fan.encode(x, _value_axis("low"), alt.Y2(field="high"))]


def _chart(rows: list[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _dots(rows: list[Row], words: Words, **mark: Any) -> list[alt.Chart]:
    """The rows as points that say what they are; no layer where there are none."""
    if not rows:
        return []
    tooltip = [
        alt.Tooltip(field="what", type="nominal", title=words.text("What")),
        alt.Tooltip(field="when", type="nominal", title=words.text("Period")),
        alt.Tooltip(field="label", type="nominal", title=words.text("Value")),
    ]
    return [_chart(rows).mark_point(opacity=1, **mark).encode(tooltip=tooltip)]


def _row(trend: Trend, words: Words, period: Period, value: float, what: str) -> Row:
    indicator = trend.indicator
    return {
        "time": period.time,
        "value": value,
        "what": what,
        "when": words.period(period),
        "label": words.amount(value, indicator.unit, indicator.decimals),
    }


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


def _number_locale(words: Words) -> alt.NumberLocale:
    symbols = words.locale.number_symbols["latn"]
    return alt.NumberLocale(
        decimal=symbols["decimal"],
        thousands=symbols["group"],
        grouping=[3],
        currency=["", ""],
    )


def sparkline(trend: Trend) -> str:
    """Actual and plan so far as a small picture: the address of an image, data and all."""
    if not trend.points:
        return ""
    first, last = trend.span[0], trend.points[-1].period.time
    plan = [(corner.period.time, corner.value) for corner in trend.plan]
    plan = [corner for corner in plan if corner[0] <= ceil(last)]
    actual = [(point.period.time, point.value) for point in trend.points]
    values = [value for _, value in (*plan, *actual)] + trend.levels
    low, high = min(values), max(values)

    def place(time: float, value: float) -> str:
        x = (time - first) / ((ceil(last) - first) or 1.0)
        y = (high - value) / ((high - low) or 1.0)
        width, height = SPARK_WIDTH - 2 * SPARK_MARGIN, SPARK_HEIGHT - 2 * SPARK_MARGIN
        return f"{SPARK_MARGIN + x * width:.1f},{SPARK_MARGIN + y * height:.1f}"

    def line(ends: Sequence[tuple[float, float]], look: str) -> str:
        drawn = " ".join(place(*end) for end in ends)
        return f'<polyline points="{drawn}" fill="none" {look}/>'

    dashed = f'stroke="{PLAN}" stroke-width="1.5" stroke-dasharray="3 3"'
    kept = [line([(first, level), (ceil(last), level)], dashed) for level in trend.levels]
    x, y = place(*actual[-1]).split(",")
    picture = "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}">',
            *kept,
            line(plan, dashed),
            line(actual, f'stroke="{ACTUAL}" stroke-width="2" stroke-linejoin="round"'),
            f'<circle cx="{x}" cy="{y}" r="2.5" fill="{ACTUAL}"/></svg>',
        ]
    )
    return f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"
