"""The demo database: the story of ``data.demo``, played through the loaders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from data.demo.story import (
    HEAD_OFFICE_EDITOR,
    TODAY,
    Delivery,
    Remark,
    demo_remarks,
    demo_story,
)
from data.errors import MegaError
from data.placing import made_beside
from data.records import Upload
from data.store import Store, create_store, open_store
from loaders.looking import look_here
from loaders.preview import accept, preview

Progress = Callable[[int, int], None]


def load_demo(path: Path, progress: Progress | None = None) -> Store:
    """Make the demo database at ``path``; it appears there only when it is complete.

    ``progress`` is told the steps done and their number. Errors: ``database_exists``, and as
    ``data.placing.made_beside``.
    """
    if path.exists():
        raise MegaError("database_exists", path=str(path))
    with made_beside(path) as made:
        store = create_store(made)
        with store.kept_open():
            _play(store, progress)
    return open_store(path)


def _play(store: Store, progress: Progress | None) -> None:
    imports: dict[str, int] = {}
    steps: list[Delivery | Remark] = [*demo_story(), *demo_remarks()]
    story = sorted(steps, key=lambda step: step.at)
    for done, step in enumerate(story, start=1):
        if isinstance(step, Remark):
            store.comment(step.commentary, step.by, step.at)
        elif step.kind == "undo":
            store.undo(imports[step.file_name], step.by, step.at, step.reason)
        else:
            imports[step.file_name] = _import(store, step)
        if progress:
            progress(done, len(story))
    store.set_today(TODAY, HEAD_OFFICE_EDITOR, datetime.combine(TODAY, time()))


def _import(store: Store, delivery: Delivery) -> int:
    content, today = delivery.content, delivery.at.date()
    found = preview(content, delivery.file_name, store, today, look=look_here)
    if found.fatal or found.has_errors:
        raise RuntimeError(f"{delivery.file_name}: {found.fatal or found.problems}")
    upload = Upload(delivery.file_name, content, delivery.by, delivery.at, delivery.reason)
    accepted = accept(found, store, upload, effective_from=delivery.effective_from, today=today)
    if accepted is None:
        raise RuntimeError(f"{delivery.file_name}: nothing in it was new")
    return accepted
