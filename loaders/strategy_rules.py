"""What the rows of a strategy must mean together. Reads no cell and guesses no value.

Each rule looks only at what could be read, so that one slip hides no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice, pairwise

from indicators.model import PERCENT, Direction
from loaders.problems import Problem
from loaders.strategy_columns import is_percentage
from loaders.tables import Row, Table
from loaders.text import nearest, normalised

MOST_SUGGESTIONS = 100
"""Of a column; comparing takes time, and who has that many needs no suggestion."""

Tables = Mapping[str, Table]
"""The tables of a workbook by the names of their sheets."""


def broken_rules(plan: Row, tables: Tables) -> Iterator[Problem]:
    """Every problem of the strategy's rows; references are replaced by the codes they mean."""
    yield from plan_years(plan)
    for table in tables.values():
        yield from resolve_references(table, tables)
        yield from duplicates(table)
    indicators = tables["Indicators"].rows
    in_use = {_area(row) for row in indicators}
    areas = tables["Areas"].rows
    yield from weights(areas, [row for row in areas if row.values.get("code") in in_use])
    for _, group in groupby(sorted(indicators, key=_area), key=_area):
        of_area = list(group)
        yield from weights(of_area, [row for row in of_area if _travels(row)])
    milestones = _by_indicator(tables["Milestones"].rows)
    by_code = {row["code"]: row for row in reversed(indicators) if row.has("code")}
    for row in indicators:
        yield from limits_and_band(row)
        yield from baseline_and_goal(row, row)
    for code, row in by_code.items():
        yield from path(row, milestones.get(code, []))
    for row in tables["Targets"].rows:
        if row.has("indicator"):
            yield from baseline_and_goal(row, by_code[row["indicator"]])
    for row in tables["Reporters"].rows:
        yield from reporting_time(row)
    yield from words_of_two_categories(tables["Breakdowns"].rows)


def plan_years(plan: Row) -> Iterator[Problem]:
    for earlier, later in pairwise(("start_year", "end_year", "vision_year")):
        if plan.has(earlier, later) and plan[earlier] > plan[later]:
            yield plan.problem("plan_years_upside_down", earlier, earlier=earlier, later=later)


def resolve_references(table: Table, tables: Tables) -> Iterator[Problem]:
    """Replace what refers to a code by the code; what refers to none is a problem."""
    for column in table.spec.columns:
        target = tables.get(column.refers_to)
        if target is None or "code" not in target.header:
            continue
        codes = {
            normalised(other.cells["code"].text): other["code"]
            for other in target.rows
            if other.has("code")
        }
        unknown = [
            row
            for row in table.rows
            if row.has(column.name) and not _resolved(row, column.name, codes)
        ]
        for n, row in enumerate(unknown):
            reference = row.values.pop(column.name)
            near = nearest(reference, codes.values()) if n < MOST_SUGGESTIONS else None
            yield row.problem("unknown_reference", column.name, column=column.name, suggestion=near)


def _resolved(row: Row, column: str, codes: Mapping[str, str]) -> bool:
    """Whether the reference is a code of another row; if it is, the code replaces it."""
    code = codes.get(normalised(row[column]))
    if code is None or (column == "parent" and code == row.values.get("code")):
        return False
    row.values[column] = code
    return True


def duplicates(table: Table) -> Iterator[Problem]:
    """Rows with the key of an earlier one."""
    first: dict[tuple[str, ...], Row] = {}
    at = table.spec.key[-1]
    for row in table.rows:
        if not row.has(*table.spec.key):
            continue
        key = tuple(normalised(str(row[column])) for column in table.spec.key)
        earlier = first.setdefault(key, row)
        if earlier is row:
            continue
        other = earlier.address(at)
        if table.spec.sheet == "Milestones":
            named = {"indicator": row["indicator"], "period": row["period"]}
            yield row.problem("duplicate_milestone", at, other=other, **named)
        else:
            code = "duplicate_code" if len(key) == 1 else "duplicate_row"
            yield row.problem(code, at, other=other)


def weights(rows: Sequence[Row], averaged: Sequence[Row]) -> Iterator[Problem]:
    """No weight is negative, nor are all zero: neither of all rows nor of those averaged.

    An area without a target, or a level to keep, is in no mean.
    """
    for row in rows:
        if row.has("weight") and row["weight"] < 0:
            yield row.problem("negative_weight", "weight", weight=row["weight"])
    for together in (rows, averaged):
        weighed = [row for row in together if row.has("weight")]
        if weighed and len(weighed) == len(together) and not any(r["weight"] for r in weighed):
            yield weighed[0].problem("weights_all_zero", "weight", column="weight")
            return


