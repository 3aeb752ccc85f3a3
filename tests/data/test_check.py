"""`mega check`: whatever breaks a database is found and named."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from data import strategy_rows
from data.check import check
from data.invariants import INVARIANTS, STRATEGY_TABLES
from data.store import Store, create_store
from tests.data.stores import accept, upload
from tests.support import a_strategy

ELSEWHERE = {
    "schema_differs",
    "not_one_state",
    "file_changed",
    "strategy_unreadable",
    "strategy_code_twice",
    "strategy_reference_lost",
    "strategy_goal_contradicts",
    "view_differs",
}
"""What is asked by more than a query."""

A_VALUE = "import_id = 3 AND period_end = 8097"

BREAKS = [
    ("schema_differs", "ALTER TABLE observations DROP COLUMN note"),
    ("schema_differs", "CREATE TABLE secrets (word VARCHAR)"),
    ("schema_differs", "ALTER TABLE imports ALTER COLUMN reason TYPE INTEGER USING 1"),
    ("not_one_state", "DELETE FROM store"),
    ("not_one_state", "INSERT INTO store SELECT * FROM store"),
    ("not_one_state", "UPDATE store SET database_id = NULL"),
    ("counter_gap", "UPDATE store SET counter = counter + 1"),
    ("counter_gap", "DELETE FROM undos"),
    (
        "counter_twice",
        "INSERT INTO settings VALUES (3, 'x', 'y', 'ana', TIMESTAMP '2025-01-31 12:00')",
    ),
    ("counter_beyond", "UPDATE undos SET counter = 99"),
    ("counter_beyond", "UPDATE undos SET counter = NULL"),
    ("clock_went_back", "UPDATE imports SET accepted_at = '2025-01-31 11:54' WHERE import_id = 4"),
    ("change_without_person", "UPDATE imports SET accepted_by = '' WHERE import_id = 4"),
    ("change_without_person", "UPDATE undos SET undone_at = NULL"),
    ("undo_of_nothing", "UPDATE undos SET import_id = 8"),
    ("undone_twice", "INSERT INTO undos SELECT 8, import_id, undone_by, undone_at, '' FROM undos"),
    ("import_of_unknown_kind", "UPDATE imports SET kind = 'rumour' WHERE import_id = 4"),
    ("import_without_file", "DELETE FROM files WHERE decode(content) = 'colombia.xlsx'"),
    ("file_changed", "UPDATE files SET content = 'x' WHERE decode(content) = 'colombia.xlsx'"),
    ("file_twice", "INSERT INTO files SELECT * FROM files WHERE decode(content) = 'colombia.xlsx'"),
    ("file_of_no_import", "INSERT INTO files VALUES (sha256('x'), 'x')"),
    ("withdrawal_of_nothing", "DELETE FROM observations WHERE import_id = 4"),
    ("withdrawal_of_nothing", "UPDATE withdrawals SET measure = 'milestone'"),
    ("withdrawal_of_nothing", "UPDATE withdrawals SET withdrawn_import = 9"),
    ("withdrawal_of_nothing", "DELETE FROM withdrawals"),
    ("withdrawal_of_nothing", "UPDATE withdrawals SET import_id = 3"),
    ("withdrawn_twice", "INSERT INTO withdrawals SELECT * FROM withdrawals"),
    ("publication_of_nothing", "INSERT INTO publications VALUES (99, 3)"),
    ("publication_of_nothing", "UPDATE imports SET kind = 'publication' WHERE import_id = 4"),
    (
        "published_not_submitted",
        "UPDATE imports SET kind = 'publication' WHERE import_id = 4;"
        " INSERT INTO publications VALUES (4, 3)",
    ),
    ("value_without_import", "INSERT INTO submissions (import_id) VALUES (3)"),
    ("return_of_nothing", "INSERT INTO returned_values (counter) VALUES (4)"),
    (
        "return_of_nothing",
        "INSERT INTO returns VALUES (4, 3, 'eva', TIMESTAMP '2025-01-31 12:00', 'why')",
    ),
    (
        "exemption_of_nothing",
        "INSERT INTO exceptions VALUES"
        " (4, '2024-Q4', 'Atlantis', 'M01', DATE '2025-02-28', 'eva', TIMESTAMP '2025-01-31', 'x')",
    ),
    (
        "comment_on_nothing",
        "INSERT INTO comments VALUES"
        " (4, 'M99', '2024-Q4', 'x', '', '', NULL, 'eva', TIMESTAMP '2025-01-31 12:00')",
    ),
    (
        "reminder_of_nothing",
        "INSERT INTO reminders VALUES"
        " (4, '2024-Q4', 'ana', 'es', 1, 'eva', TIMESTAMP '2025-01-31 12:00')",
    ),
    ("import_without_values", "DELETE FROM observations WHERE import_id = 4"),
    ("import_without_strategy", "DELETE FROM plans WHERE import_id = 2"),
    ("value_without_import", f"UPDATE observations SET import_id = 99 WHERE {A_VALUE}"),
    ("value_without_import", f"UPDATE observations SET import_id = 1 WHERE {A_VALUE}"),
    ("value_without_indicator", f"UPDATE observations SET indicator_id = 9 WHERE {A_VALUE}"),
    ("value_without_place", f"UPDATE observations SET place_id = 9 WHERE {A_VALUE}"),
    ("value_without_cell", f"UPDATE observations SET cell = NULL WHERE {A_VALUE}"),
    ("value_without_cell", f"UPDATE observations SET cell = 'D0' WHERE {A_VALUE}"),
    ("value_without_cell", f"UPDATE observations SET sheet = '' WHERE {A_VALUE}"),
    ("value_without_period", f"UPDATE observations SET period_quarters = 2 WHERE {A_VALUE}"),
    ("value_without_period", f"UPDATE observations SET period_quarters = 3 WHERE {A_VALUE}"),
    ("value_of_unknown_measure", f"UPDATE observations SET measure = 'hope' WHERE {A_VALUE}"),
    ("half_a_breakdown", "UPDATE observations SET category = NULL WHERE dimension = 'sex'"),
    ("value_without_number", f"UPDATE observations SET value = NULL WHERE {A_VALUE}"),
    ("value_not_finite", f"UPDATE observations SET value = 'nan' WHERE {A_VALUE}"),
    ("value_not_finite", "UPDATE observations SET denominator = 'inf' WHERE denominator = 3"),
    ("value_over_zero", "UPDATE observations SET denominator = 0 WHERE denominator = 3"),
    ("value_twice", f"INSERT INTO observations SELECT * FROM observations WHERE {A_VALUE}"),
    ("indicator_numbers", "UPDATE indicator_keys SET indicator_id = 2 WHERE code = 'M02'"),
    ("indicator_numbers", "INSERT INTO indicator_keys VALUES (2, 'M02')"),
    ("indicator_of_no_strategy", "INSERT INTO indicator_keys VALUES (2, 'M99')"),
    ("indicator_without_number", "DELETE FROM indicator_keys WHERE code = 'M02'"),
    ("place_numbers", "UPDATE place_keys SET place_id = 7 WHERE code = 'REG'"),
    ("place_of_no_strategy", "INSERT INTO place_keys VALUES (3, 'XX')"),
    ("place_without_number", "DELETE FROM place_keys WHERE code = 'CO'"),
    ("strategy_row_without_import", "UPDATE milestones SET import_id = 3"),
    ("strategy_rows_missing", """DELETE FROM places WHERE import_id = 1 AND "position" = 1"""),
    ("strategy_rows_missing", """UPDATE areas SET "position" = 1 WHERE import_id = 1"""),
    ("strategy_unreadable", "UPDATE indicators SET direction = 'sideways' WHERE code = 'M02'"),
    ("strategy_unreadable", "UPDATE milestones SET period = '2024-Q9'"),
    ("strategy_code_twice", "UPDATE indicators SET code = 'M01' WHERE code = 'M02'"),
    ("strategy_reference_lost", "UPDATE indicators SET area = 'A9' WHERE code = 'M02'"),
    ("strategy_reference_lost", "UPDATE milestones SET indicator = 'M99'"),
    ("strategy_goal_contradicts", "UPDATE indicators SET goal = 1 WHERE code = 'M02'"),
    ("strategy_goal_contradicts", "UPDATE indicators SET goal_period = '2021' WHERE code = 'M02'"),
    (
        "view_differs",
        "CREATE OR REPLACE VIEW observations_in_force AS SELECT * FROM observations",
    ),
    (
        "view_differs",
        "CREATE OR REPLACE VIEW imports_in_force AS SELECT * FROM imports",
    ),
]


@pytest.fixture
def copy(store: Store) -> Path:
    return store.path


def test_in_a_database_of_the_programs_own_everything_holds(whole: Path) -> None:
    report = check(whole)
    assert report.breaches == []
    assert (report.changes, report.imports, report.undone, report.files) == (8, 7, 1, 6)
    assert (report.values, report.in_force) == (10, 6)


def test_where_everything_was_taken_back_nothing_is_in_force_and_everything_holds(
    store: Store,
) -> None:
    for import_id in (1, 2, 3, 4, 5):
        store.undo(import_id, "ana", upload().at, "")
    report = check(store.path)
    assert (report.breaches, report.values, report.in_force) == ([], 10, 0)


def test_an_empty_database_is_whole(tmp_path: Path) -> None:
    assert check(create_store(tmp_path / "mega.duckdb").path).breaches == []


@pytest.mark.parametrize(("code", "sql"), BREAKS)
def test_a_breach_is_found_and_named(copy: Path, code: str, sql: str) -> None:
    with duckdb.connect(str(copy)) as connection:
        connection.execute(sql)
    assert code in [breach.code for breach in check(copy).breaches]


def test_every_invariant_has_been_seen_broken() -> None:
    assert {code for code, _ in BREAKS} == set(INVARIANTS) | ELSEWHERE


def test_breaches_are_counted_and_one_of_them_is_the_example(copy: Path) -> None:
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE observations SET cell = 'there' WHERE import_id IN (3, 4)")
    (breach,) = check(copy).breaches
    assert (breach.code, breach.count) == ("value_without_cell", 4)
    assert breach.example["import_id"] in {3, 4}


def test_a_clock_that_a_person_called_right_is_no_breach(copy: Path) -> None:
    store = Store(copy)
    store.trust_clock("eva", upload().at.replace(year=2024))
    store.accept_strategy(
        replace(upload("x"), at=upload().at.replace(year=2024)), a_strategy(), None
    )
    assert check(copy).breaches == []


def test_the_strategy_tables_are_those_of_the_schema(whole: Path) -> None:
    with duckdb.connect(str(whole)) as connection:
        tables = connection.execute(
            "SELECT table_name FROM duckdb_columns() WHERE column_name = 'position'"
        ).fetchall()
    assert set(STRATEGY_TABLES) == {table for (table,) in tables}
    assert set(STRATEGY_TABLES) == set(strategy_rows._tables(a_strategy()))


def test_what_is_in_force_is_replayed_from_the_history_alone(copy: Path) -> None:
    store = Store(copy)
    second = accept(store, 7.0, file_name="again.xlsx")
    accept(store, 8.0, 8.0, 8.0, file_name="more.xlsx")
    store.undo(second, "ana", upload().at, "")
    store.undo(8, "ana", upload().at, "")
    assert check(copy).breaches == []
