"""What the store hands out and takes in, beside the domain's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Literal

from data.commentary import Written
from data.locks import Locks
from indicators.model import Measure, Observation, Observations, StrategyHistory
from indicators.periods import Period

ImportKind = Literal["values", "strategy", "submission", "publication", "withdrawal"]
ChangeKind = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class State:
    """How far a database has come; everything read from it is a function of this."""

    database_id: str
    counter: int


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the figures are computed from, as known at one moment.

    ``planned`` are milestones that came in quarterly workbooks: each for its own place and
    period. ``settings`` are those that were made, by name; ``closed`` the quarters that an
    editor closed. ``today`` is there only where a demo stores its own.
    ``commentary`` is what was written of targets and quarters.
    """

    state: State
    history: StrategyHistory
    observations: Observations
    planned: Observations
    settings: Mapping[str, str]
    closed: frozenset[Period]
    today: date | None
    commentary: Written


@dataclass(frozen=True)
class Upload:
    """A workbook as it was handed in: by whom, when (UTC, without zone) and why."""

    file_name: str
    content: bytes
    by: str
    at: datetime
    reason: str = ""
    mapping: str = ""  # TOML, see loaders/mapping.py; empty where the workbook needed none

    @cached_property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """What accepting an observation would do to the value in force.

    The old numbers are None where there is no value in force, and where it lacks them.
    """

    observation: Observation
    kind: ChangeKind
    old_value: float | None = None
    old_numerator: float | None = None
    old_denominator: float | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a workbook is read against: the strategies and mappings in force, and the locks.

    ``mappings`` are TOML texts, the latest first: see loaders/mapping.py.
    """

    history: StrategyHistory
    mappings: tuple[str, ...]
    locks: Locks


Numbers = tuple[float | None, float | None, float | None]
"""Value, numerator and denominator, each None where it was not given."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is in force beside the values of a workbook: actuals of whole places.

    ``own`` has what each place reported of each indicator by period; ``periods`` for how many
    periods each place reported an indicator; ``beside`` what every place reported of it for
    the same period, where the workbook has a value of head office.
    """

    own: Mapping[tuple[str, str], Mapping[Period, Numbers]]
    periods: Mapping[str, Mapping[str, int]]
    beside: Mapping[tuple[str, Period], Mapping[str, Numbers]]


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """One value of one import: what it is a value of, a breakdown included."""

    import_id: int
    indicator: str
    place: str
    period: Period
    measure: Measure
    dimension: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One accepted workbook, and whether it was taken back. Times are UTC.

    Of kind ``withdrawal`` it is a value that was taken back alone: ``withdrawn``.
    """

    import_id: int
    kind: ImportKind
    file_name: str
    sha256: str
    accepted_by: str
    accepted_at: datetime
    reason: str
    values: int
    undone_by: str | None
    undone_at: datetime | None
    undo_reason: str | None
    withdrawn: ReportedValue | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """One reported value and the cell, file and person it came from.

    ``submitted_by`` is whose it was where an editor published it, else empty.
    """

    indicator: str
    place: str
    period: Period
    measure: Measure
    dimension: str | None
    category: str | None
    value: float | None
    numerator: float | None
    denominator: float | None
    import_id: int
    file_name: str
    sha256: str
    sheet: str
    cell: str
    note: str
    accepted_by: str
    accepted_at: datetime
    submitted_by: str
    undone_at: datetime | None
    withdrawn_at: datetime | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """A value that took the place of another that was in force: both, and who brought it."""

    indicator: str
    place: str
    period: Period
    old_value: float | None
    old_numerator: float | None
    old_denominator: float | None
    value: float | None
    numerator: float | None
    denominator: float | None
    file_name: str
    accepted_by: str
    accepted_at: datetime
