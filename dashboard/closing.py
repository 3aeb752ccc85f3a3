"""Closing periods: an editor closes, reopens, and grants exemptions from what is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard import outcomes
from dashboard.components import show
from dashboard.desk import Desk
from dashboard.markup import tag
from dashboard.reading import moment_of
from dashboard.rights import Right
from data.errors import MegaError
from data.locks import Exemption
from indicators.periods import QUARTERS_IN_A_YEAR, Period

Do = Callable[[Callable[[], str]], None]
"""Does what somebody clicked and says the sentence that it gives, or the error."""


def show_closing(desk: Desk, do: Do) -> None:
    """For editors: which quarters are closed, and what can be done about it."""
    if desk.strategy is None or not desk.access.person.may(Right.STEER):
        return
    words, today = desk.words, moment_of(desk.access).today
    closed = sorted(desk.access.to(Right.STEER).basis(today).locks.closed, reverse=True)
    with st.expander(words.text("Close a period, or let somebody change a closed one")):
        told = words.text("Closed: {periods}.", periods=tuple(closed)) if closed else None
        show(tag("p", told or words.text("No period is closed."), class_="quiet"))
        _close(desk, today, closed, do)
        if closed:
            _exempt(desk, today, closed, do)


def _close(desk: Desk, today: date, closed: list[Period], do: Do) -> None:
    words = desk.words
    over = _quarters(desk, today)
    if not over:
        return
    chosen = st.selectbox(
        words.text("Period to close or reopen"),
        over,
        format_func=words.period,
        key="period to close or reopen",
    )
    reason = st.text_input(
        words.text("Why it is closed or reopened"), key="reason of the closing"
    ).strip()
    is_closed = chosen in closed
    store = desk.access.to(Right.STEER)

    def decide() -> str:
        by, at = desk.access.signature, moment_of(desk.access).at
        if is_closed:
            store.reopen_period(chosen, by, at, reason)
            return outcomes.reopened(words, chosen)
        desk.access.close(chosen, moment_of(desk.access), reason)
        return outcomes.closed(words, chosen)

    label = words.text("Reopen this period") if is_closed else words.text("Close this period")
    st.button(label, on_click=do, args=(decide,))


def _quarters(desk: Desk, today: date) -> list[Period]:
    """The plan's quarters that are over, the latest first."""
    if desk.strategy is None:
        return []
    plan = desk.strategy.plan
    years = range(plan.start_year, plan.vision_year + 1)
    quarters = [Period.of(year, 1, n + 1) for year in years for n in range(QUARTERS_IN_A_YEAR)]
    return [one for one in reversed(quarters) if one.last_day < today]


def _exempt(desk: Desk, today: date, closed: list[Period], do: Do) -> None:
    """Names the place, the target, the reason and the last day."""
    words, strategy = desk.words, desk.strategy
    if strategy is None:
        return
    show(tag("h3", words.text("Let a place change what it reported")))
    quarter = st.selectbox(
        words.text("Closed period"), closed, format_func=words.period, key="exempt period"
    )
    place = st.selectbox(
        words.text("Place"),
        [one.code for one in strategy.places],
        format_func=desk.place_name,
        key="exempt place",
    )
    target = st.selectbox(
        words.text("Target"),
        [one.code for one in strategy.indicators],
        format_func=desk.indicator_name,
        key="exempt target",
    )
    until = st.date_input(words.text("Last day"), value=None, min_value=today, key="exempt until")
    reason = st.text_input(words.text("Why the exemption is granted"), key="exempt reason").strip()

    def grant() -> str:
        if until is None:
            raise MegaError("exemption_without_day")
        exemption = Exemption(quarter, place, target, until, reason)
        desk.access.grant(exemption, moment_of(desk.access).at)
        return outcomes.exempted(words, desk.place_name(place), target, quarter, until)

    st.button(words.text("Grant this exemption"), on_click=do, args=(grant,))
