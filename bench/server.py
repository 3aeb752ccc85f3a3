"""The dashboard as `mega serve` serves it, or with its data calls taken out.

Run as ``python -m bench.server DATABASE [without-data]``.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

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


def main() -> None:
    database, *options = sys.argv[1:]
    if "without-data" in options:
        take_data_out(Path(database))
    serve(Path(database), port=0)


if __name__ == "__main__":
    main()
