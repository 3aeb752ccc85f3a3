"""The configuration: read as it is written, refused where it might not mean what it says."""

import os
from pathlib import Path

import pytest

from dashboard.configuration import Configuration, Rule, read_configuration
from dashboard.rights import Role
from dashboard.words import words_in
from data.errors import MegaError
from indicators.model import LANGUAGES
from tests.support.people import CONFIGURATION, write_configuration


def refused(folder: Path, text: str) -> MegaError:
    with pytest.raises(MegaError) as raised:
        read_configuration(write_configuration(folder, text))
    return raised.value


def with_line(after: str, line: str) -> str:
    """The usual configuration with a line more."""
    assert after in CONFIGURATION
    return CONFIGURATION.replace(after, f"{after}\n{line}", 1)


def without(name: str) -> str:
    return "\n".join(
        line for line in CONFIGURATION.splitlines() if not line.startswith(f"{name} =")
    )


def test_the_usual_configuration_is_read_whole(tmp_path: Path):
    found = read_configuration(write_configuration(tmp_path))
    assert found.address == "https://mega.example.org"
    assert found.sign_in is not None
    assert (found.sign_in.hours, found.sign_in.groups_claim) == (12, "groups")
    assert found.sign_in.unknown is None
    assert not found.sign_in.trust_unverified_emails
    assert [rule.role for rule in found.people] == ["viewer", "staff", "editor", "admin"]
    nobody: frozenset[str] = frozenset()
    assert found.people[1] == Rule(
        Role.STAFF, frozenset({"PE"}), frozenset({"rosa@example.org"}), nobody, nobody
    )


def test_an_empty_configuration_names_no_provider_and_nobody(tmp_path: Path):
    assert read_configuration(write_configuration(tmp_path, "")) == Configuration()


def changed(old: str, new: str) -> str:
    assert old in CONFIGURATION
    return CONFIGURATION.replace(old, new)


SIGN_IN, STAFF = "[sign_in]", 'role = "staff"'
TRUST = "sign_in.trust_unverified_emails"
NOT_THAT_MUCH = "config_not_nothing_or_viewer"


def mail(**differences: str | None) -> str:
    """A configuration with a server for e-mails, and something in it as told (None: left out)."""
    usual = {
        "host": '"smtp.example.org"',
        "port": "587",
        "security": '"starttls"',
        "sender": '"mega@example.org"',
        "language": '"es"',
    }
    told = {**usual, **differences}
    lines = [f"{name} = {value}" for name, value in told.items() if value is not None]
    return "\n".join([CONFIGURATION, "[mail]", *lines])


