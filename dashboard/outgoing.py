"""What the load page hands out: the template to fill in, and the workbook with its problems."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components import show
from dashboard.desk import Desk
from dashboard.downloads import XLSX
from dashboard.frame import LANGUAGE_NAMES
from dashboard.markup import tag
from dashboard.reading import moment_of
from dashboard.rights import Right
from dashboard.words import Words, words_in
from dashboard.workbooks import (
    exported_strategy,
    returned_name,
    returned_workbook,
    template_name,
    template_workbook,
)
from indicators.model import Strategy, StrategyHistory
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from loaders.due import due, plan_years
from loaders.preview import Preview

_QUARTERS_BACK = 2 * QUARTERS_IN_A_YEAR


def offer_returned(words: Words, file_name: str, content: bytes, found: Preview) -> None:
    """The workbook under review with every problem marked; nothing where it has none."""
    if not found.problems:
        return
    st.download_button(
        words.text("Download the workbook with its problems marked"),
        partial(returned_workbook, content, found.problems, words),
        returned_name(file_name, words),
        XLSX,
        key="marked workbook",
        on_click="ignore",
        icon=":material/download:",
    )


def offer_strategy(desk: Desk) -> None:
    """For editors: the present strategy, to be changed and loaded again."""
    words = desk.words
    if desk.strategy is None or not desk.access.person.may(Right.STEER):
        return
    st.download_button(
        words.text("Download the strategy, to change it and load it again"),
        lambda: exported_strategy(desk.access.to(Right.STEER), moment_of(desk.access).today),
        words.text("Strategy.xlsx"),
        XLSX,
        key="strategy",
        on_click="ignore",
        icon=":material/download:",
    )


def offer_template(desk: Desk) -> None:
    """The template of a quarter; nothing before the first strategy was loaded."""
    words, strategy = desk.words, desk.strategy
    if strategy is None:
        return
    history = desk.access.to(Right.LOAD).strategy_history()
    with st.expander(words.text("Template to fill in")):
        quarter = st.selectbox(
            words.text("Period"),
            _quarters(history, Period.quarter_of(moment_of(desk.access).today)),
            index=1,
            format_func=words.period,
            key="period of the template",
        )
        place = st.selectbox(
            words.text("Place"),
            _places(desk, strategy),
            format_func=lambda code: desk.place_name(code) if code else words.text("Any place"),
            key="place of the template",
        )
        language = st.selectbox(
            words.text("Language"),
            list(LANGUAGE_NAMES),
            index=list(LANGUAGE_NAMES).index(words.language),
            format_func=LANGUAGE_NAMES.__getitem__,
            key="language of the template",
        )
        _offer_template(desk, history, quarter, place, words_in(language))


def _offer_template(
    desk: Desk, history: StrategyHistory, quarter: Period, place: str | None, words: Words
) -> None:
    count = len(due(history, quarter, place))
    asked = desk.words.count("{n} indicator is due.", "{n} indicators are due.", count)
    show(tag("p", asked, class_="quiet"))
    if count:
        st.download_button(
            desk.words.text("Download the template"),
            lambda: template_workbook(desk.access.to(Right.LOAD), quarter, place, words),
            template_name(quarter, place, words),
            XLSX,
            key="template",
            on_click="ignore",
            icon=":material/download:",
        )


def _places(desk: Desk, strategy: Strategy) -> list[str | None]:
    """Any place or one of all; of staff, those that they report for."""
    own = desk.access.person.places
    if own is None:
        return [None, *strategy.place]
    return [code for code in strategy.place if code in own]


def _quarters(history: StrategyHistory, current: Period) -> list[Period]:
    """The quarter that runs and some before it, the latest first, within the plans' years."""
    first, last = plan_years(history)
    latest = min(current, Period.of(last).last_quarter)
    found = [latest.shifted(-n) for n in range(_QUARTERS_BACK)]
    return [quarter for quarter in found if quarter.year >= first] or [Period.of(first, 1)]
