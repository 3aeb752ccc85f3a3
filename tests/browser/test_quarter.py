"""A whole quarter in the browser, by two people who sign in: who reports, and who publishes."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from dashboard.rights import Role
from tests.browser.conftest import Visitor
from tests.browser.test_loading import hand_in
from tests.browser.test_states import a_store, accept
from tests.loaders.drawn import as_bytes
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.people import EMAILS
from tests.support.site import Site, site_of

Launch = Callable[[], Browser]

pytestmark = pytest.mark.browser

ROSA, EVA = EMAILS[Role.STAFF], EMAILS[Role.EDITOR]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Peru reported the third quarter of 2024; it is February 2025."""
    store = a_store(tmp_path / "mega.duckdb")
    accept(store, a_strategy(an_indicator()), an_observation(110.0, "2024-Q3"))
    store.set_today(date(2025, 2, 10), "ana", store.imports()[0].accepted_at)
    with site_of(store.path) as site:
        yield site


def person(launch: Launch, site: Site, account: str) -> Visitor:
    """Somebody with a browser of their own, signed in at the load page, in Spanish.

    Two windows of one browser would hide one another, and what is hidden is not drawn.
    """
    page = launch().new_context(viewport={"width": 1280, "height": 900}).new_page()
    guest = Visitor(page)
    guest.listen()
    guest.open(site.address, "load", lang="es")
    page.get_by_role("button", name="Iniciar sesión").click()
    page.get_by_label("Account").fill(account)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1, name="Cargar datos")).to_be_visible()
    return guest


def turn_to(guest: Visitor, site: Site) -> None:
    """Go to somebody's load page."""
    guest.open(site.address, "load", lang="es")


def template(guest: Visitor, folder: Path) -> openpyxl.Workbook:
    """The template of the last quarter of 2024, as it is handed out."""
    page = guest.page
    page.get_by_text("Plantilla para completar").click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Descargar la plantilla").click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    return openpyxl.load_workbook(path)


def press(guest: Visitor, name: str) -> None:
    """Click a button once what was written has arrived, and wait for all that it changes."""
    button = guest.page.get_by_role("button", name=name)
    expect(button).to_be_enabled()
    guest.wait()
    guest.come_to_rest()  # nothing moves under the pointer any more
    button.click()
    guest.wait()


def unfold(guest: Visitor, title: str) -> None:
    guest.wait()
    guest.page.get_by_text(title).click()


def say(guest: Visitor, label: str, text: str) -> None:
    """Write into a box, and let the page take it."""
    box = guest.page.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Enter")
    guest.wait()


def say_at_length(guest: Visitor, label: str, text: str) -> None:
    """Write into a box of several lines."""
    guest.page.get_by_label(label, exact=True).fill(text)


def filled(book: openpyxl.Workbook, value: object) -> openpyxl.Workbook:
    """The template with a value for the only indicator."""
    sheet = book.active
    headings = next(row for row in sheet.iter_rows() if row[0].value == "Código")
    column = next(cell.column for cell in headings if cell.value == "Valor")
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "M01")
    cell = sheet.cell(row, column)
    assert not cell.protection.locked
    cell.value = value
    return book


def actual(guest: Visitor, site: Site) -> str:
    """What the target's page says of the last quarter of 2024."""
    guest.open(site.address, "target", lang="es", target="M01", year="2024")
    return guest.page.locator(".facts").first.inner_text().replace("\N{NO-BREAK SPACE}", " ")


def test_a_quarter_from_the_template_to_the_lock(
    site: Site, launch_browser: Launch, tmp_path: Path
):
    rosa, eva = (person(launch_browser, site, account) for account in (ROSA, EVA))
    empty = template(rosa, tmp_path)

    # What is wrong is said at its cell, and the workbook comes back with it marked.
    hand_in(rosa, "perú.xlsx", as_bytes(filled(empty, "muchos")))
    expect(rosa.page.get_by_text("1 problema")).to_be_visible()
    with rosa.page.expect_download() as caught:
        rosa.page.get_by_role("button", name="Descargar el libro con sus problemas").click()
    caught.value.save_as(tmp_path / "marked.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert len(marked.sheetnames) == len(empty.sheetnames) + 1
    press(rosa, "Dejar de lado este libro")
    expect(rosa.page.get_by_role("heading", name="perú.xlsx")).to_have_count(0)

    # Corrected, it is submitted, and no figure knows it.
    hand_in(rosa, "perú.xlsx", as_bytes(filled(empty, 111)))
    press(rosa, "Aceptar")
    expect(rosa.page.get_by_text("perú.xlsx se envió con el número")).to_be_visible()
    expect(rosa.page.get_by_text("1 valor espera revisión")).to_be_visible()
    assert "111" not in actual(rosa, site)

    # The editor returns it with a note, which stands where the value is mended.
    turn_to(eva, site)
    unfold(eva, "Revisar perú.xlsx: 1 valor")
    expect(eva.page.get_by_role("rowheader", name="M01")).to_be_visible()
    say(eva, "Nota", "¿Con las cooperativas nuevas?")
    press(eva, "Devolver con esta nota")
    expect(eva.page.get_by_text("1 valor de perú.xlsx se devolvió a")).to_be_visible()
    turn_to(rosa, site)
    expect(rosa.page.get_by_text("¿Con las cooperativas nuevas?")).to_be_visible()

    # Corrected once more it is published, and counts.
    hand_in(rosa, "perú 2.xlsx", as_bytes(filled(empty, 112)))
    press(rosa, "Aceptar")
    expect(rosa.page.get_by_text("perú 2.xlsx se envió con el número")).to_be_visible()
    turn_to(eva, site)
    unfold(eva, "Revisar perú 2.xlsx: 1 valor")
    press(eva, "Publicar")
    expect(eva.page.get_by_text("1 valor de perú 2.xlsx se publicó")).to_be_visible()
    assert "112" in actual(rosa, site)

    # It is off track: why, and what is done about it, is written where the number is seen.
    expect(rosa.page.get_by_text("Nadie ha dicho todavía por qué")).to_be_visible()
    unfold(rosa, "Escribir un comentario para T4 2024")
    say_at_length(rosa, "Causa: ¿por qué está así?", "Sequía en el norte")
    say_at_length(rosa, "Acción: ¿qué se hace al respecto?", "Riego en tres cooperativas")
    press(rosa, "Guardar este comentario")
    expect(rosa.page.locator("#commentary").get_by_text("Sequía en el norte")).to_be_visible()
    eva.open(site.address, "panorama", lang="es", year="2024")
    expect(eva.page.get_by_text("Sequía en el norte")).to_be_visible()

    # Once the period is closed, what was published is taken back by nobody.
    turn_to(eva, site)
    unfold(eva, "Cerrar un período, o permitir")
    press(eva, "Cerrar este período")
    expect(eva.page.get_by_text("T4 2024 está cerrado:")).to_be_visible()
    unfold(eva, "Deshacer una carga")
    say(eva, "Motivo", "por error")
    press(eva, "Deshacer esta carga")
    expect(eva.page.get_by_text("queda como está. Pida a un editor una excepción")).to_be_visible()
    assert "112" in actual(rosa, site)
    assert (rosa.complaints, eva.complaints) == ([], [])
