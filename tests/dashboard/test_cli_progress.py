"""``mega progress`` of a place, and as it was known on a day."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.commands.progress import Asked, show_progress
from dashboard.commands.session import Session
from dashboard.machine import INDICATOR_KEYS, PLACE_KEYS
from dashboard.rights import Right, owner
from dashboard.service import end_of
from dashboard.words import words_in
from data.errors import MegaError
from data.records import Upload
from data.store import create_store
from indicators.model import Measure, PlaceTarget
from indicators.periods import Period
from tests.loaders.drawn import strategy
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.copies import made_once

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


def upload(name, day):
    return Upload(name, name.encode(), "ana", datetime.fromisoformat(f"2025-{day}T12:00"))


@made_once
def made(path):
    """Peru has a target of its own and Colombia a plan; revised on 5 February."""
    store = create_store(path)
    own = PlaceTarget("M01", "PE", Period.parse("2021"), 0.0, Period.parse("2030"), 90.0)
    strategy = replace(a_strategy(an_indicator(), an_indicator(code="M02")), place_targets=(own,))
    store.accept_strategy(upload("strategy.xlsx", "01-10"), strategy, None)
    first = [
        an_observation(20.0, "2023-Q4"),
        an_observation(24.0),
        an_observation(96.0, place="CO"),
        replace(an_observation(100.0, place="CO", cell="E2"), measure=Measure.MILESTONE),
    ]
    store.accept_values(upload("first.xlsx", "01-20"), store.compare(first))
    revised = [an_observation(30.0)]
    store.accept_values(upload("revised.xlsx", "02-05"), store.compare(revised))
    return store


@pytest.fixture
def session(tmp_path):
    return Session(made(tmp_path / "mega.duckdb").path, words_in("en"), NOW, owner("ana"))


def as_json(session, capsys, **asked):
    show_progress(session, Asked(**asked), "json")
    return json.loads(capsys.readouterr().out)


def test_a_places_view_has_the_same_keys_and_its_own_beside_them(session, capsys):
    found = as_json(session, capsys, place="CO")
    assert list(found) == ["as_of", "known_on", "plan", "place", "mega", "areas", "indicators"]
    assert (found["place"], found["mega"], found["areas"]) == ("CO", None, {})
    (colombia,) = found["indicators"]
    assert tuple(colombia) == (*INDICATOR_KEYS, *PLACE_KEYS)
    assert (colombia["actual"], colombia["status"], colombia["attainment"]) == (96.0, None, None)
    assert (colombia["goal"], colombia["forecast"]) == (None, None)
    assert colombia["share"] == pytest.approx(96 / 126)
    assert (colombia["against_plan"], colombia["plan_value"]) == ("below", 100.0)
    assert colombia["reason"]["code"] == "below_own_plan"


def test_a_place_with_a_target_of_its_own_has_a_status(session, capsys):
    (peru,) = as_json(session, capsys, place="PE")["indicators"]
    assert (peru["baseline"], peru["goal"], peru["status"]) == (0.0, 90.0, "on_track")
    assert (peru["pace"], peru["against_plan"]) == (pytest.approx(1.0), None)


def test_a_places_years_and_its_table_for_spreadsheets(session, capsys):
    years = as_json(session, capsys, place="PE", years=True)["years"]
    assert [year["as_of"] for year in years] == ["2022-Q4", "2023-Q4", "2024-Q4"]
    assert [year["indicators"][0]["actual"] for year in years] == [None, 20.0, 30.0]
    show_progress(session, Asked(place="PE", years=True), "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["place"], row["as_of"], row["actual"]) for row in rows][-1] == (
        "PE",
        "2024-Q4",
        "30.0",
    )


def test_a_place_is_a_table_for_people(session, capsys):
    show_progress(session, Asked(place="CO"), "table")
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "Colombia",
        "As of Q4 2024, plan 2022-2024, on Mar 1, 2025",
        "",
        "Code Name Value Period Share of the total Against the plan Status Reports",
        "M01 Organisations 96 Q4 2024 76% Worse than the plan Up to date",
    ]


def test_an_unknown_place_is_told_the_known_ones(session):
    with pytest.raises(MegaError) as raised:
        show_progress(session, Asked(place="XX"), "table")
    assert raised.value.code == "unknown_place"
    assert raised.value.params["known"] == ("REG", "PE", "CO")


def test_figures_are_those_known_at_the_end_of_the_day(session, capsys):
    actuals = {}
    for day in ("2025-02-04", "2025-02-05", "2025-02-06"):
        found = as_json(session, capsys, known_on=day, place="PE")
        assert found["known_on"] == day
        actuals[day] = found["indicators"][0]["actual"]
    # 2024-Q4 is due on 14 February: until then it counts because everyone has reported.
    assert actuals == {"2025-02-04": 24.0, "2025-02-05": 30.0, "2025-02-06": 30.0}


def test_known_on_a_day_before_the_data_there_is_none_and_before_the_strategy_nothing(
    session, capsys
):
    found = as_json(session, capsys, known_on="2025-01-15", as_of="2024-Q4")
    assert {one["status"] for one in found["indicators"]} == {"no_data"}
    with pytest.raises(MegaError) as raised:
        show_progress(session, Asked(known_on="2025-01-09"), "json")
    assert raised.value.code == "no_strategy_then"
    told = words_in("en").error(raised.value)
    assert told == "On Jan 9, 2025 there was no strategy yet."


def test_what_was_known_today_is_what_is_known(session, capsys):
    assert as_json(session, capsys, known_on=NOW.date().isoformat()) == as_json(session, capsys)


def test_a_day_that_cannot_be_read_is_refused(session):
    with pytest.raises(MegaError) as raised:
        show_progress(session, Asked(known_on="1 February"), "json")
    assert raised.value.code == "day_unreadable"


def test_a_day_ends_where_the_next_begins():
    assert end_of(date(2025, 2, 5)) - end_of(date(2025, 2, 4)) == end_of(date(2025, 2, 6)) - end_of(
        date(2025, 2, 5)
    )


def test_an_area_and_an_indicator_choose_together(session, capsys):
    found = as_json(session, capsys, area="A1", indicator="M02")
    assert [one["code"] for one in found["indicators"]] == ["M02"]
    assert list(found["areas"]) == ["A1"]


def test_a_target_of_another_area_is_an_error_that_names_those_of_the_area(tmp_path):
    store = create_store(tmp_path / "mega.duckdb")
    store.accept_strategy(upload("strategy.xlsx", "01-10"), strategy(), None)
    session = Session(tmp_path / "mega.duckdb", words_in("en"), NOW, owner("ana"))
    with pytest.raises(MegaError) as raised:
        show_progress(session, Asked(area="A1", indicator="M09"), "table")
    assert raised.value.code == "unknown_target"
    assert raised.value.params == {"found": "M09", "known": ("M01", "M02", "M03", "M04")}


def test_a_day_that_has_not_come_is_refused(session):
    tomorrow = (session.now.date() + timedelta(days=1)).isoformat()
    with pytest.raises(MegaError) as caught:
        show_progress(session, Asked(known_on=tomorrow), "table")
    assert (caught.value.code, caught.value.params) == ("day_in_future", {"found": tomorrow})


def test_the_table_tells_coverage_data_state_and_a_moved_goal(session, capsys):
    store = session.access().to(Right.STEER)
    strategy = store.strategy_history().latest
    first, *others = strategy.indicators
    later = replace(strategy, indicators=(replace(first, goal=first.goal + 10), *others))
    agreed = replace(upload("later.xlsx", "02-10"), reason="agreed")
    store.accept_strategy(agreed, later, Period.parse("2022-Q1"))
    show_progress(session, Asked(), "table")
    shown = capsys.readouterr().out
    assert "Coverage" in shown
    assert "Reports" in shown
    assert f"* {first.code}: moved; at first {first.goal:g}" in shown
