"""The trend of one target: message, legend, and the chart or the same as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.chart_files import Spec, on_paper
from dashboard.charts import enlarged, trend_chart
from dashboard.components import Column, amount, show, table, traced
from dashboard.data_files import Field, Sheet, Value
from dashboard.downloads import offer_chart
from dashboard.filters import forms
from dashboard.frame import Screen
from dashboard.lines import Comment, Trend
from dashboard.markup import Child, Markup, join, tag
from dashboard.words import Words
from indicators.model import Direction, Indicator
from indicators.periods import Period
from indicators.status import ReasonCode

KEPT_CHARTS = 256

GLYPHS = {
    "actual": "●",
    "provisional": "○",
    "plan": "╌",
    "earlier": "┄",
    "milestone": "◆",
    "baseline": "■",
    "goal": "▲",
    "level": "╌",
    "forecast": "┈",
    "comment": "❞",
}
"""The looks of the legend, in text, for a picture that stands alone."""

_ENDS = 2  # of a plan's path: the rest are milestones


def show_trend(screen: Screen, whole: Trend) -> None:
    """The trend in the form that the address asks for, with or without its projection."""
    words, view = screen.words, screen.view
    trend = whole if view.projection else replace(whole, forecast=None)
    message = _message(screen, trend)
    show(tag("section", tag("h2", message), _switches(screen, whole)))
    if not trend.points:
        show(tag("p", _nothing_to_draw(screen, trend.indicator.code), class_="quiet"))
        return
    if view.form == "table":
        show(_points(screen, trend))
    else:
        show(_legend(screen, trend))
        alt = f"{words.name(trend.indicator.name)}. {_described(screen, trend)} {message}"
        spec = _spec(screen, trend)
        drawn = enlarged(spec) if view.large else spec
        st.vega_lite_chart(spec=drawn, width="stretch", alt=alt)
    offer_chart(
        screen,
        f"{trend.indicator.code}_trend",
        lambda: _on_paper(screen, trend, message),
        lambda: _sheet(screen, trend),
    )
    show(_comments(screen, trend))


def _nothing_to_draw(screen: Screen, target: str) -> str:
    """That nothing was reported, or that what was makes no yearly figure yet."""
    if screen.standing.figures.indicators[target].reason.code is ReasonCode.NO_REPORT:
        return screen.words.text("Nothing has been reported yet.")
    return screen.words.text("What has been reported makes no yearly figure yet.")


def _switches(screen: Screen, trend: Trend) -> Markup:
    """Chart or table, projection on or off."""
    words, view = screen.words, screen.view
    chart, as_table = replace(view, form="chart"), replace(view, form="table")
    form = forms(
        words.text("Trend"), [(words.text("Chart"), chart), (words.text("Table"), as_table)], view
    )
    if trend.forecast is None:
        return tag("div", form, class_="switches")
    without, with_it = replace(view, projection=False), replace(view, projection=True)
    projection = forms(
        words.text("Projection"),
        [(words.text("With projection"), with_it), (words.text("Without"), without)],
        view,
    )
    return tag("div", form, projection, class_="switches")


def _spec(screen: Screen, trend: Trend) -> dict[str, Any]:
    snapshot, view = screen.snapshot, screen.view
    as_of = screen.standing.figures.as_of.code
    what = (trend.indicator.code, view.projection, len(trend.comments))
    return _written(
        (snapshot.state, snapshot.today, as_of, view.language, what), trend, screen.words
    )


@st.cache_data(max_entries=KEPT_CHARTS, show_spinner=False)
def _written(key: tuple[object, ...], _trend: Trend, _words: Words) -> dict[str, Any]:  # noqa: ARG001
    """The chart in Vega-Lite, which Altair takes longest of all to write."""
    spec: dict[str, Any] = trend_chart(_trend, _words).to_dict()
    return spec


def _on_paper(screen: Screen, trend: Trend, message: str) -> Spec:
    words, indicator = screen.words, trend.indicator
    drawn = [f"{GLYPHS[look]} {name}" for look, name in _entries(screen, trend)]
    legend = "    ".join([*drawn, words.text("in {unit}", unit=indicator.unit)])
    lines = [message, legend, *standing_lines(screen)]
    return on_paper(_spec(screen, trend), words.name(indicator.name), lines)


def standing_lines(screen: Screen) -> list[str]:
    """What a picture says of when it was taken, and that its data is made up."""
    words = screen.words
    lines = [words.text("Figures as of {period}", period=screen.standing.figures.as_of)]
    if screen.snapshot.is_illustrative:
        lines.append(words.text("Illustrative data"))
    return lines


def _message(screen: Screen, trend: Trend) -> str:
    """What the trend says, in a sentence."""
    words, indicator, forecast = screen.words, trend.indicator, trend.forecast
    if indicator.is_kept_or_lost:
        return _level(words, indicator)
    goal = amount(words, indicator, indicator.goal)
    if forecast is None:
        return words.text(
            "The goal is {goal} at the end of {period}.", goal=goal, period=indicator.goal_period
        )
    return words.text(
        "If the trend goes on, it will be {value} at the end of {period}; the goal is {goal}.",
        value=amount(words, indicator, forecast.value),
        period=forecast.at,
        goal=goal,
    )


def _level(words: Words, indicator: Indicator) -> str:
    """What is to be kept."""
    low, high = indicator.band_low, indicator.band_high
    if indicator.direction is Direction.INCREASE:
        low = indicator.goal
    elif indicator.direction is Direction.DECREASE:
        high = indicator.goal
    bounds = {"low": amount(words, indicator, low), "high": amount(words, indicator, high)}
    if high is None:
        return words.text("To be kept at {low} or more.", **bounds)
    if low is None:
        return words.text("To be kept at {high} or less.", **bounds)
    return words.text("To be kept between {low} and {high}.", **bounds)


def _described(screen: Screen, trend: Trend) -> str:
    words, indicator = screen.words, trend.indicator
    first, last = trend.points[0], trend.points[-1]
    described = words.text(
        "Line chart: from {first} in {first_period} to {last} in {last_period}.",
        first=amount(words, indicator, first.value),
        first_period=first.period,
        last=amount(words, indicator, last.value),
        last_period=last.period,
    )
    if not trend.earlier:
        return described
    return f"{described} {words.text('The plan was moved; its earlier line is drawn too.')}"


def _entries(screen: Screen, trend: Trend) -> list[tuple[str, str]]:
    """What the chart draws: look and name, only of what is there."""
    words = screen.words
    entries = [
        ("actual", words.text("Actual"), bool(trend.points)),
        (
            "provisional",
            words.text("Provisional"),
            any(point.is_provisional for point in trend.points),
        ),
        ("plan", words.text("Plan"), bool(trend.plan)),
        ("milestone", words.text("Milestone"), len(trend.plan) > _ENDS),
        ("earlier", words.text("Earlier plan"), bool(trend.earlier)),
        ("baseline", words.text("Baseline"), bool(trend.plan)),
        ("goal", words.text("Goal"), bool(trend.plan)),
        ("level", words.text("Level to keep"), bool(trend.levels)),
        ("forecast", words.text("Forecast"), trend.forecast is not None),
        ("comment", words.text("Comment"), bool(trend.comments)),
    ]
    return [(look, name) for look, name, is_there in entries if is_there]


def _legend(screen: Screen, trend: Trend) -> Markup:
    """What the chart draws, each with its look."""
    items = [
        tag("li", tag("span", class_=f"swatch {look}", aria_hidden="true"), name)
        for look, name in _entries(screen, trend)
    ]
    unit = tag("li", screen.words.text("in {unit}", unit=trend.indicator.unit))
    return tag("ul", items, unit, class_="legend")


def _whose(screen: Screen, comment: Comment) -> str:
    """The period of a comment, and the place where it is one place's."""
    period = screen.words.period(comment.period)
    return f"{period} · {screen.place_name(comment.place)}" if comment.place else period


