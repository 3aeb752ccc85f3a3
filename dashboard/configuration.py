"""The one configuration file: the address, the identity provider, and who may do what.

It is TOML, and read again whenever it has changed, so that a right given or taken away counts
from the next click on. What is unknown or misspelt in it is refused: nobody's rights must
depend on a typing error.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard import configuration_kinds as kinds
from dashboard.configuration_kinds import WrongEntryError
from dashboard.rights import Role
from data.errors import MegaError


@dataclass(frozen=True, slots=True)
class Rule:
    """A role for people by verified e-mail address, by its domain, or by a group."""

    role: Role
    places: frozenset[str] | None
    emails: frozenset[str]
    domains: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class SignIn:
    """An OpenID Connect provider, and how its word is taken.

    A sign-in is relied upon for ``hours``; ``unknown`` is the role (None: no right at all) of
    people whom no rule names.
    """

    issuer: str
    client_id: str
    client_secret: str
    cookie_secret: str
    hours: int
    groups_claim: str
    trust_unverified_emails: bool
    unknown: Role | None


@dataclass(frozen=True, slots=True)
class Mail:
    """A server that sends e-mails, and in which language people are written to.

    ``security`` is ``starttls``, ``tls``, or ``none`` on this machine alone. ``certificates`` is
    a file of authorities to rely on instead of the system's.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str | None
    password: str
    certificates: str | None
    language: str
    languages: Mapping[str, str]

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]

    def language_of(self, address: str) -> str:
        return self.languages.get(address.lower(), self.language)


@dataclass(frozen=True, slots=True)
class Configuration:
    """All of the file; ``address`` is where people reach the dashboard."""

    address: str | None = None
    sign_in: SignIn | None = None
    people: tuple[Rule, ...] = ()
    mail: Mail | None = None


def read_configuration(path: Path) -> Configuration:
    """The configuration in force now.

    Errors: ``config_not_there``, ``config_unreadable``, ``config_open_to_others``, and
    ``config_…`` with the name of the entry that is wrong.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise MegaError("config_not_there", path=str(path)) from error
    if os.name == "posix" and found.st_mode & stat.S_IRWXO:
        raise MegaError("config_open_to_others", path=str(path))
    return _read(path, (found.st_mtime_ns, found.st_size, found.st_ino))


@lru_cache(maxsize=4)
def _read(path: Path, version: tuple[int, ...]) -> Configuration:  # noqa: ARG001 - of the file
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MegaError("config_unreadable", path=str(path), detail=str(error)) from error
    try:
        return _configuration(written)
    except WrongEntryError as error:
        raise MegaError(error.code, path=str(path), entry=error.name) from error


def _configuration(written: Mapping[str, Any]) -> Configuration:
    _refuse_unknown(written, ("server", "sign_in", "people", "mail"), "")
    server = _parsed(written.get("server", {}), "server", {"address": kinds.origin})
    sign_in = None
    if "sign_in" in written:
        sign_in = SignIn(**_parsed(written["sign_in"], "sign_in", _SIGN_IN))
        if server["address"] is None:
            raise WrongEntryError("config_missing", "server.address")
    people = written.get("people", [])
    if not isinstance(people, list):
        raise WrongEntryError("config_not_a_table", "people")
    rules = [_rule(one, f"people[{n}]") for n, one in enumerate(people, start=1)]
    mail = _mail(written["mail"]) if "mail" in written else None
    return Configuration(server["address"], sign_in, tuple(rules), mail)


def _mail(written: Any) -> Mail:
    mail = Mail(**_parsed(written, "mail", _MAIL))
    if mail.security == "none" and not kinds.is_loopback(mail.host):
        raise WrongEntryError("config_not_encrypted", "mail.security")
    return mail


def _rule(written: Any, name: str) -> Rule:
    found = _parsed(written, name, _RULE)
    places = found.pop("places") or None
    if (found["role"] is Role.STAFF) != (places is not None):
        raise WrongEntryError("config_not_for_this_role", f"{name}.places")
    return Rule(places=places, **found)


Spec = Mapping[str, Callable[[Any], Any]]

_SIGN_IN: Spec = {
    "issuer": kinds.https,
    "client_id": kinds.text,
    "client_secret": kinds.text,
    "cookie_secret": kinds.secret,
    "hours": kinds.hours,
    "groups_claim": kinds.claim,
    "trust_unverified_emails": kinds.flag,
    "unknown": kinds.role_of_the_unknown,
}

_MAIL: Spec = {
    "host": kinds.text,
    "port": kinds.port,
    "security": kinds.mail_security,
    "sender": kinds.address,
    "user": kinds.optional_text,
    "password": kinds.password,
    "certificates": kinds.optional_text,
    "language": kinds.language,
    "languages": kinds.languages,
}

_RULE: Spec = {
    "role": kinds.role,
    "places": kinds.texts,
    "emails": kinds.ascii_texts,
    "domains": kinds.ascii_texts,
    "groups": kinds.texts,
}


def _parsed(written: Any, name: str, spec: Spec) -> dict[str, Any]:
    """The entries of a table, each by the parser of its kind."""
    if not isinstance(written, dict):
        raise WrongEntryError("config_not_a_table", name)
    _refuse_unknown(written, spec, f"{name}.")
    parsed = {}
    for entry, parse in spec.items():
        try:
            parsed[entry] = parse(written.get(entry))
        except WrongEntryError as error:
            raise WrongEntryError(error.code, f"{name}.{entry}") from None
    return parsed


def _refuse_unknown(written: Mapping[str, Any], known: Container[str], prefix: str) -> None:
    for name in written:
        if name not in known:
            raise WrongEntryError("config_unknown", prefix + name)
