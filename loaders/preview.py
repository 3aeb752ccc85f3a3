"""A workbook before it is accepted: all that is in it, all that is wrong, all it would change.

``preview`` writes nothing. ``accept`` writes what was previewed, all of it or nothing, and
refuses where somebody else changed the values in the meantime.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from data.errors import MegaError
from data.records import Basis, Change, ChangeKind, ImportKind, Upload
from data.store import Store
from indicators.model import Observation, Strategy
from indicators.periods import Period
from loaders.apart import read_apart
from loaders.check import Rules, in_reading_order
from loaders.due import plan_years
from loaders.mapping import TableMapping, suggestions, top_of
from loaders.mapping_file import as_toml, read_mappings
from loaders.names import Names
from loaders.own_sheets import without_own_sheets
from loaders.problems import Problem, Severity
from loaders.read import UnusableFileError
from loaders.recognise import Table, recognise
from loaders.strategy import is_strategy, read_strategy
from loaders.unusual import unusual
from loaders.values import check_fits, find_values
from loaders.workbook import Sheet, Workbook

Fatal = Literal["not_a_workbook", "encrypted", "too_large", "no_data_found"]


Reader = Callable[[bytes, str], Workbook]


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
    changes: Sequence[Change] = ()
    strategy: Strategy | None = None
    tables: Sequence[Table] = ()
    mappings: Sequence[TableMapping] = ()
    tops: Sequence[Sheet] = ()

    @property
    def observations(self) -> list[Observation]:
        """The values without errors."""
        return [change.observation for change in self.changes]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in get_args(ChangeKind)}

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
    read: Reader = read_apart,
) -> Preview:
    """What accepting a workbook would do to ``store``, and all that is wrong with it.

    ``mappings`` explain its sheets; where they do not, those of accepted workbooks with the
    same headings do. ``places`` are the codes of those whose values may be loaded (None: all);
    of others not even the values in force are compared. ``read`` reads the file, in a process
    of its own unless the file is the program's own. Errors: ``no_strategy`` where it holds
    values and no strategy was loaded yet, ``mapping_wrong``, ``mapping_fits_no_sheet``.
    """
    try:
        workbook = without_own_sheets(read(content, file_name))
    except UnusableFileError as error:
        return Preview(fatal=error.code)
    if is_strategy(workbook):
        strategy, problems = read_strategy(workbook)
        ordered = in_reading_order(problems, workbook.sheets)
        return Preview(kind="strategy", problems=ordered, strategy=strategy)
    check_fits(workbook, mappings)
    tops = [top_of(sheet) for sheet in workbook.sheets]
    basis = store.basis()
    rules = rules_of(basis, today, places)
    known = [one for text in basis.mappings for one in read_mappings(text)]
    found = find_values(workbook, rules, [*mappings, *known])
    if found.is_of_something_else:
        return Preview(fatal="no_data_found", tops=tops)
    changes, past = store.weigh(found.observations)
    free, locked = _locked(changes, found.locked)
    warnings = unusual([change.observation for change in free], past, rules.strategy)
    moving = {_cell(change.observation) for change in free if change.kind != "unchanged"}
    noted = [one for one in warnings if (one.sheet, one.cell) in moving]
    return Preview(
        problems=in_reading_order([*found.problems, *locked, *noted], workbook.sheets),
        changes=free,
        tables=found.tables,
        mappings=found.mappings,
        tops=tops,
    )


def _locked(
    changes: Sequence[Change], locked: Mapping[tuple[str, str], Problem]
) -> tuple[list[Change], list[Problem]]:
    """The changes that may be made, and what is wrong with those of closed periods.

    A closed period may be reported again as it is.
    """
    refused = {
        n: locked[cell]
        for n, change in enumerate(changes)
        if change.kind != "unchanged" and (cell := _cell(change.observation)) in locked
    }
    free = [change for n, change in enumerate(changes) if n not in refused]
    return free, list({(one.sheet, one.cell): one for one in refused.values()}.values())


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
        closed=basis.closed,
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


def accept(
    found: Preview,
    store: Store,
    upload: Upload,
    *,
    today: date,
    accept_valid: bool = False,
    effective_from: Period | None = None,
) -> int | None:
    """Write what was previewed and return the import's id; None where nothing is new.

    ``accept_valid`` takes the values without errors and leaves the others. Errors:
    ``has_errors`` without it, ``preview_outdated``, ``reason_missing`` for a later strategy.
    """
    if found.fatal is not None:
        raise MegaError(found.fatal, file=upload.file_name)
    if found.strategy is not None and not found.has_errors:
        return _accept_strategy(found.strategy, store, upload, effective_from, today)
    if found.kind == "strategy" or (found.has_errors and not accept_valid):
        raise MegaError("has_errors", file=upload.file_name)
    mapping = as_toml(found.mappings) if found.mappings else ""
    return store.accept_values(replace(upload, mapping=mapping), found.changes)


def _accept_strategy(
    strategy: Strategy, store: Store, upload: Upload, effective_from: Period | None, today: date
) -> int | None:
    """The first version holds for every period; a later one needs a reason.

    It takes effect from ``effective_from``, else from its plan's first quarter where the plan
    is new, else from the current quarter.
    """
    versions = store.strategy_history().versions
    if not versions:
        return store.accept_strategy(upload, strategy, None)
    if not upload.reason.strip():
        raise MegaError("reason_missing", file=upload.file_name)
    is_known = any(one.strategy.plan.code == strategy.plan.code for one in versions)
    by_rule = Period.quarter_of(today) if is_known else Period.of(strategy.plan.start_year, 1)
    return store.accept_strategy(upload, strategy, effective_from or by_rule)
