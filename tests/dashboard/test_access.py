"""Whose values somebody may take back one by one."""

from datetime import timedelta

import pytest

from dashboard.access import Access
from dashboard.rights import Person, Role
from data.errors import MegaError
from data.records import ReportedValue
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
    Access(person, reported).withdraw(value, LATER, "typo")
    record = reported.imports()[0]
    assert (record.kind, record.accepted_by) == ("withdrawal", person.name)


def test_others_withdraw_nothing(reported: Store, value: ReportedValue):
    others = {
        "may_not_load": Person("vera", Role.VIEWER),
        "import_not_yours": Person("pia", Role.STAFF, frozenset({"PE"})),
        "places_not_yours": Person("ana", Role.STAFF, frozenset({"CO"})),
        "no_role": Person("ana", None),
    }
    assert {code: refused(reported, person, value) for code, person in others.items()} == {
        code: code for code in others
    }
