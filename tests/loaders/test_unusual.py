"""What is unusual beside the values in force: each rule at, above and below its bound."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.records import Past, Upload
from data.store import create_store
from indicators.model import Measure
from indicators.periods import Period
from loaders.unusual import distances, robust_z, unusual
from tests.loaders.drawn import strategy
from tests.support import an_observation

NOTHING = Past({}, {}, {})


def own(code, place, *values, last="2024-Q3"):
    """What a place reported in the quarters up to ``last``."""
    end = Period.parse(last)
    periods = [end.shifted(n - len(values) + 1) for n in range(len(values))]
    reported = {p: (v, None, None) for p, v in zip(periods, values, strict=True)}
    return Past({(code, place): reported}, {code: {place: len(values)}}, {})


def codes(observations, past, of=None):
    return [one.code for one in unusual(observations, past, of or strategy())]


def test_a_value_far_from_its_own_six_is_unusual():
    history = own("M08", "PE", 10, 11, 12, 13, 14, 15)
    assert codes([an_observation(30.0, indicator="M08")], history) == ["outlier"]
    assert codes([an_observation(16.0, indicator="M08")], history) == []


def test_how_far_a_value_lies_is_not_told_of_its_plan_or_its_part():
    history = own("M08", "PE", 10, 11, 12, 13, 14, 15)
    actual = an_observation(30.0, indicator="M08")
    plan = replace(actual, measure=Measure.MILESTONE, value=13.0)
    women = replace(actual, dimension="sex", category="women", value=12.0)
    found = list(distances([actual, plan, women], [actual, plan, women], history, strategy()))
    assert found == [robust_z(30, [10, 11, 12, 13, 14, 15]), None, None]


def test_five_values_are_too_few_to_call_a_sixth_unusual():
    history = own("M08", "PE", 11, 12, 13, 14, 15)
    assert codes([an_observation(300.0, indicator="M08")], history) == []


def test_the_bound_is_a_robust_z_of_three_and_a_half():
    history = own("M08", "PE", 10, 11, 12, 13, 14, 15)  # median 12.5, MAD 1.5
    at_the_bound = 12.5 + 3.5 * 1.5 / 0.6745
    assert codes([an_observation(at_the_bound - 1e-6, indicator="M08")], history) == []
    assert codes([an_observation(at_the_bound + 1e-6, indicator="M08")], history) == ["outlier"]


def test_a_history_without_spread_calls_nothing_unusual():
    history = own("M08", "PE", *[17] * 8)
    assert codes([an_observation(30.0, indicator="M08")], history) == []


def test_the_value_that_would_be_replaced_is_not_among_the_others():
    history = own("M08", "PE", 10, 11, 12, 13, 14, 15, 30, last="2024-Q4")
    assert codes([an_observation(30.0, indicator="M08")], history) == ["outlier"]


@given(
    st.lists(st.integers(-1000, 1000), min_size=6, max_size=20),
    st.integers(-5000, 5000),
    st.integers(1, 50),
    st.integers(-100, 100),
)
def test_a_robust_z_has_no_scale_and_no_origin(others, value, scale, shift):
    z = robust_z(value, others)
    assume(z is not None)
    moved = robust_z(value * scale + shift, [other * scale + shift for other in others])
    assert moved == pytest.approx(z)


def test_the_first_report_of_a_place_is_unusual_where_another_has_four_periods():
    past = Past({}, {"M08": {"CO": 4}}, {})
    assert codes([an_observation(3.0, indicator="M08")], past) == ["unusual_place"]
    assert codes([an_observation(3.0, indicator="M08")], Past({}, {"M08": {"CO": 3}}, {})) == []
    assert codes([an_observation(3.0, indicator="M08", place="CO")], past) == []


def test_a_place_is_unusual_once_however_many_periods_it_reports():
    past = Past({}, {"M08": {"CO": 4}}, {})
    several = [an_observation(3.0, period, indicator="M08") for period in ("2024-Q3", "2024-Q4")]
    assert codes(several, past) == ["unusual_place"]


def test_amounts_that_only_rise_may_be_running_totals():
    assert codes([an_observation(9.0, indicator="M04")], own("M04", "PE", 2, 5, 7)) == [
        "running_total"
    ]
    assert codes([an_observation(6.0, indicator="M04")], own("M04", "PE", 2, 5, 7)) == []
    assert codes([an_observation(4.0, indicator="M04")], own("M04", "PE", 2, 2.5, 3)) == [], (
        "no more than twice the first"
    )
    assert codes([an_observation(9.0, indicator="M08")], own("M08", "PE", 2, 5, 7)) == [], (
        "not an indicator of amounts"
    )


def test_running_totals_are_seen_within_one_workbook():
    amounts = [(2.0, "2024-Q1"), (5.0, "2024-Q2"), (7.0, "2024-Q3"), (9.0, "2024-Q4")]
    several = [an_observation(value, period, indicator="M04") for value, period in amounts]
    found = list(unusual(several, NOTHING, strategy()))
    assert [(one.code, one.params["before"]) for one in found] == [("running_total", 7.0)]


def test_head_office_that_reports_the_sum_of_three_countries_would_count_them_twice():
    countries = [
        an_observation(value, indicator="M08", place=place)
        for place, value in (("PE", 3.0), ("CO", 5.0), ("MX", 2.0))
    ]
    regional = an_observation(10.05, indicator="M08", place="REG")
    assert codes([*countries, regional], NOTHING) == ["possible_double_count"]
    assert codes([*countries[:2], regional], NOTHING) == []
    far = an_observation(10.2, indicator="M08", place="REG")
    assert codes([*countries, far], NOTHING) == []


def test_a_breakdown_greater_than_its_total_is_noticed_where_it_becomes_so():
    total = an_observation(10.0, indicator="M18")
    women, men = (
        an_observation(value, indicator="M18", dimension="sex", category=category, cell=cell)
        for value, category, cell in ((6.0, "women", "E2"), (5.0, "men", "F2"))
    )
    found = list(unusual([total, women, men], NOTHING, strategy()))
    assert [(one.code, one.cell) for one in found] == [("breakdown_exceeds_total", "F2")]
    assert codes([an_observation(11.0, indicator="M18"), women, men], NOTHING) == []


def test_a_breakdown_is_held_against_the_total_in_force():
    women = an_observation(12.0, indicator="M18", dimension="sex", category="women")
    history = own("M18", "PE", 10, last="2024-Q4")
    assert codes([women], history) == ["breakdown_exceeds_total"]
    assert codes([women], NOTHING) == []


@pytest.mark.parametrize(("parts", "is_told"), [((60, 40), False), ((60, 41), True)])
def test_what_the_parts_of_a_ratio_count_is_held_against_its_total(parts, is_told):
    total = an_observation(None, indicator="M02", numerator=50.0, denominator=100.0)
    broken_down = [
        an_observation(
            None,
            indicator="M02",
            numerator=10.0,
            denominator=float(n),
            dimension="sex",
            category=category,
        )
        for n, category in zip(parts, ("women", "men"), strict=True)
    ]
    expected = ["breakdown_exceeds_total"] if is_told else []
    assert codes([total, *broken_down], NOTHING) == expected


def test_the_store_tells_what_is_in_force_beside_a_workbook(tmp_path):
    store = create_store(tmp_path / "mega.duckdb")
    upload = Upload("x.xlsx", b"", "ana", datetime.fromisoformat("2026-11-20T12:00"))
    store.accept_strategy(upload, strategy(), None)
    kept = [
        an_observation(3.0, "2024-Q1", indicator="M08"),
        an_observation(5.0, "2024-Q2", indicator="M08", place="CO"),
        an_observation(7.0, "2024-Q2", indicator="M05"),
        an_observation(1.0, "2024-Q1", indicator="M08", dimension="sex", category="women"),
    ]
    store.accept_values(upload, store.compare(kept))
    regional = an_observation(9.0, "2024-Q2", indicator="M08", place="REG")
    _, past = store.weigh([an_observation(4.0, "2024-Q2", indicator="M08"), regional])
    assert past.unpacked() == Past(
        own={("M08", "PE"): {Period.parse("2024-Q1"): (3.0, None, None)}},
        periods={"M08": {"PE": 1, "CO": 1}},
        beside={("M08", Period.parse("2024-Q2")): {"CO": (5.0, None, None)}},
    )
    nothing, past = store.weigh([])
    assert (list(nothing), past.unpacked()) == ([], NOTHING)
