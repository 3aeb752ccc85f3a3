"""Whether a database is whole: every invariant, asked of everything that is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from data import queries, strategy_rows
from data.gate import gate_to, transaction
from data.invariants import INVARIANTS
from data.rows import Cursor
from indicators.model import Direction, Strategy

_FILES_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that does not hold: how often, and what an example of it is."""

    code: str
    count: int = 1
    example: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """Every breach that was found, and how much was looked at."""

    breaches: Sequence[Breach]
    changes: int = 0
    imports: int = 0
    undone: int = 0
    files: int = 0
    values: int = 0
    in_force: int = 0


def check(path: Path) -> Report:
    """Ask every invariant of the database at ``path``, as it is at one moment.

    Errors: ``database_damaged`` where a part of the file cannot be read at all, and as
    ``data.store.open_store``, through which the database was opened before.
    """
    with gate_to(path).cursor() as cursor, transaction(cursor):
        if breaches := [*_structure(cursor), *_one_state(cursor)]:
            return Report(breaches)
        breaches = [*_queried(cursor), *_files(cursor), *_strategies(cursor), *_replay(cursor)]
        (counts,) = cursor.execute(queries.COUNTS).fetchall()
        return Report(breaches, *counts)


def _structure(cursor: Cursor) -> Iterator[Breach]:
    """Tables, views and columns that are not those of the schema."""
    schema = files("data").joinpath("schema.sql").read_text(encoding="utf-8")
    with closing(duckdb.connect(":memory:")) as reference:
        reference.execute(schema)
        wanted = set(reference.execute(queries.COLUMNS).fetchall())
    found = set(cursor.execute(queries.COLUMNS).fetchall())
    for table, column, _ in sorted(wanted ^ found):
        yield Breach("schema_differs", example={"table": table, "column": column})


def _one_state(cursor: Cursor) -> Iterator[Breach]:
    rows = cursor.execute(queries.STATE).fetchall()
    if len(rows) != 1 or None in rows[0]:
        yield Breach("not_one_state", example={"rows": len(rows)})


def _queried(cursor: Cursor) -> Iterator[Breach]:
    for code, query in INVARIANTS.items():
        found = cursor.execute(queries.COUNTED.format(query=query))
        columns = [name for name, *_ in found.description or ()]
        for row in found.fetchall():
            example = dict(zip(columns, row, strict=True))
            yield Breach(code, example.pop("breaches"), example)


def _strategies(cursor: Cursor) -> Iterator[Breach]:
    """Strategies that cannot be read back, or that no workbook could have brought."""
    for version in cursor.execute(queries.ALL_VERSIONS).fetchall():
        import_id = version[0]
        try:
            strategy = strategy_rows.version(cursor, version).strategy
        except (ValueError, TypeError, IndexError, AttributeError):
            yield Breach("strategy_unreadable", example={"import_id": import_id})
            continue
        for code, where in _contradictions(strategy):
            yield Breach(code, example={"import_id": import_id, "where": where})


def _contradictions(strategy: Strategy) -> Iterator[tuple[str, str]]:
    """What the loaders would have refused, and the code of the row that it is in."""
    areas = [area.code for area in strategy.areas]
    objectives = [objective.code for objective in strategy.objectives]
    indicators = [indicator.code for indicator in strategy.indicators]
    places = [place.code for place in strategy.places]
    for codes in (areas, objectives, indicators, places):
        yield from (("strategy_code_twice", code) for code, n in Counter(codes).items() if n > 1)
    references: list[tuple[str | None, list[str]]] = [
        *((objective.area, areas) for objective in strategy.objectives),
        *((objective.parent, objectives) for objective in strategy.objectives),
        *((indicator.area, areas) for indicator in strategy.indicators),
        *((indicator.objective, objectives) for indicator in strategy.indicators),
        *((milestone.indicator, indicators) for milestone in strategy.milestones),
        *((target.indicator, indicators) for target in strategy.place_targets),
        *((target.place, places) for target in strategy.place_targets),
        *((reporter.indicator, indicators) for reporter in strategy.reporters),
        *((reporter.place, places) for reporter in strategy.reporters),
    ]
    for code, known in references:
        if code is not None and code not in known:
            yield "strategy_reference_lost", code
    for indicator in strategy.indicators:
        rise = indicator.goal - indicator.baseline
        against = {Direction.INCREASE: rise < 0, Direction.DECREASE: rise > 0}
        is_late = indicator.goal_period.end <= indicator.baseline_period.end
        if against.get(indicator.direction, False) or is_late:
            yield "strategy_goal_contradicts", indicator.code


def _files(cursor: Cursor) -> Iterator[Breach]:
    """Workbooks that are not what was uploaded; hashlib is many times as fast as DuckDB."""
    changed = []
    cursor.execute(queries.FILES)
    while some := cursor.fetchmany(_FILES_AT_ONCE):
        changed += [kept for kept, content in some if sha256(content or b"").hexdigest() != kept]
    if changed:
        yield Breach("file_changed", len(changed), {"sha256": changed[0]})


def _replay(cursor: Cursor) -> Iterator[Breach]:
    """Where the values in force are not what the history leads to."""
    history = cursor.execute(queries.HISTORY_AS_NUMBERS).fetchnumpy()
    undone = [import_id for (import_id,) in cursor.execute(queries.UNDONE).fetchall()]
    withdrawals = cursor.execute(queries.WITHDRAWN_AS_NUMBERS).fetchnumpy()
    withdrawn = withdrawals["one"][~np.isin(withdrawals["import_id"], undone)]
    is_kept = ~np.isin(history["import_id"], undone) & ~np.isin(history["one"], withdrawn)
    kept = {name: column[is_kept] for name, column in history.items()}
    replayed = _replayed(kept["import_id"], kept["key"], kept["row"])
    in_force = cursor.execute(queries.IN_FORCE_AS_NUMBERS).fetchnumpy()["row"]
    differing = np.setxor1d(replayed, in_force).size
    if differing or len(replayed) != len(in_force):
        yield Breach("view_differs", differing or abs(len(replayed) - len(in_force)))


def _replayed(import_id: Any, key: Any, row: Any) -> npt.NDArray[np.uint64]:
    """The rows in force by the history alone, as numbers.

    Imports are laid over one another in their order; what was taken back left nothing
    behind, so that of each key the last of the others counts.
    """
    order = np.lexsort((import_id, key))
    is_last = np.append(np.diff(key[order]) != 0, True)[: len(order)]
    return np.asarray(row[order][is_last])
