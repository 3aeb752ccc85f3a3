"""The state of the screen is its address."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.location import FORMS, LONGEST_CODE, PAGES, PLACE_FORMS, SUBJECTS, View
from indicators.model import LANGUAGES
from indicators.periods import Period

TEXTS = st.none() | st.text(min_size=1, max_size=LONGEST_CODE)
VIEWS = st.builds(
    View,
    page=st.sampled_from(PAGES),
    language=st.sampled_from(LANGUAGES),
    at=st.none()
    | st.builds(Period.of, st.integers(1000, 9999))
    | st.builds(Period.of, st.integers(1000, 9999), st.just(1), st.integers(1, 4)),
    area=TEXTS,
    target=TEXTS,
    country=TEXTS,
    period=st.none() | st.sampled_from([Period.parse("2024-Q3"), Period.parse("2024")]),
    form=st.sampled_from(FORMS),
    places=st.sampled_from(PLACE_FORMS),
    projection=st.booleans(),
    subject=st.sampled_from(SUBJECTS),
    first=TEXTS,
    second=TEXTS,
    large=st.booleans(),
)


@given(VIEWS)
def test_an_address_is_read_back_as_the_view_it_was_made_of(view: View):
    address = urlsplit(view.href)
    params = dict(parse_qsl(address.query, keep_blank_values=True, encoding="utf-8"))
    assert View.read(address.path, params) == view


@pytest.mark.parametrize("period", ["2024-Q5", "Q3", "", "2024-Q3; drop"])
def test_a_period_that_cannot_be_read_is_none(period: str):
    assert View.read("target", {"period": period}).period is None


def test_a_code_that_is_too_long_to_be_one_is_none():
    longest = "x" * LONGEST_CODE
    found = View.read("compare", {"target": longest, "area": f"{longest}x", "from": f"{longest}x"})
    assert (found.target, found.area, found.first) == (longest, None, None)


def test_a_half_is_no_moment_to_look_at():
    assert View.read("target", {"quarter": "2024-S1"}).at is None
    assert View.read("target", {"year": "2024-Q1"}).at is None


def test_a_quarter_is_more_exact_than_a_year():
    view = View.read("panorama", {"year": "2025", "quarter": "2024-Q1"})
    assert view.at == Period.parse("2024-Q1")


def test_another_page_keeps_language_moment_and_size_and_nothing_else():
    moment = Period.parse("2024-Q3")
    view = View("target", "pt", moment, target="M01", form="table", projection=False, large=True)
    assert view.to("area", area="A2") == View("area", "pt", moment, area="A2", large=True)


def test_another_moment_forgets_the_period():
    view = View("target", "pt", target="M01", period=Period.parse("2024-Q3"))
    year = Period.parse("2025")
    assert view.at_moment(year) == View("target", "pt", year, target="M01")


def test_what_is_usual_is_not_in_the_address():
    assert View("panorama", "es").href == "panorama?lang=es"
