"""What was done, in words: each event as a row of the history's table and of its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard.components import Column, link, table
from dashboard.data_files import Field, Sheet
from dashboard.desk import Desk
from dashboard.markup import Child, Markup, join, tag
from dashboard.words.settings import setting_name, setting_value
from data.events import Event, EventKind
from indicators.periods import Period


def event_table(desk: Desk, events: Sequence[Event]) -> Markup:
    words = desk.words
    columns = [
        Column(words.text("What")),
        Column(words.text("Number"), is_number=True),
        Column(words.text("Who and when")),
        Column(words.text("Of what")),
        Column(words.text("Why")),
    ]
    rows = [_row(desk, one) for one in events]
    if any(one.undone_by for one in events):
        columns.append(Column(words.text("State")))
        rows = [[*row, _undone(desk, one)] for row, one in zip(rows, events, strict=True)]
    return table(words.text("History"), columns, rows, "plain")


def event_sheet(desk: Desk, events: Sequence[Event]) -> Sheet:
    words = desk.words
    titles = (
        words.text("Number"),
        words.text("What"),
        words.text("When"),
        words.text("Who"),
        words.text("Of what"),
        words.text("File"),
        words.text("Values"),
        words.text("Why"),
        words.text("Undone by"),
    )
    rows = [
        (
            one.number,
            words.event_kind(one.kind),
            one.at.isoformat(sep=" ", timespec="minutes"),
            one.by,
            _of_what(desk, one),
            one.file_name,
            one.values or None,
            one.said,
            one.undone_by,
        )
        for one in events
    ]
    return Sheet(words.text("History"), [Field(title) for title in titles], rows)


def _of_what(desk: Desk, event: Event) -> str:
    """What it was done to, beside its file: values, a target, a quarter, a setting."""
    return _joined(
        _subject(desk, event), _import(desk, event), _value(desk, event), _address(event)
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _address(event: Event) -> str:
    return event.name if event.kind is EventKind.REMINDER else ""


def _subject(desk: Desk, event: Event) -> str:
    """Target, place and period, as far as it names them."""
    return _joined(
        desk.indicator_name(event.indicator) if event.indicator else "",
        desk.place_name(event.place) if event.place else "",
        desk.words.period(event.period) if event.period else "",
    )


def _import(desk: Desk, event: Event) -> str:
    """How many values, and of which other entry."""
    words = desk.words
    is_counted = event.values and event.kind is not EventKind.WITHDRAWAL
    values = words.count("{n} value", "{n} values", event.values) if is_counted else ""
    if event.import_id in {None, event.number}:
        return values
    about = words.text("of number {import_id!s}", import_id=event.import_id)
    return f"{values} {about}".strip()


def _value(desk: Desk, event: Event) -> str:
    """What its value says of the kind of event that it is."""
    words, value = desk.words, event.value
    match event.kind:
        case EventKind.STRATEGY if value:
            return words.text("in effect from {period}", period=Period.parse(value))
        case EventKind.EXEMPTION:
            return words.text("until {day}", day=date.fromisoformat(value))
        case EventKind.REMINDER:
            return words.count("{n} value due", "{n} values due", int(value))
        case EventKind.SETTING:
            return words.text(
                "{name}: {value}",
                name=setting_name(words, event.name),
                value=setting_value(words, event.name, value),
            )
        case _:
            return ""


def _row(desk: Desk, event: Event) -> list[Child]:
    words = desk.words
    file = tag("span", event.file_name, class_="file") if event.file_name else None
    return [
        words.event_kind(event.kind),
        link(str(event.number), replace(desk.view, number=event.number)),
        join(event.by, tag("small", words.moment(event.at))),
        join(file, tag("small", _of_what(desk, event)) if file else _of_what(desk, event)),
        join(event.said, tag("small", event.value) if _has_action(event) else None),
    ]


def _undone(desk: Desk, event: Event) -> Child:
    """By whom and when an import was taken back; empty where it was not."""
    if event.undone_by is None or event.undone_at is None:
        return ""
    by = desk.words.text("Undone by {user}", user=event.undone_by)
    return join(by, tag("small", desk.words.moment(event.undone_at)))


def _has_action(event: Event) -> bool:
    return event.kind is EventKind.COMMENTARY and bool(event.value)
