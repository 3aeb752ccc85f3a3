"""What a place contributes to each target's value."""

import pytest

from indicators.contributions import Contribution, contributions
from indicators.figures import by_place
from indicators.model import AggregationOverPlaces, Indicator
from indicators.periods import Period
from tests.indicators.building import drawn, observations
from tests.support import a_strategy, an_indicator


def of_peru(table: str, indicator: Indicator, as_of: str = "2024-Q4") -> Contribution | None:
    strategy = a_strategy(indicator)
    table_of_places = by_place(strategy, observations(drawn(table)))
    found = contributions(strategy, table_of_places, "PE", Period.parse(as_of))
    return found[0] if found else None


SUM = an_indicator(agg_place=AggregationOverPlaces.SUM)
RATIO = an_indicator(unit="%", agg_place=AggregationOverPlaces.RATIO)
WEIGHTED = an_indicator(agg_place=AggregationOverPlaces.WEIGHTED_MEAN)


def test_of_what_adds_up_it_is_a_part_of_the_sum():
    found = of_peru("_ 2024-Q4\nPE 30\nCO 90", SUM)
    assert found == Contribution("M01", Period.parse("2024-Q4"), 30.0, 0.25)


def test_of_a_ratio_it_is_a_part_of_the_denominators():
    found = of_peru("_ 2024-Q4\nPE 10/20\nCO 1/60", RATIO)
    assert found is not None
    assert (found.value, found.share) == (50.0, 0.25)


def test_of_a_weighted_mean_it_is_a_part_of_the_weights():
    found = of_peru("_ 2024-Q4\nPE 7@20\nCO 5@60", WEIGHTED)
    assert found is not None
    assert (found.value, found.share) == (7.0, 0.25)


def test_the_sum_is_over_the_places_latest_period_and_nobody_elses():
    found = of_peru("_ 2024-Q3 2024-Q4\nPE 30 .\nCO 10 90", SUM)
    assert found == Contribution("M01", Period.parse("2024-Q3"), 30.0, 0.75)


def test_what_comes_after_the_moment_does_not_count():
    found = of_peru("_ 2024-Q3 2024-Q4\nPE 30 60\nCO 90 20", SUM, as_of="2024-Q3")
    assert found == Contribution("M01", Period.parse("2024-Q3"), 30.0, 0.25)


@pytest.mark.parametrize(
    ("table", "indicator"),
    [
        ("_ 2024-Q4\nPE 0\nCO 0", SUM),
        ("_ 2024-Q4\nPE -5\nCO 20", SUM),
        ("_ 2024-Q4\nPE 50\nCO 1/60", RATIO),
        ("_ 2024-Q4\nPE 30\nCO 90", an_indicator(agg_place=AggregationOverPlaces.MEAN)),
        ("_ 2024-Q4\nPE 30\nREG 90", an_indicator(agg_place=AggregationOverPlaces.NETWORK)),
    ],
)
def test_where_nothing_adds_up_there_is_no_part(table: str, indicator: Indicator):
    found = of_peru(table, indicator)
    assert found is not None
    assert found.share is None


def test_who_reported_nothing_contributes_nothing():
    assert of_peru("_ 2024-Q4\nCO 90", SUM) is None
