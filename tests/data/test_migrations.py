"""Databases of earlier schemas: brought up to the present one, each with a backup first.

A database of each schema is stored under ``released``. Beyond the program's own steps these
tests hand in two more, as a newer program would have them.
"""

import gzip
import threading
from datetime import date
from pathlib import Path

import duckdb
import pytest

from data.check import check
from data.errors import MegaError
from data.migrations import SCHEMA_VERSION, STEPS, migrate
from data.store import Store, create_store, open_store
from indicators.periods import Period

RELEASED = Path(__file__).with_name("released")
STORED = {
    version: RELEASED / f"schema-{version}.duckdb.gz" for version in range(1, SCHEMA_VERSION + 1)
}

A_COLUMN = "ALTER TABLE imports ADD COLUMN shelf VARCHAR"
ITS_VALUE = "UPDATE imports SET shelf = 'A' || import_id"
A_TABLE = "CREATE TABLE shelves AS SELECT DISTINCT shelf FROM imports"
LADDER = [*STEPS, f"{A_COLUMN}; {ITS_VALUE}", A_TABLE]
NOW, NEWER = SCHEMA_VERSION, SCHEMA_VERSION + 2

COLUMNS = """
SELECT table_name, column_name, data_type, columns.comment, tables.comment
FROM duckdb_columns() AS columns JOIN duckdb_tables() AS tables USING (table_name) ORDER BY ALL
"""
VIEWS = "SELECT view_name, sql, comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL"


@pytest.fixture
def path(store: Store) -> Path:
    return store.path


