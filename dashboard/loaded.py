"""What was loaded: every import with who, when and why, and how to take one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from dashboard.commands.history import withdrawn_as_text
from dashboard.components import Column, link, show, table
from dashboard.data_files import Field, Sheet
from dashboard.desk import Desk
from dashboard.downloads import offer_list
from dashboard.markup import Child, Markup, join, tag
from dashboard.reading import read_imports
from data.records import ImportRecord

MOST_IMPORTS = 12

Undo = Callable[[int, str], None]
"""Takes the number of an import and a reason."""


def show_loaded(desk: Desk, undo: Undo) -> None:
    words = desk.words
    imports = read_imports(desk.access)
    title = words.text("What was loaded")
    show(tag("h2", title))
    if not imports:
        show(tag("p", words.text("Nothing was loaded yet."), class_="quiet"))
        return
    columns = [
        Column(words.text("File")),
        Column(words.text("Import"), is_number=True),
        Column(words.text("Values"), is_number=True),
        Column(words.text("Accepted")),
        Column(words.text("Reason")),
        Column(words.text("State")),
    ]
    rows = [_import(desk, record) for record in imports[:MOST_IMPORTS]]
    more = len(imports) - MOST_IMPORTS
    show(
        table(title, columns, rows, "plain"),
        _earlier(desk, imports[MOST_IMPORTS - 1], more) if more > 0 else None,
    )
    offer_list(words, "history", lambda: _sheet(desk, imports))
    in_force = [record for record in imports if record.undone_at is None]
    _undo(desk, [record for record in in_force if desk.access.may_undo(record)], undo)


def _earlier(desk: Desk, last: ImportRecord, more: int) -> Markup:
    """To the rest of them, on the page that has everything."""
    rest = desk.words.count("and {n} earlier one", "and {n} earlier ones", more)
    before = replace(desk.view.to("history"), before=last.import_id)
    return tag("p", link(rest, before), class_="quiet")


def _import(desk: Desk, record: ImportRecord) -> list[Child]:
    words = desk.words
    state: Child = words.text("In force")
    if record.undone_at is not None:
        by = words.text("Undone by {user}", user=record.undone_by)
        state = join(by, tag("small", record.undo_reason))
    return [
        tag("span", record.file_name, class_="file"),
        link(str(record.import_id), replace(desk.view.to("history"), number=record.import_id)),
        _contents(desk, record),
        join(record.accepted_by, tag("small", words.moment(record.accepted_at))),
        record.reason,
        state,
    ]


def _sheet(desk: Desk, imports: Sequence[ImportRecord]) -> Sheet:
    """Every import, however long ago."""
    words = desk.words
    titles = (
        words.text("Import"),
        words.text("File"),
        words.text("Values"),
        words.text("Accepted"),
        words.text("By"),
        words.text("Reason"),
        words.text("Undone by"),
        words.text("Why it was undone"),
    )
    rows = [
        (
            record.import_id,
            record.file_name,
            _contents(desk, record),
            record.accepted_at.isoformat(sep=" ", timespec="minutes"),
            record.accepted_by,
            record.reason,
            record.undone_by,
            record.undo_reason,
        )
        for record in imports
    ]
    return Sheet(words.text("What was loaded"), [Field(title) for title in titles], rows)


def _contents(desk: Desk, record: ImportRecord) -> str:
    """How many values; of a strategy and of a withdrawal, that it is one."""
    words, value = desk.words, record.withdrawn
    if value is not None:
        return words.text("withdrawn: {value}", value=withdrawn_as_text(value, words))
    return words.text("strategy") if record.kind == "strategy" else words.number(record.values)


def _undo(desk: Desk, records: Sequence[ImportRecord], undo: Undo) -> None:
    words = desk.words
    names = {
        record.import_id: " · ".join(
            [str(record.import_id), record.file_name, words.day(record.accepted_at)]
        )
        for record in records
    }
    if not names:
        return
    with st.expander(words.text("Undo an import")):
        chosen = st.selectbox(
            words.text("Import"), list(names), format_func=names.__getitem__, key="import to undo"
        )
        reason = st.text_input(words.text("Reason"), key="reason of the undo").strip()
        st.button(
            words.text("Undo this import"),
            disabled=not reason,
            on_click=undo,
            args=(chosen, reason),
        )
