"""``mega export``."""

from __future__ import annotations

from pathlib import Path

from dashboard.commands.handing_out import write_new
from dashboard.commands.session import Session, say
from dashboard.rights import Right
from dashboard.workbooks import exported_strategy, exported_workbook
from data.export import DICTIONARY, export


def export_xlsx(session: Session, path: Path) -> None:
    """Write every value in force to a new workbook that an import leaves unchanged."""
    access, words = session.access(), session.words
    store = access.to(Right.KEEP)
    made = exported_workbook(store, access.moment(session.now).today, words)
    write_new(path, made.content)
    said = words.count(
        "{n} value is in {path}.", "{n} values are in {path}.", made.kept, path=str(path)
    )
    say(said)
    if made.outside:
        rest = words.count(
            "{n} value that the present strategy has no place for is on its last sheet, which an "
            "import passes over.",
            "{n} values that the present strategy has no place for are on its last sheet, which "
            "an import passes over.",
            made.outside,
        )
        say(rest)


def export_strategy(session: Session, path: Path) -> None:
    """Write the strategy that holds today to a new workbook; error ``no_strategy``."""
    access = session.access()
    content = exported_strategy(access.to(Right.STEER), access.moment(session.now).today)
    write_new(path, content)
    said = session.words.text(
        "The strategy is in {path}. Change it there, and import it with a reason.", path=str(path)
    )
    say(said)


def export_csv(session: Session, folder: Path) -> None:
    """Write everything to a new or empty folder, and say where to read what it means."""
    export(session.access().to(Right.KEEP), folder)
    said = session.words.text(
        "Everything is in {folder}, and {dictionary} there says what each column means. "
        "To make a database of it: mega --database FILE restore {folder}",
        folder=str(folder),
        dictionary=DICTIONARY,
    )
    say(said)