def _travels(row: Row) -> bool:
    """Whether a target has a way to go from its baseline to its goal."""
    if not row.has("direction", "baseline", "goal"):
        return False
    return row["direction"] is not Direction.MAINTAIN and bool(row["baseline"] != row["goal"])


def limits_and_band(row: Row) -> Iterator[Problem]:
    code = _code(row)
    if row.has("minimum", "maximum") and row["minimum"] > row["maximum"]:
        limits = {"minimum": row["minimum"], "maximum": row["maximum"]}
        yield row.problem("limits_upside_down", "minimum", indicator=code, **limits)
    if row.has("band_low", "band_high") and row["band_low"] > row["band_high"]:
        band = {"band_low": row["band_low"], "band_high": row["band_high"]}
        yield row.problem("band_upside_down", "band_low", indicator=code, **band)
    band_is_blank = all(
        row.values.get(bound, "unfit") is None for bound in ("band_low", "band_high")
    )
    if row.has("direction") and row["direction"] is Direction.MAINTAIN and band_is_blank:
        yield row.problem("band_missing", "band_low", indicator=code)
    for column in ("band_low", "band_high"):
        yield from beyond_the_limits(row, column, row)
    for column in ("band_low", "band_high", "minimum", "maximum"):
        yield from percent_of_another_unit(row, column, row)
    yield from goal_within_band(row)


def goal_within_band(row: Row) -> Iterator[Problem]:
    """What is to be kept within a band has its goal there."""
    if not row.has("direction", "goal") or row["direction"] is not Direction.MAINTAIN:
        return
    low, high = row.values.get("band_low"), row.values.get("band_high")
    is_below = low is not None and row["goal"] < low
    if is_below or (high is not None and row["goal"] > high):
        goal = {"goal": row["goal"], "minimum": low, "maximum": high}
        yield row.problem("goal_outside_band", "goal", indicator=_code(row), **goal)


def baseline_and_goal(row: Row, indicator: Row) -> Iterator[Problem]:
    """The baseline and goal of an indicator, or of a place under it."""
    code = _code(indicator)
    for column in ("baseline", "goal"):
        yield from unfit_amount(row, column, indicator)
    if row.has("baseline_period", "goal_period"):
        start, end = row["baseline_period"], row["goal_period"]
        if end.end <= start.end:
            periods = {"baseline_period": start, "goal_period": end}
            yield row.problem("goal_not_after_baseline", "goal_period", indicator=code, **periods)
    if row.has("baseline", "goal") and indicator.has("direction"):
        rise = row["goal"] - row["baseline"]
        direction = indicator["direction"]
        against = {Direction.INCREASE: rise < 0, Direction.DECREASE: rise > 0}
        if against.get(direction):
            yield row.problem(
                "direction_against_goal",
                "direction" if row is indicator else "goal",
                indicator=code,
                direction=direction.value,
                baseline=row["baseline"],
                goal=row["goal"],
            )


def unfit_amount(row: Row, column: str, indicator: Row) -> Iterator[Problem]:
    """What keeps a number from being a value of the indicator: the first that applies."""
    rules = (percent_of_another_unit, share_of_one, beyond_the_limits)
    yield from islice((found for rule in rules for found in rule(row, column, indicator)), 1)


def beyond_the_limits(row: Row, column: str, indicator: Row) -> Iterator[Problem]:
    if not row.has(column):
        return
    value = row[column]
    low, high = (indicator.values.get(limit) for limit in ("minimum", "maximum"))
    are_limits = low is None or high is None or low <= high
    if are_limits and ((low is not None and value < low) or (high is not None and value > high)):
        limits = {"minimum": low, "maximum": high}
        code = _code(indicator)
        yield row.problem("out_of_range", column, indicator=code, value=value, **limits)


def percent_of_another_unit(row: Row, column: str, indicator: Row) -> Iterator[Problem]:
    """A percent sign or format for what is no percentage."""
    cell = row.cells.get(column)
    if cell is None or not indicator.has("unit") or indicator["unit"] == PERCENT:
        return
    if is_percentage(cell):
        unit = indicator["unit"]
        yield row.problem("unit_mismatch", column, indicator=_code(indicator), unit=unit)


