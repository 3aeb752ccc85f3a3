"""What places owe, by who reported before or by who is expected to."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.model import AggregationOverPlaces, Reporter
from indicators.owed import Debt, debts_of, owed
from indicators.periods import Frequency, Period
from indicators.terms import Terms
from tests.indicators.building import observations
from tests.support import a_strategy, an_indicator, an_observation

TODAY = date(2025, 11, 20)  # Q3 2025 has been due since 14 November
Q3 = Period.parse("2025-Q3")


def debts(place: str, *given, strategy=None, as_of: Period = Q3, today: date = TODAY) -> list[Debt]:
    strategy = strategy or a_strategy()
    return debts_of(owed(strategy, observations(given), as_of, Terms(today)), place)


def test_a_place_that_fell_behind_owes_every_period_since():
    found = debts("PE", an_observation(1, "2025-Q1"))
    assert found == [Debt("M01", Q3, Period.parse("2025-Q1"), 2)]


def test_a_place_owes_nothing_once_the_latest_due_period_has_come():
    assert debts("PE", an_observation(1, "2025-Q1"), an_observation(2, "2025-Q3")) == []


def test_a_place_that_never_reported_owes_nothing_where_nobody_is_named():
    assert debts("CO", an_observation(1, "2025-Q1")) == []


@pytest.mark.parametrize(("day", "due"), [(14, "2025-Q2"), (15, "2025-Q3")])
def test_a_period_is_owed_from_the_day_after_its_due_date(day: int, due: str):
    (debt,) = debts("PE", an_observation(1, "2025-Q1"), today=date(2025, 11, day))
    assert debt.due == Period.parse(due)


def test_as_of_an_earlier_period_only_what_was_due_in_it_is_owed():
    given = an_observation(1, "2024-Q4")
    (debt,) = debts("PE", given, as_of=Period.parse("2025-Q1"))
    assert (debt.due, debt.periods) == (Period.parse("2025-Q1"), 1)


def test_a_yearly_target_owes_its_year_and_no_quarter():
    strategy = a_strategy(an_indicator(frequency=Frequency.YEAR))
    (debt,) = debts("PE", an_observation(1, "2022"), strategy=strategy)
    assert debt == Debt("M01", Period.parse("2024"), Period.parse("2022"), 2)


def test_who_is_named_owes_what_it_never_reported_and_the_others_nothing():
    named = Reporter("M01", "CO", Period.parse("2024-Q1"), None, "")
    strategy = replace(a_strategy(), reporters=(named,))
    given = an_observation(1, "2024-Q1")
    assert debts("CO", given, strategy=strategy) == [Debt("M01", Q3, None, 1)]
    assert debts("PE", given, strategy=strategy) == []


@pytest.mark.parametrize(("last", "owes"), [("2025-Q2", False), ("2025-Q3", True)])
def test_who_is_named_up_to_a_period_owes_nothing_after_it(last: str, owes: bool):
    named = Reporter("M01", "CO", Period.parse("2024-Q1"), Period.parse(last), "")
    strategy = replace(a_strategy(), reporters=(named,))
    assert bool(debts("CO", an_observation(1, "2024-Q1"), strategy=strategy)) is owes


def test_of_a_head_office_target_the_countries_owe_nothing():
    strategy = a_strategy(an_indicator(agg_place=AggregationOverPlaces.NETWORK))
    given = (an_observation(1, "2025-Q1"), an_observation(1, "2025-Q1", place="REG"))
    assert debts("PE", *given, strategy=strategy) == []
    assert len(debts("REG", *given, strategy=strategy)) == 1


def test_the_longest_overdue_comes_first():
    strategy = a_strategy(an_indicator(), an_indicator(code="M02"))
    given = (an_observation(1, "2025-Q2"), an_observation(1, "2024-Q4", indicator="M02"))
    assert [debt.indicator for debt in debts("PE", *given, strategy=strategy)] == ["M02", "M01"]
