"""A workbook on its way through the browser, and past it, into the figures."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, expect

from data.store import open_store
from loaders.exported_strategy import strategy_workbook
from tests.browser.conftest import STARTED_WITHIN, Visitor, served

pytestmark = pytest.mark.browser

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def database(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo that the tests here may change, each another target."""
    copy = tmp_path_factory.mktemp("loading") / "mega.duckdb"
    shutil.copyfile(demo_database, copy)
    return copy


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    with served(database) as address:
        yield address


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in [("Código", "País", "Período", "Valor"), *rows]:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def as_file(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": WORKBOOK, "buffer": content}


def hand_in(guest: Visitor, file_name: str, content: bytes) -> None:
    guest.page.locator("input[type=file]").set_input_files(as_file(file_name, content))
    guest.page.get_by_role("heading", name=file_name).wait_for()


def value_of_brazil(guest: Visitor) -> Locator:
    row = guest.page.locator(".places tr", has=guest.page.get_by_role("rowheader", name="Brasil"))
    return row.locator("b")


def test_a_workbook_accepted_in_the_browser_changes_the_figure(
    address: str, visitor: Callable[..., Visitor]
):
    guest = visitor()
    guest.open(address, "target", lang="es", target="M08", places="table")
    value_of_brazil(guest).wait_for()
    expect(value_of_brazil(guest)).not_to_contain_text("321")
    guest.page.get_by_role("link", name="Cargar datos").click()
    hand_in(guest, "brasil.xlsx", workbook(("M08", "Brasil", "2026-T3", 321)))
    guest.page.get_by_role("heading", name="Valores que cambiarían").wait_for()
    # Leaving the page half-way loses nothing.
    guest.page.get_by_role("link", name="Panorama").click()
    guest.page.get_by_role("heading", name="Dónde actuar").wait_for()
    guest.page.get_by_role("link", name="Cargar datos").click()
    guest.page.get_by_role("button", name="Aceptar").click()
    guest.page.get_by_text("brasil.xlsx se aceptó como la carga").wait_for()
    guest.open(address, "target", lang="es", target="M08", places="table")
    expect(value_of_brazil(guest)).to_have_text("321\N{NO-BREAK SPACE}contratos")
    assert guest.complaints == []


def test_what_is_wrong_with_a_workbook_is_said_at_its_cell(
    address: str, visitor: Callable[..., Visitor]
):
    guest = visitor()
    guest.open(address, "load", lang="en")
    rows = [("M08", "Brasil", "2026-T3", 400), ("M99", "Brasil", "2026-T3", 1)]
    hand_in(guest, "mixed.xlsx", workbook(*rows))
    guest.page.get_by_text("1 problem").wait_for()
    guest.page.get_by_text("Sheet!A3").wait_for()
    guest.page.get_by_role("button", name="Accept only the 1 valid value").wait_for()
    guest.page.get_by_role("button", name="Put this workbook aside").click()
    guest.page.get_by_role("heading", name="mixed.xlsx").wait_for(state="detached")
    assert guest.complaints == []


def test_a_table_as_text_is_read_like_a_workbook(address: str, visitor: Callable[..., Visitor]):
    guest = visitor()
    guest.open(address, "load", lang="en")
    text = "Código;País;Período;Valor\nM08;Brasil;2026-T3;432\n"
    hand_in(guest, "brasil.csv", text.encode("cp1252"))
    guest.page.get_by_role("heading", name="Values that would change").wait_for()
    guest.page.get_by_role("cell", name="432", exact=True).wait_for()
    guest.page.get_by_role("button", name="Put this workbook aside").click()
    guest.page.get_by_role("heading", name="brasil.csv").wait_for(state="detached")
    assert guest.complaints == []


def test_a_letter_is_refused_in_a_sentence(address: str, visitor: Callable[..., Visitor]):
    guest = visitor()
    guest.open(address, "load", lang="en")
    hand_in(guest, "letter.xlsx", b"Dear board,")
    guest.page.locator(".notice.problem").wait_for()
    expect(guest.page.get_by_role("button", name="Accept")).to_have_count(0)
    assert guest.complaints == []


def test_several_workbooks_are_accepted_together_on_a_phone(
    address: str, visitor: Callable[..., Visitor]
):
    guest = visitor(width=390, height=800)
    guest.open(address, "load", lang="pt")
    several = [
        as_file("peru.xlsx", workbook(("M08", "Perú", "2026-T3", 88))),
        as_file("colombia.xlsx", workbook(("M08", "Colombia", "2026-T3", 99))),
    ]
    guest.page.locator("input[type=file]").set_input_files(several)
    guest.page.get_by_role("heading", name="Planilhas escolhidas").wait_for()
    guest.page.get_by_role("button", name="Aceitar as 2 planilhas sem erros").click()
    for name in ("peru.xlsx", "colombia.xlsx"):
        guest.page.get_by_text(f"{name} foi aceito como a carga").wait_for()
    guest.page.get_by_role("heading", name="Planilhas escolhidas").wait_for(state="detached")
    assert guest.complaints == []


def test_a_changed_strategy_is_seen_with_what_it_does_and_accepted_with_a_reason(
    address: str, database: Path, visitor: Callable[..., Visitor]
):
    strategy = open_store(database).strategy_history().versions[-1].strategy
    first, *others = strategy.indicators
    moved = replace(strategy, indicators=(replace(first, goal=first.goal * 2), *others))
    guest = visitor(width=390, height=800)
    guest.open(address, "load", lang="es")
    hand_in(guest, "estrategia.xlsx", strategy_workbook(moved))
    guest.page.get_by_role("heading", name="Qué cambia esta estrategia").wait_for()
    guest.page.get_by_text("Meta: 1.000 organizaciones → 2.000 organizaciones").wait_for()
    accept = guest.page.get_by_role("button", name="Aceptar", exact=True)
    expect(accept).to_be_disabled()
    guest.page.get_by_label("Por qué cambia la estrategia").fill("asamblea")
    guest.page.keyboard.press("Enter")
    accept.click()
    guest.page.get_by_text("estrategia.xlsx se aceptó como la carga").wait_for()
    assert guest.complaints == []


def long_file(name: str) -> dict[str, object]:
    """It takes much longer to read than a page waits before it shows how far that is.

    All of its rows say something else of the same quarter, which takes the longest to tell.
    """
    lines = "".join(f"M08;Brasil;2026-T3;{n}\n" for n in range(40_000))
    return as_file(name, ("Código;País;Período;Valor\n" + lines).encode())


def test_a_long_file_shows_how_far_it_is_and_is_stopped(
    address: str, visitor: Callable[..., Visitor]
):
    guest = visitor()
    guest.open(address, "load", lang="en")
    guest.page.locator("input[type=file]").set_input_files(long_file("long.csv"))
    guest.page.get_by_text("long.csv: it is read and checked").wait_for()
    guest.page.get_by_role("button", name="Stop reading").click()
    guest.page.get_by_text("Reading was stopped; put aside: long.csv").wait_for()
    expect(guest.page.get_by_role("heading", name="long.csv")).to_have_count(0)
    assert guest.complaints == []


def test_a_long_file_is_read_on_while_the_page_is_left(
    address: str, visitor: Callable[..., Visitor]
):
    guest = visitor()
    guest.open(address, "load", lang="en")
    guest.page.locator("input[type=file]").set_input_files(long_file("long.csv"))
    guest.page.get_by_text("long.csv: it is read and checked").wait_for()
    guest.page.get_by_role("link", name="Overview").first.click()
    guest.page.get_by_role("heading", name="Where to act").wait_for()
    guest.page.get_by_role("link", name="Load data").click()
    guest.page.get_by_role("heading", name="long.csv").wait_for(timeout=STARTED_WITHIN)
    guest.page.get_by_role("button", name="Put this workbook aside").click()
    guest.page.get_by_role("heading", name="long.csv").wait_for(state="detached")
    assert guest.complaints == []


def test_an_import_from_the_command_line_shows_on_the_next_rerun(
    address: str, database: Path, tmp_path: Path, visitor: Callable[..., Visitor]
):
    guest = visitor()
    guest.open(address, "target", lang="es", target="M05", places="table")
    value_of_brazil(guest).wait_for()
    expect(value_of_brazil(guest)).not_to_contain_text("77,7")
    file = tmp_path / "brasil.xlsx"
    file.write_bytes(workbook(("M05", "Brasil", "2026-T3", 77.7)))
    mega = Path(sys.executable).with_name("mega")
    subprocess.run([mega, "--database", database, "import", file], check=True, capture_output=True)
    guest.page.get_by_role("link", name="2025").click()
    guest.page.get_by_text("Cifras al cierre de T4 2025").wait_for()
    guest.page.get_by_role("link", name="2026").click()
    guest.page.get_by_text("Cifras al cierre de T3 2026").wait_for()
    expect(value_of_brazil(guest)).to_have_text("77,7\N{NO-BREAK SPACE}millones EUR")
    assert guest.complaints == []
