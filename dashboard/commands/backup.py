"""``mega backup`` and ``mega restore``."""

from __future__ import annotations

from pathlib import Path

from dashboard.commands.check import exit_code, told
from dashboard.commands.session import Session, say
from dashboard.rights import Right
from data.backup import back_up, restore
from data.errors import MegaError
from data.export import fill


def make_backup(session: Session, file: Path) -> int:
    """Copy the database to ``file`` while people work, and say what the copy holds."""
    report = back_up(session.access().to(Right.KEEP), file)
    say(session.words.text("The backup {file} is complete.", file=str(file)))
    say(told(report, session.words))
    return exit_code(report)


def restore_backup(session: Session, source: Path) -> int:
    """Make the database of a backup, or of a folder that ``mega export`` wrote."""
    session.person.need(Right.KEEP)
    path = session.database
    if path.exists():
        raise MegaError("database_exists", path=str(path))
    report = fill(source, path) if source.is_dir() else restore(source, path)
    restored = session.words.text(
        "The database {path} was made of {source}.", path=str(path), source=str(source)
    )
    say(restored)
    say(told(report, session.words))
    return exit_code(report)
