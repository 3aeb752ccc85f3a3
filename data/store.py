"""The store: what was accepted, what is in force, and how one became the other.

One DuckDB file, append-only. Each call opens the file, does one thing and lets go of it;
a call that writes is one transaction that advances the counter.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import duckdb

from data import commentary, decisions, queries, review, rows, strategy_rows
from data.changes import (
    NO_CHANGES,
    Changes,
    changes_nothing,
    changes_what_is_locked,
    observations_of,
)
from data.commentary import Commentary
from data.decisions import NOW, Known, decide
from data.errors import MegaError
from data.events import Asked, Events, events, file_places, people
from data.gate import PATIENCE_SECONDS, gate_to, log_of, new_file, transaction
from data.incoming import compare, incoming
from data.locks import Exemption, grant, in_force_of, locks, refuse_locked
from data.migrations import SCHEMA_VERSION, migrate
from data.past import PackedPast, past
from data.placing import made_beside
from data.records import (
    Basis,
    Change,
    Contents,
    ImportKind,
    ImportRecord,
    Lineage,
    ReportedValue,
    Revision,
    State,
    Upload,
)
from data.reminders import Sent, insert_sent, sent_for
from data.review import Submission
from data.review_queries import INSERT_SUBMISSION
from data.rows import Cursor
from data.withdrawals import import_record, insert_withdrawal
from indicators.model import Measure, Observation, Observations, Strategy, StrategyHistory
from indicators.periods import Period

T = TypeVar("T")

TODAY = "today"
CLOCK = "clock"
"""Names of settings."""

CLOCKS_MAY_DIFFER = timedelta(minutes=5)
"""The machines that share a database need not agree to the second on what time it is."""

_LONGEST_PAUSE_SECONDS = 0.1


def create_store(path: Path) -> Store:
    """Make a new, empty database at ``path``.

    Errors: ``database_exists`` if there is one, and as ``data.placing.made_beside``.
    """
    if path.exists():
        raise MegaError("database_exists", path=str(path))
    with made_beside(path) as made, new_file(made) as cursor, transaction(cursor):
        cursor.execute(files("data").joinpath("schema.sql").read_text(encoding="utf-8"))
        cursor.execute("INSERT INTO store VALUES (?, ?, 0)", [uuid4().hex, SCHEMA_VERSION])
    return Store(path)


def open_store(path: Path) -> Store:
    """Open the database at ``path``, brought up to this program's schema if it is older.

    Errors: ``no_database``, ``log_without_database``, ``not_a_database``,
    ``unknown_schema``, ``database_busy``, ``database_damaged``.
    """
    if not path.exists() and log_of(path).exists():
        raise MegaError("log_without_database", path=str(path), log=str(log_of(path)))
    migrate(path)
    return Store(path)


class Store:
    """One database. Get one by ``create_store`` or ``open_store``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hinted: tuple[object, State] | None = None
        self._history: tuple[object, StrategyHistory] | None = None

    def state(self) -> State:
        """Which database this is, and its counter.

        The file is opened only where its stat (and its WAL's) changed since the last call.
        """
        hint = self._stat()
        if self._hinted is None or self._hinted[0] != hint:
            with self._read() as cursor:
                self._hinted = hint, State(*_row(cursor, queries.STATE))
        return self._hinted[1]

    def contents(self, known_before: datetime | None = None) -> Contents:
        """All that the figures are computed from, as of one moment.

        With ``known_before`` (UTC) only what was accepted, undone, set and closed before it.
        """
        known = {"known_before": known_before}
        with self._read() as cursor:
            return Contents(
                state=State(*_row(cursor, queries.STATE)),
                history=self._history_known(cursor, known),
                observations=_observations(cursor, Measure.ACTUAL, known),
                planned=_observations(cursor, Measure.MILESTONE, known),
                settings=decisions.settings(cursor, known),
                closed=decisions.closed_quarters(cursor, known),
                today=_today(cursor),
                commentary=commentary.written(cursor, known),
            )

    def strategy_history(self) -> StrategyHistory:
        with self._read() as cursor:
            return self._history_known(cursor, NOW)

    def observations(self) -> Observations:
        """The actuals in force of whole places."""
        with self._read() as cursor:
            return _observations(cursor, Measure.ACTUAL, NOW)

    def broken_down(self, indicator: str) -> dict[tuple[str, str], Observations]:
        """The actuals in force of each part of an indicator, by dimension and category."""
        with self._read() as cursor:
            found = cursor.execute(queries.BROKEN_DOWN, {"indicator": indicator}).df()
            codes = tuple(rows.keys(cursor, "indicator")), tuple(rows.keys(cursor, "place"))
        parts = found.groupby(["dimension", "category"])
        return {
            (str(dimension), str(category)): Observations(frame.reset_index(drop=True), *codes)
            for (dimension, category), frame in parts
        }

    def everything_in_force(self) -> list[Observation]:
        """Every value in force, with milestones of places, breakdowns and notes."""
        with self._read() as cursor:
            found = cursor.execute(queries.EVERYTHING_IN_FORCE).fetchall()
        return [_observation(row) for row in found]

    def compare(self, observations: Sequence[Observation]) -> Changes:
        """What accepting ``observations`` would change, in their order; writes nothing."""
        return self.weigh(observations)[0]

    def weigh(self, observations: Sequence[Observation]) -> tuple[Changes, PackedPast]:
        """What accepting ``observations`` would change, and what is in force beside them."""
        if not observations:
            return NO_CHANGES, PackedPast()
        with self._read() as cursor, incoming(cursor, observations):
            return compare(cursor, observations), past(cursor, observations)

    def accept_values(self, upload: Upload, previewed: Sequence[Change]) -> int | None:
        """Accept the previewed observations, all or nothing, and return the import's id.

        None where every value equals the one in force: then nothing is written.
        Error ``preview_outdated`` where a value in force is no longer the previewed one.
        """
        return self._take(upload, previewed, "values", queries.INSERT_OBSERVATIONS)

    def submit_values(self, upload: Upload, previewed: Sequence[Change]) -> int | None:
        """Keep the previewed observations for review; as ``accept_values``, in no figure yet."""
        return self._take(upload, previewed, "submission", INSERT_SUBMISSION)

    def _take(
        self, upload: Upload, previewed: Sequence[Change], kind: ImportKind, insert: str
    ) -> int | None:
        observations = observations_of(previewed)

        def take(cursor: Cursor, import_id: int) -> int:
            with incoming(cursor, observations):
                is_outdated = compare(cursor, observations) != previewed
                held = locks(cursor, _day(cursor, upload.at))
                if is_outdated or changes_what_is_locked(previewed, held):
                    raise MegaError("preview_outdated", file=upload.file_name)
                if changes_nothing(previewed):
                    raise _NothingToWriteError
                _insert_import(cursor, import_id, kind, upload)
                cursor.execute(insert, [import_id])
            return import_id

        return self._write(upload.at, take)

    def submissions(self) -> list[Submission]:
        """What was submitted and not taken back, the latest first, and what became of it."""
        with self._read() as cursor:
            return review.submissions(cursor)

    def publish(
        self,
        submission_id: int,
        chosen: Sequence[Observation],
        by: str,
        at: datetime,
        reason: str = "",
    ) -> int | None:
        """Bring submitted values into force and return the import's id; see ``data.review``."""

        def publish(cursor: Cursor, counter: int) -> int:
            held = locks(cursor, _day(cursor, at))
            review.publish(cursor, counter, submission_id, chosen, held, by, at, reason)
            return counter

        return self._write(at, publish)

    def give_back(
        self, submission_id: int, chosen: Sequence[Observation], by: str, at: datetime, note: str
    ) -> None:
        """Return submitted values to who submitted them; see ``data.review``."""
        self._write(
            at,
            lambda cursor, n: review.give_back(cursor, n, submission_id, chosen, by, at, note),
        )

    def accept_strategy(
        self, upload: Upload, strategy: Strategy, effective_from: Period | None
    ) -> int | None:
        """Keep a strategy as a new version and return the import's id.

        None where it would change nothing at any time.
        """

        def accept(cursor: Cursor, import_id: int) -> int:
            if self._history_known(cursor, NOW).says_already(strategy, effective_from):
                raise _NothingToWriteError
            _insert_import(cursor, import_id, "strategy", upload)
            strategy_rows.insert_version(cursor, import_id, strategy, effective_from)
            return import_id

        return self._write(upload.at, accept)

    def undo(self, import_id: int, by: str, at: datetime, reason: str) -> None:
        """Take an import back: the latest remaining accepted values are in force again.

        Errors: ``unknown_import``, ``already_undone``, ``period_closed``,
        ``submission_published``.
        """

        def undo(cursor: Cursor, counter: int) -> None:
            if not cursor.execute(queries.IMPORT_IDS, [import_id]).fetchall():
                raise MegaError("unknown_import", import_id=import_id)
            if cursor.execute(queries.UNDO_IDS, [import_id]).fetchall():
                raise MegaError("already_undone", import_id=import_id)
            review.refuse_published(cursor, import_id)
            refuse_locked(locks(cursor, _day(cursor, at)), in_force_of(cursor, import_id))
            rows.insert(cursor, "undos", [(counter, import_id, by, at, reason)])

        self._write(at, undo)

    def withdraw(self, value: ReportedValue, by: str, at: datetime, reason: str) -> int | None:
        """Take one value back: the latest remaining accepted value is in force again.

        It stands in the history under a number of its own, by which it is undone like an
        import. Errors: ``withdrawal_without_reason``; ``no_such_value`` where the import has
        none, or it was taken back already; ``period_closed``.
        """

        def withdraw(cursor: Cursor, counter: int) -> int:
            if value.measure is Measure.ACTUAL:
                report = value.period, value.place, value.indicator
                refuse_locked(locks(cursor, _day(cursor, at)), [report])
            insert_withdrawal(cursor, counter, value, by, at, reason)
            return counter

        return self._write(at, withdraw)

    def imports(self) -> list[ImportRecord]:
        """Every accepted workbook and every withdrawn value, the latest first."""
        with self._read() as cursor:
            return [import_record(row) for row in cursor.execute(queries.IMPORTS).fetchall()]

    def events(self, asked: Asked, most: int | None = None) -> Events:
        """What was ever done, the latest first; see ``data.events``."""
        with self._read() as cursor:
            return events(cursor, asked, most)

    def people(self) -> list[str]:
        """Everybody who ever did something."""
        with self._read() as cursor:
            return people(cursor)

    def file_places(self, sha256: str) -> frozenset[str] | None:
        """The codes of the places that a workbook has values of; None: it is a strategy."""
        with self._read() as cursor:
            return file_places(cursor, sha256)

    def places_of(self, import_id: int) -> frozenset[str]:
        """The codes of the places that an import holds values of."""
        with self._read() as cursor:
            found = cursor.execute(queries.IMPORT_PLACES, [import_id]).fetchall()
        return frozenset(code for (code,) in found)

    def basis(self, day: date) -> Basis:
        """What a workbook is read against on a day."""
        with self._read() as cursor:
            return Basis(
                history=self._history_known(cursor, NOW),
                mappings=tuple(text for (text,) in cursor.execute(queries.MAPPINGS).fetchall()),
                locks=locks(cursor, day),
            )

    def lineage(
        self, indicator: str, place: str | None = None, period: Period | None = None
    ) -> list[Lineage]:
        """Every total ever accepted for an indicator, latest period and import first."""
        return self._lineage(indicator, place, period, is_part=False)

    def lineage_of_parts(self, indicator: str, period: Period) -> list[Lineage]:
        """As ``lineage``, of the values of a period that are broken down, such as by sex."""
        return self._lineage(indicator, None, period, is_part=True)

    def _lineage(
        self, indicator: str, place: str | None, period: Period | None, *, is_part: bool
    ) -> list[Lineage]:
        asked = {
            "indicator": indicator,
            "place": place,
            "period_end": period.end if period else None,
            "period_quarters": period.quarters if period else None,
            "is_part": is_part,
        }
        with self._read() as cursor:
            return [_lineage(row) for row in cursor.execute(queries.LINEAGE, asked).fetchall()]

    def revisions(self, after: datetime, until: datetime) -> list[Revision]:
        """Values accepted after one moment and up to another that replaced a different one."""
        asked = {"after": after, "until": until}
        with self._read() as cursor:
            return [_revision(row) for row in cursor.execute(queries.REVISIONS, asked).fetchall()]

    def file(self, sha256: str) -> bytes:
        """The bytes of an uploaded workbook; ``unknown_file`` if it was never accepted."""
        with self._read() as cursor:
            found = cursor.execute(queries.FILE, [sha256]).fetchall()
        if not found:
            raise MegaError("unknown_file", sha256=sha256)
        return bytes(found[0][0])

    def today(self) -> date | None:
        """The day a demo database believes it is; None in every other database."""
        with self._read() as cursor:
            return _today(cursor)

    def set_today(self, day: date, by: str, at: datetime) -> None:
        """Let a demo database believe that it is ``day``."""
        self.set(TODAY, day.isoformat(), by, at)

    def settings(self) -> dict[str, str]:
        """Every setting that was made, by name."""
        with self._read() as cursor:
            return decisions.settings(cursor, NOW)

    def set(self, name: str, value: str, by: str, at: datetime) -> None:
        """Make a setting; of each name the one made last holds."""

        def insert(cursor: Cursor, counter: int) -> None:
            rows.insert(cursor, "settings", [(counter, name, value, by, at)])

        self._write(at, insert)

    def close_period(self, period: Period, by: str, at: datetime, reason: str) -> None:
        """Close a quarter, and the half and year that end with it: what came in of it counts.

        Error ``already_closed``.
        """
        quarter = period.last_quarter
        self._write(at, lambda cursor, n: decide(cursor, n, quarter, True, by, at, reason))

    def reopen_period(self, period: Period, by: str, at: datetime, reason: str) -> None:
        """Take a closing back; error ``not_closed``."""
        quarter = period.last_quarter
        self._write(at, lambda cursor, n: decide(cursor, n, quarter, False, by, at, reason))

    def grant(self, exemption: Exemption, by: str, at: datetime) -> None:
        """Let one place change one target of a closed quarter; errors as ``locks.grant``."""
        self._write(at, lambda cursor, n: grant(cursor, n, exemption, _day(cursor, at), by, at))

    def comment(self, one: Commentary, by: str, at: datetime) -> None:
        """Keep a commentary, in place of the one before it; errors as ``commentary.write``."""
        self._write(at, lambda cursor, n: commentary.write(cursor, n, one, by, at))

    def remind(self, sent: Sent) -> None:
        """Put a reminder that was sent on record."""
        self._write(sent.at, lambda cursor, n: insert_sent(cursor, n, sent))

    def reminders(self, quarter: Period) -> list[Sent]:
        """The reminders that were sent for a quarter, the latest first."""
        with self._read() as cursor:
            return sent_for(cursor, quarter)

    def trust_clock(self, by: str, at: datetime) -> None:
        """Let changes go on from ``at``, though the latest one carries a later time."""

        def trust_clock(cursor: Cursor, counter: int) -> None:
            rows.insert(cursor, "settings", [(counter, CLOCK, at.isoformat(), by, at)])

        self._write(None, trust_clock)

    def _history_known(self, cursor: Cursor, known: Known) -> StrategyHistory:
        """The strategies known then, read again only where they are others than before."""
        versions = cursor.execute(queries.VERSIONS, known).fetchall()
        if self._history is None or self._history[0] != versions:
            read = tuple(strategy_rows.version(cursor, version) for version in versions)
            self._history = versions, StrategyHistory(read)
        return self._history[1]

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Many calls to a file that no other program knows of yet: it is opened once."""
        with gate_to(self.path).kept_open():
            yield

    @contextmanager
    def kept_briefly(self) -> Iterator[None]:
        """Open the file for a call that comes soon; it is let go if none comes."""
        with gate_to(self.path).kept_briefly():
            yield

    @contextmanager
    def _read(self) -> Iterator[Cursor]:
        """A cursor whose queries all see one moment."""
        with gate_to(self.path).cursor() as cursor, transaction(cursor):
            yield cursor

    def _write(self, at: datetime | None, work: Callable[[Cursor, int], T]) -> T | None:
        """Do ``work`` at the next counter, in one transaction.

        Racing writers collide on the counter; whoever loses begins again. Error
        ``clock_behind`` where ``at`` lies before the latest change; None is not asked.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with gate_to(self.path).cursor() as cursor, transaction(cursor):
                    if at is not None:
                        _refuse_a_clock_behind(cursor, at)
                    cursor.execute(queries.ADVANCE)
                    return work(cursor, _scalar(cursor, queries.COUNTER))
            except _NothingToWriteError:
                return None
            except duckdb.TransactionException as error:
                if time.monotonic() > deadline:
                    raise MegaError("database_busy", path=str(self.path)) from error
            time.sleep(random.uniform(0.001, _LONGEST_PAUSE_SECONDS))  # noqa: S311 - not a secret

    def _stat(self) -> tuple[object, ...]:
        return _stat(self.path), _stat(log_of(self.path))


