"""``mega export``."""

from __future__ import annotations

from pathlib import Path

from dashboard.commands.session import Session, say
from dashboard.rights import Right
from data.export import DICTIONARY, export


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
