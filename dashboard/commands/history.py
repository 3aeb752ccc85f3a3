"""``mega history`` and ``mega undo``."""

from __future__ import annotations

from dashboard import machine
from dashboard.commands.session import Session, say, say_json
from dashboard.commands.table import table
from dashboard.rights import Right
from dashboard.words import Words, msg
from data.records import ImportKind, ImportRecord, ReportedValue

KINDS: dict[ImportKind, str] = {
    "values": msg("values"),
    "strategy": msg("strategy"),
    "submission": msg("submission"),
    "publication": msg("publication"),
    "withdrawal": msg("withdrawal"),
}


def show_history(session: Session, *, as_json: bool) -> None:
    """Every import, the latest first."""
    records = session.access().to(Right.SEE_HISTORY).imports()
    if as_json:
        say_json([machine.import_record_as_json(record) for record in records])
    elif records:
        say(_table(records, session.words))
    else:
        say(session.words.text("Nothing has been imported yet."))


def undo_import(session: Session, import_id: int, reason: str) -> None:
    """Take an import back and say what that was."""
    access, words = session.access(), session.words
    access.undo(import_id, access.moment(session.now).at, reason)
    records = access.to(Right.SEE_HISTORY).imports()
    (record,) = (record for record in records if record.import_id == import_id)
    if record.withdrawn is not None:
        said = words.text(
            "Withdrawal {import_id!s} has been undone: {value} of {file} counts again.",
            import_id=import_id,
            value=withdrawn_as_text(record.withdrawn, words),
            file=record.file_name,
        )
    elif record.kind == "strategy":
        said = words.text(
            "Import {import_id!s} has been undone: the strategy of {file} no longer holds.",
            import_id=import_id,
            file=record.file_name,
        )
    else:
        said = words.count(
            "Import {import_id!s} has been undone: {n} value of {file} no longer counts.",
            "Import {import_id!s} has been undone: {n} values of {file} no longer count.",
            record.values,
            import_id=import_id,
            file=record.file_name,
        )
    say(said)


def go_on_from_now(session: Session) -> None:
    """Let changes go on from this machine's time, and put that on record."""
    access = session.access()
    at = access.moment(session.now).at
    access.trust_clock(at)
    say(session.words.text("Changes go on from {at}. This is on record.", at=at))


def _table(records: list[ImportRecord], words: Words) -> str:
    head = [
        words.text("Import"),
        words.text("When"),
        words.text("Who"),
        words.text("File"),
        words.text("Kind"),
        words.text("Values"),
        words.text("Reason"),
        words.text("Undone"),
    ]
    return table(head, [_row(record, words) for record in records], right=(0, 5))


def _row(record: ImportRecord, words: Words) -> list[str]:
    return [
        str(record.import_id),
        words.moment(record.accepted_at),
        record.accepted_by,
        record.file_name,
        _kind(record, words),
        words.number(record.values, 0) if record.kind == "values" else "",
        record.reason,
        _undone(record, words),
    ]


def withdrawn_as_text(value: ReportedValue, words: Words) -> str:
    """The value that a withdrawal took back: indicator, place, period and breakdown."""
    parts = [value.indicator, value.place, words.period(value.period), value.category]
    return " · ".join(part for part in parts if part)


def _kind(record: ImportRecord, words: Words) -> str:
    kind = words.text(KINDS[record.kind])
    if record.withdrawn is None:
        return kind
    return f"{kind}: {withdrawn_as_text(record.withdrawn, words)}"


def _undone(record: ImportRecord, words: Words) -> str:
    if record.undone_at is None:
        return ""
    by_whom = words.text("{at} by {by}", at=words.moment(record.undone_at), by=record.undone_by)
    return f"{by_whom}: {record.undo_reason}" if record.undo_reason else by_whom
