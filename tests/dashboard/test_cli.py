"""The mega command: what it prints, and how it ends."""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

from dashboard.cli import telling
from dashboard.commands.history import show_history, undo_import
from dashboard.commands.progress import Asked, show_progress
from dashboard.commands.session import (
    Session,
    period_given,
    person_at_the_machine,
    say,
    system_language,
)
from dashboard.commands.table import shortened, table
from dashboard.machine import INDICATOR_KEYS, ROLL_UP_KEYS, SENSITIVITY_KEYS
from dashboard.rights import owner
from dashboard.words import words_in
from dashboard.words.written import UNDEFINED
from data.errors import MegaError
from data.records import ReportedValue
from data.store import create_store, open_store
from indicators.model import Measure
from indicators.periods import Period
from tests.dashboard.stores import ACCEPTED, a_store

MEGA = Path(sys.executable).with_name("mega")
NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def session(tmp_path):
    """The small database, in English, on 1 March 2025."""
    return Session(a_store(tmp_path).path, words_in("en"), NOW, owner("ana"))


def mega(*arguments, folder, **environment):
    """Run the real command on a database in ``folder``."""
    return subprocess.run(
        [MEGA, "--language", "en", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "MEGA_DATABASE": str(folder / "mega.duckdb"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def printed(capsys):
    return capsys.readouterr().out


def test_help_names_the_commands_and_needs_no_heavy_library(tmp_path):
    shown = mega("--help", folder=tmp_path)
    assert shown.returncode == 0
    for command in ("serve", "demo", "import", "template", "undo", "history", "progress"):
        assert f"  {command} " in shown.stdout
    heavy = "import sys, dashboard.cli; print({'pandas', 'streamlit', 'duckdb'} & set(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", heavy], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "set()"


def test_an_error_is_one_sentence_and_an_exit_code(tmp_path):
    ended = mega("history", folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith("There is no database at ")
    assert len(ended.stderr.splitlines()) == 1


def test_the_way_back_is_told_for_the_database_that_was_typed(tmp_path):
    strategy = Path(__file__).parents[1] / "samples" / "strategy.xlsx"
    ended = mega("--database", "our network.duckdb", "import", strategy, folder=tmp_path)
    way_back = "mega --database 'our network.duckdb' undo 1"
    assert ended.stdout.splitlines()[-1] == f"Imported as number 1. To take it back: {way_back}"
    undone = mega("--database", "our network.duckdb", "undo", 1, folder=tmp_path)
    assert undone.returncode == 0, undone.stderr
    by_environment = mega("import", strategy, folder=tmp_path)
    assert by_environment.stdout.endswith("To take it back: mega undo 1\n")


def test_a_wrong_option_is_no_traceback(tmp_path):
    ended = mega("progress", "--json", "--csv", folder=tmp_path)
    assert (ended.returncode, ended.stderr) == (2, "Use either --json or --csv, not both.\n")
    ended = mega("undo", "two", folder=tmp_path)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_a_fault_of_the_program_leaves_its_traceback_in_a_log(
    session, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(typer.Exit) as ended, telling(SimpleNamespace(obj=session)):
        raise ZeroDivisionError
    (log,) = tmp_path.glob("mega-*.log")
    said = capsys.readouterr()
    assert (ended.value.exit_code, said.out) == (70, "")
    assert said.err.startswith(f"The program itself failed. What happened is written in {log}")
    assert "Traceback" not in said.err
    assert "ZeroDivisionError" in log.read_text()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "pt_BR.UTF-8"}, "pt"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "es_PE.UTF-8"}, "es"),
        ({"LANG": "C.UTF-8"}, "es"),
        ({"LANG": "de_DE"}, "es"),
        ({"LC_ALL": "", "LANG": "en_GB"}, "en"),
        ({}, "es"),
    ],
)
def test_the_systems_language_is_spoken_else_spanish(environment, language):
    assert system_language(environment) == language


def test_a_person_is_named_or_the_systems_user(session, monkeypatch):
    monkeypatch.setenv("LOGNAME", "ana")
    assert person_at_the_machine() == owner("ana")
    assert session.acting_as(None).person == owner("ana")
    assert session.acting_as("beatriz").person == owner("beatriz")


