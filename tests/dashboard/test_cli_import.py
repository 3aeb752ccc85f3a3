"""``mega import`` on real workbooks: what it prints, what it writes, how it ends."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from dashboard.commands.handing_out import write_template
from dashboard.commands.importing import Choice, import_files
from dashboard.commands.session import Session
from dashboard.rights import owner
from dashboard.words import words_in
from data.errors import MegaError
from data.store import open_store
from indicators.periods import Period

SAMPLES = Path(__file__).parents[1] / "samples"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHOICE = Choice(dry_run=False, accept_valid=False, reason="", effective_from=None)
DRY_RUN = Choice(dry_run=True, accept_valid=False, reason="", effective_from=None)
VALID_ONLY = Choice(dry_run=False, accept_valid=True, reason="", effective_from=None)


@pytest.fixture
def session(tmp_path):
    """A database that does not exist yet, in English, on 20 November 2026."""
    return Session(tmp_path / "mega.duckdb", words_in("en"), NOW, owner("ana"))


@pytest.fixture
def planned(session, capsys):
    """The same with the samples' strategy in it."""
    assert do(session, "strategy.xlsx") == 0
    capsys.readouterr()
    return session


def do(session, *samples, choice=CHOICE, as_json=False):
    return import_files(session, [str(SAMPLES / name) for name in samples], choice, as_json=as_json)


def printed(capsys):
    return capsys.readouterr().out


def test_the_database_is_made_where_there_is_none(session, capsys):
    assert do(session, "strategy.xlsx") == 0
    assert printed(capsys).splitlines() == [
        str(SAMPLES / "strategy.xlsx"),
        "Strategy of the plan 2022-2024: 24 targets",
        "Imported as number 1. To take it back: mega undo 1",
    ]
    (record,) = open_store(session.database).imports()
    assert (record.kind, record.accepted_by) == ("strategy", "ana")
    assert record.accepted_at == NOW.replace(tzinfo=None)


def test_a_dry_run_writes_nothing_and_makes_no_database(session, capsys):
    assert do(session, "strategy.xlsx", choice=DRY_RUN) == 0
    assert "Nothing was written: this was a dry run." in printed(capsys)
    assert not session.database.exists()


def test_a_dry_run_for_programs_tells_what_is_in_the_workbook(planned, capsys):
    assert do(planned, "01_long_es.xlsx", choice=DRY_RUN, as_json=True) == 0
    found = json.loads(printed(capsys))
    expected = json.loads((SAMPLES / "01_long_es.json").read_text(encoding="utf-8"))
    assert list(found) == [*["file", "fatal", "observations", "problems", "counts", "import_id"]]
    assert in_order(found["observations"]) == in_order(expected["observations"])
    assert (found["fatal"], found["problems"], found["import_id"]) == (None, [], None)
    assert found["counts"] == {"new": 7, "changed": 0, "unchanged": 0}
    assert [record.import_id for record in open_store(planned.database).imports()] == [1]


def in_order(observations):
    return sorted(observations, key=lambda item: (item["sheet"], item["cell"]))


def test_values_are_imported_once(planned, capsys):
    assert do(planned, "01_long_es.xlsx") == 0
    assert printed(capsys).splitlines()[-2:] == [
        "7 new, 0 changed, 0 unchanged",
        "Imported as number 2. To take it back: mega undo 2",
    ]
    assert do(planned, "01_long_es.xlsx") == 0
    assert printed(capsys).splitlines()[-2:] == [
        "0 new, 0 changed, 7 unchanged",
        "Nothing to change: all of it is in force already.",
    ]


def test_a_dry_run_lists_the_values_that_would_change_old_beside_new(planned, tmp_path, capsys):
    do(planned, "01_long_es.xlsx")
    file = drawn(
        tmp_path,
        ("M01", "Perú", "2024-T4", 301),
        ("M02", "Perú", "2024-T4", None, 250, 280),
        ("M05", "Perú", "2024-T4", 10.4),
        ("M08", "Colombia", "2024-T4", 3),
    )
    capsys.readouterr()
    assert do(planned, file, choice=DRY_RUN) == 0
    assert printed(capsys).splitlines()[2:] == [
        "0 new, 3 changed, 1 unchanged",
        "",
        "Values that would change (3)",
        "  Cell          Target  Place  Period         Old  New value  Difference",
        "  'My data'!D2  M01     PE     Q4 2024        280        301   +21 (+8%)",
        "  'My data'!E3  M02     PE     Q4 2024  241 / 280  250 / 280           \N{EN DASH}",
        "  'My data'!D5  M08     CO     Q4 2024          0          3          +3",
        "",
        "Nothing was written: this was a dry run.",
    ]


