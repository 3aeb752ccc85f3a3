"""Who somebody is: by verified address, its domain or a group; and for how long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.configuration import Configuration
from dashboard.identity import named, sign_out, visitor
from dashboard.rights import Person, Role, owner
from data.errors import MegaError
from tests.support.people import CONFIGURATION, EMAILS, claims, write_configuration

pytestmark = pytest.mark.usefixtures("configured")

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CYRILLIC_O = "\N{CYRILLIC SMALL LETTER O}"
IDEOGRAPHIC_STOP = "\N{IDEOGRAPHIC FULL STOP}"


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEGA_SERVED_TO", "people")
    monkeypatch.setenv("MEGA_CONFIG", str(tmp_path / "mega.toml"))
    return write_configuration(tmp_path)


def who(email: str, /, **differences: object) -> Person:
    """A visitor who signed in an hour ago."""
    signed_in = {"iat": (NOW - timedelta(hours=1)).timestamp()}
    return visitor(claims(email, **(signed_in | differences)), NOW)


def code_of(**differences: object) -> str:
    with pytest.raises(MegaError) as raised:
        who(EMAILS[Role.ADMIN], **differences)
    return raised.value.code


@pytest.mark.parametrize("role", EMAILS)
def test_the_configuration_gives_each_person_their_role(role: Role | None):
    places = frozenset({"PE"}) if role is Role.STAFF else None
    assert who(EMAILS[role]) == Person(EMAILS[role], role, places, is_signed_in=True)


def test_the_highest_role_counts_and_staff_have_the_places_of_all_their_rules(configured: Path):
    more = '\n[[people]]\nrole = "staff"\nplaces = ["BO", "CO"]\ngroups = ["andes"]\n'
    configured.write_text(CONFIGURATION + more, encoding="utf-8")
    assert who("rosa@example.org", groups=["andes"]).places == {"PE", "BO", "CO"}
    assert who("nora@example.org", groups=["andes"]).places == {"BO", "CO"}
    both = who("rosa@example.org", groups=["andes", "mega-editors"])
    assert (both.role, both.places) == (Role.EDITOR, None)


@pytest.mark.parametrize("groups", ["mega-editors", ["x", "mega-editors"], ("mega-editors",)])
def test_a_group_is_a_text_or_one_of_a_list(groups: object):
    given = list(groups) if isinstance(groups, tuple) else groups
    assert who("nora@example.org", groups=given).role is Role.EDITOR


@pytest.mark.parametrize("groups", [None, 1, [1], ["mega"], ["Mega-Editors"], {"mega-editors": 1}])
def test_what_is_not_exactly_a_group_is_none(groups: object):
    assert who("nora@example.org", groups=groups).role is None


@pytest.mark.parametrize(
    "email",
    [
        "x@board.example.org.evil.org",
        "x@evilboard.example.org",
        "x@sub.board.example.org",
        "board.example.org",
        "x@evil.org@board.example.org",
        "x@board.example.org@evil.org",
        "x@board.example.org ",
        f"x@b{CYRILLIC_O}ard.example.org",
        f"x@board{IDEOGRAPHIC_STOP}example{IDEOGRAPHIC_STOP}org",
        "",
        None,
        ["x@board.example.org"],
    ],
)
def test_an_address_that_only_looks_like_one_of_the_domain_has_no_role(email: str):
    assert who("vera@board.example.org").role is Role.VIEWER
    assert who("vera@board.example.org", email=email).role is None


def test_an_address_is_compared_without_case_and_no_letter_becomes_another(configured: Path):
    text = CONFIGURATION.replace("rosa@", "kim@")
    configured.write_text(text, encoding="utf-8")
    assert who("KIM@Example.ORG").role is Role.STAFF
    assert who("\N{KELVIN SIGN}im@example.org").role is None


@pytest.mark.parametrize("verified", [False, "false", 0, "yes", [True]])
def test_an_address_that_the_provider_does_not_vouch_for_counts_for_nothing(
    verified: object, configured: Path
):
    configured.write_text(
        CONFIGURATION.replace("[sign_in]", "[sign_in]\ntrust_unverified_emails = true"),
        encoding="utf-8",
    )
    assert who(EMAILS[Role.ADMIN], email_verified=verified).role is None


def test_silence_about_an_address_counts_where_the_provider_is_trusted_with_it(configured: Path):
    assert who(EMAILS[Role.ADMIN], email_verified=None).role is None
    configured.write_text(
        CONFIGURATION.replace("[sign_in]", "[sign_in]\ntrust_unverified_emails = true"),
        encoding="utf-8",
    )
    assert who(EMAILS[Role.ADMIN], email_verified=None).role is Role.ADMIN


def test_people_whom_no_rule_names_get_what_the_configuration_says(configured: Path):
    assert who("nora@example.org").role is None
    configured.write_text(
        CONFIGURATION.replace("[sign_in]", '[sign_in]\nunknown = "viewer"'), encoding="utf-8"
    )
    assert who("nora@example.org").role is Role.VIEWER


@pytest.mark.parametrize(
    "differences",
    [
        {"is_logged_in": False},
        {"aud": "another application"},
        {"aud": ["another application"]},
        {"aud": ["another application"], "azp": "mega-dashboard"},
        {"aud": None},
        {"iss": "https://login.example.org/"},
        {"iss": "https://evil.example.org"},
        {"iat": None},
        {"iat": "1"},
        {"iat": True},
        {"iat": (NOW - timedelta(hours=12)).timestamp()},
    ],
)
def test_a_sign_in_for_others_or_of_long_ago_is_none(differences: dict[str, object]):
    assert code_of(**differences) == "sign_in_first"


def test_a_sign_in_counts_until_its_hours_have_passed():
    just_before = (NOW - timedelta(hours=12) + timedelta(seconds=1)).timestamp()
    assert who(EMAILS[Role.ADMIN], iat=just_before).role is Role.ADMIN


def test_a_sign_out_ends_that_sign_in_and_no_other():
    iat = (NOW - timedelta(hours=1)).timestamp()
    ended = claims(EMAILS[Role.ADMIN], iat=iat, nonce="first")
    sign_out(ended, NOW)
    assert code_of(iat=iat, nonce="first") == "sign_in_first"
    assert who(EMAILS[Role.ADMIN], iat=iat, nonce="second").role is Role.ADMIN
    assert who(EMAILS[Role.EDITOR], iat=iat, nonce="first").role is Role.EDITOR


def test_a_role_taken_away_counts_at_once(configured: Path):
    assert who(EMAILS[Role.EDITOR]).role is Role.EDITOR
    configured.write_text(CONFIGURATION.replace("eva@", "iva@"), encoding="utf-8")
    assert who(EMAILS[Role.EDITOR]).role is None


def test_a_configuration_that_broke_lets_nobody_in_and_tells_strangers_nothing(configured: Path):
    configured.write_text("[sign_in", encoding="utf-8")
    with pytest.raises(MegaError) as raised:
        who(EMAILS[Role.ADMIN])
    assert (raised.value.code, raised.value.params) == ("config_broken", {})


def test_without_a_word_from_mega_serve_nobody_is_let_in(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("MEGA_SERVED_TO", raising=False)
    monkeypatch.delenv("MEGA_CONFIG", raising=False)
    assert code_of() == "no_sign_in"


def test_on_ones_own_machine_one_person_is_everybody(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MEGA_SERVED_TO", "owner")
    monkeypatch.setenv("LOGNAME", "maria")
    assert visitor({}, NOW) == owner("maria")


def test_a_public_server_takes_everybody_for_the_public_signed_in_or_not(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("MEGA_SERVED_TO", "public")
    assert who(EMAILS[Role.ADMIN]) == Person("", Role.PUBLIC)


def test_a_command_in_somebodys_name_has_their_rights_where_there_are_any():
    assert named("ana", Configuration()) == owner("ana")


def test_staff_have_places_and_nobody_else_has():
    with pytest.raises(ValueError, match="staff have places"):
        Person("rosa", Role.STAFF)
    with pytest.raises(ValueError, match="staff have places"):
        replace(owner("ada"), places=frozenset({"PE"}))