def test_a_period_option_that_cannot_be_read_is_refused():
    assert period_given(None) is None
    with pytest.raises(MegaError) as raised:
        period_given("2024-Q5")
    assert (raised.value.code, raised.value.params) == ("period_unreadable", {"found": "2024-Q5"})


def test_text_of_a_workbook_gives_the_terminal_no_orders(capsys):
    say("a\x1b[2Jb\u202ec\nd")
    assert printed(capsys) == "a [2Jb c\nd\n"


def test_columns_are_as_wide_as_what_is_in_them():
    shown = table(["Name", "n"], [["a", "10"], ["two\nlines", "9"]], right=[1])
    assert shown.splitlines() == ["Name        n", "a          10", "two lines   9"]


def test_a_long_name_ends_in_an_ellipsis():
    assert (shortened("abcd", 4), shortened("abcde", 4)) == ("abcd", "abc…")


def test_history_lists_the_latest_import_first(session, capsys):
    show_history(session, as_json=False)
    head, second, first = (" ".join(line.split()) for line in printed(capsys).splitlines())
    assert head == "Import When Who File Kind Values Reason Undone"
    assert second == "2 Jan 31, 2025, 15:30 UTC ana values.xlsx values 2"
    assert first == "1 Jan 31, 2025, 15:30 UTC ana strategy.xlsx strategy"


def test_history_of_a_new_database_says_that_there_is_none(tmp_path, capsys):
    path = create_store(tmp_path / "new.duckdb").path
    show_history(Session(path, words_in("en"), NOW, owner("ana")), as_json=False)
    assert printed(capsys) == "Nothing has been imported yet.\n"


def test_history_for_programs_has_every_field(session, capsys):
    undo_import(session.acting_as("beatriz"), 2, "wrong file")
    printed(capsys)
    show_history(session, as_json=True)
    latest, _ = json.loads(printed(capsys))
    assert latest == {
        "import_id": 2,
        "kind": "values",
        "file_name": "values.xlsx",
        "sha256": latest["sha256"],
        "accepted_by": "ana",
        "accepted_at": "2025-01-31T15:30:00",
        "reason": "",
        "values": 2,
        "undone_by": "beatriz",
        "undone_at": "2025-03-01T12:00:00",
        "undo_reason": "wrong file",
        "withdrawn": None,
    }


def test_undo_says_what_it_took_back(session, capsys):
    undo_import(session, 2, "")
    undo_import(session, 1, "")
    assert printed(capsys).splitlines() == [
        "Import 2 has been undone: 2 values of values.xlsx no longer count.",
        "Import 1 has been undone: the strategy of strategy.xlsx no longer holds.",
    ]
    show_history(session, as_json=False)
    assert printed(capsys).count("Mar 1, 2025, 12:00 UTC by ana") == 2


def test_a_withdrawn_value_stands_in_the_history_and_its_undo_says_that_it_counts(session, capsys):
    value = ReportedValue(2, "M01", "PE", Period.parse("2024-Q4"), Measure.ACTUAL)
    open_store(session.database).withdraw(value, "eva", ACCEPTED, "counted twice")
    show_history(session, as_json=False)
    line = printed(capsys).splitlines()[1]
    assert all(part in line for part in ("withdrawal: M01 · PE · Q4 2024", "eva", "counted twice"))
    show_history(session, as_json=True)
    assert json.loads(printed(capsys))[0]["withdrawn"] == {
        "import_id": 2,
        "indicator": "M01",
        "place": "PE",
        "period": "2024-Q4",
        "measure": "actual",
        "dimension": None,
        "category": None,
    }
    undo_import(session, 3, "")
    assert printed(capsys) == (
        "Withdrawal 3 has been undone: M01 · PE · Q4 2024 of values.xlsx counts again.\n"
    )


def test_an_import_is_undone_once(session):
    undo_import(session, 2, "")
    with pytest.raises(MegaError) as raised:
        undo_import(session, 2, "")
    assert raised.value.code == "already_undone"


