"""One small parser for each kind of entry in the configuration; None is one not there."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from dashboard.rights import Role
from indicators.model import LANGUAGES

SHORTEST_SECRET = 32
"""Characters of the secret that the cookies are signed with."""

LONGEST_SIGN_IN = 30 * 24
"""Hours; Streamlit's cookie lasts no longer."""

USUAL_SIGN_IN = 12
USUAL_GROUPS_CLAIM = "groups"

HIGHEST_PORT = 65_535
MAIL_SECURITY = ("starttls", "tls", "none")

ROLES = tuple(role.value for role in Role if role is not Role.PUBLIC)
"""The roles that the configuration may give."""


class WrongEntryError(Exception):
    """What is wrong with an entry; ``name`` is filled in by whoever knows it."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code, name)
        self.code, self.name = code, name


def text(value: Any) -> str:
    if value is None:
        raise WrongEntryError("config_missing")
    if not isinstance(value, str) or not value.strip():
        raise WrongEntryError("config_not_text")
    return value


def secret(value: Any) -> str:
    if len(written := text(value)) < SHORTEST_SECRET:
        raise WrongEntryError("config_too_short")
    return written


def https(value: Any) -> str:
    """An address on whose way nobody can listen: https, or on this machine."""
    parts = urlsplit(written := text(value))
    host = parts.hostname or ""
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not is_safe or not host or parts.query or parts.fragment or "@" in parts.netloc:
        raise WrongEntryError("config_not_https")
    return written


def origin(value: Any) -> str | None:
    """The dashboard's address: without a path, which is the pages'."""
    if value is None:
        return None
    written = https(value).rstrip("/")
    if urlsplit(written).path:
        raise WrongEntryError("config_not_https")
    return written


def hours(value: Any) -> int:
    if value is None:
        return USUAL_SIGN_IN
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LONGEST_SIGN_IN:
        raise WrongEntryError("config_not_hours")
    return value


def flag(value: Any) -> bool:
    if value is not None and not isinstance(value, bool):
        raise WrongEntryError("config_not_true_or_false")
    return bool(value)


def claim(value: Any) -> str:
    return USUAL_GROUPS_CLAIM if value is None else text(value)


def texts(value: Any) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise WrongEntryError("config_not_texts")
    return frozenset(value)


def ascii_texts(value: Any) -> frozenset[str]:
    """E-mail addresses and domains, which are compared without case."""
    written = texts(value)
    if not all(one.isascii() for one in written):
        raise WrongEntryError("config_not_ascii")
    return frozenset(one.lower() for one in written)


def optional_text(value: Any) -> str | None:
    return None if value is None else text(value)


def password(value: Any) -> str:
    """Written here or, so that it is in no file, in ``MEGA_MAIL_PASSWORD``."""
    return os.environ.get("MEGA_MAIL_PASSWORD", "") if value is None else text(value)


def port(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= HIGHEST_PORT:
        raise WrongEntryError("config_not_a_port")
    return value


def mail_security(value: Any) -> str:
    if text(value) not in MAIL_SECURITY:
        raise WrongEntryError("config_not_mail_security")
    return str(value)


def address(value: Any) -> str:
    if not is_address(written := text(value)):
        raise WrongEntryError("config_not_an_address")
    return written


def is_address(written: str) -> bool:
    """Whether this is one e-mail address, and nothing that a header would read as more."""
    name, _, domain = written.rpartition("@")
    is_plain = written.isascii() and written.isprintable() and not set(written) & set(' ,;:<>"()')
    return bool(name and domain) and "@" not in name and is_plain


def language(value: Any) -> str:
    if text(value) not in LANGUAGES:
        raise WrongEntryError("config_not_a_language")
    return str(value)


def languages(value: Any) -> Mapping[str, str]:
    """E-mail addresses with the language that each is written to in."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise WrongEntryError("config_not_a_table")
    return {address(name).lower(): language(one) for name, one in value.items()}


def role(value: Any) -> Role:
    if text(value) not in ROLES:
        raise WrongEntryError("config_not_a_role")
    return Role(value)


def role_of_the_unknown(value: Any) -> Role | None:
    """Whom no rule names may view at most."""
    if value is None or value == "nothing":
        return None
    if value != Role.VIEWER:
        raise WrongEntryError("config_not_nothing_or_viewer")
    return Role.VIEWER


def is_loopback(host: str) -> bool:
    """Whether a name or address can only be this machine's own."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
