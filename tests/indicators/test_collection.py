"""Who owes what: what has become of each report that a quarter expects."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from indicators.collection import Reported, ReportState, reports_of, with_submitted
from indicators.model import AggregationOverPlaces, Reporter, Strategy
from indicators.owed import owed
from indicators.periods import Frequency, Period
from indicators.terms import Terms
from tests.indicators import worlds
from tests.indicators.building import drawn, observations
from tests.support import a_strategy, an_indicator

Q3 = Period.parse("2025-Q3")
LAST_DAY, DAY_AFTER = date(2025, 11, 14), date(2025, 11, 15)


def states(
    table: str, strategy: Strategy | None = None, today: date = DAY_AFTER, closed: bool = False
) -> dict[str, ReportState]:
    """What has become of the reports of M01 for 2025-Q3, by place."""
    terms = Terms(today, closed=frozenset({Q3}) if closed else frozenset())
    found = reports_of(strategy or a_strategy(), observations(drawn(table)), Q3, terms)
    return {report.place: report.state for report in found}


def test_each_report_is_there_late_or_stopped():
    table = "place 2025-Q1 2025-Q2 2025-Q3\nPE 1 1 1\nCO 1 1 .\nREG 1 . ."
    assert states(table) == {"CO": "late", "PE": "reported", "REG": "stopped"}


@pytest.mark.parametrize(
    ("today", "closed", "state"),
    [(LAST_DAY, False, "in_collection"), (LAST_DAY, True, "late"), (DAY_AFTER, False, "late")],
)
def test_a_report_is_late_the_day_after_it_was_due_or_once_its_quarter_is_closed(
    today: date, closed: bool, state: str
):
    assert states("place 2025-Q2\nPE 1", today=today, closed=closed) == {"PE": state}


@pytest.mark.parametrize(
    ("reported", "state"), [("2024", "not_due"), ("2023", "late"), ("2022", "stopped")]
)
def test_in_september_a_yearly_target_is_not_due_or_still_owes_the_year_before(
    reported: str, state: str
):
    yearly = a_strategy(an_indicator(frequency=Frequency.YEAR))
    table = f"place {reported}\nPE 1"
    (report,) = reports_of(yearly, observations(drawn(table)), Q3, Terms(DAY_AFTER))
    assert (report.state, report.period) == (state, Period.parse("2024"))
    assert report.latest == Period.parse(reported)


def test_nobody_is_expected_who_never_reported_unless_the_strategy_names_them():
    assert states("place 2025-Q2\nPE 1") == {"PE": "late"}
    named = Reporter("M01", "CO", Period.parse("2025-Q1"), None, "")
    strategy = replace(a_strategy(), reporters=(named,))
    assert states("place 2025-Q2\nPE 1", strategy) == {"CO": "late"}


def test_of_a_network_target_the_head_office_alone_is_expected():
    strategy = a_strategy(an_indicator(agg_place=AggregationOverPlaces.NETWORK))
    assert states("place 2025-Q3\nPE 1\nREG 1", strategy) == {"REG": "reported"}


@given(worlds.worlds(), worlds.quarters, worlds.terms)
def test_late_and_stopped_are_what_is_owed(world, as_of, terms):
    strategy, reports = world[0], observations(world[1])
    quarter = min(as_of, Period(terms.latest_due_end, 1))
    terms = replace(terms, closed=frozenset())
    found = reports_of(strategy, reports, quarter, terms)
    overdue = {
        (one.indicator, one.place)
        for one in found
        if one.state in {ReportState.LATE, ReportState.STOPPED}
    }
    rows = owed(strategy, reports, quarter, terms)
    assert overdue == set(zip(rows["indicator"], rows["place"], strict=True))


def test_what_came_after_the_quarter_does_not_count_for_it():
    (report,) = reports_of(
        a_strategy(),
        observations(drawn("place 2025-Q2 2025-Q4\nPE 1 1")),
        Q3,
        Terms(date(2026, 3, 1)),
    )
    assert (report.state, report.latest) == (ReportState.LATE, Period.parse("2025-Q2"))


def test_of_what_does_not_count_yet_it_is_said_what_was_submitted_or_returned():
    table = "place 2025-Q1 2025-Q2 2025-Q3\nPE 1 1 1\nCO 1 1 .\nREG 1 . ."
    found = reports_of(a_strategy(), observations(drawn(table)), Q3, Terms(DAY_AFTER))
    everywhere = {("M01", place, Q3) for place in ("PE", "CO", "REG")}
    only_region = {("M01", "REG", Q3), ("M01", "CO", Q3.shifted(-1))}

    def told(awaiting: set[Reported], returned: set[Reported]) -> dict[str, ReportState]:
        return {one.place: one.state for one in with_submitted(found, awaiting, returned)}

    assert told(set(), set()) == {"CO": "late", "PE": "reported", "REG": "stopped"}
    assert told(everywhere, set()) == {
        "CO": "awaiting_review", "PE": "reported", "REG": "awaiting_review",
    }  # fmt: skip
    assert told(only_region, everywhere) == {
        "CO": "returned", "PE": "reported", "REG": "awaiting_review",
    }  # fmt: skip
