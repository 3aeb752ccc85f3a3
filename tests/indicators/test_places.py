"""A place's view: its value, trend, share and plan, and its status where it has a target."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from indicators.figures import describe_places, measure_places
from indicators.model import AggregationInTime, AggregationOverPlaces, Direction, PlaceTarget
from indicators.periods import Frequency, Period
from indicators.status import AgainstPlan, ReasonCode, Status
from indicators.terms import Terms
from tests.indicators import worlds
from tests.indicators.building import LONG_AFTER, drawn, observations
from tests.support import a_strategy, an_indicator

Q4 = Period.parse("2024-Q4")


def places(table, planned="place\n", terms=LONG_AFTER, target=None, own=(), milestones=None):
    """What is known of each place, by its code."""
    strategy = replace(
        a_strategy(target or an_indicator(), milestones=milestones), place_targets=own
    )
    measured = measure_places(
        strategy, observations(drawn(table)), observations(drawn(planned)), [Q4], terms
    )
    return {found.place: found for found in describe_places(measured)}


def test_a_place_without_a_target_of_its_own_is_not_judged():
    peru = places("place 2024-Q3 2024-Q4\nPE 10 12")["PE"]
    assert (peru.actual, peru.actual_period, peru.judged) == (12.0, Q4, None)
    assert peru.observed_per_year == pytest.approx(8.0)
    assert peru.reason.code is ReasonCode.PLACE_VALUE


def test_a_place_with_a_target_of_its_own_is_judged_by_it():
    own = PlaceTarget("M01", "PE", Period.parse("2021"), 0.0, Period.parse("2030"), 90.0)
    found = places("place 2024-Q4\nPE 24\nCO 24", own=(own,))
    judged = found["PE"].judged
    assert judged is not None
    assert (judged.baseline, judged.goal) == (0.0, 90.0)
    assert judged.expected == pytest.approx(30.0)
    assert judged.pace == pytest.approx(0.8)
    assert judged.status is Status.AT_RISK
    assert found["PE"].reason == judged.reason
    assert found["CO"].judged is None


def test_the_networks_milestones_are_not_a_places():
    own = PlaceTarget("M01", "PE", Period.parse("2021"), 0.0, Period.parse("2030"), 90.0)
    found = places("place 2024-Q4\nPE 24", own=(own,), milestones={"2024": 150.0})
    judged = found["PE"].judged
    assert judged is not None
    assert judged.expected == pytest.approx(30.0)


def test_shares_of_an_additive_value_add_up():
    found = places("place 2024-Q4\nPE 30\nCO 10\nREG 0")
    assert {place: one.share for place, one in found.items()} == {"PE": 0.75, "CO": 0.25, "REG": 0}


def test_a_share_is_of_what_is_in_the_networks_actual():
    carried = places("place 2024-Q3 2024-Q4\nPE . 30\nCO 10 .")
    assert carried["CO"].share == pytest.approx(10 / 40)
    flow = an_indicator(agg_time=AggregationInTime.SUM)
    summed = places("place 2024-Q1 2024-Q2 2024-Q3 2024-Q4\nPE 1 1 1 1\nCO 4 . . 8", target=flow)
    assert summed["CO"].share == pytest.approx(12 / 16)
    long_ago = places("place 2023-Q1 2024-Q4\nPE . 30\nCO 10 .")
    assert long_ago["CO"].share is None


@pytest.mark.parametrize("over", ["ratio", "mean", "weighted_mean", "network"])
def test_there_is_no_share_of_what_does_not_add_up(over):
    target = an_indicator(agg_place=AggregationOverPlaces(over))
    assert places("place 2024-Q4\nPE 30\nREG 10", target=target)["PE"].share is None


@pytest.mark.parametrize(
    ("value", "stands", "code"),
    [
        (140, AgainstPlan.ABOVE, ReasonCode.ABOVE_NETWORK_PLAN),
        (130, AgainstPlan.AT, ReasonCode.AT_NETWORK_PLAN),
        (120, AgainstPlan.BELOW, ReasonCode.BELOW_NETWORK_PLAN),
    ],
)
def test_an_intensive_value_is_held_against_the_networks_plan(value, stands, code):
    target = an_indicator(agg_place=AggregationOverPlaces.MEAN)
    peru = places(f"place 2024-Q4\nPE {value}", target=target)["PE"]
    assert (peru.against_plan, peru.is_own_plan) == (stands, False)
    assert peru.plan_value == pytest.approx(130.0)
    assert peru.reason.code is code


def test_a_level_to_keep_has_no_plan_to_be_held_against():
    level = an_indicator(agg_place=AggregationOverPlaces.MEAN, goal=100.0)
    assert places("place 2024-Q4\nPE 30", target=level)["PE"].against_plan is None
    band = replace(level, direction=Direction.MAINTAIN, goal=190.0, band_low=1.0)
    assert places("place 2024-Q4\nPE 30", target=band)["PE"].against_plan is None


@pytest.mark.parametrize(
    ("in_time", "actual", "plan", "stands", "compared"),
    [
        ("last", "1 1 1 40", ". . . 30", AgainstPlan.ABOVE, (40, 30)),
        ("last", "1 1 1 40", "30 30 30 .", None, (None, None)),
        ("sum", "10 10 10 10", "10 10 10 10", AgainstPlan.AT, (40, 40)),
        ("sum", "10 10 10 10", "20 . . 5", AgainstPlan.BELOW, (20, 25)),
        ("sum", "10 . 10 10", "5 50 5 5", AgainstPlan.ABOVE, (30, 15)),
        ("mean", "10 10 10 10", "20 20 20 20", AgainstPlan.BELOW, (40, 80)),
        ("cumulative", "10 10 10 10", "10 10 10 11", AgainstPlan.BELOW, (40, 41)),
        ("ytd", "10 20 30 40", "10 20 30 40", AgainstPlan.AT, (40, 40)),
    ],
)
def test_an_additive_value_is_held_against_the_places_own_plan(
    in_time, actual, plan, stands, compared
):
    header = "place 2024-Q1 2024-Q2 2024-Q3 2024-Q4"
    target = an_indicator(agg_time=AggregationInTime(in_time))
    peru = places(f"{header}\nPE {actual}", f"{header}\nPE {plan}", target=target)["PE"]
    assert peru.against_plan is stands
    assert (peru.compared_value, peru.plan_value) == compared


def test_a_places_plan_belongs_to_it_alone():
    found = places("place 2024-Q4\nPE 40\nCO 40", "place 2024-Q4\nPE 30")
    assert found["PE"].against_plan is AgainstPlan.ABOVE
    assert found["CO"].against_plan is None


def test_a_country_row_of_a_network_target_is_shown_though_it_does_not_count():
    network = an_indicator(agg_place=AggregationOverPlaces.NETWORK)
    found = places("place 2024-Q4\nREG 7\nPE 3", "place 2024-Q4\nPE 4", target=network)
    assert (found["PE"].actual, found["PE"].against_plan) == (3.0, AgainstPlan.BELOW)


def test_what_the_network_collects_is_in_collection_for_each_place():
    in_january = Terms(date(2025, 1, 20))
    found = places("place 2024-Q3 2024-Q4\nPE 10 20\nCO 10 .", terms=in_january)
    peru = found["PE"]
    assert peru.actual == 10.0
    assert peru.in_collection is not None
    assert (peru.in_collection.period, peru.in_collection.value) == (Q4, 20.0)


def test_a_total_without_a_baseline_of_its_own_starts_with_its_first_amount():
    target = an_indicator(agg_time=AggregationInTime.CUMULATIVE)
    found = places("place 2024-Q3 2024-Q4\nPE 10 20\nCO 10 .", target=target)
    assert (found["PE"].actual, found["CO"].actual) == (30.0, 10.0)
    assert found["PE"].share == pytest.approx(30 / 40)


def test_a_place_that_knows_nothing_of_one_kind_of_target_has_the_others():
    yearly = an_indicator(code="M02", frequency=Frequency.YEAR)
    strategy = a_strategy(an_indicator(), yearly)
    reports = drawn("place 2024-Q4\nPE 10\nCO 20") + drawn("place 2024\nPE 5", "M02")
    none = observations([])
    found = measure_places(strategy, observations(reports), none, [Q4], LONG_AFTER, only="CO")
    assert [(one.code, one.actual) for one in describe_places(found)] == [("M01", 20.0)]


def test_one_place_alone_has_the_same_figures():
    table = "place 2024-Q3 2024-Q4\nPE 10 20\nCO 10 30"
    strategy, reports = a_strategy(), observations(drawn(table))
    alone = measure_places(strategy, reports, observations([]), [Q4], LONG_AFTER, only="CO")
    assert describe_places(alone) == [places(table)["CO"]]


@given(worlds.worlds(), worlds.quarters, worlds.terms)
def test_the_shares_of_all_places_add_up_to_one(world, as_of, terms):
    strategy, reports = world
    measured = measure_places(strategy, observations(reports), observations([]), [as_of], terms)
    for target in strategy.indicators:
        found = [one.share for one in describe_places(measured) if one.code == target.code]
        known = [share for share in found if share is not None]
        assert not known or sum(known) == pytest.approx(1.0)


def test_a_period_of_nothing_of_nothing_spoils_no_share():
    target = an_indicator(agg_time=AggregationInTime.RATIO)
    found = places("place 2024-Q3 2024-Q4\nPE 0/0 6/8\nCO . 2/8", target=target)
    assert (found["PE"].share, found["CO"].share) == (0.75, 0.25)


def test_a_share_of_a_total_is_of_the_periods_in_the_networks():
    target = an_indicator(agg_time=AggregationInTime.CUMULATIVE)  # its baseline is of 2021
    own = PlaceTarget("M01", "PE", Period.parse("2020"), 0.0, Period.parse("2030"), 90.0)
    found = places("place 2021-Q4 2024-Q4\nPE 50 30\nCO 50 10", target=target, own=(own,))
    assert (found["PE"].actual, found["PE"].share) == (80.0, 0.75)
