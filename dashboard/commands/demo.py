"""``mega demo``."""

from __future__ import annotations

from pathlib import Path

import typer

from dashboard.commands.session import Session, say
from dashboard.demo import load_demo
from dashboard.rights import Right
from data.demo.story import write_demo_workbooks
from data.errors import MegaError


def make_demo(session: Session, workbooks: Path | None) -> None:
    """Load the demo into a new database; error ``database_exists``."""
    session.person.need(Right.KEEP)
    words = session.words
    if workbooks is not None:
        _write_workbooks(workbooks)
    label = words.text("Loading illustrative data")
    with typer.progressbar(length=1, label=label) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        load_demo(session.database, progress)
    say(
        words.text(
            "The database {path} is ready. See it with {called} serve.",
            path=str(session.database),
            called=session.called,
        )
    )


def _write_workbooks(folder: Path) -> None:
    try:
        write_demo_workbooks(folder)
    except OSError as error:
        raise MegaError("folder_not_writable", path=str(folder)) from error
