"""Workbooks that the browser hands out, and what becomes of them when they come back."""

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.browser.conftest import Visitor, served
from tests.browser.test_loading import hand_in, workbook

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def address(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    copy = tmp_path_factory.mktemp("handing out") / "mega.duckdb"
    shutil.copyfile(demo_database, copy)
    with served(copy) as address:
        yield address


def taken(guest: Visitor, button: str, folder: Path) -> Path:
    guest.wait()
    guest.come_to_rest()  # what unfolds moves the button away from the pointer
    with guest.page.expect_download() as caught:
        guest.page.get_by_role("button", name=button).click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return path


def content_of(book: openpyxl.Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_template_is_taken_filled_in_and_handed_in(address: str, visitor: Visit, tmp_path: Path):
    guest = visitor()
    guest.open(address, "load", lang="es")
    guest.page.get_by_text("Plantilla para completar").click()
    path = taken(guest, "Descargar la plantilla", tmp_path)
    assert path.name == "Reporte 2026-Q3.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["B3"].value = "Perú"
    row = next(row for row in sheet.iter_rows(min_row=7) if row[0].value == "M08")
    row[6].value = 1234
    hand_in(guest, path.name, content_of(book))
    guest.page.get_by_role("heading", name="Valores que cambiarían").wait_for()
    guest.page.get_by_role("cell", name="1.234", exact=True).wait_for()
    assert guest.complaints == []


def test_a_workbook_with_a_problem_is_taken_back_marked(
    address: str, visitor: Visit, tmp_path: Path
):
    guest = visitor()
    guest.open(address, "load", lang="pt")
    hand_in(guest, "peru.xlsx", workbook(("M08", "Perú", "2026-T3", "muchos")))
    path = taken(guest, "Baixar a pasta de trabalho com os problemas marcados", tmp_path)
    assert path.name == "peru a corrigir.xlsx"
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Problemas", "Sheet"]
    assert "Escreva" in book["Sheet"]["D2"].comment.text
    assert book["Problemas"]["A5"].value == "Sheet!D2"
    assert guest.complaints == []