def test_progress_is_a_table_for_people(session, capsys):
    show_progress(session, Asked(), "table")
    shown = printed(capsys).replace(UNDEFINED, "none")
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert lines == [
        "As of Q4 2024, plan 2022-2024, on Mar 1, 2025",
        "",
        "Code Name Actual Period Plan Goal Attainment Planned Pace Status Coverage Reports",
        "Mega 20% 33% 60% At risk 50%",
        "A1 Área 20% 33% 60% At risk 50%",
        "M01 Organisations 118 Q4 2024 130 190 20% 33% 60% At risk 100% Up to date",
        "M02 Organisations none none 200% none none none No data none Never reported",
        "",
        "The Mega by other rules",
        "Median of the areas: 20%",
        "All targets and areas weighed the same: 20%",
        "Without the weakest area: none",
        "With 0 % for what cannot be judged: 10%",
    ]


def test_progress_of_a_demo_says_that_it_is_illustrative(own_small_demo, capsys):
    show_progress(own_small_demo, Asked(), "table")
    assert "The data is illustrative." in printed(capsys)


@pytest.fixture
def own_small_demo(tmp_path):
    store = a_store(tmp_path)
    store.set_today(NOW.date(), "ana", NOW.replace(tzinfo=None))
    return Session(store.path, words_in("en"), NOW, owner("ana"))


def test_progress_for_programs_has_the_keys_as_promised(session, capsys):
    show_progress(session, Asked(as_of="2024"), "json")
    found = json.loads(printed(capsys))
    assert list(found) == ["as_of", "known_on", "plan", "mega", "areas", "indicators"]
    assert (found["as_of"], found["known_on"]) == ("2024-Q4", "2025-03-01")
    assert tuple(found["areas"]["A1"]) == ROLL_UP_KEYS
    assert tuple(found["mega"]) == (*ROLL_UP_KEYS, "sensitivity")
    assert tuple(found["mega"]["sensitivity"]) == SENSITIVITY_KEYS
    first, second = found["indicators"]
    assert tuple(first) == INDICATOR_KEYS
    assert (first["code"], first["actual"], first["actual_period"]) == ("M01", 118.0, "2024-Q4")
    assert (second["code"], second["actual"], second["forecast"]) == ("M02", None, None)
    assert second["reason"]["code"] == "no_report"


def test_progress_by_year_is_one_of_the_same_a_year(session, capsys):
    show_progress(session, Asked(), "json")
    now = json.loads(printed(capsys))
    show_progress(session, Asked(years=True), "json")
    years = json.loads(printed(capsys))["years"]
    assert [year["as_of"] for year in years] == ["2022-Q4", "2023-Q4", "2024-Q4"]
    assert years[-1] == now


def test_progress_as_csv_is_flat_and_has_nothing_where_nothing_is_known(session, capsys):
    show_progress(session, Asked(years=True), "csv")
    rows = list(csv.DictReader(io.StringIO(printed(capsys))))
    assert [(row["as_of"], row["code"]) for row in rows][-2:] == [
        ("2024-Q4", "M01"),
        ("2024-Q4", "M02"),
    ]
    first, second = rows[-2:]
    assert (first["actual"], first["status"], first["reason_code"]) == (
        "118.0",
        "at_risk",
        "at_risk",
    )
    assert (second["actual"], second["in_collection_period"]) == ("", "")


def test_progress_of_an_area_or_an_indicator_leaves_the_others_out(session, capsys):
    show_progress(session, Asked(indicator="M02"), "json")
    found = json.loads(printed(capsys))
    assert [indicator["code"] for indicator in found["indicators"]] == ["M02"]
    show_progress(session, Asked(area="A1"), "json")
    assert list(json.loads(printed(capsys))["areas"]) == ["A1"]


@pytest.mark.parametrize(
    ("asked", "code", "known"),
    [
        (Asked(area="A9"), "unknown_area", ("A1",)),
        (Asked(indicator="M9"), "unknown_target", ("M01", "M02")),
    ],
)
def test_an_unknown_area_or_indicator_is_told_the_known_ones(session, asked, code, known):
    with pytest.raises(MegaError) as raised:
        show_progress(session, asked, "table")
    assert (raised.value.code, raised.value.params["known"]) == (code, known)
