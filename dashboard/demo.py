"""The demo database: the story of ``data.demo``, played through the loaders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from data.demo.story import HEAD_OFFICE_EDITOR, TODAY, Delivery, demo_story
from data.errors import MegaError
from data.records import Upload
from data.store import Store, create_store, open_store
from loaders.preview import accept, preview

Progress = Callable[[int, int], None]


def load_demo(path: Path, progress: Progress | None = None) -> Store:
    """Make the demo database at ``path``; it appears there only when it is complete.

    ``progress`` is told the steps done and their number. Errors: ``database_exists``,
    ``folder_not_writable``.
    """
    if path.exists():
        raise MegaError("database_exists", path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent)
    except OSError as error:
        raise MegaError("folder_not_writable", path=str(path.parent)) from error
    with beside as folder:
        loaded = _play(Path(folder) / path.name, progress)
        loaded.rename(path)
    return open_store(path)


def _play(path: Path, progress: Progress | None) -> Path:
    store = create_store(path)
    imports: dict[str, int] = {}
    story = demo_story()
    for done, delivery in enumerate(story, start=1):
        if delivery.kind == "undo":
            store.undo(imports[delivery.file_name], delivery.by, delivery.at, delivery.reason)
        else:
            imports[delivery.file_name] = _import(store, delivery)
        if progress:
            progress(done, len(story))
    store.set_today(TODAY, HEAD_OFFICE_EDITOR, datetime.combine(TODAY, time()))
    return path


def _import(store: Store, delivery: Delivery) -> int:
    content, today = delivery.content, delivery.at.date()
    found = preview(content, delivery.file_name, store, today)
    if found.fatal or found.has_errors:
        raise RuntimeError(f"{delivery.file_name}: {found.fatal or found.problems}")
    upload = Upload(delivery.file_name, content, delivery.by, delivery.at, delivery.reason)
    accepted = accept(found, store, upload, effective_from=delivery.effective_from, today=today)
    if accepted is None:
        raise RuntimeError(f"{delivery.file_name}: nothing in it was new")
    return accepted
