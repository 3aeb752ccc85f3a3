"""Commentary on a target's page: read by everybody, written where the number is seen."""

from __future__ import annotations

import streamlit as st

from dashboard.components import notice, show
from dashboard.frame import Screen, for_visitors
from dashboard.markup import Child, Markup, tag
from dashboard.reading import moment_of
from dashboard.standing import needs_commentary
from data.commentary import LONGEST, Commentary
from data.errors import MegaError
from indicators.model import Indicator
from indicators.periods import Period

REFUSED = "why a commentary was not kept"
"""Name in the session's state: the sentence for the next run."""


def show_commentary(screen: Screen, indicator: Indicator) -> None:
    """That of the quarter shown, the one before it, and for those who may a form."""
    words, quarter = screen.words, screen.standing.figures.as_of
    now = screen.snapshot.commentary.get((indicator.code, quarter))
    before = _before(screen, indicator.code, quarter)
    may_write = screen.access.may_comment(indicator.code)
    is_asked = now is None and needs_commentary(screen.standing, indicator.code)
    refused = st.session_state.pop(REFUSED, None)
    asked = words.text("Nobody has said yet why, and what is done about it.")
    if now or before or is_asked:
        show(
            tag(
                "section",
                tag("h2", words.text("Commentary")),
                tag("p", asked, class_="quiet") if is_asked else None,
                _told(screen, now) if now else None,
                _told(screen, before) if before else None,
                id="commentary",
            )
        )
    if refused:
        show(notice(tag("p", refused), kind="problem"))
    if may_write:
        _form(screen, indicator.code, quarter, now)


def first_line(screen: Screen, code: str) -> str:
    """The cause that was given for the quarter shown; empty where none was."""
    found = screen.snapshot.commentary.get((code, screen.standing.figures.as_of))
    return found.cause if found else ""


def _before(screen: Screen, code: str, quarter: Period) -> Commentary | None:
    """The latest before the quarter."""
    earlier = [
        one
        for (target, period), one in screen.snapshot.commentary.items()
        if target == code and period.end < quarter.end
    ]
    return max(earlier, key=lambda one: one.quarter.end, default=None)


def _told(screen: Screen, one: Commentary) -> Markup:
    words = screen.words
    facts: list[tuple[str, str]] = [(words.text("Cause"), one.cause)]
    if one.action:
        facts.append((words.text("Action"), one.action))
    if one.responsible:
        facts.append((words.text("Responsible"), one.responsible))
    if one.due:
        facts.append((words.text("By when"), words.day(one.due)))
    items: list[Child] = [tag("div", tag("dt", name), tag("dd", text)) for name, text in facts]
    return tag(
        "section",
        tag("h3", words.period(one.quarter)),
        tag("dl", items, class_="said"),
        tag("p", tag("small", _author(screen, one)), class_="quiet"),
    )


def _author(screen: Screen, one: Commentary) -> str:
    if not one.by or one.at is None:
        return ""
    return screen.words.text("{user}, {day}", user=one.by, day=one.at.date())


def _form(screen: Screen, code: str, quarter: Period, now: Commentary | None) -> None:
    words, key = screen.words, f"{code} {quarter.code}"
    label = words.text("Write a commentary for {period}", period=quarter)
    with st.expander(label), st.form(f"commentary {key}", border=False):
        cause = st.text_area(
            words.text("Cause: why does it stand so?"),
            now.cause if now else "",
            max_chars=LONGEST,
            key=f"cause {key}",
        )
        action = st.text_area(
            words.text("Action: what is done about it?"),
            now.action if now else "",
            max_chars=LONGEST,
            key=f"action {key}",
        )
        responsible = st.text_input(
            words.text("Responsible"), now.responsible if now else "", key=f"responsible {key}"
        )
        due = st.date_input(words.text("By when"), now.due if now else None, key=f"due {key}")
        if st.form_submit_button(words.text("Keep this commentary"), type="primary"):
            _write(screen, Commentary(code, quarter, cause, action, responsible, due or None))


def _write(screen: Screen, one: Commentary) -> None:
    access = screen.access
    try:
        access.comment(one, moment_of(access).at)
    except MegaError as error:
        st.session_state[REFUSED] = screen.words.error(for_visitors(error))
    st.rerun()
