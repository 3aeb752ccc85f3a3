"""A workbook before it is accepted: all that is in it, all that is wrong, all it would change.

``preview`` writes nothing. ``accept`` writes what was previewed, all of it or nothing, and
refuses where somebody else changed the values in the meantime.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date

from data.changes import CHANGED, NEW, NO_CHANGES, UNCHANGED, Changes
from data.errors import MegaError
from data.locks import Locks
from data.packed import of_series, places_of
from data.records import Basis, ImportKind, Upload
from data.store import Store
from indicators.model import Observation, Strategy, StrategyHistory
from indicators.periods import Period
from loaders.apart import look_apart, read_apart
from loaders.check import Rules, in_reading_order
from loaders.due import plan_years
from loaders.looking import Asked, Beside, Found, Look
from loaders.mapping import TableMapping, suggestions
from loaders.mapping_file import as_toml, read_mappings
from loaders.names import Names, territory_names
from loaders.own_sheets import without_own_sheets
from loaders.problems import Problem, Severity
from loaders.read import UnusableFileError
from loaders.recognise import recognise
from loaders.recognised import Table
from loaders.unusual import distances
from loaders.workbook import Sheet

SOON_READ = 1 << 20
"""A file of so many bytes is read in a moment: the database is opened for it meanwhile."""


@dataclass(frozen=True)
class Preview:
    """What was found in a workbook.

    ``fatal`` is the code of what makes the whole file unusable; ``strategy`` stands where it
    is a strategy workbook without errors, ``changes`` where it holds values: what accepting
    each observation would do. ``tables`` are the tables that were recognised, ``mappings``
    those that a person had to say, ``tops`` the first rows of each sheet.
    """

    kind: ImportKind = "values"
    fatal: str | None = None
    problems: Sequence[Problem] = ()
    changes: Changes = field(default_factory=lambda: NO_CHANGES)
    strategy: Strategy | None = None
    tables: Sequence[Table] = ()
    mappings: Sequence[TableMapping] = ()
    tops: Sequence[Sheet] = ()

    @property
    def observations(self) -> Sequence[Observation]:
        """The values without errors."""
        return self.changes.observations

    @property
    def places(self) -> frozenset[str]:
        """The codes of the places that there are values of."""
        return places_of(self.observations)

    @property
    def counts(self) -> Mapping[str, int]:
        return self.changes.counts

    @property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def preview(
    content: bytes,
    file_name: str,
    store: Store,
    today: date,
    mappings: Sequence[TableMapping] = (),
    places: frozenset[str] | None = None,
    look: Look = look_apart,
) -> Preview:
    """What accepting a workbook would do to ``store``, and all that is wrong with it.

    ``mappings`` explain its sheets; where they do not, those of accepted workbooks with the
    same headings do. ``places`` are the codes of those whose values may be loaded (None: all);
    of others not even the values in force are compared. ``look`` looks at the file, in a process
    of its own unless the file is the program's own. Errors: ``no_strategy`` where it holds
    values and no strategy was loaded yet, ``mapping_wrong``, ``mapping_fits_no_sheet``.
    """
    with_store = _WithStore(store, today, tuple(mappings), places)
    with ExitStack() as opened:

        def open_ahead() -> None:
            if len(content) <= SOON_READ:
                opened.enter_context(store.kept_briefly())

        found, warnings = look(content, file_name, with_store.ask, with_store.weigh, open_ahead)
    if found.values is None:
        kind: ImportKind = "strategy" if found.fatal is None else "values"
        return Preview(kind, found.fatal, found.problems, strategy=found.strategy)
    if found.fatal is not None:
        return Preview(fatal=found.fatal, tops=found.tops)
    values, more = found.values, [*with_store.refused, *warnings]
    told = values.problems  # in order already
    return Preview(
        problems=in_reading_order([*told, *more], found.sheets) if more else told,
        changes=with_store.changes,
        tables=values.tables,
        mappings=values.mappings,
        tops=found.tops,
    )


class _WithStore:
    """What the store says while a file is looked at, and what comes of that.

    It tells what to hold the file against, and of the values found which are in force.
    """

    def __init__(
        self,
        store: Store,
        today: date,
        mappings: tuple[TableMapping, ...],
        places: frozenset[str] | None,
    ) -> None:
        self._store, self._today, self._mappings, self._places = store, today, mappings, places
        self._locks = Locks(frozenset(), frozenset())
        self.changes = NO_CHANGES
        self.refused: list[Problem] = []

    def ask(self) -> Asked:
        basis = self._store.basis(self._today)
        self._locks = basis.locks
        known = tuple(
            replace(one, is_kept=True) for text in basis.mappings for one in read_mappings(text)
        )
        has_strategy = bool(basis.history.versions)
        rules = rules_of(basis, self._today, self._places) if has_strategy else None
        return Asked(rules, self._mappings, known, territory_names())

    def weigh(self, found: Found) -> Beside | None:
        """Hold the values of a workbook against those in force, once they are found."""
        if found.values is None or found.fatal is not None:
            return None
        changes, past = self._store.weigh(found.values.observations)
        free = self._without_locked(changes, found.values.locked)
        self.changes = changes if free is None else changes.picked(free)
        moving = bytes(kind != UNCHANGED for kind in self.changes.kinds)
        return Beside(free, moving, past) if any(moving) else None

    def _without_locked(
        self, changes: Changes, locked: Mapping[tuple[str, str], Problem]
    ) -> list[int] | None:
        """Where the changes stand that may be made, None if all may; the others are refused.

        A closed period may be reported again as it is, and anew with an exemption.
        """
        if not locked:
            return None
        refused = {
            n: locked[cell]
            for n in changes.where(NEW, CHANGED)
            if (cell := _cell(one := changes.observations[n])) in locked
            and self._locks.hold_value(one)
        }
        self.refused = list({(one.sheet, one.cell): one for one in refused.values()}.values())
        return [n for n in range(len(changes)) if n not in refused]


def _cell(one: Observation) -> tuple[str, str]:
    return one.sheet, one.cell


def rules_of(basis: Basis, today: date, places: frozenset[str] | None = None) -> Rules:
    """What values are held against: the latest strategy, and the years of all plans."""
    strategy = basis.history.latest
    if strategy is None:
        raise MegaError("no_strategy")
    first_year, last_year = plan_years(basis.history)
    return Rules(
        strategy=strategy,
        first_year=first_year,
        last_year=last_year,
        today=today,
        places=places,
        closed=basis.locks.closed,
    )


def suggest_mappings(content: bytes, file_name: str, store: Store) -> list[TableMapping]:
    """How the sheets of a workbook would be read, as mappings that a person can change.

    Errors: those of a workbook that cannot be read, by their whole-file code; ``no_strategy``.
    """
    try:
        workbook = without_own_sheets(read_apart(content, file_name))
    except UnusableFileError as error:
        raise MegaError(error.code) from error
    strategy = store.strategy_history().latest
    if strategy is None:
        raise MegaError("no_strategy")
    names = Names(strategy)
    tables = [table for sheet in workbook.sheets for table in recognise(sheet, names)]
    return list(suggestions(tables, workbook.sheets))


def how_unusual(shown: Changes, found: Preview, store: Store) -> list[float | None]:
    """How far each value lies from the other periods of its place: ``unusual.distances``."""
    strategy = store.strategy_history().latest
    if strategy is None:
        raise MegaError("no_strategy")
    series = {(one.indicator, one.place) for one in shown.observations}
    own = of_series(found.changes.observations, series)
    _, past = store.weigh(own)
    return list(distances(shown.observations, own, past.unpacked(), strategy))


def accept(
    found: Preview,
    store: Store,
    upload: Upload,
    *,
    today: date,
    accept_valid: bool = False,
    effective_from: Period | None = None,
    for_review: bool = False,
) -> int | None:
    """Write what was previewed and return the import's id; None where nothing is new.

    ``accept_valid`` takes the values without errors and leaves the others; ``for_review`` keeps
    values apart until an editor publishes them. Errors:
    ``has_errors`` without it, ``preview_outdated``, ``reason_missing`` for a later strategy.
    """
    if found.fatal is not None:
        raise MegaError(found.fatal, file=upload.file_name)
    if found.strategy is not None and not found.has_errors:
        return _accept_strategy(found.strategy, store, upload, effective_from, today)
    if found.kind == "strategy" or (found.has_errors and not accept_valid):
        raise MegaError("has_errors", file=upload.file_name)
    mapping = as_toml(found.mappings) if found.mappings else ""
    take = store.submit_values if for_review else store.accept_values
    return take(replace(upload, mapping=mapping), found.changes)


def _accept_strategy(
    strategy: Strategy, store: Store, upload: Upload, effective_from: Period | None, today: date
) -> int | None:
    """The first version holds for every period; a later one needs a reason."""
    history = store.strategy_history()
    if not history.versions:
        return store.accept_strategy(upload, strategy, None)
    since = effective_from or by_rule(strategy, history, today)
    if not upload.reason.strip() and not history.says_already(strategy, since):
        raise MegaError("reason_missing", file=upload.file_name)
    return store.accept_strategy(upload, strategy, since)


def by_rule(strategy: Strategy, history: StrategyHistory, today: date) -> Period:
    """From when a later version holds: its first quarter where its plan is new, else today's."""
    is_known = any(one.strategy.plan.code == strategy.plan.code for one in history.versions)
    return Period.quarter_of(today) if is_known else Period.of(strategy.plan.start_year, 1)
