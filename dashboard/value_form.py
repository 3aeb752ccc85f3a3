"""Correct or withdraw one value where it is seen, without a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from dashboard.components import notice, show
from dashboard.frame import Screen, for_visitors
from dashboard.markup import tag
from dashboard.reading import moment_of, read_lineage
from dashboard.rights import Right
from data.errors import MegaError
from data.records import Lineage, ReportedValue
from indicators.model import Indicator, Measure
from indicators.periods import Period
from loaders.problems import Severity
from loaders.single import Single

DONE = "what became of a corrected value"
"""Name in the session's state: sentences for the next run, and whether they are good news."""


def show_value_form(screen: Screen, indicator: Indicator, period: Period) -> None:
    """On a target's page: for those who may load values of a place that reported for a period."""
    words = screen.words
    _say_what_was_done()
    held = _held(screen, indicator.code, period)
    if not held:
        return
    with st.expander(words.text("Correct or withdraw a value of {period}", period=period)):
        key = f"mend {indicator.code} {period.code}"
        place = st.selectbox(
            words.text("Place"), list(held), format_func=screen.place_name, key=key
        )
        _form(screen, indicator, held[place])


def show_value_form_of(screen: Screen, place: str, latest: Mapping[str, Period]) -> None:
    """On a place's page: the latest value of one target; ``latest`` has its period by target."""
    words, strategy = screen.words, screen.standing.strategy
    _say_what_was_done()
    if not latest or not screen.access.person.may_load(place):
        return
    names = {code: words.name(strategy.indicator[code].name) for code in latest}
    with st.expander(words.text("Correct or withdraw one of these values")):
        target = st.selectbox(
            words.text("Target"),
            list(names),
            format_func=lambda code: f"{code} · {names[code]}",
            key=f"mend {place}",
        )
        now = _held(screen, target, latest[target]).get(place)
        if now is not None:
            _form(screen, strategy.indicator[target], now)


def _held(screen: Screen, target: str, period: Period) -> dict[str, Lineage]:
    """What counts of a target and period, by the places that the person may load."""
    person = screen.access.person
    if not person.may(Right.LOAD):
        return {}
    return {
        one.place: one
        for one in read_lineage(screen.access, target, period)
        if one.in_force and one.measure is Measure.ACTUAL and person.may_load(one.place)
    }


def _say_what_was_done() -> None:
    """What became of the value before."""
    with st.container():  # there with or without a sentence, so that the form stays unfolded
        sentences, is_good = st.session_state.pop(DONE, ((), True))
        if sentences:
            kind = "good" if is_good else "problem"
            show(notice([tag("p", one) for one in sentences], kind=kind))


def _form(screen: Screen, indicator: Indicator, now: Lineage) -> None:
    words, place, period = screen.words, now.place, now.period
    key = f"{indicator.code} {period.code} {place}"
    counts = words.text(
        "Counts now for {period}: {value} {unit}",
        period=period,
        value=now.value,
        unit=indicator.unit,
    )
    show(tag("p", counts, class_="quiet"))
    value = st.text_input(words.text("New value"), key=f"mend value {key}")
    numerator = denominator = ""
    if now.denominator is not None:
        numerator = st.text_input(words.text("Numerator"), key=f"mend top {key}")
        denominator = st.text_input(words.text("Denominator"), key=f"mend below {key}")
    reason = st.text_input(words.text("Why it is corrected"), key=f"mend why {key}")
    one = Single(indicator.code, place, period, value, numerator, denominator)
    is_written = bool(value.strip() or numerator.strip() or denominator.strip())
    st.button(
        words.text("Correct this value"),
        type="primary",
        disabled=not (is_written and reason.strip()),
        on_click=_do,
        args=(screen, partial(_correct, screen, one, reason)),
    )
    st.button(
        words.text("Withdraw this value"),
        disabled=not reason.strip(),
        on_click=_do,
        args=(screen, partial(_withdraw, screen, now, reason)),
    )


def _do(screen: Screen, work: Callable[[], tuple[Sequence[str], bool]]) -> None:
    try:
        st.session_state[DONE] = work()
    except MegaError as error:
        st.session_state[DONE] = ([screen.words.error(for_visitors(error))], False)


def _correct(screen: Screen, one: Single, reason: str) -> tuple[Sequence[str], bool]:
    """What is said of it: the problems that it has, and what became of it."""
    words, access = screen.words, screen.access
    found, number = access.correct(one, moment_of(access), reason)
    if found.fatal:
        return [words.fatal(found.fatal)], False
    said = [words.problem(p) for p in found.problems if p.severity is not Severity.NOTICE]
    if found.has_errors:
        return said, False
    if number is None:
        return [words.text("This is the value that counts already.")], True
    done = words.text(
        "The value was corrected as import {number!s}. On the load page it can be undone.",
        number=number,
    )
    if access.is_reviewed:
        done = words.text(
            "The value was submitted as number {number!s}. It counts once an editor has "
            "published it.",
            number=number,
        )
    return [done, *said], True


def _withdraw(screen: Screen, now: Lineage, reason: str) -> tuple[Sequence[str], bool]:
    value = ReportedValue(now.import_id, now.indicator, now.place, now.period, now.measure)
    screen.access.withdraw(value, moment_of(screen.access).at, reason)
    done = screen.words.text("The value was withdrawn. On the load page that can be undone.")
    return [done], True
