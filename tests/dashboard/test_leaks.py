"""What somebody may not see reaches them by no page, cache, file or error; nor others' work."""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st

from dashboard.access import Access
from dashboard.frame import NEEDS
from dashboard.location import PAGES
from dashboard.moments import Moment
from dashboard.rights import RIGHTS, Person, Right, Role
from dashboard.words import words_in
from data.changes import NO_CHANGES
from data.commentary import Commentary
from data.errors import MegaError
from data.events import Asked
from data.locks import Exemption
from data.records import ReportedValue, Upload
from data.store import Store
from indicators.model import Measure
from indicators.periods import Period
from loaders.preview import Preview
from loaders.single import Single
from tests.dashboard.conftest import ACCEPTED_AT, accept_values, text_of
from tests.dashboard.test_loading import choose, click, workbook
from tests.dashboard.test_matrix import in_force_in_colombia, open_as
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.pages import PAGES as SCRIPTS
from tests.support.pages import page_of
from tests.support.people import CONFIGURATION, EMAILS, claims, write_configuration

SEEN_BY_VIEWERS = ("hidden-person", "hidden-reason", "hidden-note", "hidden-file", "773")
HIDDEN = (*SEEN_BY_VIEWERS, "hidden-undoer")
"""Who loaded, beside what note and why; what was undone, by whom; what was replaced."""

EVERYWHERE: dict[str, dict[str, str]] = {
    "area": {"area": "A1"},
    "target": {"target": "M01", "period": "2024-Q4"},
    "country": {"country": "PE"},
    "compare": {"from": "2024-Q4", "to": "2025-Q3"},
}
"""What is looked at on a page, so that it shows as much as it can."""


@pytest.fixture
def folder(reported: Store, tmp_path: Path) -> Path:
    """A database in which a value was revised, with a note and undone, and a goal moved."""
    write_configuration(tmp_path)
    later = ACCEPTED_AT + timedelta(days=450)
    noted = replace(an_observation(773.0, "2024-Q4"), note="hidden-note")
    upload = Upload("hidden-file.xlsx", b"noted", "hidden-person", later, "hidden-reason")
    noted_id = reported.accept_values(upload, reported.compare([noted]))
    assert noted_id is not None
    again = Upload("shown.xlsx", b"again", "hidden-person", later + timedelta(1), "hidden-reason")
    reported.accept_values(again, reported.compare([an_observation(56.0, "2024-Q4")]))
    reported.undo(noted_id, "hidden-undoer", later + timedelta(2), "hidden-reason")
    moved = a_strategy(an_indicator(goal=195.0), an_indicator(code="M02", unit="%"))
    amended = Upload("plan.xlsx", b"moved", "hidden-person", later + timedelta(3), "hidden-reason")
    reported.accept_strategy(amended, moved, Period.parse("2024-Q1"))
    return tmp_path


