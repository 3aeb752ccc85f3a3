"""What the pages read: computed once for each state of the database, for all sessions.

Everything is keyed by the database's id and counter, so nothing outdated is ever shown;
arguments with a leading underscore are no part of a key. What is kept is shared by people of
different rights, so these are asked for before, and what somebody may not see is left out after.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import streamlit as st

from dashboard import service
from dashboard.access import Access
from dashboard.identity import visitor
from dashboard.moments import Moment
from dashboard.rights import Person, Right
from dashboard.service import PlaceView, Snapshot
from dashboard.standing import Standing, standing
from data.records import ImportRecord, Lineage, Revision, State
from data.store import Store, open_store
from indicators.breakdowns import Part, parts_of
from indicators.collection import Report, reports_of
from indicators.latest_values import LatestValue, latest_values
from indicators.model import Strategy
from indicators.periods import Period
from indicators.terms import Terms

DATABASE = "MEGA_DATABASE"
"""The environment variable that names the database; ``serve`` sets it."""

KEPT_SNAPSHOTS = 2
"""The present one, and the one that sessions still read while it is replaced."""

KEPT_READINGS = 256
"""Small readings, such as the sources of one target in one period."""


def opened_store() -> Store:
    """The database that the environment names; errors as ``data.store.open_store``."""
    path = Path(os.environ[DATABASE])
    return _store(path, path.stat().st_ino) if path.exists() else open_store(path)


def page_visitor() -> Callable[[], Person]:
    """Tells who looks at the page, also once it is drawn.

    Errors of what it returns: as ``dashboard.identity.visitor``.
    """
    claims = st.user.to_dict()
    return lambda: visitor(claims, _now())


def read_snapshot(access: Access) -> Snapshot:
    """Everything the pages show; error ``no_strategy`` while there is none.

    To those who may not see who loaded what, strategies have no author and no reason.
    """
    store = access.to(Right.SEE)
    found = _snapshot(store.state(), _now().date(), store)
    if access.person.may(Right.SEE_HISTORY):
        return found
    versions = tuple(replace(one, author="", reason="") for one in found.history.versions)
    unsigned = {key: replace(one, by="") for key, one in found.commentary.items()}
    history = replace(found.history, versions=versions)
    return replace(found, history=history, commentary=unsigned)


def read_standing(snapshot: Snapshot, at: Period | None) -> Standing:
    """How things stood at the end of a year or quarter that the snapshot covers; None: now."""
    key = (at.end, at.quarters) if at else None
    return _standing(snapshot.state, snapshot.today, key, snapshot)


def read_lineage(access: Access, target: str, period: Period) -> list[Lineage]:
    """Every total ever accepted for a target and period, the latest import first."""
    store = access.to(Right.SEE)
    found = _lineage(store.state(), target, (period.end, period.quarters), store)
    return access.seen(found)


def read_lineage_of_parts(access: Access, target: str, period: Period) -> list[Lineage]:
    """As ``read_lineage``, of the values that are broken down, such as by sex."""
    store = access.to(Right.SEE)
    found = _lineage_of_parts(store.state(), target, (period.end, period.quarters), store)
    return access.seen(found)


def read_noted(access: Access, target: str) -> list[Lineage]:
    """The values of a target that have a note beside them, the latest period first."""
    store = access.to(Right.SEE)
    return [source for source in access.seen(_noted(store.state(), target, store)) if source.note]


def read_revisions(access: Access, terms: Terms, after: Period, until: Period) -> list[Revision]:
    """Values revised from when one period's reports were due to when another's were.

    None to those who may not see what no longer counts.
    """
    if not access.person.may(Right.SEE_HISTORY):
        return []
    store = access.to(Right.SEE)
    return _revisions(store.state(), (terms.due_date(after), terms.due_date(until)), store)


def read_latest_values(snapshot: Snapshot, standing: Standing, place: str) -> list[LatestValue]:
    """What a place reported last of each target as of the moment of ``standing``."""
    as_of = standing.figures.as_of
    return _latest_values(snapshot.state, place, as_of.end, standing)


def read_place(snapshot: Snapshot, standing: Standing, place: str) -> PlaceView:
    """How a place's targets stand as of the moment of ``standing``."""
    return _place(snapshot.state, place, standing.figures.as_of.end, snapshot)


