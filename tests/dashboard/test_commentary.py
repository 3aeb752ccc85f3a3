"""Commentary where it is read and written: the target, the overview, who owes it, the closing."""

from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import Access
from dashboard.rights import Person, Role, owner
from dashboard.service import snapshot
from dashboard.standing import standing, without_commentary
from data.commentary import Commentary
from data.errors import MegaError
from data.store import Store
from indicators.periods import Period
from tests.dashboard.conftest import ACCEPTED_AT, Open, text_of
from tests.dashboard.test_loading import click

Q3 = Period.parse("2025-Q3")
"""The latest that is reported; M01 is off track then."""

TODAY = date(2025, 11, 20)
NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)


def write(page: AppTest, cause: str, action: str = "") -> AppTest:
    page.text_area(key=f"cause M01 {Q3.code}").set_value(cause)
    page.text_area(key=f"action M01 {Q3.code}").set_value(action)
    return click(page, "Keep this commentary")


def test_it_is_written_where_the_number_is_seen_and_shown_to_the_board(
    reported: Store, open_page: Open
):
    page = open_page("target", reported.path, lang="en", target="M01")
    assert "Nobody has said yet why, and what is done about it." in text_of(page)
    text = text_of(write(page, "Drought in the <b>north</b>", "Irrigation"))
    assert not page.exception
    assert "Q3 2025 Cause Drought in the <b>north</b> Action Irrigation" in text
    assert "Nobody has said yet" not in text
    overview = text_of(open_page("panorama", reported.path, lang="es"))
    assert "Drought in the <b>north</b>" in overview


def test_the_one_before_is_shown_beside_and_a_mark_on_the_chart_lists_both(
    reported: Store, open_page: Open
):
    for quarter, cause in (("2025-Q2", "Prices fell"), ("2025-Q3", "Drought")):
        told = Commentary("M01", Period.parse(quarter), cause)
        reported.comment(told, "eva", ACCEPTED_AT)
    text = text_of(open_page("target", reported.path, lang="en", target="M01"))
    assert text.index("Cause Drought") < text.index("Cause Prices fell")
    assert "Comments Q3 2025 : Drought Q2 2025 : Prices fell" in text
    earlier = text_of(open_page("target", reported.path, lang="en", target="M01", year="2024"))
    assert "Drought" not in earlier


def test_staff_explain_the_targets_that_their_places_report_and_no_others(reported: Store):
    rosa = Access(Person("rosa", Role.STAFF, frozenset({"PE"})), reported)
    rosa.comment(Commentary("M01", Q3, "Drought"), ACCEPTED_AT)
    luis = Access(Person("luis", Role.STAFF, frozenset({"REG"})), reported)
    assert not luis.may_comment("M01")
    with pytest.raises(MegaError) as caught:
        luis.comment(Commentary("M01", Q3, "Nothing of mine"), ACCEPTED_AT)
    assert caught.value.code == "target_not_yours"
    (kept,) = reported.contents().commentary.values()
    assert (kept.cause, kept.by) == ("Drought", "rosa")


def test_without_a_cause_it_is_refused_in_a_sentence(reported: Store, open_page: Open):
    page = open_page("target", reported.path, lang="en", target="M01")
    text = text_of(write(page, "", "Irrigation"))
    assert "Write the cause first: why does the target stand so?" in text


def test_targets_that_lack_one_are_listed_until_they_have_it(reported: Store, open_page: Open):
    title = "Targets that lack a commentary Organisations"
    assert title in text_of(open_page("reports", reported.path, lang="en"))
    reported.comment(Commentary("M01", Q3, "Drought"), "eva", ACCEPTED_AT)
    assert title not in text_of(open_page("reports", reported.path, lang="en"))


def test_where_it_is_required_a_period_is_closed_once_it_is_there(reported: Store):
    access = Access(owner("eva"), reported)
    found = snapshot(reported, TODAY)
    assert without_commentary(standing(found, Q3), found.commentary) == ["M01"]
    reported.set("commentary_required", "1", "eva", ACCEPTED_AT)
    with pytest.raises(MegaError) as caught:
        access.close(Q3, access.moment(NOW), "")
    assert caught.value.code == "commentary_missing"
    assert caught.value.params == {"period": Q3, "targets": ("M01",)}
    reported.comment(Commentary("M01", Q3, "Drought"), "eva", ACCEPTED_AT)
    access.close(Q3, access.moment(NOW), "")
    assert reported.basis(TODAY).locks.closed == {Q3}


def test_it_stands_on_the_page_of_the_area_and_in_its_file(reported: Store, open_page: Open):
    told = Commentary("M01", Q3, "Drought", "Irrigation", "Rosa", date(2026, 3, 1))
    reported.comment(told, "eva", ACCEPTED_AT)
    area = open_page("area", reported.path, lang="en")
    assert "Commentary Organisations : Drought" in text_of(area)
    page = open_page("target", reported.path, lang="en", target="M01", form="table")
    nothing = "\N{EN DASH}"
    assert f"Q3 2025 116 organizaciones {nothing} Drought" in text_of(page)
