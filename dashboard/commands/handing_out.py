"""Files that commands write for people: never over one that is there."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from dashboard.commands.session import Session, say
from dashboard.rights import Right
from dashboard.words import Words
from dashboard.workbooks import returned_name, returned_workbook, template_workbook
from data.diagnosis import folder_error
from data.errors import MegaError
from indicators.periods import Period
from loaders.preview import Preview


def write_template(
    session: Session, period: Period, place: str | None, path: Path, words: Words
) -> None:
    """``mega template``, in its own words; errors as ``template_workbook`` and ``write_new``."""
    content = template_workbook(session.access().to(Right.LOAD), period, place, words)
    write_new(path, content)
    say(session.words.text("The template is in {path}.", path=str(path)))


def hand_back(file: Path, content: bytes, found: Preview, folder: Path, words: Words) -> Path:
    """Write the workbook with its problems marked to ``folder``, and return where."""
    marked = returned_workbook(content, found.problems, words)
    name = Path(returned_name(file.name, words))
    for n in count(1):
        path = folder / (name.name if n == 1 else f"{name.stem} {n}{name.suffix}")
        if not path.exists():
            break
    write_new(path, marked)
    return path


def write_new(path: Path, content: bytes) -> None:
    """Errors: ``file_exists``, ``folder_not_writable``, ``disk_full``."""
    make_folder(path.parent)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise MegaError("file_exists", path=str(path)) from error
    except OSError as error:
        raise folder_error(error, path.parent) from error


def make_folder(folder: Path) -> None:
    """Errors: ``folder_not_writable``, ``disk_full``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise folder_error(error, folder) from error
