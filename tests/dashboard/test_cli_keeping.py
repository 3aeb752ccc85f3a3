"""mega check, backup, restore, export and trust-clock: what they print, and how they end."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import duckdb
import pytest

from dashboard.commands.backup import make_backup, restore_backup
from dashboard.commands.check import show_check
from dashboard.commands.export import export_csv, export_xlsx
from dashboard.commands.history import go_on_from_now, undo_import
from dashboard.commands.importing import Choice, import_files
from dashboard.commands.session import Session
from dashboard.rights import owner
from dashboard.words import words_in
from dashboard.words.breaches import BREACHES
from data.check import Breach, check
from data.errors import MegaError
from data.invariants import INVARIANTS
from data.store import open_store
from indicators.model import LANGUAGES
from tests.dashboard.stores import a_store, an_upload
from tests.support import a_strategy, an_indicator

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
HOLDS = (
    "Everything holds, in 2 imports (0 undone) with 2 workbooks: 2 of 2 values are in force, as "
    "the history of 2 changes leads to.\n"
)
BEYOND_QUERIES = {
    "schema_differs",
    "not_one_state",
    "file_changed",
    "strategy_unreadable",
    "strategy_code_twice",
    "strategy_reference_lost",
    "strategy_goal_contradicts",
    "view_differs",
}


@pytest.fixture
def session(tmp_path):
    """The small database, in English, on 1 March 2025."""
    return Session(a_store(tmp_path).path, words_in("en"), NOW, owner("ana"))


def printed(capsys):
    return capsys.readouterr().out


def spoil(session):
    with duckdb.connect(str(session.database)) as connection:
        connection.execute("UPDATE observations SET cell = 'there'")
        connection.execute("UPDATE files SET content = 'x' WHERE decode(content) = 'values.xlsx'")


def elsewhere(session, path):
    return replace(session, database=path)


def test_a_whole_database_is_told_in_one_sentence(session, capsys):
    assert show_check(session, as_json=False) == 0
    assert printed(capsys) == HOLDS


def test_every_breach_has_its_sentence_and_the_last_line_says_what_to_do(session, capsys):
    spoil(session)
    assert show_check(session, as_json=False) == 1
    value, file, empty, advice = printed(capsys).splitlines()
    assert file.startswith("The workbook with the SHA-256 ")
    assert value == "A value of import 2 does not name its sheet and cell. And 1 more."
    assert empty == ""
    assert "restore the latest backup" in advice


def test_a_check_for_programs_has_codes_and_counts(session, capsys):
    assert show_check(session, as_json=True) == 0
    assert json.loads(printed(capsys)) == {
        "holds": True,
        "changes": 2,
        "imports": 2,
        "undone": 0,
        "files": 2,
        "values": 2,
        "in_force": 2,
        "breaches": [],
    }
    spoil(session)
    assert show_check(session, as_json=True) == 1
    found = json.loads(printed(capsys))
    assert not found["holds"]
    assert [(breach["code"], breach["count"]) for breach in found["breaches"]] == [
        ("value_without_cell", 2),
        ("file_changed", 1),
    ]


def test_every_breach_that_can_be_found_has_words():
    assert set(BREACHES) == set(INVARIANTS) | BEYOND_QUERIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_breach_is_said_in_each_language(session, language):
    spoil(session)
    for breach in [*check(session.database).breaches, Breach("view_differs", 3)]:
        assert "{" not in words_in(language).breach(breach)


def test_a_backup_is_made_checked_and_restored(session, tmp_path, capsys):
    assert make_backup(session, tmp_path / "backup.duckdb") == 0
    assert printed(capsys) == f"The backup {tmp_path / 'backup.duckdb'} is complete.\n{HOLDS}"
    new = elsewhere(session, tmp_path / "new.duckdb")
    assert restore_backup(new, tmp_path / "backup.duckdb") == 0
    said = f"The database {new.database} was made of {tmp_path / 'backup.duckdb'}.\n"
    assert printed(capsys) == said + HOLDS


def test_a_folder_of_csv_files_is_restored_too(session, tmp_path, capsys):
    export_csv(session, tmp_path / "csv")
    assert printed(capsys).startswith(f"Everything is in {tmp_path / 'csv'}, and dictionary.csv")
    assert restore_backup(elsewhere(session, tmp_path / "new.duckdb"), tmp_path / "csv") == 0
    assert printed(capsys).endswith(HOLDS)


def test_a_backup_of_a_database_with_breaches_ends_with_1(session, tmp_path, capsys):
    spoil(session)
    assert make_backup(session, tmp_path / "backup.duckdb") == 1
    assert "does not name its sheet and cell" in printed(capsys)


def test_a_restore_never_goes_over_a_database(session, tmp_path):
    make_backup(session, tmp_path / "backup.duckdb")
    with pytest.raises(MegaError) as raised:
        restore_backup(session, tmp_path / "backup.duckdb")
    assert raised.value.code == "database_exists"


def test_a_clock_that_went_back_stops_changes_until_a_person_says_it_is_right(session, capsys):
    earlier = replace(session, now=datetime(2024, 6, 1, 12, tzinfo=UTC))
    with pytest.raises(MegaError) as raised:
        undo_import(earlier, 2, "")
    assert session.words.error(raised.value) == (
        "The clock of this machine says Jun 1, 2024, 12:00 UTC, but the latest change in the "
        "database is of Jan 31, 2025, 15:30 UTC. Nothing was changed. Set the clock, then try "
        "again; if it is right already, say so with mega trust-clock."
    )
    go_on_from_now(earlier.acting_as("eva"))
    assert printed(capsys) == "Changes go on from Jun 1, 2024, 12:00 UTC. This is on record.\n"
    undo_import(earlier, 2, "")
    assert show_check(session, as_json=False) == 0


def test_an_exported_workbook_is_read_back_as_no_change(session, tmp_path, capsys):
    path = tmp_path / "values.xlsx"
    export_xlsx(session, path)
    assert capsys.readouterr().out == f"2 values are in {path}.\n"
    choice = Choice(dry_run=True, accept_valid=False, reason="", effective_from=None)
    assert import_files(session, [str(path)], choice, as_json=False) == 0
    assert "0 new, 0 changed, 2 unchanged" in capsys.readouterr().out


def test_an_export_writes_over_no_file(session, tmp_path):
    path = tmp_path / "values.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(MegaError) as caught:
        export_xlsx(session, path)
    assert caught.value.code == "file_exists"
    assert path.read_bytes() == b"mine"


def test_an_export_says_what_is_set_apart(session, tmp_path, capsys):
    narrowed = a_strategy(an_indicator(maximum=110.0))
    open_store(session.database).accept_strategy(an_upload("narrowed.xlsx"), narrowed, None)
    export_xlsx(session, tmp_path / "values.xlsx")
    assert "1 value that the present strategy has no place for" in capsys.readouterr().out
