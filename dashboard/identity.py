"""Who somebody is: from the sign-in's claims and the configuration, to a person with a role.

Looked at anew for every rerun and every request, so that a role taken away, a sign-in that
has lasted long enough and a sign-out in another tab count at once.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from getpass import getuser
from pathlib import Path
from typing import Any

from dashboard.configuration import Configuration, Rule, SignIn, read_configuration
from dashboard.configuration_kinds import LONGEST_SIGN_IN
from dashboard.rights import Person, Role, owner
from data.errors import MegaError

SERVED_TO = "MEGA_SERVED_TO"
CONFIG = "MEGA_CONFIG"
"""Environment variables that ``mega serve`` sets: whom the server serves, and by which file."""

Claims = Mapping[str, Any]
"""What the identity provider says of somebody who signed in."""

SECONDS_IN_AN_HOUR = 3600

_RANKS = list(Role)

_log = logging.getLogger(__name__)


class Audience(StrEnum):
    """Whom a server serves."""

    OWNER = "owner"
    """The person at this machine, who is everybody."""
    PUBLIC = "public"
    """Whoever comes; nobody signs in."""
    PEOPLE = "people"
    """Those who sign in, with the role that the configuration gives them."""


def audience() -> Audience:
    """Whom this process serves; without a word from ``mega serve``, those who sign in."""
    return Audience(os.environ.get(SERVED_TO, Audience.PEOPLE))


def configuration_in_force() -> Configuration:
    """What the server goes by; ``config_broken``, with the reason in the log alone."""
    path = os.environ.get(CONFIG)
    try:
        return read_configuration(Path(path)) if path else Configuration()
    except MegaError as error:
        said = {"code": error.code, "entry": error.params.get("entry")}
        _log.error("the configuration cannot be used", extra={"fields": said})
        raise MegaError("config_broken") from error


def system_user() -> str:
    """The system's name of who is at this machine; "" where it does not tell."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return ""


def visitor(claims: Claims, now: datetime) -> Person:
    """Who comes to a page or an address of the server, with ``claims`` of a sign-in or none.

    Errors: ``sign_in_first`` where nobody is signed in (any more), ``no_sign_in`` where there
    is no provider, ``config_broken``.
    """
    match audience():
        case Audience.OWNER:
            return owner(system_user())
        case Audience.PUBLIC:
            return Person("", Role.PUBLIC)
        case Audience.PEOPLE:
            configuration = configuration_in_force()
            if configuration.sign_in is None:
                raise MegaError("no_sign_in")
            if not _is_valid(claims, configuration.sign_in, now):
                raise MegaError("sign_in_first")
            person = _person(claims, configuration.sign_in, configuration.people)
            return replace(person, is_signed_in=True)


def named(name: str, configuration: Configuration) -> Person:
    """Whoever is named at the command line, with the rights that the configuration gives.

    Without a provider in it, whoever is at the machine is everybody.
    """
    if configuration.sign_in is None:
        return owner(name)
    claims = {"email": name, "email_verified": True}
    return _person(claims, configuration.sign_in, configuration.people)


def _person(claims: Claims, sign_in: SignIn, people: Iterable[Rule]) -> Person:
    """A person with the highest role that a rule gives; staff with the places of all rules."""
    email = _email(claims, sign_in)
    groups = _groups(claims, sign_in)
    rules = [rule for rule in people if _names(rule, email, groups)]
    name = email or str(claims.get("sub", ""))
    role = max((rule.role for rule in rules), key=_RANKS.index, default=sign_in.unknown)
    if role is not Role.STAFF:
        return Person(name, role)
    return Person(name, role, frozenset().union(*(rule.places or () for rule in rules)))


def sign_out(claims: Claims, now: datetime) -> None:
    """Let a sign-in count no longer, in no tab and by no copy of its cookie."""
    _signed_out.add(claims, now)


def _is_valid(claims: Claims, sign_in: SignIn, now: datetime) -> bool:
    """Whether a sign-in is for this dashboard, young enough, and was not ended."""
    issued, meant_for = claims.get("iat"), claims.get("aud")
    if not claims.get("is_logged_in") or not isinstance(issued, int | float):
        return False
    return (
        claims.get("iss") == sign_in.issuer
        and sign_in.client_id in (meant_for if isinstance(meant_for, list) else [meant_for])
        and now.timestamp() - issued < sign_in.hours * SECONDS_IN_AN_HOUR
        and claims not in _signed_out
    )


def _email(claims: Claims, sign_in: SignIn) -> str | None:
    """The address that the provider vouches for.

    It is compared without case, so letters beyond ASCII are kept out: the sign for kelvin,
    for one, becomes an ordinary k.
    """
    email, verified = claims.get("email"), claims.get("email_verified")
    if verified is None:
        is_vouched_for = sign_in.trust_unverified_emails
    else:
        is_vouched_for = verified is True or verified == "true"
    if not isinstance(email, str) or not is_vouched_for or not email.isascii():
        return None
    return email.lower() if email.count("@") == 1 else None


def _groups(claims: Claims, sign_in: SignIn) -> frozenset[str]:
    given = claims.get(sign_in.groups_claim, [])
    several = given if isinstance(given, list) else [given]
    return frozenset(one for one in several if isinstance(one, str))


def _names(rule: Rule, email: str | None, groups: frozenset[str]) -> bool:
    by_address = email is not None and (
        email in rule.emails or email.partition("@")[2] in rule.domains
    )
    return by_address or bool(rule.groups & groups)


class _SignedOut:
    """The sign-ins that were ended, until they are old enough to be refused for their age."""

    def __init__(self) -> None:
        self._ended: dict[tuple[str, ...], float] = {}
        self._lock = threading.Lock()

    def add(self, claims: Claims, now: datetime) -> None:
        oldest = now.timestamp() - LONGEST_SIGN_IN * SECONDS_IN_AN_HOUR
        with self._lock:
            self._ended = {key: at for key, at in self._ended.items() if at > oldest}
            self._ended[_key(claims)] = now.timestamp()

    def __contains__(self, claims: object) -> bool:
        return isinstance(claims, Mapping) and _key(claims) in self._ended


def _key(claims: Claims) -> tuple[str, ...]:
    """One sign-in of one person."""
    return tuple(str(claims.get(name)) for name in ("iss", "sub", "iat", "nonce"))


_signed_out = _SignedOut()
