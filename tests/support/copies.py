"""Small databases that many tests begin with: made once a process, and copied from then on."""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from data.gate import gate_to
from data.queries import RENAME
from data.store import Store

Make = Callable[[Path], Store]


def made_once(make: Make) -> Make:
    """``make`` a database at a path, as a copy: to make one takes as long as most tests do.

    Each has an id of its own, by which the dashboard tells databases apart.
    """

    @cache
    def content() -> bytes:
        with TemporaryDirectory() as folder:
            return make(Path(folder) / "mega.duckdb").path.read_bytes()

    @wraps(make)
    def copy(path: Path) -> Store:
        path.write_bytes(content())
        with gate_to(path).cursor() as cursor:
            cursor.execute(RENAME, [uuid4().hex])
        return Store(path)

    return copy
