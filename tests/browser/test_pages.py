"""Each page in a real browser: large and small, in three languages, light and dark."""

import json
from collections.abc import Callable, Sequence
from itertools import product
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

PAGES = (
    ("panorama", {}),
    ("area", {"area": "A2"}),
    ("target", {"target": "M05", "year": "2025"}),
    ("target", {"target": "M09", "places": "map", "form": "table"}),
    ("target", {"target": "M16", "places": "table", "projection": "off"}),
    ("country", {"country": "HT"}),
    ("plan", {"quarter": "2024-Q2"}),
    ("compare", {"from": "2023-Q4", "to": "2024-Q1"}),
    ("compare", {"compare": "areas"}),
    ("compare", {"compare": "countries", "large": "on"}),
    ("reports", {}),
    ("method", {}),
    ("load", {}),
    ("history", {"kind": "values"}),
)
SERIOUS = {"serious", "critical"}

PART = {("es", 390, "light"): PAGES, ("pt", 1280, "dark"): PAGES[::2]}
"""The languages, sizes and themes in which `make test` looks at pages; `make soak` at all."""

EVERY_WAY = [
    *(
        pytest.param(way, pages, id="-".join(map(str, (*way, len(pages)))))
        for way, pages in PART.items()
    ),
    *(
        pytest.param(way, PAGES, id="-".join(map(str, way)), marks=pytest.mark.soak)
        for way in product(["es", "en", "pt"], [1280, 390], ["light", "dark"])
        if PART.get(way) != PAGES
    ),
]


@pytest.mark.parametrize(("way", "pages"), EVERY_WAY)
def test_every_page_is_sound(
    way: tuple[str, int, str],
    pages: Sequence[tuple[str, dict[str, str]]],
    demo_address: str,
    visitor: Callable[..., Visitor],
):
    language, width, scheme = way
    guest = visitor(width, scheme=scheme)
    for page, params in pages:
        guest.open(demo_address, page, lang=language, **params)
        assert_sound(guest, f"{page} {params}")
    assert guest.complaints == []


def assert_sound(guest: Visitor, page: str) -> None:
    """Nothing broke, nothing scrolls sideways, charts have words, axe finds nothing serious."""
    guest.come_to_rest()
    assert guest.page.locator(".apology").count() == 0, page
    wide = "e => e.scrollWidth - e.clientWidth"
    assert guest.page.locator("[data-testid=stMain]").evaluate(wide) <= 0, page
    assert guest.page.locator("html").evaluate(wide) <= 0, page
    for chart in guest.page.locator("[data-testid=stVegaLiteChart]").all():
        expect(chart.locator("[aria-label]").first, page).to_be_attached()
    for image in guest.page.locator(".mega img").all():
        assert image.get_attribute("alt"), page
    violations = Axe().run(guest.page).response["violations"]
    found = [(one["id"], one["nodes"][0]["html"]) for one in violations if one["impact"] in SERIOUS]
    assert found == [], page


def test_the_overview_fits_one_screen(demo_address: str, visitor: Callable[..., Visitor]):
    guest = visitor(1280, 800)
    guest.open(demo_address, "panorama", lang="es")
    for part in (".answer", ".counts", ".heat", ".calls"):
        box = guest.page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800, part


def test_on_a_phone_the_answer_is_above_the_fold(
    demo_address: str, visitor: Callable[..., Visitor]
):
    guest = visitor(390, 844)
    guest.open(demo_address, "panorama", lang="es")
    box = guest.page.locator(".answer").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 844


def test_the_overview_shows_at_most_twelve_figures(
    demo_address: str, visitor: Callable[..., Visitor]
):
    guest = visitor()
    guest.open(demo_address, "panorama", lang="en")
    figures = [
        guest.page.locator(".answer .big"),
        guest.page.locator(".answer .facts dd"),
        guest.page.locator(".counts b"),
        guest.page.locator(".freshness").get_by_text("late values"),
    ]
    assert sum(figure.count() for figure in figures) <= 12


