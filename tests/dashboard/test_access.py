"""Whose values somebody may take back one by one."""

from datetime import timedelta

import pytest

from dashboard.access import Access
from dashboard.rights import Person, Role
from data.errors import MegaError
from data.records import ReportedValue, Upload
from data.store import Store
from indicators.model import Measure
from indicators.periods import Period
from tests.dashboard.conftest import ACCEPTED_AT, accept_values
from tests.support import an_observation

LATER = ACCEPTED_AT + timedelta(days=700)
STAFF = Person("ana", Role.STAFF, frozenset({"PE"}))


@pytest.fixture
def value(reported: Store) -> ReportedValue:
    """A value of Peru that ana loaded."""
    import_id = accept_values(reported, an_observation(77.0, "2025-Q3"), file_name="again.xlsx")
    return ReportedValue(import_id, "M01", "PE", Period.parse("2025-Q3"), Measure.ACTUAL)


def refused(store: Store, person: Person, value: ReportedValue) -> str:
    before = store.state()
    with pytest.raises(MegaError) as caught:
        Access(person, store).withdraw(value, LATER, "typo")
    assert store.state() == before
    return caught.value.code


@pytest.mark.parametrize("person", [STAFF, Person("eva", Role.EDITOR), Person("root", Role.ADMIN)])
def test_staff_withdraw_what_they_loaded_and_editors_everything(
    reported: Store, value: ReportedValue, person: Person
):
    reported.set("review", "0", "eva", LATER)
    Access(person, reported).withdraw(value, LATER, "typo")
    record = reported.imports()[0]
    assert (record.kind, record.accepted_by) == ("withdrawal", person.name)


def test_under_review_staff_take_back_nothing_that_counts(reported: Store, value: ReportedValue):
    assert refused(reported, STAFF, value) == "import_not_yours"
    with pytest.raises(MegaError, match="import_not_yours"):
        Access(STAFF, reported).undo(value.import_id, LATER, "typo")
    one = an_observation(78.0, "2025-Q3")
    upload = Upload("mine.xlsx", b"mine", STAFF.name, LATER)
    submitted = reported.submit_values(upload, reported.compare([one]))
    assert submitted is not None
    Access(STAFF, reported).undo(submitted, LATER, "typo")
    assert reported.submissions() == []


def test_others_withdraw_nothing(reported: Store, value: ReportedValue):
    reported.set("review", "0", "eva", LATER)
    others = {
        "may_not_load": Person("vera", Role.VIEWER),
        "import_not_yours": Person("pia", Role.STAFF, frozenset({"PE"})),
        "places_not_yours": Person("ana", Role.STAFF, frozenset({"CO"})),
        "no_role": Person("ana", None),
    }
    assert {code: refused(reported, person, value) for code, person in others.items()} == {
        code: code for code in others
    }
