"""What a reader chooses on a page: the moment, and one of many; and how fresh what is shown is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.components import link, strip
from dashboard.frame import Screen
from dashboard.location import View
from dashboard.markup import Markup, join, tag
from indicators.periods import QUARTERS_IN_A_YEAR, Period

WIDTH_OF_CHOICE = 560


def filters(screen: Screen) -> Markup:
    """The line with the moment to choose and the freshness of what is shown."""
    return tag(
        "div", tag("div", moments(screen), class_="moments"), freshness(screen), class_="filters"
    )


def moments(screen: Screen) -> Markup:
    """The years to choose from, and the quarters of the one that is shown.

    The running year is shown as of its latest period; a year's last quarter is the year.
    """
    snapshot, words, view = screen.snapshot, screen.words, screen.view
    shown = screen.standing.figures.as_of
    years = [
        (str(year), view.at_moment(Period.of(year)), year == shown.year) for year in snapshot.years
    ]
    quarters = []
    for number in range(1, QUARTERS_IN_A_YEAR + 1):
        quarter = Period.of(shown.year, 1, number)
        if quarter <= snapshot.latest:
            is_year = number == QUARTERS_IN_A_YEAR
            to = view.at_moment(Period.of(shown.year) if is_year else quarter)
            quarters.append((words.quarter(quarter), to, quarter == shown))
    return join(strip(words.text("Year"), years), strip(words.text("Quarter"), quarters))


def freshness(screen: Screen) -> Markup:
    """How fresh the figures are, how many values are owed, and whether they are made up."""
    words, standing = screen.words, screen.standing
    late = words.count("{n} late value", "{n} late values", standing.late)
    made_up = words.text("Illustrative data, as if today were {today}", today=screen.snapshot.today)
    return tag(
        "p",
        tag("span", made_up, class_="illustrative") if screen.snapshot.is_illustrative else None,
        tag("span", words.text("Figures as of {period}", period=standing.figures.as_of)),
        link(late, screen.view.to("reports")),
        class_="freshness",
    )


def choose(
    label: str,
    name: str,
    options: Sequence[str],
    chosen: str,
    names: Mapping[str, str],
    *,
    is_labelled: bool = False,
    resets: Sequence[str] = (),
) -> None:
    """A box to choose one of many from; the choice goes into the address.

    The address alone holds the choice: the box is set from it before it is drawn, and
    writes to it when it is changed. ``resets`` are names that a new choice takes out of it.
    """
    key = f"choose_{name}"
    st.session_state[key] = chosen

    def go() -> None:
        st.query_params[name] = st.session_state[key]
        for other in resets:
            st.query_params.pop(other, None)

    st.selectbox(
        label,
        options,
        key=key,
        format_func=names.__getitem__,
        on_change=go,
        label_visibility="visible" if is_labelled else "collapsed",
        width=WIDTH_OF_CHOICE,
    )


def forms(label: str, choices: Sequence[tuple[str, View]], chosen: View) -> Markup:
    """Links to the other forms of what is shown, such as chart and table."""
    return strip(label, [(text, to, to == chosen) for text, to in choices], kind="forms")