WRONG = [
    ("config_unknown", "sign_in.unkown", with_line(SIGN_IN, 'unkown = "viewer"')),
    ("config_unknown", "people[2].email", with_line(STAFF, 'email = ["a@b.org"]')),
    ("config_unknown", "poeple", CONFIGURATION + "\n[poeple]"),
    ("config_not_a_table", "sign_in", "sign_in = 1"),
    ("config_not_a_table", "people", "people = 1"),
    ("config_not_a_table", "people[1]", "people = [1]"),
    ("config_missing", "sign_in.issuer", without("issuer")),
    ("config_missing", "server.address", without("address")),
    ("config_missing", "sign_in.client_secret", without("client_secret")),
    ("config_too_short", "sign_in.cookie_secret", changed("f0123456789abcdef", "f")),
    ("config_not_https", "sign_in.issuer", changed("https://login", "http://login")),
    ("config_not_https", "server.address", changed("https://mega", "ftp://mega")),
    ("config_not_https", "server.address", changed("mega.example.org", "mega.example.org/x")),
    ("config_not_https", "server.address", changed("//mega.", "//admin@mega.")),
    ("config_not_hours", "sign_in.hours", with_line(SIGN_IN, "hours = 0")),
    ("config_not_hours", "sign_in.hours", with_line(SIGN_IN, "hours = 721")),
    ("config_not_hours", "sign_in.hours", with_line(SIGN_IN, "hours = true")),
    ("config_not_hours", "sign_in.hours", with_line(SIGN_IN, "hours = 1.5")),
    ("config_not_true_or_false", TRUST, with_line(SIGN_IN, 'trust_unverified_emails = "no"')),
    (NOT_THAT_MUCH, "sign_in.unknown", with_line(SIGN_IN, 'unknown = "staff"')),
    (NOT_THAT_MUCH, "sign_in.unknown", with_line(SIGN_IN, 'unknown = ["viewer"]')),
    ("config_not_text", "sign_in.groups_claim", with_line(SIGN_IN, 'groups_claim = ""')),
    ("config_not_a_role", "people[2].role", changed('"staff"', '"chief"')),
    ("config_not_a_role", "people[2].role", changed('"staff"', '"public"')),
    ("config_not_for_this_role", "people[2].places", changed('"staff"', '"viewer"')),
    ("config_not_for_this_role", "people[2].places", changed('["PE"]', "[]")),
    ("config_not_texts", "people[2].places", changed('["PE"]', '"PE"')),
    ("config_not_a_port", "mail.port", mail(port="0")),
    ("config_not_a_port", "mail.port", mail(port='"25"')),
    ("config_not_mail_security", "mail.security", mail(security='"maybe"')),
    ("config_not_encrypted", "mail.security", mail(security='"none"')),
    ("config_not_an_address", "mail.sender", mail(sender='"mega"')),
    ("config_not_an_address", "mail.sender", mail(sender='"a@b.org\\nBcc: c@d.org"')),
    ("config_not_a_language", "mail.language", mail(language='"fr"')),
    ("config_not_a_language", "mail.languages", mail(languages='{ "a@b.org" = "fr" }')),
    ("config_not_a_table", "mail.languages", mail(languages='"es"')),
    ("config_missing", "mail.host", mail(host=None)),
    ("config_not_ascii", "people[2].emails", changed("rosa@", "rosá@")),
]


@pytest.mark.parametrize(("code", "entry", "text"), WRONG)
def test_what_might_not_mean_what_it_says_is_refused_by_name(
    code: str, entry: str, text: str, tmp_path: Path
):
    error = refused(tmp_path, text)
    assert (error.code, error.params["entry"]) == (code, entry)
    for language in LANGUAGES:
        assert entry in words_in(language).error(error)


def test_no_secret_is_in_what_is_said_of_it(tmp_path: Path):
    text = CONFIGURATION.replace("0123456789abcdef0123456789abcdef", "a poor secret")
    assert "poor" not in words_in("en").error(refused(tmp_path, text))


def test_what_is_no_toml_is_refused_with_its_line(tmp_path: Path):
    error = refused(tmp_path, "[sign_in\nissuer = 1")
    assert error.code == "config_unreadable"
    assert "line 1" in str(error.params["detail"])
    (tmp_path / "mega.toml").write_bytes(b"\xff")
    with pytest.raises(MegaError) as raised:
        read_configuration(tmp_path / "mega.toml")
    assert raised.value.code == "config_unreadable"


def test_a_configuration_that_others_can_read_is_refused(tmp_path: Path):
    path = write_configuration(tmp_path)
    path.chmod(0o644)
    with pytest.raises(MegaError) as raised:
        read_configuration(path)
    assert raised.value.code == "config_open_to_others"
    path.chmod(0o640)
    assert read_configuration(path).people


def test_a_missing_configuration_is_said_to_be(tmp_path: Path):
    with pytest.raises(MegaError) as raised:
        read_configuration(tmp_path / "mega.toml")
    assert raised.value.code == "config_not_there"


def test_a_change_of_the_file_counts_at_once(tmp_path: Path):
    path = write_configuration(tmp_path)
    assert read_configuration(path).people
    modified = path.stat().st_mtime_ns
    write_configuration(tmp_path, "")
    os.utime(path, ns=(modified, modified))  # of another size, if at the same moment
    assert read_configuration(path).people == ()
