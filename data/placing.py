"""New files that come to lie in their place only once they are complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from data.diagnosis import folder_error
from data.errors import MegaError
from data.gate import log_of


@contextmanager
def made_beside(path: Path) -> Iterator[Path]:
    """Where to make the database that lies at ``path`` once the block has ended well.

    Nobody ever sees half of it, and a file that is there already, or appears meanwhile, is
    never replaced. A kill leaves a hidden folder beside it, which may be deleted.
    Errors: ``file_exists``, ``log_without_database``, ``folder_not_writable``, ``disk_full``.
    """
    refuse_what_is_there(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            made = Path(folder) / path.name
            yield made
            if log_of(made).exists():  # there was no room to write all of it into the file
                raise MegaError("disk_full", path=str(path.parent))
            refuse_what_is_there(path)
            _place(made, path)
    except OSError as error:
        raise folder_error(error, path.parent) from error


def refuse_what_is_there(path: Path) -> None:
    """``file_exists`` or ``log_without_database`` where a file or the log of one is there."""
    if path.exists():
        raise MegaError("file_exists", path=str(path))
    if log_of(path).exists():  # DuckDB would throw it away, with the imports in it
        raise MegaError("log_without_database", path=str(path), log=str(log_of(path)))


def _place(made: Path, path: Path) -> None:
    """Give the file its name, which must be free."""
    try:
        os.link(made, path)
    except FileExistsError as error:
        raise MegaError("file_exists", path=str(path)) from error
    except OSError:  # a file system without hard links, such as a memory stick's
        try:
            path.touch(exist_ok=False)
        except FileExistsError as error:
            raise MegaError("file_exists", path=str(path)) from error
        made.replace(path)
    _keep_names(path.parent)


def _keep_names(folder: Path) -> None:
    """Have the system write down the folder's names, where it lets a program ask for it."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders, and writes names down by itself
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
