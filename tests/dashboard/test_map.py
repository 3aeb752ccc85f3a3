"""Where countries lie, and what of a target is drawn on the map."""

import pytest
from babel import Locale

from dashboard.chart_files import as_png, as_svg, on_paper
from dashboard.lines import PlaceValue
from dashboard.map_chart import map_chart, mapped
from dashboard.outlines import around, country
from dashboard.words import words_in
from data.demo.tables import countries
from indicators.model import Place, Strategy, Text
from indicators.periods import Period
from tests.support import a_strategy, an_indicator

Q3 = Period.parse("2026-Q3")


def with_places(*codes: str) -> Strategy:
    strategy = a_strategy()
    places = tuple(Place(code, Text(code)) for code in codes)
    return Strategy(**{**vars(strategy), "places": places})


def value(place: str, number: float = 1.0) -> PlaceValue:
    return PlaceValue(place, Q3, number, None, None, counts=True)


def parts(strategy: Strategy, *values: PlaceValue) -> dict[str, list[str]]:
    """What is drawn of each place, by its name."""
    found = mapped(strategy, values)
    assert found is not None
    spec = map_chart(found, an_indicator(), strategy, words_in("es")).to_dict()
    (rows,) = spec["datasets"].values()
    drawn: dict[str, list[str]] = {}
    for row in rows:
        if row["part"] != "background":
            drawn.setdefault(row["name"], []).append(row["part"])
    return drawn


@pytest.mark.parametrize("code", countries())
def test_every_country_of_the_demo_lies_where_it_should(code: str):
    found = country(code)
    assert found is not None
    longitude, latitude = found.centre
    assert -118 < longitude < -34
    assert -56 < latitude < 33


@pytest.mark.parametrize(
    "code", sorted(code for code in Locale("en").territories if len(code) == 2)
)
def test_wherever_it_lies_a_country_lies_on_the_globe(code: str):
    found = country(code)
    if found is not None:
        longitude, latitude = found.centre
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert all(len(point) == 2 for ring in found.rings for point in ring)


@pytest.mark.parametrize("code", ["REG", "", "XX", "Peru", "pe", "<b>"])
def test_what_is_no_code_of_a_country_is_none(code: str):
    assert country(code) is None


def test_a_large_country_is_an_outline_and_a_small_one_a_point_too():
    strategy = with_places("MX", "AR", "SV", "LC")
    drawn = parts(strategy, value("MX"), value("AR"), value("SV"), value("LC"))
    assert drawn == {
        "MX": ["valued"], "AR": ["valued"], "SV": ["valued", "point"], "LC": ["point"]
    }  # fmt: skip


def test_a_country_without_a_value_is_a_bare_outline():
    assert parts(with_places("PE", "BR"), value("BR"))["PE"] == ["empty"]


def test_who_is_no_country_is_named_beside_the_map():
    found = mapped(with_places("REG", "PE"), [value("REG"), value("PE")])
    assert found is not None
    assert list(found.unmapped) == ["REG"]


def test_where_no_place_is_a_country_there_is_no_map():
    assert mapped(with_places("REG", "North"), [value("REG")]) is None


def test_neighbours_are_the_background_and_not_drawn_twice():
    known = {"PE", "BR", "CO"}
    codes = {one.code for one in around(frozenset(known))}
    assert "VE" in codes
    assert not codes & known


def test_outlines_turn_clockwise_or_vega_would_fill_the_rest_of_the_world():
    for code in ("PE", "BR", "CL", "US"):
        found = country(code)
        assert found is not None
        for ring in found.rings:
            area = sum(
                a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
            )
            assert area < 0


@pytest.mark.parametrize("places", [("PE", "BR", "LC"), ("PE", "FR", "CN", "NZ", "LC")])
def test_the_map_is_drawn_as_a_picture(places: tuple[str, ...]):
    strategy = with_places(*places)
    found = mapped(strategy, [value(place, n) for n, place in enumerate(places)])
    assert found is not None
    chart = map_chart(found, an_indicator(), strategy, words_in("pt")).to_dict()
    spec = on_paper(chart, "Organizações", ["T3 2026"])
    assert as_png(spec).startswith(b"\x89PNG")
    svg = as_svg(spec).decode()
    assert "Organizações" in svg
    assert "NaN" not in svg