def test_a_long_list_of_values_that_would_change_is_cut_and_says_so(planned, tmp_path, capsys):
    places = ("PE", "CO", "MX", "HN", "DO", "EC", "BR", "GT", "NI")
    quarters = [f"{year}-T{n}" for year in (2022, 2023, 2024) for n in (1, 2, 3, 4)]
    keys = [("M01", place, quarter) for place in places for quarter in quarters]
    do(planned, drawn(tmp_path, *((*key, 5) for key in keys)))
    file = drawn(tmp_path, *((*key, 6) for key in keys))
    capsys.readouterr()
    do(planned, file, choice=DRY_RUN)
    told = printed(capsys)
    assert "Values that would change (108)" in told
    assert told.count("+1 (+20%)") == 100
    assert told.splitlines()[-3:-1] == ["  and 8 more", ""]


def drawn(folder, *lines):
    """A long sheet with these lines, as a file."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "My data"
    for line in [("Código", "País", "Periodo", "Valor", "Numerador", "Denominador"), *lines]:
        sheet.append(line)
    book.save(folder / "drawn.xlsx")
    return folder / "drawn.xlsx"


def test_a_workbook_with_errors_is_not_imported_and_every_problem_is_told(planned, capsys):
    assert do(planned, "06_planted_errors.xlsx") == 1
    told = printed(capsys)
    expected = json.loads((SAMPLES / "06_planted_errors.json").read_text(encoding="utf-8"))
    for problem in expected["problems"]:
        assert f"  {problem['sheet']}!{problem['cell']}  " in told
    assert told.splitlines()[-1].startswith("Nothing was imported. Correct these cells")
    assert len(open_store(planned.database).imports()) == 1


def test_errors_come_before_warnings_and_those_of_a_kind_together(planned, capsys):
    do(planned, "06_planted_errors.xlsx")
    kinds = [line for line in printed(capsys).splitlines() if line.endswith(")")]
    assert "Error: Number out of range (2)" in kinds
    assert kinds[-1] == "Warning: Repeated value (1)"


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_every_problem_has_a_message_in_each_language(planned, language, capsys):
    reader = Session(planned.database, words_in(language), NOW, owner("ana"))
    assert do(reader, "06_planted_errors.xlsx", as_json=True) == 1
    problems = json.loads(printed(capsys))["problems"]
    assert all(problem["message"] for problem in problems)
    assert {tuple(problem) for problem in problems} == {
        ("code", "severity", "sheet", "cell", "found", "message")
    }


def test_the_valid_values_alone_are_imported_where_that_is_chosen(planned, capsys):
    assert do(planned, "06_planted_errors.xlsx", choice=VALID_ONLY, as_json=True) == 1
    found = json.loads(printed(capsys))
    assert found["import_id"] == 2
    assert open_store(planned.database).imports()[0].values == len(found["observations"])


def test_of_a_strategy_with_errors_nothing_is_taken_and_nothing_of_values_is_said(
    planned, tmp_path, capsys
):
    book = openpyxl.load_workbook(SAMPLES / "strategy.xlsx")
    book["Indicators"]["A2"] = None
    book.save(tmp_path / "wrong.xlsx")
    for choice in (CHOICE, VALID_ONLY):
        assert import_files(planned, [str(tmp_path / "wrong.xlsx")], choice, as_json=False) == 1
        said = printed(capsys)
        assert "This is a strategy workbook." in said
        assert "Correct these cells and import the workbook again." in said
        assert "--accept-valid" not in said
        assert "unchanged" not in said


def test_a_bad_file_does_not_stop_the_next(planned, tmp_path, capsys):
    (tmp_path / "no_workbook.xlsx").write_text("nothing of the kind")
    shutil.copyfile(SAMPLES / "01_long_es.xlsx", tmp_path / "good.xlsx")
    files = [str(tmp_path / name) for name in ("no_workbook.xlsx", "missing.xlsx", "good.xlsx")]
    assert import_files(planned, files, CHOICE, as_json=False) == 2
    bad, missing, good = printed(capsys).splitlines()[-3:]
    told = [line.removeprefix(file) for line, file in zip((bad, missing, good), files, strict=True)]
    assert [" ".join(line.split()) for line in told] == [
        "unusable",
        "unusable",
        "7 0 0 0 imported as 2",
    ]


def test_several_files_are_an_array_for_programs(planned, tmp_path, capsys):
    files = [str(SAMPLES / "01_long_es.xlsx"), str(tmp_path / "missing.xlsx")]
    assert import_files(planned, files, CHOICE, as_json=True) == 2
    good, missing = json.loads(printed(capsys))
    assert (good["file"], good["fatal"], good["import_id"]) == (files[0], None, 2)
    assert (missing["file"], missing["fatal"]) == (files[1], "file_missing")
    assert (missing["observations"], missing["import_id"]) == ([], None)


def test_a_workbook_with_problems_is_written_marked_where_that_is_asked(planned, tmp_path, capsys):
    choice = replace(CHOICE, marked=tmp_path / "marked")
    assert do(planned, "06_planted_errors.xlsx", "01_long_es.xlsx", choice=choice) == 1
    path = tmp_path / "marked" / "06_planted_errors to correct.xlsx"
    assert f"With its problems marked: {path}" in printed(capsys)
    assert list(path.parent.iterdir()) == [path]
    expected = json.loads((SAMPLES / "06_planted_errors.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(path)
    for problem in expected["problems"]:
        assert book[problem["sheet"]][problem["cell"]].comment is not None
    assert book["Problems"].max_row == 4 + len(expected["problems"])


def test_a_marked_workbook_never_takes_the_place_of_one_that_is_there(planned, tmp_path):
    choice = replace(DRY_RUN, marked=tmp_path)
    for _ in range(2):
        do(planned, "06_planted_errors.xlsx", choice=choice)
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == [
        "06_planted_errors to correct 2.xlsx",
        "06_planted_errors to correct.xlsx",
    ]


def test_programs_are_told_where_the_marked_workbook_is(planned, tmp_path, capsys):
    choice = replace(DRY_RUN, marked=tmp_path)
    do(planned, "06_planted_errors.xlsx", choice=choice, as_json=True)
    marked = json.loads(printed(capsys))["marked"]
    assert marked == str(tmp_path / "06_planted_errors to correct.xlsx")


def test_a_folder_for_marked_workbooks_is_made_before_anything_is_imported(planned, tmp_path):
    (tmp_path / "file").write_text("in the way")
    choice = replace(CHOICE, marked=tmp_path / "file" / "marked")
    with pytest.raises(MegaError) as caught:
        do(planned, "01_long_es.xlsx", choice=choice)
    assert caught.value.code == "folder_not_writable"
    assert len(open_store(planned.database).imports()) == 1


def test_a_template_is_written_to_a_new_file_and_read_back(planned, tmp_path, capsys):
    path = tmp_path / "templates" / "pe.xlsx"
    write_template(planned, Period.parse("2024-Q4"), "PE", path, words_in("pt"))
    assert printed(capsys) == f"The template is in {path}.\n"
    assert import_files(planned, [str(path)], CHOICE, as_json=False) == 0
    assert printed(capsys).splitlines()[1:] == [
        "0 new, 0 changed, 0 unchanged",
        "Nothing to import: no value was filled in.",
    ]
    with pytest.raises(MegaError) as caught:
        write_template(planned, Period.parse("2024-Q4"), "PE", path, words_in("pt"))
    assert caught.value.code == "file_exists"


def test_a_value_of_a_part_says_of_which_for_other_programs(session, tmp_path, capsys):
    book = openpyxl.load_workbook(SAMPLES / "strategy.xlsx")
    parts = book.create_sheet("Breakdowns")
    for line in [("dimension", "value", "words"), ("sex", "women", "Mujeres")]:
        parts.append(line)
    book.save(tmp_path / "strategy.xlsx")
    report = openpyxl.Workbook()
    for line in [
        ("Código", "País", "Periodo", "Sexo", "Valor"),
        ("M18", "Perú", "2024-T4", "Mujeres", 6),
        ("M18", "Perú", "2024-T4", "Total", 10),
    ]:
        report.worksheets[0].append(line)
    report.save(tmp_path / "report.xlsx")
    assert import_files(session, [str(tmp_path / "strategy.xlsx")], CHOICE, as_json=False) == 0
    capsys.readouterr()
    assert import_files(session, [str(tmp_path / "report.xlsx")], CHOICE, as_json=True) == 0
    women, whole = json.loads(printed(capsys))["observations"]
    assert (women["value"], women["dimension"], women["category"]) == (6, "sex", "women")
    assert (whole["value"], "dimension" in whole, "category" in whole) == (10, False, False)
