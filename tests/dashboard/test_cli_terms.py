"""What editors decide: closing a period, and the numbers that the measure uses."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard import service
from dashboard.commands.session import Session
from dashboard.commands.terms import close_period, make_setting, reopen_period, show_settings
from dashboard.rights import owner
from dashboard.settings import SETTINGS, checked, holding
from dashboard.words import words_in
from data.errors import MegaError
from data.store import open_store
from indicators.periods import Period
from indicators.status import Status
from indicators.terms import Terms
from tests.dashboard.stores import a_store, an_upload
from tests.support import an_observation

EARLY = datetime(2025, 4, 10, 12, tzinfo=UTC)
Q1 = Period.parse("2025-Q1")


@pytest.fixture
def session(tmp_path):
    """2025-Q1 is in collection: Peru has reported, Colombia has not, and it is not due."""
    store = a_store(tmp_path)
    early = [an_observation(100.0, "2024-Q4", "CO"), an_observation(119.0, "2025-Q1", "PE")]
    store.accept_values(an_upload("more.xlsx"), store.compare(early))
    return Session(store.path, words_in("en"), EARLY, owner("eva"))


def shown(session):
    return service.snapshot(open_store(session.database), session.now.date())


def test_a_closed_period_counts_and_a_reopened_one_is_in_collection(session, capsys):
    assert shown(session).latest == Period.parse("2024-Q4")
    close_period(session, Q1, "all in")
    assert shown(session).latest == Q1
    reopen_period(session, Q1, "")
    assert shown(session).latest == Period.parse("2024-Q4")
    assert capsys.readouterr().out.splitlines() == [
        "Q1 2025 is closed: what has been reported of it counts, complete or not.",
        "Q1 2025 is open again until its reports are due.",
    ]


def test_a_period_is_closed_only_once_it_is_over(session):
    with pytest.raises(MegaError) as raised:
        close_period(session, Period.parse("2025-Q2"), "")
    assert raised.value.code == "period_not_over"


def test_the_due_days_are_a_setting(session, capsys):
    make_setting(session, "collection_days", "5")
    assert capsys.readouterr().out == "collection_days is 5 from now on.\n"
    assert shown(session).latest == Q1
    assert shown(session).terms.collection_days == 5


def test_the_thresholds_are_settings(session):
    assert shown(session).figures.indicators["M01"].pace == pytest.approx(3.93, abs=0.01)
    make_setting(session, "on_track", "1.0")
    assert shown(session).terms == Terms(EARLY.date(), on_track=1.0)


def test_settings_are_shown_with_what_holds_otherwise(session, capsys):
    make_setting(session, "at_risk", "0.7")
    capsys.readouterr()
    show_settings(session)
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "Setting Holds Otherwise",
        "collection_days 45 45",
        "on_track 0.95 0.95",
        "at_risk 0.7 0.6",
        "review 1 1",
        "commentary_required 0 0",
    ]


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("due", "30", "unknown_setting"),
        ("collection_days", "thirty", "setting_refused"),
        ("collection_days", "30.5", "setting_refused"),
        ("collection_days", "-1", "setting_refused"),
        ("collection_days", "367", "setting_refused"),
        ("on_track", "95", "setting_refused"),
        ("on_track", "nan", "setting_refused"),
        ("at_risk", "0.96", "settings_contradict"),
    ],
)
def test_a_setting_without_meaning_is_refused_and_not_made(session, name, written, code):
    before = open_store(session.database).state()
    with pytest.raises(MegaError) as raised:
        make_setting(session, name, written)
    assert raised.value.code == code
    assert session.words.error(raised.value)
    assert open_store(session.database).state() == before


def test_the_bounds_of_a_setting_are_allowed():
    for name, setting in SETTINGS.items():
        assert checked(name, str(setting.low)) == setting.low
        assert checked(name, str(setting.high)) == setting.high
    assert holding({}) == {name: setting.otherwise for name, setting in SETTINGS.items()}


def test_a_threshold_that_was_set_settles_the_status(session):
    assert shown(session).figures.mega.status is Status.ON_TRACK
    assert replace(shown(session).terms, on_track=0.5).on_track == 0.5