@pytest.fixture
def serve_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the pages of this process serve people, or the public."""
    monkeypatch.setenv("MEGA_DATABASE", str(folder / "mega.duckdb"))
    monkeypatch.setenv("MEGA_CONFIG", str(folder / "mega.toml"))
    return lambda whom: monkeypatch.setenv("MEGA_SERVED_TO", whom)


@dataclass
class Reading:
    """All that went to a browser, seen or not, and all that was offered to take along."""

    sent: str = ""
    files: str = ""


@pytest.fixture
def read_all(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, object]], Reading]:
    """Read every page as somebody, and take every table along."""

    def read_all(who: dict[str, object]) -> Reading:
        found = Reading()

        def take(label: str, data: Callable[[], bytes], *_: object, **__: object) -> bool:
            if label == "Data (CSV)":
                found.files += data().decode("utf-8-sig")
            return False

        monkeypatch.setattr(st, "download_button", take)
        for page in (page for page in PAGES if NEEDS[page] is Right.SEE):
            params = EVERYWHERE.get(page, {})
            opened = page_of(page)
            opened.user = who
            for name, value in {"lang": "en", **params}.items():
                opened.query_params[name] = value
            opened.run()
            assert not opened.exception, page
            found.sent += "".join(str(element.proto) for element in opened.main)
        return found

    return read_all


def among(text: str) -> set[str]:
    return {one for one in HIDDEN if re.search(rf"\b{one}\b", text)}


def test_the_public_learns_of_nobody_and_of_nothing_that_does_not_count(
    serve_to: Callable[[str], None], read_all: Callable[[dict[str, object]], Reading]
):
    serve_to("people")
    viewer = read_all(claims(EMAILS[Role.VIEWER]))
    assert among(viewer.sent) == among(viewer.files) == set(SEEN_BY_VIEWERS)
    serve_to("public")  # beside all that was kept for the viewer
    public = read_all({})
    assert "shown.xlsx" in public.sent
    assert "shown.xlsx" in public.files
    assert among(public.sent + public.files) == set()
    serve_to("people")  # nor do others get the less that was kept for the public
    assert among(read_all(claims(EMAILS[Role.VIEWER])).sent) == set(SEEN_BY_VIEWERS)


def test_a_workbook_under_review_is_on_nobody_elses_page(serve_to: Callable[[str], None]):
    serve_to("people")
    rosa = open_as(claims(EMAILS[Role.STAFF]), "load")
    choose(rosa, workbook(("M01", "Perú", "2025-T3", 61.25)), "hers.xlsx")
    assert "61.25" in text_of(rosa)
    others = open_as(claims(EMAILS[Role.EDITOR]), "load")
    assert "61.25" not in text_of(others)
    assert "hers.xlsx" not in text_of(others)


def test_staff_neither_preview_nor_load_the_values_of_other_places(
    serve_to: Callable[[str], None], reported: Store
):
    serve_to("people")
    accept_values(reported, in_force_in_colombia())
    before = reported.state()
    colombia = workbook(("M01", "Colombia", "2025-T3", 60))
    assert "588.25" in text_of(choose(open_as(claims(EMAILS[Role.EDITOR]), "load"), colombia))
    page = open_as(claims(EMAILS[Role.STAFF]), "load")
    text = text_of(choose(page, colombia))
    assert "“Colombia” is not among the places that you report for." in text
    assert "588.25" not in text
    assert [button.label for button in page.button if "Accept" in button.label] == []
    mixed = workbook(("M01", "Colombia", "2025-T3", 60), ("M01", "Perú", "2025-T3", 60))
    click(choose(page, mixed), "Accept only the 1 valid value")
    assert reported.state() != before
    (submitted,) = reported.submissions()
    assert [(one.place, one.value) for one in submitted.awaiting] == [("PE", 60.0)]
    assert not [one for one in reported.lineage("M01") if one.value == 60.0]


@pytest.mark.parametrize(
    ("by_now", "code"),
    [
        ('places = ["CO"]', "places_not_yours"),
        ('places = ["PE"]\nemails = ["x@y.org"]\n[[people]]\nrole = "viewer"', "may_not_load"),
    ],
)
def test_rights_taken_away_under_review_count_at_the_next_click(
    by_now: str, code: str, serve_to: Callable[[str], None], folder: Path, reported: Store
):
    serve_to("people")
    page = open_as(claims(EMAILS[Role.STAFF]), "load")
    choose(page, workbook(("M01", "Perú", "2025-T3", 60)))
    before = reported.state()
    write_configuration(folder, CONFIGURATION.replace('places = ["PE"]', by_now))
    click(page, "Accept")
    sentence = words_in("en").error(MegaError(code, places=("PE",)))
    assert sentence.partition(" (")[0] in text_of(page)
    assert reported.state() == before


def test_errors_name_files_of_the_server_to_its_owner_alone(
    serve_to: Callable[[str], None], folder: Path
):
    (folder / "mega.duckdb").rename(folder / "elsewhere.duckdb")
    for whom, is_told in (("owner", True), ("public", False), ("people", False)):
        serve_to(whom)
        for page in PAGES:
            text = text_of(open_as(claims(EMAILS[Role.ADMIN]), page))
            assert (str(folder) in text) is is_told, (whom, page)
    assert "The database cannot be used at the moment" in text


A_VALUE = ReportedValue(2, "M01", "PE", Period.parse("2025-Q3"), Measure.ACTUAL)
NOW = datetime.fromisoformat("2026-01-01T12:00").astimezone()

WAYS: dict[str, tuple[Right, Callable[[Access], object]]] = {
    "moment": (Right.SEE, lambda access: access.moment(NOW)),
    "preview": (Right.LOAD, lambda access: access.preview(b"", "x.xlsx", A_MOMENT)),
    "accept": (Right.LOAD, lambda access: access.accept(Preview(), b"", "x.xlsx", A_MOMENT)),
    "events": (Right.SEE_HISTORY, lambda access: access.events(Asked())),
    "original": (Right.LOAD, lambda access: access.original("0")),
    "how_unusual": (Right.LOAD, lambda access: access.how_unusual(NO_CHANGES, Preview())),
    "awaiting": (Right.LOAD, lambda access: access.awaiting(Preview())),
    "undo": (Right.LOAD, lambda access: access.undo(2, A_MOMENT.at, "typo")),
    "withdraw": (Right.LOAD, lambda access: access.withdraw(A_VALUE, A_MOMENT.at, "typo")),
    "correct": (Right.LOAD, lambda access: access.correct(A_SINGLE, A_MOMENT, "typo")),
    "comment": (Right.LOAD, lambda access: access.comment(A_COMMENTARY, A_MOMENT.at)),
    "submissions": (Right.LOAD, lambda access: access.submissions()),
    "is_reviewed": (Right.LOAD, lambda access: access.is_reviewed),
    "publish": (Right.STEER, lambda access: access.publish(2, [], A_MOMENT.at, "")),
    "give_back": (Right.STEER, lambda access: access.give_back(2, [], A_MOMENT.at, "why")),
    "close": (Right.STEER, lambda access: access.close(A_QUARTER, A_MOMENT, "")),
    "grant": (Right.STEER, lambda access: access.grant(AN_EXEMPTION, A_MOMENT.at)),
    "trust_clock": (Right.KEEP, lambda access: access.trust_clock(A_MOMENT.at)),
    **{f"to {right}": (right, lambda access, right=right: access.to(right)) for right in Right},
}
"""Each way to the data with the right that it needs."""

WITHOUT_DATA = {
    "seen", "may_undo", "may_comment", "may_fetch", "signature", "person", "as_of_now", "opened",
    "created", "to",
}  # fmt: skip
"""What of ``Access`` reads or writes nothing by itself; ``created`` is ``mega demo``'s."""

