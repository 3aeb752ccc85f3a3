"""What a place reported last."""

from indicators.figures import by_place
from indicators.latest_values import LatestValue, latest_values
from indicators.model import AggregationOverPlaces
from indicators.periods import Period
from tests.indicators.building import drawn, observations
from tests.support import a_strategy, an_indicator

Q3, Q4 = Period.parse("2024-Q3"), Period.parse("2024-Q4")


def of_peru(table: str, as_of: Period = Q4, **differences: object) -> list[LatestValue]:
    strategy = a_strategy(an_indicator(**differences))
    return latest_values(strategy, by_place(strategy, observations(drawn(table))), "PE", as_of)


def test_it_is_of_the_places_own_latest_period():
    assert of_peru("_ 2024-Q3 2024-Q4\nPE 30 .\nCO 10 90") == [LatestValue("M01", Q3, 30.0)]


def test_of_a_ratio_it_is_the_places_own():
    found = of_peru("_ 2024-Q4\nPE 10/20\nCO 1/60", agg_place=AggregationOverPlaces.RATIO, unit="%")
    assert found == [LatestValue("M01", Q4, 50.0)]


def test_what_comes_after_the_moment_does_not_count():
    found = of_peru("_ 2024-Q3 2024-Q4\nPE 30 60\nCO 90 20", as_of=Q3)
    assert found == [LatestValue("M01", Q3, 30.0)]


def test_of_who_reported_nothing_there_is_none():
    assert of_peru("_ 2024-Q4\nCO 90") == []