def share_of_one(row: Row, column: str, indicator: Row) -> Iterator[Problem]:
    """What looks like a share of 1 beside a baseline and goal that are in per cent."""
    if not (row.has(column) and indicator.has("unit", "baseline", "goal")):
        return
    in_percent = min(indicator["baseline"], indicator["goal"]) > 1 and indicator["unit"] == PERCENT
    if in_percent and 0 < row[column] <= 1 and not is_percentage(row.cells[column]):
        yield row.problem("percent_scale", column, percent=row[column] * 100)


def path(indicator: Row, milestones: Sequence[Row]) -> Iterator[Problem]:
    """Milestones lie between baseline and goal, agree with them, and do not turn back."""
    between: list[Row] = []
    for row in milestones:
        unfit = list(unfit_amount(row, "value", indicator))
        misplaced = list(beside_the_path(row, indicator))
        yield from chain(unfit, misplaced)
        if row.has("period", "value") and not (unfit or misplaced):
            between.append(row)
    yield from of_one_date(indicator, between)
    yield from turns(indicator, sorted(between, key=lambda row: row["period"]))


def of_one_date(indicator: Row, milestones: Sequence[Row]) -> Iterator[Problem]:
    """Two milestones that end together, as a quarter's and its year's, with two values."""
    first: dict[int, Row] = {}
    for row in milestones:
        earlier = first.setdefault(row["period"].end, row)
        if earlier["value"] != row["value"] and earlier["period"] != row["period"]:
            named = {"indicator": _code(indicator), "period": row["period"]}
            other = earlier.address("period")
            yield row.problem("duplicate_milestone", "period", other=other, **named)


def beside_the_path(row: Row, indicator: Row) -> Iterator[Problem]:
    """A milestone before the baseline or after the goal, or at one of them with another value."""
    if not (row.has("period") and indicator.has("baseline_period", "goal_period")):
        return
    period = row["period"]
    named = {"indicator": _code(indicator), "period": period}
    first, last = indicator["baseline_period"], indicator["goal_period"]
    if not first.end <= period.end <= last.end:
        yield row.problem("milestone_outside_path", "period", first=first, last=last, **named)
        return
    end = {first.end: "baseline", last.end: "goal"}.get(period.end)
    if end and row.has("value") and indicator.has(end) and row["value"] != indicator[end]:
        numbers = {"value": row["value"], "planned": indicator[end]}
        yield row.problem("milestone_against_path", "value", **named, **numbers)


def turns(indicator: Row, milestones: Iterable[Row]) -> Iterator[Problem]:
    """Where the path of a target that rises or falls goes the other way."""
    if not indicator.has("direction", "baseline", "goal"):
        return
    sign = {Direction.INCREASE: 1, Direction.DECREASE: -1}.get(indicator["direction"], 0)
    if sign * (indicator["goal"] - indicator["baseline"]) <= 0:
        return
    stations = [(indicator, "baseline"), *((row, "value") for row in milestones)]
    stations.append((indicator, "goal"))
    for (before_row, before), (row, column) in pairwise(stations):
        if sign * (row[column] - before_row[before]) < 0:
            numbers = {"value": row[column], "before": before_row[before]}
            yield row.problem("path_turns_back", column, indicator=indicator["code"], **numbers)


def reporting_time(row: Row) -> Iterator[Problem]:
    if row.has("from", "to"):
        first, last = row["from"], row["to"]
        if last.last_day < first.first_day:
            yield row.problem("reporter_ends_before_it_begins", "to", first=first, last=last)


def words_of_two_categories(rows: Iterable[Row]) -> Iterator[Problem]:
    """A word that staff use for two categories names neither."""
    users: dict[str, Row] = {}
    for row in rows:
        if not row.has("dimension", "value", "words"):
            continue
        for word in (row["value"], *row["words"]):
            user = users.setdefault(normalised(word), row)
            if normalised(user["value"]) != normalised(row["value"]):
                other = user.address("words")
                yield row.problem("word_of_two_categories", "words", word=word, other=other)


def _code(indicator: Row) -> str:
    """What a sentence calls the indicator; nothing where its code is what is wrong."""
    return str(indicator.values.get("code", ""))


def _area(row: Row) -> str:
    return str(row.values.get("area", ""))


def _by_indicator(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.has("indicator"):
            found.setdefault(row["indicator"], []).append(row)
    return found
