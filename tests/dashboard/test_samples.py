"""Every sample through the two doors that staff use: the command and the page."""

import json
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from dashboard.commands.importing import Choice, import_files
from dashboard.commands.session import Session
from dashboard.rights import owner
from dashboard.words import words_in
from data.records import Upload
from data.store import Store
from tests.dashboard.conftest import ACCEPTED_AT, Open, text_of
from tests.dashboard.test_loading import choose
from tests.loaders.drawn import SAMPLES, strategy
from tests.loaders.packages import open_document
from tests.loaders.test_other_formats import FILES, text

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DRY_RUN = Choice(dry_run=True, accept_valid=False, reason="", effective_from=None)
EXPECTED = sorted(SAMPLES.glob("[0-9]*.json"))
SAMPLE = pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)


def other_kinds():
    """Files other than .xlsx: their names and bytes, how many values, and what is said of them."""
    rows = ["Código;País;Período;Valor", "M01;Perú;2024-T4;120", "M06;Perú;2024-T4;97,5"]
    cells = "".join(
        f"<table:table-row>{''.join(text(cell) for cell in row.split(';'))}</table:table-row>"
        for row in rows
    )
    spanish = words_in("es")
    lost, protected = spanish.problem_title("formats_not_kept"), spanish.fatal("encrypted")
    with_macros = BytesIO((SAMPLES / "01_long_es.xlsx").read_bytes())
    with ZipFile(with_macros, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen()")
    of_sample = json.loads((SAMPLES / "01_long_es.json").read_text(encoding="utf-8"))
    return [
        ("macros.xlsm", with_macros.getvalue(), len(of_sample["observations"]), ""),
        ("viejo.xls", (FILES / "old.xls").read_bytes(), 2, lost),
        ("abierto.ods", open_document(cells), 2, lost),
        ("lista.csv", "\n".join(rows).encode("latin-1"), 2, ""),
        ("clave.xlsx", (FILES / "protected.xlsx").read_bytes(), None, protected),
    ]


@pytest.fixture
def planned(store: Store) -> Store:
    """An empty store with the samples' strategy."""
    store.accept_strategy(Upload("strategy.xlsx", b"", "ana", ACCEPTED_AT), strategy(), None)
    return store


@SAMPLE
def test_the_command_gives_what_is_written_down(path, planned, capsys):
    expected = json.loads(path.read_text(encoding="utf-8"))
    session = Session(planned.path, words_in("es"), NOW, owner("ana"))
    import_files(session, [str(path.with_suffix(".xlsx"))], DRY_RUN, as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert found["fatal"] == expected["fatal"]
    assert in_order(found["observations"]) == in_order(expected["observations"])
    problems = [
        {key: one[key] for key in ("code", "severity", "sheet", "cell")}
        for one in found["problems"]
    ]
    assert in_order(problems) == in_order(expected["problems"])


@SAMPLE
def test_the_page_shows_what_is_written_down(path, planned, open_page: Open):
    expected = json.loads(path.read_text(encoding="utf-8"))
    page = open_page("load", planned.path, lang="es")
    workbook = path.with_suffix(".xlsx")
    text = text_of(choose(page, workbook.read_bytes(), workbook.name))
    words = words_in("es")
    assert not page.exception
    if expected["fatal"]:
        assert words.fatal(expected["fatal"]) in text
        return
    assert f"Valores nuevos {len(expected['observations'])} " in text
    for problem in expected["problems"]:
        assert f"{problem['sheet']}!{problem['cell']} " in text
        assert words.problem_title(problem["code"]) in text


@pytest.mark.parametrize(("name", "content", "new", "said"), other_kinds())
def test_the_page_takes_every_kind_of_file_by_its_name(
    name, content, new, said, planned, open_page: Open
):
    page = open_page("load", planned.path, lang="es")
    shown = text_of(choose(page, content, name))
    assert not page.exception
    assert name in shown
    if said:
        assert said in shown
    if new is not None:
        assert f"Valores nuevos {new} " in shown


def in_order(found):
    return sorted(found, key=lambda one: (one["sheet"], one["cell"], one.get("code", "")))
