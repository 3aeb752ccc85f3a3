"""Kill processes at random moments, and count what was lost and what was left half done.

``python -m tests.faults.kills 1000`` does what the tests do, as often as is asked.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from data.check import check
from data.errors import MegaError
from data.export import fill
from data.gate import gate_to
from data.migrations import SCHEMA_VERSION, migrate
from data.store import create_store
from tests.data.stores import upload
from tests.faults.workers import (
    LADDER,
    bring_up,
    import_and_undo,
    make_files,
    size_and_first,
    told,
)
from tests.support import a_strategy, an_observation

PROCESSES = 3
KILLS_A_DATABASE = 20
LONGEST_LIFE = 0.4
"""Seconds between two kills, at most."""

Worker = Callable[[Path, Path, int], None]

_forks = get_context("forkserver")
_forks.set_forkserver_preload(["tests.faults.workers"])


@dataclass
class Tally:
    """Kills; of them, those that hit something begun; and what came of them."""

    tried: int = 0
    in_flight: int = 0
    lost: int = 0
    half: int = 0

    def __str__(self) -> str:
        return (
            f"tried {self.tried} (something begun: {self.in_flight}), "
            f"lost {self.lost}, half {self.half}"
        )

    def count_kill(self, log: Path) -> None:
        self.tried += 1
        self.in_flight += bool(told(log)) and told(log)[-1] == ["begin"]


def kill_importers(kills: int, rng: random.Random, folder: Path) -> Tally:
    """Processes that import and undo on one database, killed one after another."""
    tally = Tally()
    for number, some in enumerate(_shares(kills, KILLS_A_DATABASE)):
        path = folder / f"imports-{number}.duckdb"
        create_store(path).accept_strategy(upload("strategy.xlsx"), a_strategy(), None)
        logs: list[Path] = []
        with _alive() as start:
            running = [start(import_and_undo, path, logs, rng) for _ in range(PROCESSES)]
            for _ in range(some):
                victim, log = running.pop(rng.randrange(len(running)))
                _wait_until_it_works(victim, log)
                time.sleep(rng.uniform(0, LONGEST_LIFE))
                _kill(victim)
                tally.count_kill(log)
                lost, half = _lost_and_half(path, logs)
                tally.lost += lost
                tally.half += half
                running.append(start(import_and_undo, path, logs, rng))
        path.unlink()
    return tally


def kill_migrations(kills: int, rng: random.Random, folder: Path) -> Tally:
    """Migrations, each killed on its way; a second attempt must find nothing in its way."""
    tally, original = Tally(), _large_database(folder / "original.duckdb")
    before = _digest(original)
    duration = _duration_of_migration(original, folder)
    for number in range(kills):
        home = folder / f"migration-{number}"
        home.mkdir()
        path = home / "mega.duckdb"
        gate_to(original).copy_to(path)
        logs: list[Path] = []
        with _alive() as start:
            process, log = start(bring_up, path, logs, rng)
            _wait_until_it_works(process, log)
            time.sleep(rng.uniform(0, duration))
            _kill(process)
        tally.count_kill(log)
        tally.lost += _digest(path) != before
        tally.half += _schema(path) not in {SCHEMA_VERSION, 1 + len(LADDER)}
        for backup in home.glob(f"mega.schema-{SCHEMA_VERSION}.*.duckdb"):
            tally.half += bool(check(backup).breaches)
        migrate(path, LADDER)
        tally.lost += _digest(path) != before
        tally.half += _schema(path) != 1 + len(LADDER) or not _shelves_agree(path)
    return tally


def kill_makers(kills: int, rng: random.Random, folder: Path) -> Tally:
    """Processes that make backups, databases and exports: what can be seen is whole."""
    tally = Tally()
    path = folder / "mega.duckdb"
    create_store(path).accept_strategy(upload("strategy.xlsx"), a_strategy(), None)
    for number in range(kills):
        home = folder / f"made-{number}"
        home.mkdir()
        logs: list[Path] = []
        with _alive() as start:
            process, log = start(make_files, path, logs, rng, home)
            _wait_until_it_works(process, log)
            time.sleep(rng.uniform(0, 2 * LONGEST_LIFE))
            _kill(process)
        tally.count_kill(log)
        seen = [one for one in home.iterdir() if not one.name.startswith(".") and one != log]
        done = {words[1] for words in told(log) if words[0] == "made"}
        tally.lost += len(done - {one.name.removesuffix(".duckdb") for one in seen})
        tally.half += sum(not _is_whole(one, home) for one in seen)
    tally.half += bool(check(path).breaches)
    return tally


def _lost_and_half(path: Path, logs: list[Path]) -> tuple[int, int]:
    """Of what processes were told is done, what is not; of what is there, what is not whole."""
    lines = [words for log in logs for words in told(log)]  # first: more may come meanwhile
    with gate_to(path).cursor() as cursor:
        imports = dict(
            cursor.execute(
                "SELECT import_id, file_name FROM imports WHERE kind = 'values'"
            ).fetchall()
        )
        undone = {number for (number,) in cursor.execute("SELECT import_id FROM undos").fetchall()}
        sums = {
            number: found
            for number, *found in cursor.execute(
                "SELECT import_id, count(*), sum(value) FROM observations GROUP BY import_id"
            ).fetchall()
        }
    lost = 0
    for kind, *words in lines:
        match kind:
            case "imported":
                lost += imports.get(int(words[0])) != words[1]
            case "undone":
                lost += int(words[0]) not in undone
            case "failed":
                raise AssertionError(f"a process was refused: {words}")
    half = sum(sums.get(number) != _sums_of(name) for number, name in imports.items())
    return lost, half + len(check(path).breaches)


def _sums_of(name: str) -> list[float]:
    rows, first = size_and_first(name)
    return [rows, float(sum(range(first, first + rows)))]


def _large_database(path: Path) -> Path:
    store = create_store(path)
    store.accept_strategy(upload("strategy.xlsx"), a_strategy(), None)
    observations = [
        an_observation(float(n), dimension="row", category=str(n)) for n in range(50_000)
    ]
    store.accept_values(upload(), store.compare(observations))
    return path


def _digest(path: Path) -> object:
    """All values that were accepted, whatever else a schema has."""
    with gate_to(path).cursor() as cursor:
        return cursor.execute(
            "SELECT count(*), sum(value), min(category), (SELECT counter FROM store) "
            "FROM observations_in_force"
        ).fetchall()


def _schema(path: Path) -> int:
    with gate_to(path).cursor() as cursor:
        ((schema,),) = cursor.execute("SELECT schema_version FROM store").fetchall()
        tables = cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    return int(schema) if (("shelves",) in tables) == (schema > SCHEMA_VERSION) else -1


def _shelves_agree(path: Path) -> bool:
    with gate_to(path).cursor() as cursor:
        return bool(
            cursor.execute(
                "SELECT (SELECT sum(n) FROM shelves) = count(shelf) FROM observations"
            ).fetchall()[0][0]
        )


def _duration_of_migration(original: Path, folder: Path) -> float:
    copy = folder / "timed.duckdb"
    gate_to(original).copy_to(copy)
    before = time.monotonic()
    migrate(copy, LADDER)
    return time.monotonic() - before


def _is_whole(made: Path, home: Path) -> bool:
    try:
        if made.is_dir():
            return not fill(made, home / f"{made.name}-filled.duckdb").breaches
        return not check(made).breaches
    except (MegaError, duckdb.Error):
        return False


def _shares(total: int, largest: int) -> Iterator[int]:
    while total > 0:
        yield min(total, largest)
        total -= largest


@contextmanager
def _alive() -> Iterator[Callable[..., tuple[ForkServerProcess, Path]]]:
    """Starts workers; at the end, however it comes, kills those that are left."""
    started: list[ForkServerProcess] = []

    def start(
        worker: Worker, path: Path, logs: list[Path], rng: random.Random, home: Path | None = None
    ) -> tuple[ForkServerProcess, Path]:
        log = (home or path.parent) / f"{path.stem}-{len(logs)}.log"
        process = _forks.Process(target=worker, args=(path, log, rng.getrandbits(32)))
        process.start()
        logs.append(log)
        started.append(process)
        return process, log

    try:
        yield start
    finally:
        for process in started:
            if process.is_alive():
                _kill(process)


def _wait_until_it_works(process: ForkServerProcess, log: Path) -> None:
    while not told(log):
        assert process.is_alive(), f"{log.name} ended by itself: {process.exitcode}"
        time.sleep(0.001)


def _kill(process: ForkServerProcess) -> None:
    assert process.pid is not None
    with suppress(ProcessLookupError):  # it had ended by itself
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def main(kills: int, seed: int) -> int:
    """Kill importers, migrations and makers, 3 : 1 : 1, and print what came of it."""
    rng, failed = random.Random(seed), False
    print(f"seed {seed}")
    others = kills // 5
    for kill, times in (
        (kill_importers, kills - 2 * others),
        (kill_migrations, others),
        (kill_makers, others),
    ):
        with TemporaryDirectory() as folder:
            tally = kill(times, rng, Path(folder))
        print(f"{kill.__name__}: {tally}", flush=True)
        failed |= bool(tally.lost or tally.half)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), random.SystemRandom().getrandbits(32)))
