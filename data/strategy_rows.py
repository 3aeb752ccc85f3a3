"""Strategy dataclasses as table rows, and back.

A table has a column a field; a Text has three, one a language. Periods are kept as their
codes and a place's aliases joined by semicolons, so that a person can read the tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, fields
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_type_hints

from data import rows
from data.rows import Cursor
from indicators.model import (
    LANGUAGES,
    Area,
    Breakdown,
    Indicator,
    Milestone,
    Objective,
    Place,
    PlaceTarget,
    Plan,
    Reporter,
    Strategy,
    StrategyVersion,
    Text,
)
from indicators.periods import Period

StrategyItem = (
    Plan | Area | Objective | Indicator | Milestone | Place | PlaceTarget | Reporter | Breakdown
)
Item = TypeVar(
    "Item",
    Plan,
    Area,
    Objective,
    Indicator,
    Milestone,
    Place,
    PlaceTarget,
    Reporter,
    Breakdown,
)
Row = tuple[object, ...]

ALIAS_SEPARATOR = "; "

_HINTS: Mapping[type, Mapping[str, Any]] = {
    item_type: get_type_hints(item_type) for item_type in get_args(StrategyItem)
}


def columns(item_type: type) -> list[str]:
    """The columns that hold ``item_type``, in the order of ``row``."""
    hints = _HINTS[item_type]
    return [column for field in fields(item_type) for column in _columns(field, hints[field.name])]


def row(item: StrategyItem) -> Row:
    """An item as the cells of its columns."""
    return tuple(cell for field in fields(item) for cell in _cells(getattr(item, field.name)))


def item(item_type: type[Item], cells: Sequence[Any]) -> Item:
    """The inverse of ``row``."""
    hints = _HINTS[item_type]
    rest = iter(cells)
    return item_type(**{field.name: _value(hints[field.name], rest) for field in fields(item_type)})


def _tables(strategy: Strategy) -> dict[str, tuple[StrategyItem, ...]]:
    """What each strategy table holds."""
    return {
        "plans": (strategy.plan,),
        "areas": strategy.areas,
        "objectives": strategy.objectives,
        "indicators": strategy.indicators,
        "milestones": strategy.milestones,
        "places": strategy.places,
        "place_targets": strategy.place_targets,
        "reporters": strategy.reporters,
        "breakdowns": strategy.breakdowns,
    }


def _columns(field: Field[Any], hint: object) -> list[str]:
    if hint is Text:
        return [f"{field.name}_{language}" for language in LANGUAGES]
    return [field.name]


def _cells(value: object) -> Row:
    match value:
        case Text():
            return tuple(getattr(value, language) for language in LANGUAGES)
        case Period():
            return (value.code,)
        case StrEnum():
            return (value.value,)
        case tuple():
            return (ALIAS_SEPARATOR.join(value),)
        case _:
            return (value,)


def _value(hint: Any, cells: Iterator[Any]) -> Any:
    if hint is Text:
        return Text(*(next(cells) for _ in LANGUAGES))
    cell = next(cells)
    if hint in {Period, Period | None}:
        return Period.parse(cell) if cell else None
    if hint == tuple[str, ...]:
        return tuple(cell.split(ALIAS_SEPARATOR)) if cell else ()
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(cell)
    return cell


def insert_version(
    cursor: Cursor, import_id: int, strategy: Strategy, effective_from: Period | None
) -> None:
    """Write a strategy version, and number the codes it brings."""
    effective = effective_from.code if effective_from else None
    rows.insert(cursor, "strategy_versions", [(import_id, effective)])
    for table, items in _tables(strategy).items():
        rows.insert(cursor, table, [(import_id, n, *row(item)) for n, item in enumerate(items)])
    rows.add_keys(cursor, "indicator", [indicator.code for indicator in strategy.indicators])
    rows.add_keys(cursor, "place", [place.code for place in strategy.places])


def version(cursor: Cursor, row: tuple[Any, ...]) -> StrategyVersion:
    """The whole of a strategy version, from its row of queries.VERSIONS."""
    import_id, effective_from, reason, author, accepted_at = row
    return StrategyVersion(
        import_id=import_id,
        effective_from=Period.parse(effective_from) if effective_from else None,
        reason=reason,
        author=author,
        accepted_at=accepted_at,
        strategy=Strategy(
            plan=_items(cursor, "plans", Plan, import_id)[0],
            areas=_items(cursor, "areas", Area, import_id),
            objectives=_items(cursor, "objectives", Objective, import_id),
            indicators=_items(cursor, "indicators", Indicator, import_id),
            milestones=_items(cursor, "milestones", Milestone, import_id),
            places=_items(cursor, "places", Place, import_id),
            place_targets=_items(cursor, "place_targets", PlaceTarget, import_id),
            reporters=_items(cursor, "reporters", Reporter, import_id),
            breakdowns=_items(cursor, "breakdowns", Breakdown, import_id),
        ),
    )


def _items(cursor: Cursor, table: str, item_type: type[Item], import_id: int) -> tuple[Item, ...]:
    names = ", ".join(f'"{column}"' for column in columns(item_type))
    query = f'SELECT {names} FROM {table} WHERE import_id = ? ORDER BY "position"'  # noqa: S608
    rows = cursor.execute(query, [import_id]).fetchall()
    return tuple(item(item_type, row) for row in rows)
