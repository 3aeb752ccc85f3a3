"""What every command is given, and how it speaks."""

from __future__ import annotations

import json
import shlex
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer

from dashboard.access import Access
from dashboard.configuration import Configuration, read_configuration
from dashboard.identity import named, system_user
from dashboard.rights import Person, owner
from dashboard.words import Words
from data.errors import MegaError
from indicators.model import FALLBACK_LANGUAGE, LANGUAGES
from indicators.periods import Period

LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class Session:
    """The database that is meant, the reader's words, now (with its zone), and who asks.

    ``config`` is the file that says who may do what. ``called`` is how a person calls ``mega``
    again to reach the same database: with ``--database`` where it was typed.
    """

    database: Path
    words: Words
    now: datetime
    person: Person
    config: Path | None = None
    called: str = "mega"

    def access(self) -> Access:
        """To the database; errors as ``data.store.open_store``."""
        return Access.opened(self.person, self.database)

    def acting_as(self, name: str | None) -> Session:
        """In somebody's name and with their rights; None: one's own."""
        if name is None:
            return self
        known = read_configuration(self.config) if self.config else Configuration()
        return replace(self, person=named(name, known))


def system_language(environment: Mapping[str, str]) -> str:
    """The language of the system's locale where the program speaks it, else Spanish."""
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    language = locale[:2].lower()
    return language if language in LANGUAGES else FALLBACK_LANGUAGE


def called_with(database: str | None) -> str:
    """``Session.called``, of the database that was typed, if any: quoted for a shell.

    >>> called_with("my network.duckdb"), called_with(None)
    ("mega --database 'my network.duckdb'", 'mega')
    """
    return f"mega --database {shlex.quote(database)}" if database else "mega"


def person_at_the_machine() -> Person:
    """Whoever can reach the database's file may do everything."""
    return owner(system_user())


def period_of(code: str) -> Period:
    """An argument's period; error ``period_unreadable``."""
    try:
        return Period.parse(code)
    except ValueError as error:
        raise MegaError("period_unreadable", found=code) from error


def period_given(code: str | None) -> Period | None:
    """An option's period; error ``period_unreadable``."""
    return period_of(code) if code else None


def day_of(written: str) -> date:
    """An option's day; error ``day_unreadable``."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise MegaError("day_unreadable", found=written) from error


def day_given(written: str | None) -> date | None:
    """As ``day_of``, of an option that may be left out."""
    return day_of(written) if written else None


def say(text: str = "", *, error: bool = False) -> None:
    """Print lines for a person. Text of a workbook gives the terminal no orders."""
    typer.echo("".join(c if c == "\n" or _is_printed(c) else " " for c in text), err=error)


def say_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))


def _is_printed(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