class _NothingToWriteError(Exception):
    """Rolls the transaction back where there is nothing to write."""


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _refuse_a_clock_behind(cursor: Cursor, at: datetime) -> None:
    """History is told by its times: one that went back would tell it wrong."""
    latest = cursor.execute(queries.LATEST_CHANGE).fetchall()
    is_behind = bool(latest) and at < latest[0][0] - CLOCKS_MAY_DIFFER
    if is_behind and _today(cursor) is None:  # a demo plays its days over and over
        raise MegaError("clock_behind", clock=at, latest=latest[0][0])


def _observations(cursor: Cursor, measure: Measure, known: Known) -> Observations:
    asked = {"measure": measure.value, **known}
    return Observations(
        frame=cursor.execute(queries.OBSERVATIONS, asked).df(),
        indicators=tuple(rows.keys(cursor, "indicator")),
        places=tuple(rows.keys(cursor, "place")),
    )


def _today(cursor: Cursor) -> date | None:
    found = cursor.execute(queries.SETTING, [TODAY]).fetchall()
    return date.fromisoformat(found[0][0]) if found else None


def _day(cursor: Cursor, at: datetime) -> date:
    """The day of a change: in a demo the day that it believes it is."""
    return _today(cursor) or at.date()


def _row(cursor: Cursor, query: str) -> tuple[Any, ...]:
    (row,) = cursor.execute(query).fetchall()
    return tuple(row)


def _scalar(cursor: Cursor, query: str) -> int:
    (value,) = _row(cursor, query)
    return int(value)


def _insert_import(cursor: Cursor, import_id: int, kind: ImportKind, upload: Upload) -> None:
    kept = (upload.file_name, upload.sha256, upload.by, upload.at, upload.reason, upload.mapping)
    rows.insert(cursor, "imports", [(import_id, kind, *kept)])
    if not cursor.execute(queries.FILE, [upload.sha256]).fetchall():
        rows.insert(cursor, "files", [(upload.sha256, upload.content)])


def _observation(row: tuple[Any, ...]) -> Observation:
    indicator, place, period_end, period_quarters, measure, *rest = row
    period = Period(period_end, period_quarters)
    return Observation(indicator, place, period, Measure(measure), *rest)


def _lineage(row: tuple[Any, ...]) -> Lineage:
    indicator, place, period_end, period_quarters, measure, *rest = row
    period = Period(period_end, period_quarters)
    return Lineage(indicator, place, period, Measure(measure), *rest)


def _revision(row: tuple[Any, ...]) -> Revision:
    indicator, place, period_end, period_quarters, *rest = row
    return Revision(indicator, place, Period(period_end, period_quarters), *rest)
