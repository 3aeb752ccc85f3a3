"""The trend of one target: message, legend, chart, and the same as a table."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.charts import trend_chart
from dashboard.components import Column, amount, show, table
from dashboard.frame import Screen
from dashboard.lines import Trend
from dashboard.markup import Child, Markup, tag
from dashboard.words import Words
from indicators.model import Direction, Indicator

KEPT_CHARTS = 256

_ENDS = 2  # of a plan's path: the rest are milestones


def show_trend(screen: Screen, trend: Trend) -> None:
    words = screen.words
    message = _message(screen, trend)
    show(tag("section", tag("h2", message), _legend(screen, trend)))
    if not trend.points:
        show(tag("p", words.text("Nothing has been reported yet."), class_="quiet"))
        return
    alt = f"{words.name(trend.indicator.name)}. {_described(screen, trend)} {message}"
    st.vega_lite_chart(spec=_spec(screen, trend), width="stretch", alt=alt)
    with st.expander(words.text("The same as a table")):
        show(_points(screen, trend))


def _spec(screen: Screen, trend: Trend) -> dict[str, Any]:
    snapshot, view = screen.snapshot, screen.view
    key = (snapshot.state, snapshot.today, view.year, view.language, trend.indicator.code)
    return _written(key, trend, screen.words)


@st.cache_data(max_entries=KEPT_CHARTS, show_spinner=False)
def _written(key: tuple[object, ...], _trend: Trend, _words: Words) -> dict[str, Any]:  # noqa: ARG001
    """The chart in Vega-Lite, which Altair takes longest of all to write."""
    spec: dict[str, Any] = trend_chart(_trend, _words).to_dict()
    return spec


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
    return words.text(
        "Line chart: from {first} in {first_period} to {last} in {last_period}.",
        first=amount(words, indicator, first.value),
        first_period=first.period,
        last=amount(words, indicator, last.value),
        last_period=last.period,
    )


def _legend(screen: Screen, trend: Trend) -> Markup:
    """What the chart draws, each with its look; only what is there."""
    words = screen.words
    provisional = any(point.is_provisional for point in trend.points)
    entries = [
        ("actual", words.text("Actual"), bool(trend.points)),
        ("provisional", words.text("Provisional"), provisional),
        ("plan", words.text("Plan"), bool(trend.plan)),
        ("milestone", words.text("Milestone"), len(trend.plan) > _ENDS),
        ("baseline", words.text("Baseline"), bool(trend.plan)),
        ("goal", words.text("Goal"), bool(trend.plan)),
        ("level", words.text("Level to keep"), bool(trend.levels)),
        ("forecast", words.text("Forecast"), trend.forecast is not None),
    ]
    items = [
        tag("li", tag("span", class_=f"swatch {look}", aria_hidden="true"), name)
        for look, name, is_there in entries
        if is_there
    ]
    unit = tag("li", words.text("in {unit}", unit=trend.indicator.unit))
    return tag("ul", items, unit, class_="legend")


def _points(screen: Screen, trend: Trend) -> Markup:
    words, indicator = screen.words, trend.indicator
    periods = {corner.period.end: corner.period for corner in trend.plan}
    periods |= {point.period.end: point.period for point in trend.points}
    plan = {corner.period.end: amount(words, indicator, corner.value) for corner in trend.plan}
    actual = {}
    for point in trend.points:
        written = amount(words, indicator, point.value)
        if point.is_provisional:
            written = words.text("{value} (provisional)", value=written)
        actual[point.period.end] = written
    undefined = words.number(None)
    columns = [
        Column(words.text("Period")),
        Column(words.text("Actual"), is_number=True),
        Column(words.text("Plan"), is_number=True),
    ]
    rows: list[list[Child]] = [
        [words.period(periods[end]), actual.get(end, undefined), plan.get(end, undefined)]
        for end in sorted(periods)
    ]
    return table(words.text("Actual and plan by period"), columns, rows, "plain")