def read(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path)) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(params=STORED)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A stored database of each schema, as a backup of that time is."""
    path = tmp_path / "stored.duckdb"
    path.write_bytes(gzip.decompress(STORED[request.param].read_bytes()))
    return path


def test_a_stored_database_of_each_schema_is_opened_and_holds(stored: Path) -> None:
    store = open_store(stored)
    assert check(stored).breaches == []
    later = [record.import_id for record in store.imports()][:-7]
    assert later in ([], [10, 9])  # from schema 2 on with a submission and its publication
    assert [record.import_id for record in store.imports()][-7:] == [8, 6, 5, 4, 3, 2, 1]
    held = {(one.place, one.period.code, one.measure, one.category): one.value
            for one in store.everything_in_force()}  # fmt: skip
    assert held == {
        ("PE", "2024-Q1", "actual", None): 5.0,
        ("PE", "2024-Q1", "milestone", None): 9.0,
        ("PE", "2024-Q2", "actual", None): 2.0,
        ("PE", "2024-Q2", "actual", "women"): 2.0,
        ("PE", "2024-Q3", "actual", None): None,
        ("CO", "2024-Q1", "actual", None): 3.0,
        **({("CO", "2024-Q2", "actual", None): 7.0} if later else {}),
    }


def test_a_database_of_schema_2_has_all_that_came_with_it(tmp_path: Path) -> None:
    path = tmp_path / "stored.duckdb"
    path.write_bytes(gzip.decompress(STORED[2].read_bytes()))
    store = open_store(path)
    (submission,) = store.submissions()
    assert [(one.state, one.note) for one in submission.values] == [
        ("published", ""),
        ("returned", "Which unit?"),
    ]
    held = store.basis(date(2025, 2, 28)).locks
    assert held.exempt == {(Period.parse("2024-Q1"), "PE", "M01")}
    (commentary,) = store.contents().commentary.values()
    assert (commentary.cause, commentary.due) == ("Drought", date(2025, 6, 30))
    (sent,) = store.reminders(Period.parse("2024-Q4"))
    assert (sent.address, sent.owed) == ("rosa@example.org", 2)


def test_a_newer_program_opens_a_stored_database_with_every_value(stored: Path) -> None:
    before = read(stored, "SELECT * FROM observations_in_force ORDER BY ALL")
    backup = migrate(stored, LADDER)
    assert backup is not None
    assert read(stored, "SELECT * FROM observations_in_force ORDER BY ALL") == before
    assert read(backup, "SELECT * FROM observations_in_force ORDER BY ALL") == before


def test_each_schema_leads_to_the_tables_views_and_comments_of_a_new_database(
    stored: Path, tmp_path: Path
) -> None:
    open_store(stored)
    create_store(tmp_path / "new.duckdb")
    for described in (COLUMNS, VIEWS):
        assert read(stored, described) == read(tmp_path / "new.duckdb", described)


def test_every_step_is_taken_in_order_and_the_data_stays(path: Path) -> None:
    before = read(path, "SELECT * FROM observations_in_force ORDER BY ALL")
    migrate(path, LADDER)
    assert read(path, "SELECT schema_version, counter FROM store") == [(NEWER, 8)]
    assert read(path, "SELECT count(*) FROM shelves") == [(7,)]
    assert read(path, "SELECT * FROM observations_in_force ORDER BY ALL") == before


def test_a_database_half_way_up_takes_the_rest(path: Path) -> None:
    migrate(path, LADDER[:-1])
    migrate(path, LADDER)
    assert read(path, "SELECT schema_version FROM store") == [(NEWER,)]
    assert read(path, "SELECT min(shelf) FROM shelves") == [("A1",)]


def test_the_backup_is_the_database_as_it_was(path: Path, tmp_path: Path) -> None:
    backup = migrate(path, LADDER)
    assert backup == tmp_path / f"mega.schema-{NOW}.1.duckdb"
    assert check(backup).breaches == []
    assert Store(backup).state() == Store(path).state()
    assert read(backup, "SELECT schema_version FROM store") == [(NOW,)]


def test_a_database_that_is_up_to_date_is_left_alone(path: Path, tmp_path: Path) -> None:
    migrate(path, LADDER)
    before = path.stat()
    assert migrate(path, LADDER) is None
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert len(list(tmp_path.iterdir())) == 2


def test_a_backup_of_an_earlier_attempt_is_kept(path: Path, tmp_path: Path) -> None:
    (tmp_path / f"mega.schema-{NOW}.1.duckdb").write_text("earlier")
    assert migrate(path, LADDER) == tmp_path / f"mega.schema-{NOW}.2.duckdb"
    assert (tmp_path / f"mega.schema-{NOW}.1.duckdb").read_text() == "earlier"


def test_a_step_that_fails_changes_nothing(path: Path) -> None:
    before = read(path, "FROM duckdb_columns() ORDER BY ALL")
    with pytest.raises(duckdb.ConversionException):
        migrate(path, [*STEPS, A_COLUMN, "SELECT CAST('one' AS INTEGER)"])
    assert read(path, "FROM duckdb_columns() ORDER BY ALL") == before
    assert check(path).breaches == []


def test_where_no_backup_can_be_made_nothing_is_changed(path: Path, tmp_path: Path) -> None:
    (tmp_path / f"mega.schema-{NOW}.1.duckdb.wal").touch()
    with pytest.raises(MegaError) as caught:
        migrate(path, LADDER)
    assert caught.value.code == "log_without_database"
    assert read(path, "SELECT schema_version FROM store") == [(NOW,)]


def test_threads_that_meet_at_an_old_database_bring_it_up_once(path: Path) -> None:
    failures = []

    def run() -> None:
        try:
            migrate(path, LADDER)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert read(path, "SELECT schema_version FROM store") == [(NEWER,)]
    backups = list(path.parent.glob(f"mega.schema-{NOW}.*"))
    assert len(backups) >= 1
    assert all(check(backup).breaches == [] for backup in backups)


def test_a_newer_database_is_refused(path: Path) -> None:
    migrate(path, LADDER)
    with pytest.raises(MegaError) as caught:
        open_store(path)
    assert caught.value.code == "unknown_schema"
    assert caught.value.params == {"path": str(path), "found": NEWER, "known": NOW}
