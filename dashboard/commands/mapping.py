"""``mega map``."""

from __future__ import annotations

from pathlib import Path

from dashboard.commands.importing import read_file
from dashboard.commands.session import Session, say
from dashboard.rights import Right
from data.errors import MegaError
from loaders.mapping_file import as_toml
from loaders.preview import suggest_mappings


def suggest_mapping(session: Session, file: str, output: Path | None) -> None:
    """Write a mapping for the tables of a workbook, or print it."""
    words, store = session.words, session.access().to(Right.LOAD)
    text = as_toml(suggest_mappings(read_file(Path(file)), file, store))
    if output is None:
        say(text.rstrip("\n"))
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MegaError("folder_not_writable", path=str(output.parent)) from error
    say(
        words.text(
            "The mapping was written to {path}. Correct it and use it with mega import --map.",
            path=str(output),
        )
    )
