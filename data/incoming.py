"""Observations on their way in: as a view beside the values in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from data import queries, rows
from data.records import Change, Numbers, Past
from data.rows import Cursor
from indicators.model import Observation
from indicators.periods import Period

if TYPE_CHECKING:
    import pandas as pd


@contextmanager
def incoming(cursor: Cursor, observations: Sequence[Observation]) -> Iterator[None]:
    """The observations as the view `incoming`, with numbers for codes."""
    cursor.register("incoming", _frame(cursor, observations))
    try:
        yield
    finally:
        cursor.unregister("incoming")


def _frame(cursor: Cursor, observations: Sequence[Observation]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - slow to import, and most calls do not need it

    indicator_ids = {code: number for number, code in enumerate(rows.keys(cursor, "indicator"))}
    place_ids = {code: number for number, code in enumerate(rows.keys(cursor, "place"))}

    def column(field: str, dtype: str) -> pd.Series:
        return pd.Series([getattr(item, field) for item in observations], dtype=dtype)

    return pd.DataFrame(
        {
            "position": pd.Series(range(len(observations)), dtype="int32"),
            "indicator_id": pd.Series(
                [indicator_ids[item.indicator] for item in observations], dtype="int16"
            ),
            "place_id": pd.Series([place_ids[item.place] for item in observations], dtype="int16"),
            "period_end": pd.Series([item.period.end for item in observations], dtype="int16"),
            "period_quarters": pd.Series(
                [item.period.quarters for item in observations], dtype="int8"
            ),
            "measure": pd.Series([item.measure.value for item in observations], dtype="str"),
            "dimension": column("dimension", "str"),
            "category": column("category", "str"),
            "value": column("value", "float64"),
            "numerator": column("numerator", "float64"),
            "denominator": column("denominator", "float64"),
            "sheet": column("sheet", "str"),
            "cell": column("cell", "str"),
            "note": column("note", "str"),
        }
    )


def compare(cursor: Cursor, observations: Sequence[Observation]) -> list[Change]:
    """What accepting the observations of the view would do, in their order."""
    found = cursor.execute(queries.VALUES_IN_FORCE).fetchall()
    in_force = {position: tuple(numbers) for position, *numbers in found}
    return [_change(item, in_force.get(n)) for n, item in enumerate(observations)]


def past(cursor: Cursor) -> Past:
    """What is in force beside the observations of the view, for who looks for the unusual."""
    own: dict[tuple[str, str], dict[Period, Numbers]] = {}
    periods: dict[str, dict[str, int]] = {}
    beside: dict[tuple[str, Period], dict[str, Numbers]] = {}
    for indicator, place, period, numbers in _reported(cursor, queries.PAST_VALUES):
        own.setdefault((indicator, place), {})[period] = numbers
    for indicator, place, n in cursor.execute(queries.PERIODS_REPORTED).fetchall():
        periods.setdefault(indicator, {})[place] = n
    for indicator, place, period, numbers in _reported(cursor, queries.SAME_PERIODS):
        beside.setdefault((indicator, period), {})[place] = numbers
    return Past(own, periods, beside)


def _reported(cursor: Cursor, query: str) -> Iterator[tuple[str, str, Period, Numbers]]:
    for indicator, place, end, quarters, *numbers in cursor.execute(query).fetchall():
        value, numerator, denominator = numbers
        yield indicator, place, Period(end, quarters), (value, numerator, denominator)


def _change(observation: Observation, in_force: tuple[float | None, ...] | None) -> Change:
    if in_force is None:
        return Change(observation, "new")
    numbers = (observation.value, observation.numerator, observation.denominator)
    return Change(observation, "unchanged" if numbers == in_force else "changed", *in_force)
