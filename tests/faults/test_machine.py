"""A full disk, a folder that cannot be written to, a file that another program holds.

Each ends in a sentence that says what to do, changes nothing, and is over once its cause is.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from tests.faults.machine import SAMPLES, Ended, inside, mega, read_only, run, small_disk
from tests.support.parts import among, in_part

WORKBOOK = SAMPLES / "03_wide_quarters.xlsx"
FULL = "There is no room left where "
READ_ONLY = " can be read but not changed, and nothing was changed. "
UNTOUCHED = "Everything holds, in 2 imports (0 undone) with 2 workbooks"


def tells(ended: Ended, sentence: str) -> bool:
    """Whether a command was refused in a sentence and nothing else."""
    return ended.code == 2 and sentence in ended.said and "Traceback" not in ended.said


def holds(ended: Ended, beginning: str = UNTOUCHED) -> bool:
    return ended.code == 0 and ended.said.startswith(beginning)


def room_for(database: Path) -> str:
    """The size of a disk that holds the database and little else."""
    return f"{database.stat().st_size // 2**20 + 2}m"


def test_a_full_disk_takes_no_import_and_the_next_one_after_room_was_made(database, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    path, junk = disk / "mega.duckdb", disk / "junk"
    *_, refused, checked, undo, checked_again, _, accepted, last = inside(
        small_disk(disk, room_for(database)),
        ["cp", str(database), str(path)],
        ["sh", "-c", f"cat /dev/zero > {quote(str(junk))} 2>/dev/null; true"],
        mega("import", WORKBOOK, database=path),
        mega("check", database=path),
        mega("undo", "2", database=path),
        mega("check", database=path),
        ["rm", str(junk)],
        mega("import", WORKBOOK, database=path),
        mega("check", database=path),
    )
    assert tells(refused, FULL), refused
    assert tells(undo, FULL), undo
    assert holds(checked), checked
    assert holds(checked_again), checked_again
    assert accepted.code == 0, accepted
    assert holds(last, "Everything holds, in 3 imports"), last


@pytest.mark.parametrize("room", in_part([0, 4_000, 20_000, 60_000], among(20_000)))
def test_a_disk_that_fills_up_on_the_way_takes_all_of_an_import_or_nothing(
    database, tmp_path, room
):
    disk = tmp_path / "disk"
    disk.mkdir()
    path, junk = disk / "mega.duckdb", disk / "junk"
    file = quote(str(junk))
    fill = f"cat /dev/zero > {file} 2>/dev/null; truncate -s -{room} {file}"
    *_, imported, checked = inside(
        small_disk(disk, room_for(database)),
        ["cp", str(database), str(path)],
        ["sh", "-c", fill],
        mega("import", WORKBOOK, database=path),
        mega("check", database=path),
    )
    if imported.code == 0:
        assert holds(checked, "Everything holds, in 3 imports"), checked
    else:
        assert tells(imported, FULL), imported
        assert holds(checked), checked


@pytest.mark.parametrize(
    "command", in_part(["backup", "export", "restore", "import"], among("backup", "import"))
)
def test_a_full_disk_takes_no_new_file_and_shows_no_half_of_one(database, tmp_path, command):
    disk = tmp_path / "disk"
    disk.mkdir()
    new = disk / "new.duckdb"
    commands = {
        "backup": mega("backup", new, database=database),
        "export": mega("export", "--csv", new, database=database),
        "restore": mega("restore", database, database=new),
        "import": mega("import", WORKBOOK, database=new),
    }
    _, refused, seen = inside(small_disk(disk, "200k"), commands[command], ["ls", "-A", str(disk)])
    assert tells(refused, FULL), refused
    assert seen.said == ""
    assert holds(run("check", database=database))


def test_a_file_that_may_not_grow_is_a_full_disk_too(database):
    size = database.stat().st_size
    for command in (["import", WORKBOOK], ["undo", "2"]):
        assert tells(run(*command, database=database, largest_file=1), FULL), command
        assert holds(run("check", database=database))
    assert run("import", WORKBOOK, database=database, largest_file=size * 10).code == 0
    assert holds(run("check", database=database), "Everything holds, in 3 imports")


def test_a_folder_that_cannot_be_written_to_is_read_and_not_changed(database, tmp_path):
    folder = database.parent
    backup = tmp_path / "backup.duckdb"
    _, history, progress, imported, undone, checked, backed_up, beside, new = inside(
        read_only(folder),
        mega("history", database=database),
        mega("progress", database=database),
        mega("import", WORKBOOK, database=database),
        mega("undo", "2", database=database),
        mega("check", database=database),
        mega("backup", backup, database=database),
        mega("backup", folder / "backup.duckdb", database=database),
        mega("import", WORKBOOK, database=folder / "new.duckdb"),
    )
    assert history.code == progress.code == 0, (history, progress)
    assert tells(imported, READ_ONLY), imported
    assert tells(undone, READ_ONLY), undone
    assert holds(checked), checked
    assert backed_up.code == 0, backed_up
    cannot_write = f"The folder {folder} cannot be written to. "
    assert tells(beside, cannot_write), beside
    assert tells(new, cannot_write), new
    assert holds(run("check", database=backup))
    assert run("import", WORKBOOK, database=database).code == 0


def test_a_backup_on_a_medium_that_cannot_be_written_to_is_restored(database, tmp_path):
    medium = tmp_path / "medium"
    medium.mkdir()
    backup, restored = medium / "backup.duckdb", tmp_path / "restored.duckdb"
    assert run("backup", backup, database=database).code == 0
    *_, restore = inside(read_only(medium), mega("restore", backup, database=restored))
    assert restore.code == 0, restore
    assert holds(run("check", database=restored))


def test_a_file_that_another_program_holds_is_busy_and_then_free(database):
    holder = (
        "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, database],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        refused = run("import", WORKBOOK, database=database)
        process.communicate("\n")
    assert tells(refused, "Another program is using the database "), refused
    assert holds(run("check", database=database))
    assert run("import", WORKBOOK, database=database).code == 0


def test_a_database_that_was_cut_off_is_said_to_be_damaged_and_its_backup_restored(
    database, tmp_path
):
    backup = tmp_path / "backup.duckdb"
    assert run("backup", backup, database=database).code == 0
    content = database.read_bytes()
    at_once = (["history"], ["import", WORKBOOK], ["check"])
    # The last block may be a free one: what is missing of it is found by whoever reads it all.
    where_read = (["check"],)
    for kept, commands in (
        (100, at_once),
        (4096, at_once),
        (len(content) // 3, at_once),
        (len(content) - 5000, where_read),
    ):
        database.write_bytes(content[:kept])
        for command in commands:
            refused = run(*command, database=database)
            assert tells(refused, f"The database {database} is damaged: "), (kept, refused)
        assert database.read_bytes() == content[:kept]
    database.rename(tmp_path / "damaged.duckdb")
    assert run("restore", backup, database=database).code == 0
    assert holds(run("check", database=database))


def test_a_file_of_another_program_is_left_as_it_was(database, tmp_path):
    letter = tmp_path / "letter.docx"
    letter.write_text("Dear board, " * 1000)
    for command in (["history"], ["import", WORKBOOK], ["check"], ["backup", tmp_path / "b"]):
        refused = run(*command, database=letter)
        assert tells(refused, f"The file {letter} is no database of this program. "), refused
    assert letter.read_text() == "Dear board, " * 1000
    restore = run("restore", letter, database=tmp_path / "new.duckdb")
    assert tells(restore, f"The file {letter} is no database of this program. "), restore
    assert holds(run("check", database=database))


def test_a_log_without_its_database_is_kept_and_the_two_together_are_whole(database, tmp_path):
    killed = (
        "import os, signal, sys; from datetime import datetime; from pathlib import Path\n"
        "from data.store import open_store\n"
        "from data.gate import gate_to\n"
        "with gate_to(Path(sys.argv[1])).cursor():\n"  # so that closing does not empty the log
        "    open_store(Path(sys.argv[1])).undo(2, 'ana', datetime(2100, 1, 1), '')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", killed, database], check=False)
    log = database.with_name("mega.duckdb.wal")
    kept = log.read_bytes()
    database.rename(tmp_path / "elsewhere.duckdb")
    for command in (["history"], ["import", WORKBOOK], ["restore", tmp_path / "elsewhere.duckdb"]):
        refused = run(*command, database=database)
        assert tells(refused, f"beside it lies its log {log}, which may hold imports. "), refused
    assert log.read_bytes() == kept
    shutil.move(tmp_path / "elsewhere.duckdb", database)
    assert holds(run("check", database=database), "Everything holds, in 2 imports (1 undone)")


def test_imports_that_meet_at_a_database_that_is_not_there_yet_make_one(tmp_path):
    path = tmp_path / "mega.duckdb"
    command = mega("import", SAMPLES / "strategy.xlsx", database=path)
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(3)
    ]
    said = [process.communicate()[0] for process in running]
    assert 0 in [process.returncode for process in running], said
    wrong = ("Traceback", "There is a database at")  # that "all of it is in force already" is right
    assert not any(words in text for text in said for words in wrong), said
    assert holds(run("check", database=path), "Everything holds, in 1 imports")


def test_a_clock_that_was_set_back_stops_changes_and_no_reading(database):
    later = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from data.store import open_store\n"
        "open_store(Path(sys.argv[1])).trust_clock('ana', datetime.fromisoformat(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", later, database, "2100-01-01T12:00"], check=True)
    refused = run("import", WORKBOOK, database=database)
    assert tells(refused, "Set the clock, then try again; "), refused
    assert holds(run("check", database=database))
    assert run("progress", database=database).code == 0
    assert run("trust-clock", database=database).code == 0
    assert run("import", WORKBOOK, database=database).code == 0
    assert holds(run("check", database=database), "Everything holds, in 3 imports")