def read_parts(access: Access, snapshot: Snapshot, standing: Standing, target: str) -> list[Part]:
    """A target broken down, as of the moment of ``standing``."""
    end = standing.figures.as_of.end
    return _parts(snapshot.state, target, end, access.to(Right.SEE), snapshot, standing)


def read_reports(snapshot: Snapshot, strategy: Strategy, quarter: Period) -> list[Report]:
    """What has become of each report that is expected for a quarter."""
    return _reports(snapshot.state, snapshot.today, quarter.end, snapshot, strategy)


def read_imports(access: Access) -> list[ImportRecord]:
    """Every accepted workbook, the latest first."""
    store = access.to(Right.SEE_HISTORY)
    return _imports(store.state(), store)


def moment_of(access: Access) -> Moment:
    """Now, as this database knows it."""
    return access.moment(_now())


def _now() -> datetime:
    return datetime.now().astimezone()


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(path: Path, inode: int) -> Store:  # noqa: ARG001 - a new file is another database
    return open_store(path)


@st.cache_resource(max_entries=KEPT_SNAPSHOTS, show_spinner=False)
def _snapshot(state: State, today: date, _store: Store) -> Snapshot:  # noqa: ARG001
    return service.snapshot(_store, today)


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _standing(
    state: State,  # noqa: ARG001
    today: date,  # noqa: ARG001
    at: tuple[int, int] | None,
    _snapshot: Snapshot,
) -> Standing:
    return standing(_snapshot, Period(*at) if at else None)


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _lineage(state: State, target: str, period: tuple[int, int], _store: Store) -> list[Lineage]:  # noqa: ARG001
    return _store.lineage(target, period=Period(*period))


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _lineage_of_parts(
    state: State,  # noqa: ARG001
    target: str,
    period: tuple[int, int],
    _store: Store,
) -> list[Lineage]:
    return _store.lineage_of_parts(target, Period(*period))


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _noted(state: State, target: str, _store: Store) -> list[Lineage]:  # noqa: ARG001
    return [source for source in _store.lineage(target) if source.note]


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _revisions(state: State, days: tuple[date, date], _store: Store) -> list[Revision]:  # noqa: ARG001
    after, until = (datetime.combine(day, time.max) for day in days)
    return _store.revisions(after, until)


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _latest_values(
    state: State,  # noqa: ARG001
    place: str,
    end: int,
    _standing: Standing,
) -> list[LatestValue]:
    return latest_values(_standing.strategy, _standing.by_place, place, Period(end, 1))


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _place(state: State, place: str, end: int, _snapshot: Snapshot) -> PlaceView:  # noqa: ARG001
    return _snapshot.of_place(place, Period(end, 1))


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _parts(
    state: State,  # noqa: ARG001
    target: str,
    end: int,
    _store: Store,
    _snapshot: Snapshot,
    _standing: Standing,
) -> list[Part]:
    broken_down = _store.broken_down(target)
    whole, terms = _snapshot.observations, _standing.figures.terms
    return parts_of(_standing.strategy, target, whole, broken_down, Period(end, 1), terms)


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _reports(
    state: State,  # noqa: ARG001
    today: date,  # noqa: ARG001
    end: int,
    _snapshot: Snapshot,
    _strategy: Strategy,
) -> list[Report]:
    return reports_of(_strategy, _snapshot.observations, Period(end, 1), _snapshot.terms)


@st.cache_resource(max_entries=KEPT_SNAPSHOTS, show_spinner=False)
def _imports(state: State, _store: Store) -> list[ImportRecord]:  # noqa: ARG001
    return _store.imports()
