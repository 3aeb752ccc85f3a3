"""The history of everything on its page, and who may see and take along what of it."""

from datetime import date, timedelta

import pytest

from dashboard.access import Access
from dashboard.rights import Person, Role
from dashboard.settings import SETTINGS
from dashboard.words.settings import NAMES
from data.commentary import Commentary
from data.errors import MegaError
from data.events import Asked, EventKind
from data.locks import Exemption
from data.records import Upload
from data.reminders import Sent
from data.store import Store
from indicators.periods import Period
from tests.dashboard.conftest import ACCEPTED_AT, Open, accept_values, markup_of, text_of
from tests.support import an_observation

AT = ACCEPTED_AT + timedelta(days=700)
Q3 = Period.parse("2025-Q3")
PERU = frozenset({"PE"})
STAFF, EDITOR = Person("rosa", Role.STAFF, PERU), Person("eva", Role.EDITOR)
VIEWER = Person("vera", Role.VIEWER)


@pytest.fixture
def busy(reported: Store) -> Store:
    """After the strategy (2) and the values of two places (3): 4 to 9, of one kind each."""
    accept_values(reported, an_observation(77.0, "2025-Q3"), file_name="solo-peru.xlsx")
    reported.undo(4, "eva", AT, "wrong year")
    reported.comment(Commentary("M01", Q3, "rain", "roofs"), "rosa", AT)
    reported.close_period(Q3, "eva", AT, "board met")
    reported.grant(Exemption(Q3, "CO", "M01", date(2026, 1, 5), "recount"), "eva", AT)
    reported.remind(Sent(Q3, "rosa@example.org", "es", 2, "eva", AT))
    return reported


def test_each_thing_that_was_done_is_a_row(busy: Store, open_page: Open):
    text = text_of(open_page("history", busy.path, lang="en"))
    assert "9 entries" in text
    for row in (
        "Reminder sent 9 eva Jan 1, 2026, 12:00 UTC Q3 2025 · 2 values due · rosa@example.org",
        "Exception granted 8 eva Jan 1, 2026, 12:00 UTC M01 · Organisations · Colombia · "
        "Q3 2025 · until Jan 5, 2026 recount",
        "Period closed 7 eva Jan 1, 2026, 12:00 UTC Q3 2025 board met",
        "Commentary 6 rosa Jan 1, 2026, 12:00 UTC M01 · Organisations · Q3 2025 rain roofs",
        "Undone 5 eva Jan 1, 2026, 12:00 UTC solo-peru.xlsx of number 4 wrong year",
        "Values loaded 4 ana Feb 1, 2024, 12:00 UTC solo-peru.xlsx 1 value Undone by eva",
        "Setting made 1 editor Feb 1, 2024, 12:00 UTC "
        "The day that this database takes for today: Nov 20, 2025",
    ):
        assert row in text


def test_entries_of_which_none_was_undone_have_no_column_for_it(busy: Store, open_page: Open):
    assert " Why State " in text_of(open_page("history", busy.path, lang="en"))
    only = text_of(open_page("history", busy.path, lang="en", kind="closing"))
    assert "Period closed 7 eva" in only
    assert " Why " in only
    assert "State" not in only


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("today", "2026-11-20", "Día que esta base de datos toma por hoy: 20 nov 2026"),
        ("collection_days", "30", "Días hasta que vencen los reportes: 30"),
        ("on_track", "0.95", "En buen camino desde este ritmo: 95 %"),
        ("on_track", "0.955", "En buen camino desde este ritmo: 95,5 %"),
        ("review", "0", "Se revisa lo que carga el equipo: no"),
        ("of_later", "x = y", "of_later: x = y"),
        ("at_risk", "none", "En riesgo desde este ritmo: none"),
    ],
)
def test_a_setting_is_told_in_words(
    name: str, value: str, said: str, reported: Store, open_page: Open
):
    reported.set(name, value, "eva", AT)
    assert f"eva 1 ene 2026, 12:00 UTC {said}" in text_of(
        open_page("history", reported.path, lang="es", kind="setting")
    )


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"kind": "closing"}, "1 entry"),
        ({"who": "eva"}, "4 entries"),
        ({"who": "eva", "kind": "undo"}, "1 entry"),
        ({"country": "CO"}, "2 entries"),
        ({"target": "M02"}, "1 entry"),
        ({"kind": "nonsense", "who": "<b>"}, "9 entries"),
        ({"kind": "publication"}, "Nothing that fits was ever done."),
        ({"before": "1"}, "Nothing that fits was ever done."),
    ],
)
def test_what_is_shown_is_in_the_address(
    busy: Store, open_page: Open, params: dict[str, str], found: str
):
    assert found in text_of(open_page("history", busy.path, lang="en", **params))


