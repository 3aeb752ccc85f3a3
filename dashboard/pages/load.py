"""Workbooks in: choose one, see what it would change, accept it, take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard import outcomes
from dashboard.access import Access
from dashboard.closing import show_closing
from dashboard.components import link, notice, show
from dashboard.correcting import correct
from dashboard.frame import draw_bare, for_visitors
from dashboard.history import show_history
from dashboard.location import View
from dashboard.markup import tag
from dashboard.outgoing import offer_returned, offer_template
from dashboard.reading import moment_of
from dashboard.review import LARGEST_UPLOAD_MB, Desk, review
from dashboard.rights import Right
from dashboard.submitted import show_submissions
from dashboard.words import Words
from data.errors import MegaError
from data.review import Submission
from indicators.model import Observation
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from loaders.mapping import TableMapping
from loaders.preview import Preview
from loaders.read import SUFFIXES

STAGED = "staged workbook"
DONE = "what was done"
CHOICE = "number of the choice"
REASON = "reason of the import"
EFFECTIVE_FROM = "period the strategy takes effect from"
"""Names in the session's state, which outlives leaving the page: nothing begun is lost."""

KINDS_OF_FILES = [suffix.removeprefix(".") for suffix in SUFFIXES]


@dataclass(frozen=True)
class Staged:
    """A workbook that was chosen and neither accepted nor put aside."""

    file_name: str
    content: bytes
    preview: Preview


@dataclass(frozen=True)
class Done:
    """What the last click did, in a sentence."""

    sentence: str
    is_good: bool


def load_page(view: View, words: Words, access: Access) -> None:
    desk = Desk(view, words, access, access.to(Right.LOAD).strategy_history().latest)
    show(tag("h1", words.text("Load data")), tag("p", _who(desk), class_="quiet"))
    with st.container():  # there with or without a sentence: what is unfolded below stays so
        _say_what_was_done(desk)
    offer_template(desk)
    _choose(desk)
    staged = st.session_state.get(STAGED)
    if staged is not None:
        _review(desk, staged)
    show_submissions(desk, partial(_publish, desk), partial(_give_back, desk))
    show_closing(desk, partial(_do, desk))
    show_history(desk, partial(_undo, desk))


def _who(desk: Desk) -> str:
    """Under which name it is recorded, and for which places."""
    words, person = desk.words, desk.access.person
    recorded = words.text("Everything you accept is recorded as done by {user}.", user=person.name)
    if person.places is None:
        return recorded
    places = tuple(desk.place_name(code) for code in sorted(person.places))
    return f"{recorded} {words.text('You report for {places}.', places=places)}"


def _say_what_was_done(desk: Desk) -> None:
    done = st.session_state.pop(DONE, None)
    if done is None:
        return
    further = link(desk.words.text("See the overview"), desk.view.to("panorama"))
    show(
        notice(
            tag("p", done.sentence),
            tag("p", further) if done.is_good else None,
            kind="good" if done.is_good else "problem",
        )
    )


def _choose(desk: Desk) -> None:
    """A box for a workbook; a new one takes the place of the one under review."""
    choice = st.session_state.setdefault(CHOICE, 0)
    label = desk.words.text("Choose a workbook")
    _translate_box(desk.words)
    chosen = st.file_uploader(
        label,
        type=KINDS_OF_FILES,
        max_upload_size=LARGEST_UPLOAD_MB,
        key=f"workbook {choice}",
    )
    if chosen is None:
        return
    staged, content = st.session_state.get(STAGED), chosen.getvalue()
    if staged is None or (staged.file_name, staged.content) != (chosen.name, content):
        _stage(desk, chosen.name, content)


def _translate_box(words: Words) -> None:
    """What the box says itself, handed to the style sheet."""
    said = {
        "choose-a-file": words.text("Choose a file"),
        "which-files": words.text(
            ".xlsx, .xlsm, .xls, .ods or .csv, at most {n} MB", n=LARGEST_UPLOAD_MB
        ),
    }
    variables = "".join(f'--{name}: "{text}";' for name, text in said.items())
    st.html(f"<style>:root {{{variables}}}</style>")


def _stage(
    desk: Desk, file_name: str, content: bytes, mappings: Sequence[TableMapping] = ()
) -> None:
    found = desk.access.preview(content, file_name, moment_of(desk.access), mappings)
    st.session_state[STAGED] = Staged(file_name, content, found)


def _read_again(desk: Desk, staged: Staged, mappings: list[TableMapping]) -> None:
    """Preview the workbook as a person says that it is to be read."""
    try:
        _stage(desk, staged.file_name, staged.content, mappings)
    except MegaError as error:
        st.session_state[DONE] = Done(desk.words.error(for_visitors(error)), is_good=False)


