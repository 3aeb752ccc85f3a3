"""Backups: taken while people work, checked, and made into databases again."""

import subprocess
import sys

import duckdb
import pytest

from data.backup import back_up, restore
from data.errors import MegaError
from data.store import Store, open_store
from tests.data.stores import accept, upload

IMPORTS = """
import sys
from pathlib import Path
from data.store import open_store
from tests.data.stores import accept
store = open_store(Path(sys.argv[1]))
for n in range(1000):
    print(accept(store, float(n), float(-n), file_name=f"{n}.xlsx"), flush=True)
"""


def content(store: Store) -> object:
    """All that can be read of a store, but for its name."""
    found = store.contents()
    return (
        found.state.counter,
        found.history,
        found.observations.frame.to_dict("records"),
        store.imports(),
        store.lineage("M01"),
        [store.file(record.sha256) for record in store.imports()],
    )


def test_a_restored_backup_is_the_same_database_under_a_name_of_its_own(store, tmp_path):
    backup = tmp_path / "backups" / "monday.duckdb"
    assert back_up(store, backup).breaches == []
    report = restore(backup, tmp_path / "restored.duckdb")
    assert (report.breaches, report.changes, report.imports) == ([], 8, 7)
    restored = open_store(tmp_path / "restored.duckdb")
    # NaN differs from itself, and its place is the same.
    assert repr(content(restored)) == repr(content(store))
    assert restored.state().database_id != store.state().database_id
    assert sorted(child.name for child in tmp_path.iterdir()) == [
        "backups",
        "mega.duckdb",
        "restored.duckdb",
    ]


def test_a_backup_taken_while_another_process_imports_ends_between_two_imports(store, tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", IMPORTS, store.path], stdout=subprocess.PIPE, text=True
    ) as importer:
        counters = []
        for n in range(3):
            accepted = int(importer.stdout.readline())
            report = back_up(store, tmp_path / f"{n}.duckdb")
            assert report.breaches == []
            assert report.changes >= accepted
            counters.append(report.changes)
        importer.kill()
    assert counters == sorted(counters)
    assert restore(tmp_path / "2.duckdb", tmp_path / "restored.duckdb").breaches == []
    restored = open_store(tmp_path / "restored.duckdb")
    assert restored.imports() == [
        record for record in store.imports() if record.import_id <= counters[-1]
    ]


def test_a_backup_replaces_nothing(store, tmp_path):
    (tmp_path / "letter.docx").write_text("Dear board")
    for path in (tmp_path / "letter.docx", store.path):
        before = path.read_bytes()
        with pytest.raises(MegaError) as caught:
            back_up(store, path)
        assert caught.value.code == "file_exists"
        assert path.read_bytes() == before


def test_nor_does_a_restore(store, tmp_path):
    back_up(store, tmp_path / "backup.duckdb")
    accept(store, 7.0, file_name="later.xlsx")
    with pytest.raises(MegaError) as caught:
        restore(tmp_path / "backup.duckdb", store.path)
    assert caught.value.code == "file_exists"
    assert store.state().counter == 9


def test_a_database_that_does_not_hold_together_is_backed_up_and_told(store, tmp_path):
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("UPDATE files SET content = 'x' WHERE decode(content) = 'peru.xlsx'")
    (breach,) = back_up(store, tmp_path / "backup.duckdb").breaches
    assert breach.code == "file_changed"
    assert (tmp_path / "backup.duckdb").exists()


def test_what_cannot_be_read_through_is_no_backup(store, tmp_path):
    torn = bytearray(store.path.read_bytes())
    torn[len(torn) // 2 :] = b"\0" * (len(torn) - len(torn) // 2)
    store.path.write_bytes(torn)
    for attempt in (back_up, lambda store, path: restore(store.path, path)):
        with pytest.raises(MegaError) as caught:
            attempt(store, tmp_path / "backup.duckdb")
        assert caught.value.code == "database_damaged"
        assert [child.name for child in tmp_path.iterdir()] == ["mega.duckdb"]


def test_what_is_no_backup_is_refused_and_left_as_it_was(tmp_path):
    letter = tmp_path / "letter.docx"
    letter.write_text("Dear board")
    refusals = {letter: "not_a_database", tmp_path / "none": "no_database"}
    for path, code in refusals.items():
        with pytest.raises(MegaError) as caught:
            restore(path, tmp_path / "restored.duckdb")
        assert (caught.value.code, caught.value.params["path"]) == (code, str(path))
    assert [child.name for child in tmp_path.iterdir()] == ["letter.docx"]
    assert letter.read_text() == "Dear board"


def test_after_a_restore_work_goes_on_where_the_backup_was_taken(store, tmp_path):
    back_up(store, tmp_path / "backup.duckdb")
    accept(store, 7.0, file_name="lost.xlsx")
    restore(tmp_path / "backup.duckdb", tmp_path / "restored.duckdb")
    restored = open_store(tmp_path / "restored.duckdb")
    assert accept(restored, 8.0, file_name="again.xlsx") == 9
    restored.undo(9, "ana", upload().at, "")
    assert restored.state().counter == 10