def _comments(screen: Screen, trend: Trend) -> Markup | None:
    """What places wrote beside their values, each with its date."""
    words = screen.words
    if not trend.comments:
        return None
    items = [
        tag(
            "li",
            tag("b", _whose(screen, comment)),
            ": ",
            comment.text,
        )
        for comment in trend.comments
    ]
    return join(tag("h3", words.text("Comments")), tag("ul", items, class_="notes"))


def _points(screen: Screen, trend: Trend) -> Markup:
    words, indicator = screen.words, trend.indicator
    actual = {point.period.end: point for point in trend.points}
    plan = {corner.period.end: corner.value for corner in trend.plan}

    def written(end: int) -> str:
        point = actual.get(end)
        value = amount(words, indicator, point.value if point else None)
        if point is not None and point.is_provisional:
            return words.text("{value} (provisional)", value=value)
        return value

    def reported(end: int) -> Child:
        period = actual[end].period if end in actual else None
        return traced(written(end), screen.view, indicator.code, period)

    columns = [
        Column(words.text("Period")),
        Column(words.text("Actual"), is_number=True),
        Column(words.text("Plan"), is_number=True),
    ]
    rows: list[list[Child]] = [
        [words.period(period), reported(end), amount(words, indicator, plan.get(end))]
        for end, period in _periods(trend)
    ]
    if trend.comments:
        columns.append(Column(words.text("Comment")))
        for row, (end, _) in zip(rows, _periods(trend), strict=True):
            row.append(_said(screen, trend, end))
    return table(words.text("Actual and plan by period"), columns, rows, "plain")


def _said(screen: Screen, trend: Trend, end: int) -> str:
    """The comments on a period, each with the place that it is of."""
    said = (
        f"{screen.place_name(one.place)}: {one.text}" if one.place else one.text
        for one in trend.comments
        if one.period.end == end
    )
    return " \N{EM DASH} ".join(said)


def _periods(trend: Trend) -> list[tuple[int, Period]]:
    """The periods of actual and plan, by their end."""
    periods = {corner.period.end: corner.period for corner in trend.plan}
    periods |= {point.period.end: point.period for point in trend.points}
    return sorted(periods.items())


def _sheet(screen: Screen, trend: Trend) -> Sheet:
    words, indicator, forecast = screen.words, trend.indicator, trend.forecast
    actual = {point.period.end: point for point in trend.points}
    plan = {corner.period.end: corner.value for corner in trend.plan}
    rows: list[list[Value]] = []
    for end, period in _periods(trend):
        point = actual.get(end)
        provisional = words.text("yes") if point is not None and point.is_provisional else None
        value = point.value if point else None
        said = _said(screen, trend, end) or None
        rows.append([period, value, provisional, plan.get(end), None, None, None, said])
    if forecast is not None:
        tail = [forecast.value, forecast.low, forecast.high]
        rows.append([forecast.at, None, None, None, *tail, None])
    titles = [
        words.text("Period"),
        words.text("Actual"),
        words.text("Provisional"),
        words.text("Plan"),
        words.text("Forecast"),
        words.text("Forecast, low"),
        words.text("Forecast, high"),
        words.text("Comment"),
    ]
    return Sheet(indicator.code, [Field(title) for title in titles], rows)
