"""Filters change what they should and nothing else, and every choice is in the address."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from dashboard import location
from tests.browser.conftest import Visitor
from tests.support.parts import among, in_part

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]


def expect_params(guest: Visitor, **params: str) -> None:
    """The address comes to have just these parameters."""
    guest.page.wait_for_url(lambda url: params_of(url) == params)


def params_of(url: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(url).query).items()}


@pytest.fixture
def guest(demo_address: str, visitor: Visit) -> Visitor:
    """At a target as of a year, in English."""
    guest = visitor()
    guest.open(demo_address, "target", lang="en", year="2025", target="M05")
    return guest


def follow(guest: Visitor, link: str, part: str) -> None:
    """Click a link and wait until the address has what it asks for."""
    guest.page.get_by_role("link", name=link, exact=True).click()
    guest.page.wait_for_url(f"**{part}*")
    guest.wait()


def test_a_quarter_takes_the_place_of_the_year_and_changes_nothing_else(guest: Visitor):
    follow(guest, "Q2", "quarter=2025-Q2")
    guest.page.get_by_text("Figures as of Q2 2025").wait_for()
    expect_params(guest, lang="en", quarter="2025-Q2", target="M05")
    guest.page.get_by_role("heading", level=1, name="Fairtrade Premium received").wait_for()
    assert guest.complaints == []


def test_the_table_takes_the_place_of_the_chart_and_leaves_the_countries(guest: Visitor):
    follow(guest, "Table", "form=table")
    guest.page.get_by_role("table", name="Actual and plan by period").wait_for()
    expect(guest.page.locator("[data-testid=stVegaLiteChart]")).to_have_count(0)
    expect(guest.page.locator(".multiples li")).to_have_count(22)
    expect_params(guest, lang="en", year="2025", target="M05", form="table")


def test_without_projection_the_forecast_goes_and_the_rest_stays(guest: Visitor):
    expect(guest.page.locator(".legend").get_by_text("Forecast")).to_have_count(1)
    follow(guest, "Without", "projection=off")
    guest.page.get_by_text("The goal is 180.0 millones EUR at the end of 2030.").wait_for()
    expect(guest.page.locator(".legend").get_by_text("Forecast")).to_have_count(0)
    expect(guest.page.locator(".legend").get_by_text("Milestone")).to_have_count(1)


def test_the_map_is_drawn_with_small_countries_as_points(guest: Visitor):
    follow(guest, "Map", "places=map")
    map_ = guest.page.locator("[data-testid=stVegaLiteChart]").nth(1)
    map_.locator(".mark-shape path").nth(19).wait_for(state="attached")
    map_.locator(".mark-symbol path").nth(1).wait_for(state="attached")
    assert guest.complaints == []


def test_a_small_line_leads_to_its_country_in_the_same_year(guest: Visitor):
    guest.page.locator(".multiples").get_by_role("link", name="Colombia").click()
    guest.page.get_by_role("heading", level=1, name="Colombia").wait_for()
    expect_params(guest, lang="en", year="2025", country="CO")


def test_back_and_forward_restore_every_choice(guest: Visitor):
    first = guest.page.url
    follow(guest, "Table", "form=table")
    follow(guest, "Latest values", "places=table")
    last = guest.page.url
    guest.page.go_back()
    guest.page.go_back()
    guest.page.locator("[data-testid=stVegaLiteChart]").wait_for()
    expect(guest.page).to_have_url(first)
    guest.page.go_forward()
    guest.page.go_forward()
    guest.page.locator(".places").wait_for()
    expect(guest.page).to_have_url(last)
    assert guest.complaints == []


def test_a_shared_link_opens_exactly_that_view(demo_address: str, visitor: Visit):
    guest = visitor()
    shared = {"lang": "pt", "compare": "areas", "from": "A3", "to": "A7", "quarter": "2024-Q2"}
    guest.open(demo_address, "compare", **shared)
    titles = guest.page.locator(".pair h2")
    expect(titles.first).to_contain_text("Produção sustentável")
    expect(titles.last).to_contain_text("Gestão institucional")
    guest.page.get_by_text("Números no fim de T2 2024").wait_for()


def test_choosing_a_country_to_compare_goes_into_the_address(demo_address: str, visitor: Visit):
    guest = visitor()
    guest.open(
        demo_address, "compare", lang="es", compare="countries", **{"from": "PE", "to": "CO"}
    )
    guest.page.get_by_role("combobox").last.click()
    guest.page.get_by_role("option", name="Honduras").click()
    guest.page.get_by_role("heading", name="Perú y Honduras").wait_for()
    expect_params(guest, lang="es", compare="countries", **{"from": "PE", "to": "HN"})
    assert guest.complaints == []


@pytest.mark.parametrize("which", in_part(location.PAGES, among("panorama", "target", "load")))
def test_the_keyboard_alone_reaches_everything(which: str, demo_address: str, visitor: Visit):
    guest = visitor()
    guest.open(demo_address, which, lang="en")
    reachable = "a[href], button:not([disabled]), input:not([type=file]), summary"
    total = guest.page.evaluate(
        """selector => {
            window.reached = new Set();
            window.wanted = [...document.querySelectorAll(selector)].filter(
                e => e.checkVisibility() && e.tabIndex >= 0);
            return window.wanted.length;
        }""",
        reachable,
    )
    assert total > 10
    for _ in range(total + 20):
        guest.page.keyboard.press("Tab")
        guest.page.evaluate("window.reached.add(document.activeElement)")
    missed = guest.page.evaluate(
        "window.wanted.filter(e => !window.reached.has(e)).map(e => e.outerHTML.slice(0, 200))"
    )
    assert missed == []
