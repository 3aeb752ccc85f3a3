"""Whether a database is whole: every invariant, asked of everything that is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data import queries, strategy_rows
from data.gate import gate_to, new_file, transaction
from data.invariants import INVARIANTS
from data.rows import Cursor
from indicators.model import Direction, Strategy

if TYPE_CHECKING:
    import pandas as pd

KEY = [
    "indicator_id",
    "place_id",
    "period_end",
    "period_quarters",
    "measure",
    "dimension",
    "category",
]


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
        breaches = [*_queried(cursor), *_strategies(cursor), *_replay(cursor)]
        (counts,) = cursor.execute(queries.COUNTS).fetchall()
        return Report(breaches, *counts)


def _structure(cursor: Cursor) -> Iterator[Breach]:
    """Tables, views and columns that are not those of the schema."""
    schema = files("data").joinpath("schema.sql").read_text(encoding="utf-8")
    with new_file(Path(":memory:")) as reference:
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


def _replay(cursor: Cursor) -> Iterator[Breach]:
    """Where the values in force are not what the history leads to, change by change."""
    replayed = _replayed(cursor)
    in_force = cursor.execute(queries.EVERYTHING_IN_FORCE).df()
    columns = list(in_force.columns)
    replayed = replayed[columns].sort_values(columns, ignore_index=True)
    in_force = in_force.sort_values(columns, ignore_index=True)
    if not replayed.equals(in_force):  # which also minds the types of columns without rows
        both = replayed.merge(in_force, how="outer", on=columns, indicator="side")
        if differing := len(both) - min(len(replayed), len(in_force)):
            yield Breach("view_differs", differing)


def _replayed(cursor: Cursor) -> pd.DataFrame:
    """The values in force by the history alone.

    Changes are laid over one another in the order of the counter; an import that a later
    undo takes back leaves nothing behind, so that only the last of the others counts.
    """
    history = cursor.execute(queries.EVERYTHING_ACCEPTED).df()
    undone = {import_id for (import_id,) in cursor.execute(queries.UNDONE).fetchall()}
    kept = history[~history["import_id"].isin(undone)]
    laid_over = kept.sort_values("import_id", kind="stable")
    return laid_over.drop_duplicates(KEY, keep="last")
