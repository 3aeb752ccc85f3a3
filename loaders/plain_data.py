"""Our own values as JSON and back, for the process that looks at a file.

Nothing runs when it is read: each thing is a list that begins with the name of its kind, and
only the kinds that stand here are made, whatever a file made of the process that wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

from indicators import model, periods
from loaders import check, context, headings, mapping, period_words, problems, recognised, workbook

_ENUMS = (
    periods.Frequency, model.Direction, model.AggregationInTime, model.AggregationOverPlaces,
    model.Measure, problems.Severity, headings.Role, workbook.Content,
)  # fmt: skip
_RECORDS = (
    model.Text, model.Plan, model.Area, model.Objective, model.Indicator, model.Milestone,
    model.Place, model.PlaceTarget, model.Reporter, model.Breakdown, model.Strategy,
    periods.Period, problems.Problem, headings.Meaning, period_words.PeriodWords,
    context.Said, context.Context, recognised.Column, mapping.MappedColumn, mapping.TableMapping,
    workbook.Cell, workbook.MergedRange, check.Rules,
)  # fmt: skip
_KINDS: Mapping[str, type[Any]] = {kind.__name__: kind for kind in (*_ENUMS, *_RECORDS)}
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
_TUPLE, _SET, _MAP, _DAY, _MOMENT, _TIME, _ELAPSED = "tuple", "set", "map", "day", "at", "time", "s"

_MADE: Mapping[str, Callable[[list[Any]], Any]] = {
    _TUPLE: tuple,
    _SET: frozenset,
    _MAP: lambda entries: dict(zip(entries[::2], entries[1::2], strict=True)),
    _DAY: lambda entries: date.fromisoformat(entries[0]),
    _MOMENT: lambda entries: datetime.fromisoformat(entries[0]),
    _TIME: lambda entries: time.fromisoformat(entries[0]),
    _ELAPSED: lambda entries: timedelta(*entries),
}


def written(value: object) -> bytes:
    """TypeError for what is not of these kinds."""
    return json.dumps(_plain(value), separators=(",", ":")).encode()


def read(content: bytes | memoryview) -> Any:
    """The inverse of ``written``. ValueError, TypeError or LookupError where it is none."""
    return _made(json.loads(bytes(content)))


def _plain(value: Any) -> Any:
    if type(value) in _AS_THEY_ARE:
        return value
    name, entries = _taken_apart(value)
    return [name, *map(_plain, entries)]


def _taken_apart(value: Any) -> tuple[str, Iterable[Any]]:
    """The name of its kind, and what it is made of."""
    kind: type[Any] = type(value)
    if is_dataclass(kind):
        return kind.__name__, _fields(kind)(value)
    taken: tuple[str, Iterable[Any]]
    match value:
        case Enum():
            taken = kind.__name__, (value.value,)
        case workbook.Cell() | workbook.MergedRange():
            taken = kind.__name__, tuple(value)
        case tuple() | list():
            taken = _TUPLE, value
        case frozenset():
            taken = _SET, value
        case Mapping():
            taken = _MAP, chain.from_iterable(value.items())
        case _:
            taken = _taken_apart_time(value)
    return taken


def _taken_apart_time(value: object) -> tuple[str, Iterable[Any]]:
    match value:
        case datetime():
            return _MOMENT, (value.isoformat(),)
        case date():
            return _DAY, (value.isoformat(),)
        case time():
            return _TIME, (value.isoformat(),)
        case timedelta():
            return _ELAPSED, (value.days, value.seconds, value.microseconds)
    raise TypeError(f"no plain data: {type(value)}")


@cache
def _fields(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(kind)]
    if kind.__name__ not in _KINDS:
        raise TypeError(f"no plain data: {kind}")
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names)


def _made(plain: Any) -> Any:
    if not isinstance(plain, list):
        return plain
    name, *entries = plain
    made = map(_made, entries)
    return _KINDS[name](*made) if name in _KINDS else _MADE[name](list(made))