A_MOMENT = Moment(NOW.replace(tzinfo=None), NOW.date())
A_QUARTER = Period.parse("2025-Q2")
A_SINGLE = Single("M01", "PE", A_QUARTER, "5")
A_COMMENTARY = Commentary("M01", A_QUARTER, "rain")
AN_EXEMPTION = Exemption(A_QUARTER, "PE", "M01", A_MOMENT.today, "recount")


def test_every_way_to_the_data_asks_for_its_right(reported: Store):
    """What those with the right then find is tested where it belongs."""
    before = reported.state()
    for role in (None, Role.PUBLIC, Role.VIEWER, Role.STAFF, Role.EDITOR):
        places = frozenset({"PE"}) if role is Role.STAFF else None
        access = Access(Person("somebody", role, places), reported)
        for way, (right, go) in WAYS.items():
            if role is None or right not in RIGHTS[role]:
                with pytest.raises(MegaError) as raised:
                    go(access)
                code = right.missing if role else "no_role"
                assert raised.value.code == code, (way, role)
    assert reported.state() == before


def test_no_way_to_the_data_is_left_out():
    public = {name for name in vars(Access) if not name.startswith("_")}
    assert public - WITHOUT_DATA == {way for way in WAYS if not way.startswith("to ")}


OPENERS = {"access.py", "reading.py", "demo.py"}


def test_no_page_and_no_command_opens_a_database_beside_access():
    """``reading`` opens it for the pages, which hand it to ``Access`` unread."""
    opened = set()
    for path in SCRIPTS.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "data.store":
                names = {one.name for one in node.names}
                if names & {"open_store", "create_store"}:
                    opened.add(path.name)
    assert opened == OPENERS
