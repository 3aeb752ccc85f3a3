"""The demo's own copy of the strategy: one CSV a sheet, with the sheet's columns."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from indicators.model import HEAD_OFFICE, PERCENT, AggregationInTime, AggregationOverPlaces, Text
from indicators.periods import Frequency, Period

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Target:
    """What a workbook says about an indicator beside its numbers."""

    code: str
    area: str
    name: Text
    unit: str
    frequency: Frequency
    agg_time: AggregationInTime
    agg_place: AggregationOverPlaces

    @property
    def factor(self) -> float:
        """What a share of one is in the indicator's unit."""
        return 100 if self.unit == PERCENT else 1


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of ``name``.csv, in its order."""
    text = files("data.demo").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def targets() -> dict[str, Target]:
    """Every indicator by its code, in the strategy's order."""
    return {
        row["code"]: Target(
            code=row["code"],
            area=row["area"],
            name=_names(row),
            unit=row["unit"],
            frequency=Frequency(row["frequency"]),
            agg_time=AggregationInTime(row["agg_time"]),
            agg_place=AggregationOverPlaces(row["agg_place"]),
        )
        for row in table("indicators")
    }


@cache
def place_names() -> dict[str, Text]:
    return {row["code"]: _names(row) for row in table("places")}


@cache
def countries() -> tuple[str, ...]:
    return tuple(code for code in place_names() if code != HEAD_OFFICE)


@cache
def milestones() -> dict[tuple[str, Period], float]:
    """What both plan cycles plan for the network, by indicator and period."""
    return {
        (row["indicator"], Period.parse(row["period"])): float(row["value"])
        for row in table("milestones")
    }


def _names(row: Row) -> Text:
    return Text(row["name_es"], row["name_en"], row["name_pt"])
