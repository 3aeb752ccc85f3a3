"""What the processes do that are killed: import, take back, migrate, make files, for ever.

Each tells a log of its own what it begins and what it was told is done, a line at a time.
"""

import os
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from zlib import crc32

from data.backup import back_up, restore
from data.errors import MegaError
from data.export import export
from data.migrations import STEPS, migrate
from data.records import Upload
from data.store import create_store, open_store
from indicators.model import Observation
from tests.support import an_observation

AT = datetime.fromisoformat("2025-01-31T12:00")
SIZES = (1, 20, 300, 2000)

LADDER = (
    *STEPS,
    "ALTER TABLE observations ADD COLUMN shelf VARCHAR;"
    "UPDATE observations SET shelf = 'A' || import_id",
    "CREATE TABLE shelves AS SELECT shelf, count(*) AS n FROM observations GROUP BY shelf",
)
"""Steps to a schema that was never released, long enough to be hit on the way."""

Tell = Callable[..., None]


def import_and_undo(path: Path, log: Path, seed: int) -> None:
    """Import values that follow from the file's name, and now and then take one back."""
    rng, tell, store, mine = random.Random(seed), _teller(log), open_store(path), list[int]()
    for n in count():
        if mine and rng.random() < 0.3:
            import_id = mine.pop(rng.randrange(len(mine)))
            tell("begin")
            store.undo(import_id, log.stem, AT, "")
            tell("undone", import_id)
            continue
        name = f"{log.stem}-{n}-{rng.choice(SIZES)}.xlsx"
        changes = store.compare(list(observations(name)))
        tell("begin")
        try:
            accepted = store.accept_values(Upload(name, name.encode(), log.stem, AT), changes)
        except MegaError as error:
            if error.code != "preview_outdated":  # another process changed the same values
                tell("failed", error.code)
                raise
            continue
        assert accepted is not None
        tell("imported", accepted, name)
        mine.append(accepted)


def bring_up(path: Path, log: Path, _: int) -> None:
    tell = _teller(log)
    tell("begin")
    migrate(path, LADDER)
    tell("migrated")


def make_files(path: Path, log: Path, seed: int) -> None:
    """Make backups, restored and new databases and exports in the log's folder."""
    rng, tell, store = random.Random(seed), _teller(log), open_store(path)
    for n in count():
        target = log.with_name(f"{log.stem}-{n}")
        tell("begin")
        match rng.randrange(4):
            case 0:
                back_up(store, target.with_suffix(".duckdb"))
            case 1:
                restore(path, target.with_suffix(".duckdb"))
            case 2:
                create_store(target.with_suffix(".duckdb"))
            case 3:
                export(store, target)
        tell("made", target.name)


def observations(name: str) -> Iterator[Observation]:
    """The values of a workbook of that name; what they are follows from it."""
    rows, first = size_and_first(name)
    for n in range(rows):
        yield an_observation(float(first + n), dimension="row", category=str(n))


def size_and_first(name: str) -> tuple[int, int]:
    return int(name.removesuffix(".xlsx").rsplit("-", 1)[1]), crc32(name.encode()) % 1_000_000


def _teller(log: Path) -> Tell:
    """Append lines that outlive the process the moment they are told."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(*words: object) -> None:
        os.write(descriptor, f"{' '.join(map(str, words))}\n".encode())

    return tell


def told(log: Path) -> Sequence[Sequence[str]]:
    """The complete lines of a log."""
    if not log.exists():
        return []
    return [line.split(" ") for line in log.read_text().split("\n")[:-1]]
