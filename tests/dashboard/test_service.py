"""What the pages show is computed from one state of the database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.moments import moment_of
from dashboard.service import snapshot
from data.errors import MegaError
from data.store import create_store
from indicators.model import Reporter
from indicators.periods import Period
from tests.dashboard.stores import ACCEPTED, TODAY, a_store, an_upload
from tests.support import a_strategy, an_indicator, an_observation


def test_the_figures_are_as_of_the_latest_period_with_counted_data(tmp_path):
    shown = snapshot(a_store(tmp_path), TODAY)
    assert shown.latest == shown.figures.as_of == Period.parse("2024-Q4")
    assert shown.figures.indicators["M01"].actual == 118.0


def test_a_period_in_collection_is_not_the_latest(tmp_path):
    store = a_store(tmp_path)
    early = [
        an_observation(100.0, "2024-Q4", "CO"),
        an_observation(119.0, "2025-Q1", "PE"),  # due on 15 May; Colombia has not reported yet
    ]
    store.accept_values(an_upload("more.xlsx"), store.compare(early))
    assert snapshot(store, date(2025, 4, 10)).latest == Period.parse("2024-Q4")
    assert snapshot(store, date(2025, 5, 31)).latest == Period.parse("2025-Q1")


def test_the_first_report_of_a_new_plan_in_collection_leaves_the_old_ones_figures(tmp_path):
    store = a_store(tmp_path)
    both = [an_observation(100.0, "2024-Q4", "CO")]
    store.accept_values(an_upload("both.xlsx"), store.compare(both))
    shown = snapshot(store, date(2025, 4, 10))
    begun = Period.parse("2025-Q1")
    expected = tuple(Reporter("N01", place, begun, None, "") for place in ("PE", "CO"))
    named = a_strategy(an_indicator(code="N01", baseline_period=Period.parse("2024")))
    plan = replace(named.plan, code="2025-2027", start_year=2025, end_year=2027)
    new = replace(named, plan=plan, reporters=expected)
    store.accept_strategy(an_upload("plan.xlsx", "new cycle"), new, begun)
    early = [an_observation(103.0, "2025-Q1", indicator="N01")]
    store.accept_values(an_upload("early.xlsx"), store.compare(early))
    after = snapshot(store, date(2025, 4, 10))
    assert (after.latest, after.figures) == (shown.latest, shown.figures)
    assert snapshot(store, date(2025, 5, 31)).latest == begun


def test_who_joins_in_collection_is_not_expected_in_the_periods_that_count(tmp_path):
    store = a_store(tmp_path)
    both = [an_observation(100.0, "2024-Q4", "CO")]
    store.accept_values(an_upload("both.xlsx"), store.compare(both))
    early = [an_observation(9.0, "2025-Q1", "REG")]
    store.accept_values(an_upload("early.xlsx"), store.compare(early))
    line = snapshot(store, date(2025, 4, 10)).series
    of_last = line[line["period_end"] == Period.parse("2024-Q4").end].iloc[0]
    assert (of_last.reporting, of_last.expected, of_last.incomplete) == (2, 2, False)


def test_a_version_holds_from_the_first_quarter_of_the_period_it_is_said_from(tmp_path):
    store = a_store(tmp_path)
    changed = a_strategy(an_indicator(goal=1000.0))
    store.accept_strategy(an_upload("changed.xlsx", "raised"), changed, Period.parse("2024"))
    shown = snapshot(store, TODAY)
    before, first = (Period.parse(code) for code in ("2023-Q4", "2024-Q1"))
    goals = [figures.indicators["M01"].goal for figures in shown.as_of_each([before, first])]
    assert goals == [190.0, 1000.0]


def test_a_quarter_and_a_year_ago_are_measured_beside_now(tmp_path):
    shown = snapshot(a_store(tmp_path), TODAY)
    assert shown.quarter_ago.as_of == Period.parse("2024-Q3")
    assert shown.quarter_ago.indicators["M01"].actual == 109.0
    assert shown.year_ago.as_of == Period.parse("2023-Q4")


def test_the_years_run_from_the_first_plans_start_to_the_latest_period(tmp_path):
    store = a_store(tmp_path)
    shown = snapshot(store, TODAY)
    assert shown.years == (2022, 2023, 2024)
    assert [figures.as_of.code for figures in shown.by_year.values()] == [
        "2022-Q4",
        "2023-Q4",
        "2024-Q4",
    ]
    next_quarter = [an_observation(121.0, "2025-Q1")]
    store.accept_values(an_upload("next.xlsx"), store.compare(next_quarter))
    running = snapshot(store, date(2025, 6, 1)).by_year[2025]
    assert running.as_of == Period.parse("2025-Q1")


def test_each_period_is_measured_by_the_strategy_in_effect_then(tmp_path):
    store = a_store(tmp_path)
    changed = a_strategy(an_indicator(goal=1000.0))
    store.accept_strategy(an_upload("changed.xlsx", "raised"), changed, Period.parse("2024-Q1"))
    goals = {
        year: figures.indicators["M01"].goal
        for year, figures in snapshot(store, TODAY).by_year.items()
    }
    assert goals == {2022: 190.0, 2023: 190.0, 2024: 1000.0}


def test_any_quarter_can_be_asked_for(tmp_path):
    shown = snapshot(a_store(tmp_path), TODAY)
    assert shown.as_of(Period.parse("2023")).as_of == Period.parse("2023-Q4")
    assert shown.as_of(Period.parse("2023-Q3")).indicators["M01"].actual is None


def test_without_a_report_the_figures_are_as_of_the_quarter_that_ended_last(tmp_path):
    store = create_store(tmp_path / "new.duckdb")
    store.accept_strategy(an_upload("strategy.xlsx"), a_strategy(), None)
    shown = snapshot(store, date(2025, 2, 1))
    assert shown.latest == Period.parse("2024-Q4")
    assert not shown.has_reports


def test_without_a_strategy_there_is_nothing_to_show(tmp_path):
    with pytest.raises(MegaError) as raised:
        snapshot(create_store(tmp_path / "new.duckdb"), TODAY)
    assert raised.value.code == "no_strategy"


def test_an_undo_is_in_the_next_snapshot(tmp_path):
    store = a_store(tmp_path)
    store.undo(2, "ana", ACCEPTED, "wrong file")
    shown = snapshot(store, TODAY)
    assert shown.state.counter == 3
    assert shown.figures.indicators["M01"].actual is None


def test_a_demo_database_keeps_its_own_today(tmp_path):
    store = a_store(tmp_path)
    now = datetime(2030, 6, 1, 23, 30, tzinfo=UTC)
    assert not snapshot(store, now.date()).is_illustrative
    assert moment_of(store, now).today == date(2030, 6, 1)
    store.set_today(TODAY, "ana", ACCEPTED)
    shown = snapshot(store, now.date())
    assert (shown.today, shown.is_illustrative) == (TODAY, True)
    moment = moment_of(store, now)
    assert moment.today == TODAY
    assert moment.at == datetime(2025, 3, 1, 23, 30)  # noqa: DTZ001
