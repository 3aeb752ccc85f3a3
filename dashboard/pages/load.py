"""Workbooks in: drop them, see what they would change, accept them, take them back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import outcomes
from dashboard.accepting import (
    EFFECTIVE_FROM,
    do,
    forget_what_was_said,
    offer_to_accept,
    say_what_was_done,
)
from dashboard.access import Access
from dashboard.choosing import choose, have_looked_at, shown_paper, tray_of_session
from dashboard.closing import show_closing
from dashboard.components import notice, show
from dashboard.correcting import correct
from dashboard.desk import Desk
from dashboard.effects import effects_of
from dashboard.frame import draw_bare, for_visitors
from dashboard.loaded import show_loaded
from dashboard.location import View
from dashboard.markup import tag
from dashboard.outgoing import offer_returned, offer_strategy, offer_template
from dashboard.reading import moment_of, read_snapshot
from dashboard.review import review
from dashboard.rights import Right
from dashboard.strategy_review import strategy_effects
from dashboard.submitted import show_submissions
from dashboard.tray import Paper, Tray
from dashboard.words import Words
from data.review import Submission
from indicators.model import Observation
from loaders.mapping import TableMapping
from loaders.preview import Preview, by_rule


def load_page(view: View, words: Words, access: Access) -> None:
    desk = Desk(view, words, access, access.to(Right.LOAD).strategy_history().latest)
    show(tag("h1", words.text("Load data")), tag("p", _who(desk), class_="quiet"))
    with st.container():  # there with or without a sentence: what is unfolded below stays so
        say_what_was_done(desk)
    offer_template(desk)
    _workbooks(desk, tray_of_session())
    show_submissions(desk, partial(_publish, desk), partial(_give_back, desk))
    offer_strategy(desk)
    show_closing(desk, partial(do, desk))
    show_loaded(desk, partial(_undo, desk))


def _who(desk: Desk) -> str:
    """Under which name it is recorded, and for which places."""
    words, person = desk.words, desk.access.person
    recorded = words.text("Everything you accept is recorded as done by {user}.", user=person.name)
    if person.places is None:
        return recorded
    places = tuple(desk.place_name(code) for code in sorted(person.places))
    return f"{recorded} {words.text('You report for {places}.', places=places)}"


def _workbooks(desk: Desk, tray: Tray) -> None:
    """Choose workbooks, wait for what is in them, and review one after the other."""
    choose(desk, tray)
    have_looked_at(desk, tray)
    if not tray.waiting:
        forget_what_was_said()
    shown = shown_paper(desk, tray.looked_at)
    if shown is not None:
        _review(desk, tray, shown)


def _review(desk: Desk, tray: Tray, paper: Paper) -> None:
    words, found = desk.words, paper.preview
    show(tag("h2", paper.file_name))
    if paper.error is not None:
        show(notice(tag("p", words.error(for_visitors(paper.error))), kind="problem"))
    if found is not None and found.fatal is not None:
        show(notice(tag("p", words.fatal(found.fatal)), kind="problem"))
    elif found is not None:
        review(desk, found)
        offer_returned(words, paper.file_name, paper.content, found)
        if not _says_nothing_new(desk, found):
            offer_to_accept(desk, tray, paper)
    if found is not None and found.tops:
        correct(desk, found, partial(_read_again, tray, paper))
    st.button(words.text("Put this workbook aside"), on_click=tray.take_out, args=([paper],))


def _says_nothing_new(desk: Desk, found: Preview) -> bool:
    """Show what a later strategy would change; whether that is nothing, from whenever on."""
    if found.strategy is None or desk.strategy is None:
        return False
    snapshot, chosen = read_snapshot(desk.access), st.session_state.get(EFFECTIVE_FROM)
    since = chosen or by_rule(found.strategy, snapshot.history, snapshot.today)
    effects = effects_of(snapshot, found.strategy, since)
    show(strategy_effects(desk, effects))
    return effects.are_none and chosen is None


def _read_again(tray: Tray, paper: Paper, mappings: list[TableMapping]) -> None:
    """Look at a workbook as a person says that it is to be read."""
    tray.put(paper.again(mappings))


def _publish(desk: Desk, one: Submission, values: Sequence[Observation], note: str) -> None:
    def publish() -> str:
        number = desk.access.publish(one.import_id, values, moment_of(desk.access).at, note)
        return outcomes.published(desk.words, one, len(values), number)

    do(desk, publish)


def _give_back(desk: Desk, one: Submission, values: Sequence[Observation], note: str) -> None:
    def give_back() -> str:
        desk.access.give_back(one.import_id, values, moment_of(desk.access).at, note)
        return outcomes.returned(desk.words, one, len(values))

    do(desk, give_back)


def _undo(desk: Desk, import_id: int, reason: str) -> None:
    def undo() -> str:
        desk.access.undo(import_id, moment_of(desk.access).at, reason)
        return desk.words.text("Import {import_id!s} was undone.", import_id=import_id)

    do(desk, undo)


draw_bare("load", load_page)
