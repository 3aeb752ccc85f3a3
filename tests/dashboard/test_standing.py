"""What asks for attention, and how things stood before."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.service import snapshot
from dashboard.standing import Concern, attention, is_covered, standing
from data.store import Store, open_store
from indicators.periods import Period
from indicators.status import Status
from tests.dashboard.conftest import accept_strategy, accept_values
from tests.support import a_strategy, an_indicator, an_observation

TODAY = date(2025, 11, 20)
DEMO_TODAY = date(2026, 11, 20)


def concerns_of(store: Store, **values: dict[str, float]) -> dict[str, Concern]:
    """What asks for attention while the plan asks each target for 10 more a year."""
    accept_strategy(store, a_strategy(*(an_indicator(code=code) for code in values)))
    observations = [
        an_observation(value, period, indicator=code, cell=f"{code} {period}")
        for code, reports in values.items()
        for period, value in reports.items()
    ]
    accept_values(store, *observations)
    calls = attention(standing(snapshot(store, TODAY), None), most=5)
    return {call.target.code: call.concern for call in calls}


def test_a_target_worse_than_a_quarter_ago_is_newly_worse(store: Store):
    found = concerns_of(store, M01={"2025-Q2": 135, "2025-Q3": 110})
    assert found == {"M01": Concern.NEWLY_WORSE}


def test_a_target_as_bad_as_a_quarter_ago_is_only_bad(store: Store):
    found = concerns_of(store, M01={"2025-Q2": 110, "2025-Q3": 110})
    assert found == {"M01": Concern.WORST}


def test_a_target_without_data_a_quarter_ago_is_not_newly_worse(store: Store):
    assert concerns_of(store, M01={"2025-Q3": 110}) == {"M01": Concern.WORST}


def test_a_target_on_track_asks_for_nothing(store: Store):
    assert concerns_of(store, M01={"2025-Q2": 135, "2025-Q3": 140}) == {}


def test_a_target_on_track_that_fell_silent_asks_for_attention(store: Store):
    found = concerns_of(store, M01={"2024-Q4": 135}, M02={"2025-Q3": 140})
    assert found == {"M01": Concern.SILENT}


def test_now_is_the_running_year_and_the_years_before_are_at_their_end(demo_database: Path):
    whole = snapshot(open_store(demo_database), DEMO_TODAY)
    assert standing(whole, None).figures is whole.figures
    assert standing(whole, Period.parse("2026")).figures is whole.figures
    assert standing(whole, Period.parse("2024")).figures.as_of == Period.parse("2024-Q4")
    assert standing(whole, Period.parse("2024-Q2")).figures.as_of == Period.parse("2024-Q2")
    assert standing(whole, Period.parse("2024")).quarter_ago.as_of == Period.parse("2024-Q3")
    assert standing(whole, Period.parse("2024")).year_ago.as_of == Period.parse("2023-Q4")


def test_an_earlier_year_has_the_strategy_in_effect_then(demo_database: Path):
    whole = snapshot(open_store(demo_database), DEMO_TODAY)
    assert standing(whole, Period.parse("2024")).strategy.plan.code == "2022-2024"
    assert standing(whole, Period.parse("2025")).strategy.plan.code == "2025-2027"


def test_the_worst_come_first_and_no_target_comes_twice(demo_database: Path):
    whole = snapshot(open_store(demo_database), DEMO_TODAY)
    calls = attention(standing(whole, None), most=24)
    codes = [call.target.code for call in calls]
    assert len(codes) == len(set(codes))
    assert calls[0].target.status is Status.REGRESSING
    for call in calls:
        assert call.target.status is not Status.ON_TRACK or call.concern is Concern.SILENT


@pytest.mark.parametrize("most", [0, 1, 3, 5])
def test_there_are_never_more_calls_than_asked_for(most: int, demo_database: Path):
    whole = snapshot(open_store(demo_database), DEMO_TODAY)
    assert len(attention(standing(whole, None), most)) == most


def test_a_silent_target_is_not_hidden_by_many_bad_ones(demo_database: Path):
    whole = snapshot(open_store(demo_database), DEMO_TODAY)
    concerns = [call.concern for call in attention(standing(whole, None), most=3)]
    assert Concern.SILENT in concerns


def test_there_are_figures_from_the_first_plans_year_to_the_latest_quarter(demo_database: Path):
    whole = snapshot(open_store(demo_database), DEMO_TODAY)
    covered = ["2022", "2022-Q1", "2026", "2026-Q3"]
    assert all(is_covered(whole, Period.parse(code)) for code in covered)
    assert not any(is_covered(whole, Period.parse(c)) for c in ("2021", "2026-Q4", "2027"))
    assert is_covered(whole, None)
