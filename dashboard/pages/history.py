"""What was ever done, by whom, when and why; and the workbooks as they were handed in."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.access import Access
from dashboard.components import link, notice, show
from dashboard.desk import Desk
from dashboard.downloads import offer_list
from dashboard.events_told import event_sheet, event_table
from dashboard.filters import choose
from dashboard.frame import draw_bare
from dashboard.location import View
from dashboard.markup import tag
from dashboard.rights import Right
from dashboard.words import Words
from data.events import Asked, Event, EventKind

MOST_EVENTS = 50
"""So many are shown; the earlier ones are a click away, and all of them are in the file."""

FILE = "application/octet-stream"


def history_page(view: View, words: Words, access: Access) -> None:
    desk = Desk(view, words, access, access.to(Right.SEE_HISTORY).strategy_history().latest)
    show(tag("h1", words.text("History")))
    if view.number is not None:
        _one(desk, view.number)
        return
    asked = _choose(desk)
    found = access.events(asked, MOST_EVENTS)
    if not found.shown:
        show(tag("p", words.text("Nothing that fits was ever done."), class_="quiet"))
        return
    said = words.count("{n} entry", "{n} entries", found.in_all)
    show(tag("p", said, class_="quiet"), event_table(desk, found.shown))
    last = found.shown[-1].number
    whole = replace(asked, before=None)
    if access.events(replace(asked, before=last), 1).shown:
        show(tag("p", link(words.text("Earlier ones"), replace(view, before=last))))
    offer_list(words, "history", lambda: event_sheet(desk, access.events(whole).shown))


def _choose(desk: Desk) -> Asked:
    """What the boxes and the address ask for."""
    words, view = desk.words, desk.view
    strategy = desk.strategy
    kinds = {kind.value: words.event_kind(kind) for kind in EventKind}
    people = {name: name for name in desk.access.to(Right.SEE_HISTORY).people()}
    places = {code: desk.place_name(code) for code in (strategy.place if strategy else ())}
    targets = {code: desk.indicator_name(code) for code in (strategy.indicator if strategy else ())}
    with st.container(horizontal=True):
        kind = _one_or_all(words.text("What"), words.text("Everything"), "kind", kinds, view.kind)
        by = _one_or_all(words.text("Who"), words.text("Everybody"), "who", people, view.who)
        place = _one_or_all(
            words.text("Place"), words.text("All places"), "country", places, view.country
        )
        target = _one_or_all(
            words.text("Target"), words.text("All targets"), "target", targets, view.target
        )
    return Asked(EventKind(kind) if kind else None, by, place, target, before=view.before)


def _one_or_all(
    label: str, whatever: str, name: str, names: dict[str, str], chosen: str | None
) -> str | None:
    """A box with its label; None: whatever it is."""
    known = chosen if chosen in names else ""
    options = {"": whatever, **names}
    choose(label, name, list(options), known, options, is_labelled=True, resets=("before",))
    return known or None


def _one(desk: Desk, number: int) -> None:
    """One entry, and its workbook for those who may have it."""
    words = desk.words
    found = desk.access.events(Asked(number=number), 1).shown
    back = link(words.text("The whole history"), replace(desk.view, number=None))
    if not found:
        text = words.text("Nothing was done under the number {number!s}.", number=number)
        show(notice(tag("p", text), tag("p", back), kind="problem"))
        return
    (one,) = found
    show(event_table(desk, found), tag("p", back))
    _offer_original(desk, one)


def _offer_original(desk: Desk, one: Event) -> None:
    words, access = desk.words, desk.access
    if not one.sha256:
        return
    if not access.may_fetch(one.sha256):
        text = words.text(
            "The workbook itself is for editors, and for those who report for all of its places."
        )
        show(tag("p", text, class_="quiet"))
        return
    st.download_button(
        words.text("Download {file} as it was handed in", file=one.file_name),
        lambda: access.original(one.sha256),
        one.file_name,
        FILE,
        key=f"original {one.number}",
        on_click="ignore",
        icon=":material/download:",
    )


draw_bare("history", history_page)
