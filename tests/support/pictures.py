"""The pictures in docs/, taken anew: ``make pictures``.

A server on the demo data, Chromium at 1280 x 800, in Spanish. ``returned.png`` alone is made by
hand: the workbook below as the load page gives it back, printed by LibreOffice.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
from playwright.sync_api import Page, sync_playwright

from dashboard.demo import load_demo
from tests.support.programs import CHROMIUM
from tests.support.server import served

DOCS = Path(__file__).parents[2] / "docs"
SIZE = {"width": 1280, "height": 800}
LONG_PANEL = 3000
"""What is scrolled away is not drawn: a whole working is higher than a screen."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MESSY: tuple[tuple[object, ...], ...] = (
    ("Coordinadora Nacional del Perú: avance al 30 de septiembre de 2026",),
    (),
    ("N.º", "Indicador", "Meta", "Logrado", "Unidad", "Responsable"),
    (1, "Nuevas relaciones comerciales formalizadas", 12, "9", "contratos", "Ana"),
    (2, "Prima Fairtrade recibida", "4,5", "1.250", "millones EUR", "Luis"),
    (3, "Hectareas con practicas climaticamente inteligentes", "1.300,5", "N/D", "ha", "Ana"),
    ("Subtotal", None, 17, 9),
    (4, "% de mujeres en organos directivo", 30, "0,28", "%", "Rosa"),
)
"""A report as people write them: a title with place and date, a subtotal, numbers as texts."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "mega.duckdb"
        load_demo(database)
        with served(database) as server, browser_page() as page:
            panorama(page, server.address)
            working(page, server.address)
            reading(page, server.address)


@contextmanager
def browser_page() -> Iterator[Page]:
    chromium = CHROMIUM.find()
    if chromium is None:
        raise SystemExit(CHROMIUM.missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"]
        )
        yield browser.new_page(viewport=SIZE)
        browser.close()


def panorama(page: Page, address: str) -> None:
    show(page, address, "panorama")
    save(page, "panorama")


def working(page: Page, address: str) -> None:
    page.set_viewport_size(SIZE | {"height": LONG_PANEL})
    show(page, address, "target", target="M05")
    panel = page.locator(".st-key-working")
    panel.locator("summary").click()
    come_to_rest(page)
    panel.screenshot(path=DOCS / "working.png")
    page.set_viewport_size(SIZE)


def reading(page: Page, address: str) -> None:
    show(page, address, "load")
    page.locator("input[type=file]").set_input_files(
        {"name": "peru.xlsx", "mimeType": WORKBOOK, "buffer": messy_workbook()}
    )
    page.get_by_role("heading", name="peru.xlsx").wait_for()
    come_to_rest(page)
    page.get_by_text("Advertencia · Valor inusual").click()
    save(page, "reading")


def messy_workbook() -> bytes:
    content = BytesIO()
    book = openpyxl.Workbook()
    for row in MESSY:
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


def show(page: Page, address: str, name: str, **params: str) -> None:
    page.goto(f"{address}/{name}?{urlencode({'lang': 'es', **params})}")
    page.locator(".mega h1").first.wait_for()
    come_to_rest(page)


def come_to_rest(page: Page) -> None:
    """Until the script has run and nothing moves any more."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(2_000)


def save(page: Page, name: str) -> None:
    page.screenshot(path=DOCS / f"{name}.png")


if __name__ == "__main__":
    main()
