"""Submitted values on the load page: what an editor sees of them before they are published."""

from data.records import ReportedValue, Upload
from data.store import Store
from indicators.model import Measure
from indicators.periods import Period
from tests.dashboard.conftest import ACCEPTED_AT, Open, text_of
from tests.support import an_observation


def submit(store: Store, count: int) -> int:
    """Values of Peru for so many quarters, the last of them 2025-Q3."""
    last = Period.parse("2025-Q3")
    values = [an_observation(float(n), last.shifted(-n).code) for n in range(count)]
    upload = Upload("mucho.xlsx", b"much", "rosa", ACCEPTED_AT)
    number = store.submit_values(upload, store.compare(values))
    assert number is not None
    return number


def test_of_very_many_the_first_are_shown_and_all_of_them_are_in_the_file(
    reported: Store, open_page: Open
):
    submit(reported, 120)
    page = open_page("load", reported.path, lang="en")
    assert not page.exception
    assert "The first 100 of 120 are shown, all of them are in the file." in text_of(page)


def test_of_a_few_all_are_shown(reported: Store, open_page: Open):
    submit(reported, 3)
    assert "all of them are in the file" not in text_of(open_page("load", reported.path, lang="en"))


def test_what_was_published_and_withdrawn_says_so(reported: Store, open_page: Open):
    number = submit(reported, 1)
    (one,) = reported.submissions()
    publication = reported.publish(number, one.awaiting, "eva", ACCEPTED_AT)
    assert publication is not None
    period = Period.parse("2025-Q3")
    counting = ReportedValue(publication, "M01", "PE", period, Measure.ACTUAL)
    reported.withdraw(counting, "eva", ACCEPTED_AT, "counted twice")
    text = text_of(open_page("load", reported.path, lang="en"))
    assert "1 value published and withdrawn again" in text