def test_paper_shows_the_whole_page_in_ink_on_white(
    demo_address: str, visitor: Callable[..., Visitor]
):
    guest = visitor(scheme="dark")
    guest.open(demo_address, "plan", lang="es")
    guest.page.emulate_media(media="print", color_scheme="dark")
    main = guest.page.locator("[data-testid=stMain]")
    assert main.evaluate("e => getComputedStyle(e).overflowY") == "visible"
    ink = guest.page.locator(".mega h1").evaluate("e => getComputedStyle(e).color")
    assert ink == "rgb(17, 17, 17)"
    assert guest.page.locator(".top").is_hidden()
    pages = guest.page.pdf(format="A4").count(b"/Type /Page\n")
    assert pages > 1


def test_a_projector_gets_larger_type(demo_address: str, visitor: Callable[..., Visitor]):
    guest = visitor(1920, 1080)
    guest.open(demo_address, "panorama", lang="en")
    size = "parseFloat(getComputedStyle(document.querySelector('.reason')).fontSize)"
    usual = guest.page.evaluate(size)
    guest.page.get_by_role("link", name="Larger, for a projector").click()
    guest.page.wait_for_url("**large=on*")
    guest.until(f"{size} >= {1.3 * usual}")
    guest.wait()
    assert_sound(guest, "large")


def test_links_lead_on_without_a_reload_and_back_again(
    demo_address: str, visitor: Callable[..., Visitor]
):
    guest = visitor()
    guest.open(demo_address, "panorama", lang="en", year="2025")
    guest.page.evaluate("window.wasNeverReloaded = true")
    guest.page.locator(".heat").get_by_role("link", name="Markets", exact=True).click()
    guest.page.get_by_role("heading", name="Markets").wait_for()
    expect(guest.page).to_have_url(f"{demo_address}/area?lang=en&year=2025&area=A2")
    guest.page.get_by_role("link", name="Fairtrade Premium received").click()
    guest.page.get_by_role("heading", name="Fairtrade Premium received").wait_for()
    guest.page.go_back()
    guest.page.get_by_role("heading", name="Markets").wait_for()
    guest.page.get_by_role("link", name="Español").click()
    guest.page.get_by_role("heading", name="Mercados").wait_for()
    expect(guest.page).to_have_url(f"{demo_address}/area?lang=es&year=2025&area=A2")
    expect(guest.page.locator("html")).to_have_attribute("lang", "es")
    assert guest.page.evaluate("window.wasNeverReloaded")
    assert guest.complaints == []


def test_a_choice_is_in_the_address_and_restored_from_it(
    demo_address: str, visitor: Callable[..., Visitor]
):
    guest = visitor()
    guest.open(demo_address, "target", lang="es", target="M05")
    guest.page.get_by_role("combobox").first.click()
    guest.page.get_by_role("option", name="M13").click()
    guest.page.get_by_role("heading", level=1, name="No conformidades mayores").wait_for()
    expect(guest.page).to_have_url(f"{demo_address}/target?lang=es&target=M13")
    guest.page.reload()
    guest.page.get_by_role("heading", level=1, name="No conformidades mayores").wait_for()
    assert guest.complaints == []


@pytest.mark.parametrize(
    ("wanted", "given"), [("pt-BR,pt;q=0.9", "pt"), ("de-DE", "es"), ("en-GB", "en")]
)
def test_the_browser_chooses_the_language_of_an_address_without_one(
    wanted: str, given: str, demo_address: str, page: Page
):
    page.set_extra_http_headers({"Accept-Language": wanted})
    page.goto(f"{demo_address}/area?area=A2")
    expect(page).to_have_url(f"{demo_address}/area?area=A2&lang={given}")
    expect(page.locator("html")).to_have_attribute("lang", given)


def test_the_server_says_that_it_is_ready(demo_address: str):
    with urlopen(f"{demo_address}/readyz", timeout=10) as response:
        assert json.load(response)["ready"] is True
