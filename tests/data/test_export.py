"""Export to CSV: everything, in a form that a spreadsheet may open, and back again."""

import csv
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import MegaError
from data.export import export, fill
from data.migrations import SCHEMA_VERSION
from data.store import open_store
from indicators.periods import Period
from tests.data.stores import a_store_with_history, upload
from tests.support import an_observation

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for the database's own name."""
    with duckdb.connect(str(path)) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        columns = {"store": "schema_version, counter"}
        return {
            table: connection.execute(
                f"SELECT {columns.get(table, '*')} FROM {table} ORDER BY ALL"
            ).fetchall()
            for (table,) in tables
        }


def test_a_database_filled_from_an_export_holds_every_row_of_the_first(store, tmp_path):
    export(store, tmp_path / "csv")
    report = fill(tmp_path / "csv", tmp_path / "filled.duckdb")
    assert (report.breaches, report.changes) == ([], 8)
    assert rows(tmp_path / "filled.duckdb") == rows(store.path)
    assert open_store(tmp_path / "filled.duckdb").state() != store.state()


def test_the_dictionary_says_what_every_column_of_every_file_means(store, tmp_path):
    export(store, tmp_path / "csv")
    dictionary = table(tmp_path / "csv", "dictionary")
    assert all(row["meaning"] for row in dictionary)
    meant = {(row["table"], row["column"]) for row in dictionary if row["type"] not in ("", "BLOB")}
    names = {path.stem for path in (tmp_path / "csv").glob("*.csv")} - {"dictionary"}
    written = set()
    for name in names:
        with (tmp_path / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            written |= {(name, column) for column in next(csv.reader(file))}
    assert written == meant


def test_the_workbooks_lie_beside_under_their_hashes(store, tmp_path):
    export(store, tmp_path / "csv")
    for record in store.imports():
        kept = tmp_path / "csv" / "files" / f"{record.sha256}.xlsx"
        assert kept.read_bytes() == store.file(record.sha256)
    assert len(list((tmp_path / "csv" / "files").iterdir())) == 6


def test_a_spreadsheet_takes_no_text_for_a_formula(store, tmp_path):
    export(store, tmp_path / "csv")
    assert "'=revised" in [row["note"] for row in table(tmp_path / "csv", "observations")]
    with duckdb.connect(str(store.path)) as connection:
        texts = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE data_type = 'VARCHAR'"
        ).fetchall()
    for path in (tmp_path / "csv").glob("*.csv"):
        columns = {column for name, column in texts if name == path.stem}
        for row in table(tmp_path / "csv", path.stem):
            assert not any(row[column].startswith(FORMULA_STARTS) for column in columns)


@settings(max_examples=3, deadline=None)
@given(
    notes=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
        | st.sampled_from(["", "'", "'=1", "=1", "\r", "\r\n", '"', '""', "a\nb", ",", "NULL"]),
        min_size=20,
        max_size=40,
    ),
    values=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=40, max_size=40),
)
def test_any_text_and_any_number_comes_back_as_it_was(tmp_path_factory, notes, values):
    folder = tmp_path_factory.mktemp("law")
    store = a_store_with_history(folder / "mega.duckdb")
    observations = [
        an_observation(value, Period(8000 + n, 1).code, note=note)
        for n, (note, value) in enumerate(zip(notes, values, strict=False))
    ]
    store.accept_values(upload("law.xlsx"), store.compare(observations))
    export(store, folder / "csv")
    assert fill(folder / "csv", folder / "filled.duckdb").breaches == []
    assert rows(folder / "filled.duckdb") == rows(store.path)


def test_an_export_goes_to_a_new_or_empty_folder_only(store, tmp_path):
    (tmp_path / "empty").mkdir()
    export(store, tmp_path / "empty")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.docx").write_text("Dear board")
    for folder in (tmp_path / "letters", tmp_path / "letters" / "letter.docx"):
        with pytest.raises(MegaError) as caught:
            export(store, folder)
        assert caught.value.code == "folder_not_empty"
    assert [child.name for child in (tmp_path / "letters").iterdir()] == ["letter.docx"]


@pytest.mark.parametrize("missing", ["store.csv", "observations.csv", "files"])
def test_a_folder_that_lacks_a_part_fills_nothing(store, tmp_path, missing):
    export(store, tmp_path / "csv")
    (tmp_path / "csv" / missing).rename(tmp_path / "elsewhere")
    with pytest.raises(MegaError) as caught:
        fill(tmp_path / "csv", tmp_path / "filled.duckdb")
    assert caught.value.code == "export_incomplete"
    assert missing in caught.value.params["file"]
    assert not (tmp_path / "filled.duckdb").exists()


@pytest.mark.parametrize(
    ("was", "becomes"), [("3,0,1,8097", "3,zero,1,8097"), ('"measure"', '"measures"')]
)
def test_a_file_that_somebody_spoilt_is_named(store, tmp_path, was, becomes):
    export(store, tmp_path / "csv")
    file = tmp_path / "csv" / "observations.csv"
    spoil(file, was, becomes)
    with pytest.raises(MegaError) as caught:
        fill(tmp_path / "csv", tmp_path / "filled.duckdb")
    assert (caught.value.code, caught.value.params["file"]) == ("export_unreadable", str(file))


def spoil(file: Path, was: str, becomes: str) -> None:
    content = file.read_text(encoding="utf-8")
    assert was in content
    file.write_text(content.replace(was, becomes), encoding="utf-8")


def test_a_value_that_somebody_changed_in_the_files_is_filled_in_and_checked(store, tmp_path):
    export(store, tmp_path / "csv")
    spoil(tmp_path / "csv" / "observations.csv", '"Datos","C7"', '"Datos",""')
    (breach,) = fill(tmp_path / "csv", tmp_path / "filled.duckdb").breaches
    assert (breach.code, breach.count) == ("value_without_cell", 1)


def test_a_hash_in_the_files_leads_nowhere_else(store, tmp_path):
    export(store, tmp_path / "csv")
    (tmp_path / "csv" / "secret").write_text("hush")
    (tmp_path / "csv" / "files.csv").write_text('"sha256"\n"../secret"\n')
    with pytest.raises(MegaError) as caught:
        fill(tmp_path / "csv", tmp_path / "filled.duckdb")
    assert caught.value.code == "export_incomplete"


def test_an_export_of_another_schema_is_refused(store, tmp_path):
    export(store, tmp_path / "csv")
    spoil(tmp_path / "csv" / "store.csv", f",{SCHEMA_VERSION},", ",99,")
    with pytest.raises(MegaError) as caught:
        fill(tmp_path / "csv", tmp_path / "filled.duckdb")
    assert (caught.value.code, caught.value.params["found"]) == ("unknown_schema", 99)
