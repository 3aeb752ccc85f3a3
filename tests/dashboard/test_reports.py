"""Who owes what, as staff and as everybody else sees it."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.rights import Role
from data.records import Upload
from data.store import Store
from tests.dashboard.conftest import (
    ACCEPTED_AT,
    Open,
    accept_strategy,
    accept_values,
    strategy_of_two,
    text_of,
)
from tests.dashboard.test_matrix import open_as
from tests.support import an_observation
from tests.support.people import EMAILS, claims, write_configuration


def test_who_owes_most_comes_first_with_what_is_missing(reported: Store, open_page: Open):
    accept_values(reported, an_observation(7.0, "2024-Q4", place="REG"), file_name="reg.xlsx")
    text = text_of(open_page("reports", reported.path, lang="en"))
    assert "Reports of Q3 2025 were due by Nov 14, 2025." in text
    assert "Stopped 1 Late 0 In collection 0 Reported 3" in text
    nothing = "\N{EN DASH}"
    missing = "Organisations Stopped, last reported for Q4 2024"
    assert f"Region 0 of 1 1 {nothing} {nothing} {missing}" in text
    assert text.index("Region 0 of 1") < text.index("Colombia 1 of 1") < text.index("Peru 2 of 2")


def test_an_earlier_quarter_is_looked_at_as_it_stands_now(reported: Store, open_page: Open):
    text = text_of(open_page("reports", reported.path, lang="en", period="2025-Q1"))
    assert "Reports of Q1 2025 were due by May 15, 2025." in text
    assert "Colombia 1 of 1" in text


def test_a_due_date_that_is_still_to_come_is_told_as_such(reported: Store, open_page: Open):
    reported.set_today(date(2025, 11, 14), "editor", ACCEPTED_AT)
    text = text_of(open_page("reports", reported.path, lang="en"))
    assert "Reports of Q3 2025 are due by Nov 14, 2025." in text


def test_the_number_of_late_values_leads_to_who_owes_them(reported: Store, open_page: Open):
    bodies = [one.proto.body for one in open_page("panorama", reported.path, lang="en").html]
    assert any('<a href="reports?lang=en">0 late values</a>' in body for body in bodies)


def test_staff_see_their_own_places_first(
    reported: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MEGA_DATABASE", str(reported.path))
    monkeypatch.setenv("MEGA_CONFIG", str(write_configuration(tmp_path)))
    monkeypatch.setenv("MEGA_SERVED_TO", "people")
    text = text_of(open_as(claims("rosa@example.org"), "reports"))
    assert text.index("Peru yours 2 of 2") < text.index("Colombia 1 of 1")


def test_before_anybody_reported_nobody_is_expected(store: Store, open_page: Open):
    accept_strategy(store, strategy_of_two())
    text = text_of(open_page("reports", store.path, lang="en"))
    assert "Nobody is expected to report yet." in text


def test_those_who_load_see_what_awaits_review_and_what_was_returned(
    reported: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: Open
):
    accept_values(reported, an_observation(7.0, "2024-Q4", place="REG"), file_name="reg.xlsx")
    submitted = [an_observation(8.0, "2025-Q3", place="REG")]
    upload = Upload("reg.xlsx", b"reg", "rosa", ACCEPTED_AT)
    number = reported.submit_values(upload, reported.compare(submitted))
    assert number is not None
    text = text_of(open_page("reports", reported.path, lang="en"))
    assert "Stopped 0 Late 0 Awaiting review 1 In collection 0 Reported 3" in text
    assert "Region 0 of 1" in text
    assert "Organisations Stopped" not in text
    reported.give_back(number, submitted, "eva", ACCEPTED_AT, "Which month?")
    text = text_of(open_page("reports", reported.path, lang="en"))
    assert "Stopped 0 Late 0 Returned 1 In collection 0 Reported 3" in text
    assert "Organisations Returned, last reported for Q4 2024" in text
    monkeypatch.setenv("MEGA_CONFIG", str(write_configuration(tmp_path)))
    monkeypatch.setenv("MEGA_SERVED_TO", "people")
    text = text_of(open_as(claims(EMAILS[Role.VIEWER]), "reports"))
    assert "Stopped 1 Late 0 In collection 0 Reported 3" in text
