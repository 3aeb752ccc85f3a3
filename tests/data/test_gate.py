"""The gate: one handle a process, let go in time, and never lost by a careless close."""

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from data.errors import MegaError
from data.gate import gate_to, log_of, new_file, transaction
from data.store import Store

IS_LOCKED = """
import sys, duckdb
try:
    duckdb.connect(sys.argv[1])
except duckdb.IOException as error:
    print("Could not set lock" in str(error))
else:
    print(False)
"""

WRITES_AND_IS_KILLED = """
import os, signal, sys, duckdb
held = duckdb.connect(sys.argv[1])
held.execute("INSERT INTO numbers VALUES (2)")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "numbers.duckdb"
    with new_file(path) as connection:
        connection.execute("CREATE TABLE numbers AS SELECT 1 AS n")
    return path


def is_locked(path: Path) -> bool:
    """Whether another process would be kept out."""
    ended = subprocess.run(
        [sys.executable, "-c", IS_LOCKED, path], capture_output=True, text=True, check=True
    )
    return ended.stdout.strip() == "True"


def numbers(path: Path) -> list[int]:
    with gate_to(path).cursor() as cursor:
        return [n for (n,) in cursor.execute("SELECT n FROM numbers ORDER BY n").fetchall()]


def test_a_file_is_held_while_it_is_used_and_let_go_after(path: Path) -> None:
    with gate_to(path).cursor():
        assert is_locked(path)
    assert not is_locked(path)


def test_a_file_kept_open_for_a_call_that_does_not_come_is_let_go_by_itself(path: Path) -> None:
    with gate_to(path).kept_briefly():
        tries = iter(range(100))
        while is_locked(path):
            next(tries)
    assert numbers(path) == [1]


def test_a_file_kept_open_for_a_call_is_let_go_once_the_call_is_over(path: Path) -> None:
    with gate_to(path).kept_briefly():
        assert numbers(path) == [1]
    assert not is_locked(path)


IS_INTERRUPTED = """
import os, signal, sys, threading
from pathlib import Path
from data.gate import gate_to, transaction

gate = gate_to(Path(sys.argv[1]))
press = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
try:
    with gate.cursor() as cursor, transaction(cursor):
        cursor.execute("INSERT INTO numbers VALUES (2)")
        press.start()
        cursor.execute("SELECT sum(range) FROM range(1_000_000_000_000)")  # takes hours
except KeyboardInterrupt:
    with gate.cursor() as cursor:
        print(cursor.execute("SELECT n FROM numbers").fetchall())
