"""The state of the screen is its address."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.location import PAGES, View
from indicators.model import LANGUAGES
from indicators.periods import Period

VIEWS = st.builds(
    View,
    page=st.sampled_from(PAGES),
    language=st.sampled_from(LANGUAGES),
    year=st.none() | st.integers(1000, 9999),
    area=st.none() | st.text(min_size=1),
    target=st.none() | st.text(min_size=1),
    period=st.none() | st.sampled_from([Period.parse("2024-Q3"), Period.parse("2024")]),
)


@given(VIEWS)
def test_an_address_is_read_back_as_the_view_it_was_made_of(view: View):
    address = urlsplit(view.href)
    params = dict(parse_qsl(address.query, keep_blank_values=True, encoding="utf-8"))
    assert View.read(address.path, params) == view


@pytest.mark.parametrize("period", ["2024-Q5", "Q3", "", "2024-Q3; drop"])
def test_a_period_that_cannot_be_read_is_none(period: str):
    assert View.read("target", {"period": period}).period is None


def test_another_page_keeps_language_and_year_and_nothing_else():
    view = View("target", "pt", 2024, area="A1", target="M01", period=Period.parse("2024-Q3"))
    assert view.to("area", area="A2") == View("area", "pt", 2024, area="A2")


def test_another_year_forgets_the_period():
    view = View("target", "pt", 2024, target="M01", period=Period.parse("2024-Q3"))
    assert view.in_year(2025) == View("target", "pt", 2025, target="M01")
