"""What was submitted: editors publish or return it, and staff see what became of theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.components import Column, show, table
from dashboard.data_files import Field, Sheet
from dashboard.desk import Desk
from dashboard.downloads import offer_list
from dashboard.markup import Child, Markup, join, tag
from dashboard.review import key_cells, key_columns
from dashboard.rights import Right
from dashboard.values_told import difference, new_number, old_number
from dashboard.words import Words
from data.records import Change
from data.review import ReviewState, Submission
from indicators.model import Observation

MOST_SUBMISSIONS = 12
"""So many are shown of those in which nothing awaits review any more."""

MOST_ROWS = 100

Decide = Callable[[Submission, Sequence[Observation], str], None]
"""Takes a submission, the chosen values of it, and what is said of them."""


def show_submissions(desk: Desk, publish: Decide, give_back: Decide) -> None:
    """Nothing where nobody ever submitted anything."""
    words, found = desk.words, desk.access.submissions()
    if not found:
        return
    title = words.text("Submitted values")
    show(tag("h2", title), _summary(desk, title, found))
    waiting = [one for one in found if one.awaiting]
    if desk.access.person.may(Right.STEER):
        for one in waiting:
            _decide(desk, one, publish, give_back)


def _summary(desk: Desk, title: str, found: Sequence[Submission]) -> Markup:
    """Each submission with what became of its values; what awaits review is never left out."""
    words = desk.words
    columns = [
        Column(words.text("File")),
        Column(words.text("Submission"), is_number=True),
        Column(words.text("Submitted")),
        Column(words.text("State")),
        Column(words.text("What to mend")),
    ]
    settled = [one for one in found if not one.awaiting]
    shown = [one for one in found if one.awaiting or one in settled[:MOST_SUBMISSIONS]]
    more = len(found) - len(shown)
    rest = words.count("and {n} earlier one", "and {n} earlier ones", more) if more else None
    rows = [_row(desk, one) for one in shown]
    return join(table(title, columns, rows, "plain"), tag("p", rest, class_="quiet"))


def _row(desk: Desk, one: Submission) -> list[Child]:
    words = desk.words
    return [
        tag("span", one.file_name, class_="file"),
        str(one.import_id),
        join(one.submitted_by, tag("small", words.moment(one.submitted_at))),
        _states(words, one),
        _notes(desk, one),
    ]


def _states(words: Words, one: Submission) -> Markup:
    """How many values are in each state."""
    counted = ((state, len(one.of_state(state))) for state in ReviewState)
    return tag("ul", [tag("li", words.review_state(s, n)) for s, n in counted if n])


def _notes(desk: Desk, one: Submission) -> Markup:
    """Each note of an editor, with the values that were returned with it."""
    words, notes = desk.words, dict.fromkeys(v.note for v in one.values if v.note)
    items = []
    for note in notes:
        returned = [v.observation for v in one.values if v.note == note]
        items.append(tag("li", note, tag("small", ", ".join(_named(words, v) for v in returned))))
    return tag("ul", items)


def _named(words: Words, one: Observation) -> str:
    """A value in a line: its target, place, period and cell."""
    parts = [one.indicator, one.place, words.period(one.period), one.category, one.cell]
    return " · ".join(part for part in parts if part)


def _decide(desk: Desk, one: Submission, publish: Decide, give_back: Decide) -> None:
    """The values that await review beside what counts now, and what to do with them."""
    words, awaiting = desk.words, one.awaiting
    changes = desk.access.to(Right.STEER).compare(awaiting)
    label = words.count(
        "Review {file}: {n} value of {user}",
        "Review {file}: {n} values of {user}",
        len(awaiting),
        file=one.file_name,
        user=one.submitted_by,
    )
    with st.expander(label):
        show(tag("p", one.reason, class_="quiet") if one.reason else None, _values(desk, changes))
        offer_list(words, f"submission_{one.import_id}", lambda: _sheet(desk, changes))
        names = [_named(words, value) for value in awaiting]
        chosen = st.multiselect(
            words.text("These values alone (all, where none is chosen)"),
            range(len(names)),
            format_func=names.__getitem__,
            placeholder=words.text("All"),
            key=f"chosen of {one.import_id}",
        )
        values = [awaiting[n] for n in chosen] or awaiting
        note = st.text_input(words.text("Note"), key=f"note on {one.import_id}").strip()
        st.button(
            words.text("Publish"),
            type="primary",
            key=f"publish {one.import_id}",
            on_click=publish,
            args=(one, values, note),
        )
        st.button(
            words.text("Return with this note"),
            key=f"return {one.import_id}",
            disabled=not note,
            on_click=give_back,
            args=(one, values, note),
        )


def _values(desk: Desk, changes: Sequence[Change]) -> Markup:
    words = desk.words
    columns = [
        *key_columns(words),
        Column(words.text("Published"), is_number=True),
        Column(words.text("Submitted"), is_number=True),
        Column(words.text("Difference"), is_number=True),
    ]
    rows = [
        [
            *key_cells(desk, change),
            old_number(words, change),
            new_number(words, change),
            difference(words, change),
        ]
        for change in changes[:MOST_ROWS]
    ]
    rest = words.text(
        "The first {n} of {total} are shown, all of them are in the file.",
        n=MOST_ROWS,
        total=len(changes),
    )
    is_cut = len(changes) > MOST_ROWS
    return join(
        table(words.text("Submitted values"), columns, rows, "plain"),
        tag("p", rest, class_="quiet") if is_cut else None,
    )


def _sheet(desk: Desk, changes: Sequence[Change]) -> Sheet:
    """Every value beside the one that counts now."""
    words = desk.words
    titles = (
        words.text("Target"),
        words.text("Place"),
        words.text("Period"),
        words.text("Breakdown"),
        words.text("Sheet"),
        words.text("Cell"),
        words.text("Published"),
        words.text("Submitted"),
        words.text("Numerator"),
        words.text("Denominator"),
        words.text("Note"),
    )
    rows = [
        (
            desk.indicator_name(change.observation.indicator),
            desk.place_name(change.observation.place),
            change.observation.period,
            change.observation.category,
            change.observation.sheet,
            change.observation.cell,
            change.old_value,
            change.observation.value,
            change.observation.numerator,
            change.observation.denominator,
            change.observation.note,
        )
        for change in changes
    ]
    return Sheet(words.text("Submitted values"), [Field(title) for title in titles], rows)