def _put_aside() -> None:
    st.session_state.pop(STAGED, None)
    st.session_state.pop(REASON, None)
    st.session_state[CHOICE] += 1


def _review(desk: Desk, staged: Staged) -> None:
    words, found = desk.words, staged.preview
    show(tag("h2", staged.file_name))
    if found.fatal is None:
        show(review(desk, found))
        offer_returned(words, staged.file_name, staged.content, found)
        _accept_buttons(desk, staged)
    else:
        show(notice(tag("p", words.fatal(found.fatal)), kind="problem"))
    if found.tops:
        correct(desk, found, partial(_read_again, desk, staged))
    st.button(words.text("Put this workbook aside"), on_click=_put_aside)


def _accept_buttons(desk: Desk, staged: Staged) -> None:
    words, found = desk.words, staged.preview
    st.text_input(words.text("Reason"), key=REASON)
    if found.strategy is not None:
        _choose_effective_from(desk, found)
    if not found.has_errors:
        _accept_button(desk, staged, words.text("Accept"), only_valid=False)
    elif found.kind == "values" and found.observations:
        label = words.count(
            "Accept only the {n} valid value",
            "Accept only the {n} valid values",
            len(found.observations),
        )
        _accept_button(desk, staged, label, only_valid=True)


def _accept_button(desk: Desk, staged: Staged, label: str, *, only_valid: bool) -> None:
    st.button(label, type="primary", on_click=_accept, args=(desk, staged, only_valid))


def _choose_effective_from(desk: Desk, found: Preview) -> None:
    words = desk.words
    if found.strategy is None:
        return
    plan = found.strategy.plan
    first = Period.of(plan.start_year, 1)
    count = (plan.end_year - plan.start_year + 1) * QUARTERS_IN_A_YEAR
    by_rule = words.text("By the rule: a new plan from its first quarter, else from this one")
    st.selectbox(
        words.text("Takes effect from"),
        [None, *(first.shifted(n) for n in range(count))],
        format_func=lambda quarter: words.period(quarter) if quarter else by_rule,
        key=EFFECTIVE_FROM,
    )


def _accept(desk: Desk, staged: Staged, only_valid: bool) -> None:
    words = desk.words
    try:
        import_id = desk.access.accept(
            staged.preview,
            staged.content,
            staged.file_name,
            moment_of(desk.access),
            reason=str(st.session_state[REASON]).strip(),
            accept_valid=only_valid,
            effective_from=st.session_state.get(EFFECTIVE_FROM),
        )
    except MegaError as error:
        st.session_state[DONE] = Done(words.error(for_visitors(error)), is_good=False)
        with suppress(MegaError):  # the right to preview it may be gone as well
            _stage(desk, staged.file_name, staged.content, staged.preview.mappings)
        return
    st.session_state[DONE] = Done(_accepted(desk, staged, import_id), is_good=True)
    _put_aside()


def _accepted(desk: Desk, staged: Staged, import_id: int | None) -> str:
    """What became of a workbook that was accepted."""
    words, told = desk.words, {"file": staged.file_name, "import_id": import_id}
    if import_id is None:
        return words.text("{file} says nothing new; nothing was written.", file=staged.file_name)
    if staged.preview.kind == "values" and desk.access.is_reviewed:
        return words.text(
            "{file} was submitted as number {import_id!s}. It counts once an editor has "
            "published it.",
            **told,
        )
    return words.text("{file} was accepted as import {import_id!s}.", **told)


def _publish(desk: Desk, one: Submission, values: Sequence[Observation], note: str) -> None:
    def publish() -> str:
        number = desk.access.publish(one.import_id, values, moment_of(desk.access).at, note)
        return outcomes.published(desk.words, one, len(values), number)

    _do(desk, publish)


def _give_back(desk: Desk, one: Submission, values: Sequence[Observation], note: str) -> None:
    def give_back() -> str:
        desk.access.give_back(one.import_id, values, moment_of(desk.access).at, note)
        return outcomes.returned(desk.words, one, len(values))

    _do(desk, give_back)


def _do(desk: Desk, work: Callable[[], str]) -> None:
    """Do what somebody clicked, and keep what is said of it for the next run."""
    try:
        st.session_state[DONE] = Done(work(), is_good=True)
    except MegaError as error:
        st.session_state[DONE] = Done(desk.words.error(for_visitors(error)), is_good=False)


def _undo(desk: Desk, import_id: int, reason: str) -> None:
    def undo() -> str:
        desk.access.undo(import_id, moment_of(desk.access).at, reason)
        return desk.words.text("Import {import_id!s} was undone.", import_id=import_id)

    _do(desk, undo)


draw_bare("load", load_page)
