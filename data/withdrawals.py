"""Values taken back one by one, while the rest of their import stays in force.

A withdrawal is a row of ``imports`` like any other, so that it stands in the same history and
is undone in the same way; what it takes back is a row of ``withdrawals``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from data import queries, rows
from data.errors import MegaError
from data.records import ImportRecord, ReportedValue
from data.rows import Cursor
from indicators.model import Measure
from indicators.periods import Period

_VALUE_COLUMNS = 8
"""So many columns at the end of queries.IMPORTS are about a withdrawal."""


def insert_withdrawal(
    cursor: Cursor, counter: int, value: ReportedValue, by: str, at: datetime, reason: str
) -> None:
    """Take one value back. Errors: ``withdrawal_without_reason``, ``no_such_value``."""
    if not reason.strip():
        raise MegaError("withdrawal_without_reason")
    asked = {
        "import_id": value.import_id,
        "indicator": value.indicator,
        "place": value.place,
        "period_end": value.period.end,
        "period_quarters": value.period.quarters,
        "measure": value.measure.value,
        "dimension": value.dimension,
        "category": value.category,
    }
    found = cursor.execute(queries.KEPT_VALUE, asked).fetchall()
    if not found:
        raise MegaError(
            "no_such_value",
            import_id=value.import_id,
            indicator=value.indicator,
            place=value.place,
            period=value.period,
        )
    *key, file_name, sha256 = found[0]
    record = (counter, "withdrawal", file_name, sha256, by, at, reason, "")
    rows.insert(cursor, "imports", [record])
    rows.insert(cursor, "withdrawals", [(counter, *key)])


def import_record(row: tuple[Any, ...]) -> ImportRecord:
    """A row of queries.IMPORTS: an import, or a withdrawal and what it withdraws."""
    record, (import_id, *value) = row[:-_VALUE_COLUMNS], row[-_VALUE_COLUMNS:]
    if import_id is None:
        return ImportRecord(*record)
    indicator, place, period_end, period_quarters, measure, dimension, category = value
    withdrawn = ReportedValue(
        import_id=import_id,
        indicator=indicator,
        place=place,
        period=Period(period_end, period_quarters),
        measure=Measure(measure),
        dimension=dimension,
        category=category,
    )
    return replace(ImportRecord(*record), withdrawn=withdrawn)
