import duckdb
import pytest

from data import strategy_rows
from data.store import create_store


def test_every_table_and_column_says_what_it_holds(tmp_path):
    path = tmp_path / "mega.duckdb"
    create_store(path)
    with duckdb.connect(str(path)) as connection:
        silent_tables = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL"
        ).fetchall()
        silent_columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns()"
            " WHERE comment IS NULL AND table_name IN (SELECT table_name FROM duckdb_tables())"
        ).fetchall()
    assert (silent_tables, silent_columns) == ([], [])


@pytest.mark.parametrize(
    ("table", "item_type"),
    [
        ("plans", strategy_rows.Plan),
        ("areas", strategy_rows.Area),
        ("objectives", strategy_rows.Objective),
        ("indicators", strategy_rows.Indicator),
        ("milestones", strategy_rows.Milestone),
        ("places", strategy_rows.Place),
    ],
)
def test_a_strategy_table_has_a_column_a_field_in_the_same_order(tmp_path, table, item_type):
    path = tmp_path / "mega.duckdb"
    create_store(path)
    with duckdb.connect(str(path)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    assert columns == ["import_id", "position", *strategy_rows.columns(item_type)]
