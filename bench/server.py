"""The dashboard as `mega serve` serves it, or with its data calls taken out.

Run as ``python -m bench.server DATABASE [without-data]``, or with ``reading DATABASE FILE``: it
previews that file, held against that database, again and again.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from threading import Thread

from bench.long_sheet import preview_file
from dashboard import frame, service
from dashboard.server import serve
from dashboard.standing import standing
from data.store import open_store


def take_data_out(database: Path) -> None:
    """Let the pages have what was read once, before the first visitor."""
    store = open_store(database)
    snapshot = service.snapshot(store, datetime.now().astimezone().date())
    now = standing(snapshot, None)
    frame.opened_store = lambda: store
    frame.read_snapshot = lambda _store: snapshot
    frame.read_standing = lambda _snapshot, _at: now


def read_again_and_again(database: Path, path: Path) -> None:
    while True:
        preview_file(database, path)


def main() -> None:
    database, *options = sys.argv[1:]
    if "without-data" in options:
        take_data_out(Path(database))
    if "reading" in options:
        told = [Path(one) for one in options[1:]]
        Thread(target=read_again_and_again, args=told, daemon=True).start()
    serve(Path(database), port=0)


if __name__ == "__main__":
    main()
