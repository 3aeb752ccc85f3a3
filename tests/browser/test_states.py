"""Databases that are empty, half full, or far larger than the demo."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from babel import Locale

from data.records import Upload
from data.store import Store, create_store
from indicators.model import Area, Place, Strategy, Text
from tests.browser.conftest import Visitor, served
from tests.browser.test_pages import assert_sound
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.parts import in_part

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]

AT = datetime.fromisoformat("2024-02-01T12:00")
LONG = "Indicador con un nombre que no acaba nunca, porque dice también dónde, cuándo y con quién "
AREAS, TARGETS, PLACES = 20, 300, 250
PAGES = ("panorama", "area", "target", "country", "plan", "compare", "reports", "method", "history")


def a_store(path: Path) -> Store:
    store = create_store(path)
    store.set_today(date(2025, 11, 20), "editor", AT)
    return store


def accept(store: Store, strategy: Strategy, *values: object) -> None:
    store.accept_strategy(Upload("s.xlsx", b"s", "editor", AT), strategy, None)
    if values:
        store.accept_values(Upload("v.xlsx", b"v", "editor", AT), store.compare(values))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """300 targets with names of 120 characters in 20 areas, one of them with 250 places."""
    codes = [code for code in Locale("es").territories if len(code) == 2 and code.isalpha()]
    places = tuple(Place(code, Text(Locale("es").territories[code])) for code in codes[:PLACES])
    areas = tuple(Area(f"A{n}", n, 1.0, Text(f"Área {n} {LONG}"[:60])) for n in range(AREAS))
    targets = [
        an_indicator(code=f"M{n:03}", area=f"A{n % AREAS}", name=Text(f"{n} {LONG * 2}"[:120]))
        for n in range(TARGETS)
    ]
    strategy = replace(a_strategy(*targets), areas=areas, places=places, objectives=())
    values = [
        an_observation(number + n, period, place.code, indicator="M000", cell=f"{place.code}{n}")
        for number, period in enumerate(("2025-Q1", "2025-Q2", "2025-Q3"))
        for n, place in enumerate(places)
    ]
    path = tmp_path_factory.mktemp("large") / "mega.duckdb"
    accept(a_store(path), strategy, *values)
    with served(path) as address:
        yield address


@pytest.mark.parametrize(
    ("width", "scheme", "pages"),
    in_part(
        [
            (390, "light", ("panorama", "area", "country", "reports")),
            (390, "light", ("target", "plan", "compare", "method", "history")),
            (1280, "dark", PAGES),
        ],
        lambda _width, _scheme, pages: "panorama" in pages and pages != PAGES,
    ),
)
def test_300_long_named_targets_and_250_places_are_shown_soundly(
    width: int, scheme: str, pages: tuple[str, ...], large: str, visitor: Visit
):
    guest = visitor(width, scheme=scheme)
    for page in pages:
        guest.open(large, page, lang="es")
        assert_sound(guest, page)
    guest.open(large, "target", lang="es", target="M000", places="map")
    assert_sound(guest, "map")
    assert guest.complaints == []


@pytest.fixture
def without(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a strategy, or with one that nothing was reported for."""
    store = a_store(tmp_path / "mega.duckdb")
    if request.param == "values":
        accept(store, a_strategy(an_indicator(), an_indicator(code="M02")))
    with served(store.path) as address:
        yield address


@pytest.mark.parametrize("without", ["strategy", "values"], indirect=True)
def test_without_data_every_page_is_sound_and_says_what_to_do(without: str, visitor: Visit):
    guest = visitor(390)
    for page in PAGES:
        guest.open(without, page, lang="en")
        assert_sound(guest, page)
    assert guest.complaints == []