"""


def test_a_query_that_is_interrupted_by_ctrl_c_ends_and_writes_nothing(path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", IS_INTERRUPTED, path], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "[(1,)]\n", "")


def test_it_is_held_to_the_end_of_a_copy(path: Path, tmp_path: Path) -> None:
    with gate_to(path).cursor() as cursor:
        cursor.execute("INSERT INTO numbers VALUES (2)")
    gate_to(path).copy_to(tmp_path / "copy.duckdb")
    assert numbers(tmp_path / "copy.duckdb") == [1, 2]
    assert not is_locked(path)


def write_and_be_killed(path: Path) -> None:
    """Another process inserts 2 and has no time to put it into the file."""
    subprocess.run([sys.executable, "-c", WRITES_AND_IS_KILLED, path], check=False)
    assert log_of(path).exists()


def test_a_copy_holds_what_only_the_log_holds(path: Path, tmp_path: Path) -> None:
    write_and_be_killed(path)
    gate_to(path).copy_to(tmp_path / "copy.duckdb")
    assert numbers(tmp_path / "copy.duckdb") == numbers(path) == [1, 2]


def test_the_log_of_a_link_is_that_of_the_file_it_leads_to(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "linked.duckdb"
    link.symlink_to(path)
    write_and_be_killed(link)
    assert log_of(link) == log_of(path)
    gate_to(link).copy_to(tmp_path / "copy.duckdb")
    assert numbers(tmp_path / "copy.duckdb") == [1, 2]
    assert numbers(link) == numbers(path) == [1, 2]


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99, 1.0])
def test_a_copy_has_no_log_wherever_the_writer_was_killed(
    path: Path, tmp_path: Path, share: float
) -> None:
    write_and_be_killed(path)
    log = log_of(path).read_bytes()
    log_of(path).write_bytes(log[: int(share * len(log))])
    copy = tmp_path / "copy.duckdb"
    gate_to(path).copy_to(copy)
    assert not log_of(copy).exists()
    assert numbers(copy) == ([1, 2] if share == 1.0 else [1])


def test_a_copy_waits_for_whoever_is_writing(path: Path, tmp_path: Path) -> None:
    copy, begun, may_end = tmp_path / "copy.duckdb", threading.Event(), threading.Event()

    def write() -> None:
        with gate_to(path).cursor() as cursor, transaction(cursor):
            cursor.execute("INSERT INTO numbers VALUES (2)")
            begun.set()
            may_end.wait()

    writer = threading.Thread(target=write)
    copier = threading.Thread(target=gate_to(path).copy_to, args=[copy])
    writer.start()
    begun.wait()
    copier.start()
    assert not copy.exists()
    may_end.set()
    writer.join()
    copier.join()
    assert numbers(copy) == [1, 2]


def test_threads_that_come_and_go_let_other_processes_in(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.gate.TURN_SECONDS", 0.05)
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            with gate_to(path).cursor() as cursor:
                cursor.execute("SELECT n FROM numbers").fetchall()

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    other = (
        "import sys; from pathlib import Path; from data.gate import gate_to\n"
        "with gate_to(Path(sys.argv[1])).cursor() as cursor:\n"
        "    cursor.execute('INSERT INTO numbers VALUES (2)')"
    )
    try:
        subprocess.run([sys.executable, "-c", other, path], check=True)
    finally:
        ended.set()
        for reader in readers:
            reader.join()
    assert numbers(path) == [1, 2]


def test_a_thread_gives_up_waiting_for_the_others_of_its_process_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.gate.TURN_SECONDS", -1.0)  # over before it has begun
    monkeypatch.setattr("data.gate.PATIENCE_SECONDS", 0.1)
    codes = []

    def read() -> None:
        try:
            numbers(path)
        except MegaError as error:
            codes.append(error.code)

    with gate_to(path).cursor():
        reader = threading.Thread(target=read)
        reader.start()
        reader.join()
    assert codes == ["database_busy"]
    assert numbers(path) == [1]


def test_a_file_that_is_gone_is_not_made_again(path: Path) -> None:
    path.unlink()
    with pytest.raises(MegaError) as caught:
        numbers(path)
    assert caught.value.code == "no_database"
    assert not path.exists()


def test_a_query_that_fails_ends_its_transaction_and_leaves_the_file_usable(path: Path) -> None:
    def fail() -> None:
        with gate_to(path).cursor() as cursor, transaction(cursor):
            cursor.execute("INSERT INTO numbers VALUES (2)")
            cursor.execute("SELECT 1 / 'one'")

    with pytest.raises(duckdb.ConversionException):
        fail()
    assert numbers(path) == [1]


def test_what_is_read_touches_no_other_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("word\nhush\n")
    folder = str(tmp_path).replace("'", "''")
    with pytest.raises(duckdb.PermissionException), gate_to(path).cursor() as cursor:
        cursor.execute(f"SELECT * FROM '{folder}/secret.csv'").fetchall()


def test_a_store_whose_file_is_gone_says_so_and_makes_none(store: Store, tmp_path: Path) -> None:
    store.path.rename(tmp_path / "elsewhere.duckdb")
    with pytest.raises(MegaError) as caught:
        store.contents()
    assert caught.value.code == "no_database"
    assert not store.path.exists()