def test_a_choice_goes_into_the_address_and_back_to_the_latest(busy: Store, open_page: Open):
    app = open_page("history", busy.path, lang="en", before="9")
    app.selectbox(key="choose_kind").select("undo").run()
    assert app.query_params["kind"] == "undo"
    assert "before" not in app.query_params
    assert "1 entry" in text_of(app)


def test_the_earlier_ones_are_a_click_away(busy: Store, open_page: Open):
    for n in range(50):
        busy.set("collection_days", str(n), "eva", AT)
    first = markup_of(open_page("history", busy.path, lang="en", who="eva"))
    assert 'href="history?lang=en&amp;who=eva&amp;before=10"' in first
    assert "54 entries" in first
    rest = open_page("history", busy.path, lang="en", who="eva", before="10")
    assert "Earlier ones" not in text_of(rest)
    assert "54 entries" in text_of(rest)


def test_one_entry_has_its_workbook(busy: Store, open_page: Open):
    app = open_page("history", busy.path, lang="en", number="4")
    assert "solo-peru.xlsx 1 value" in text_of(app)
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Download solo-peru.xlsx as it was handed in"]


def test_a_number_that_is_no_entry_is_said(busy: Store, open_page: Open):
    text = text_of(open_page("history", busy.path, lang="en", number="99"))
    assert "Nothing was done under the number 99. The whole history" in text


def test_a_value_leads_to_the_entry_that_brought_it(busy: Store, open_page: Open):
    page = open_page("target", busy.path, lang="en", target="M01", period="2025-Q3")
    assert 'href="history?lang=en&amp;number=3"' in markup_of(page)


def test_a_database_without_a_strategy_has_a_history_too(store: Store, open_page: Open):
    text = text_of(open_page("history", store.path, lang="es"))
    assert "1 entrada" in text
    assert "Ajuste hecho" in text


def test_addresses_of_reminders_are_for_those_who_send_them(busy: Store):
    def address(person: Person) -> str:
        asked = Asked(kind=EventKind.REMINDER)
        (one,) = Access(person, busy).events(asked).shown
        return one.name

    assert address(EDITOR) == "rosa@example.org"
    assert address(STAFF) == address(VIEWER) == ""


def test_a_workbook_is_for_editors_and_for_who_reports_for_all_its_places(busy: Store):
    files = {one.number: one.sha256 for one in busy.events(Asked()).shown}
    of_peru, of_both, strategy = files[4], files[3], files[2]
    assert Access(EDITOR, busy).original(of_both) == b"peru.xlsx"
    assert Access(EDITOR, busy).original(strategy) == b"strategy"
    assert Access(STAFF, busy).original(of_peru) == b"solo-peru.xlsx"
    for person, sha256 in ((STAFF, of_both), (STAFF, strategy), (STAFF, "unknown")):
        with pytest.raises(MegaError, match="file_not_yours"):
            Access(person, busy).original(sha256)
    assert not Access(VIEWER, busy).may_fetch(of_peru)


def test_a_workbook_that_only_awaits_review_is_of_its_places_too(busy: Store):
    values = [an_observation(6.0, "2025-Q2"), an_observation(7.0, "2025-Q2", place="CO")]
    upload = Upload("both.xlsx", b"both", "rosa", AT)
    busy.submit_values(upload, busy.compare(values))
    assert not Access(STAFF, busy).may_fetch(upload.sha256)
    assert Access(EDITOR, busy).original(upload.sha256) == b"both"


def test_every_setting_has_its_words():
    assert NAMES.keys() >= SETTINGS.keys()
