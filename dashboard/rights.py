"""Who may do what: the one table of rights, and the person whose rights are asked for.

A right is checked where data is read or written (``dashboard.access``) and where the server
takes a request (``dashboard.guard``), never only where a button is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.errors import MegaError


class Role(StrEnum):
    """From the fewest rights to the most; ``PUBLIC`` is whoever comes to an open server."""

    PUBLIC = "public"
    VIEWER = "viewer"
    STAFF = "staff"
    EDITOR = "editor"
    ADMIN = "admin"


class Right(StrEnum):
    SEE = "see"
    """The figures, and the file and cell of each value in force."""
    SEE_HISTORY = "see_history"
    """Who loaded what, when and why, and the values that are no longer in force."""
    LOAD = "load"
    """Preview and accept values of one's places, and take such imports back."""
    STEER = "steer"
    """Load and take back strategies, close periods, change what the measure reckons with."""
    KEEP = "keep"
    """Look after the whole database: make, serve, check, copy, export it."""

    @property
    def missing(self) -> str:
        """The code of the error where somebody lacks it."""
        return f"may_not_{self}"


_READING = frozenset({Right.SEE, Right.SEE_HISTORY})

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.PUBLIC: frozenset({Right.SEE}),
    Role.VIEWER: _READING,
    Role.STAFF: _READING | {Right.LOAD},
    Role.EDITOR: _READING | {Right.LOAD, Right.STEER},
    Role.ADMIN: frozenset(Right),
}
"""All that each role may do; staff load values of their own places only."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a page or a command.

    ``name`` is what an import is recorded under. ``role`` None has no right at all. ``places``
    are the codes of those a staff member loads values of; every other role has all (None).
    """

    name: str
    role: Role | None
    places: frozenset[str] | None = None
    is_signed_in: bool = False

    def __post_init__(self) -> None:
        if (self.role is Role.STAFF) != (self.places is not None):
            raise ValueError(f"staff have places, and nobody else: {self}")

    def may(self, right: Right) -> bool:
        return self.role is not None and right in RIGHTS[self.role]

    def need(self, right: Right) -> None:
        """Error ``no_role`` or ``may_not_…`` where the person lacks the right."""
        if self.role is None:
            raise MegaError("no_role", name=self.name)
        if right not in RIGHTS[self.role]:
            raise MegaError(right.missing)

    def may_load(self, place: str) -> bool:
        """Whether values of a place (its code) may be loaded."""
        return self.may(Right.LOAD) and (self.places is None or place in self.places)


def owner(name: str) -> Person:
    """The person at the machine that holds the database, who is everybody."""
    return Person(name, Role.ADMIN)
