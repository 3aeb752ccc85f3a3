"""What changes of a plan, in sentences: pages and commands say the same."""

from __future__ import annotations

from enum import StrEnum

from dashboard.effects import Effect, Effects
from dashboard.words import Words
from dashboard.words.amendments import AMENDED, DIRECTIONS
from indicators.amendments import Amended, Change
from indicators.differences import Difference
from indicators.model import Direction, Indicator, Text
from indicators.periods import Period
from loaders.strategy import COLUMN_OF_FIELD, SHEET_OF_TABLE, TYPE_OF_TABLE
from loaders.strategy_columns import SEPARATOR

AMOUNTS = {
    Amended.BASELINE, Amended.MILESTONE, Amended.GOAL, Amended.BAND_LOW, Amended.BAND_HIGH,
    "minimum", "maximum",
}  # fmt: skip
"""What of a target is in its unit."""


def change_as_text(words: Words, indicator: Indicator, change: Change) -> str:
    """What a later version changed of a target."""
    name = words.text(AMENDED[change.what])
    if change.period is not None:
        name = words.text("Milestone of {period}", period=change.period)
    return _old_and_new(words, name, change.old, change.new, indicator, change.what)


def difference_of_target(words: Words, indicator: Indicator, one: Difference) -> str:
    """What a strategy says otherwise of a target: of its row, or of a milestone of it."""
    if one.table == "milestones":
        name = words.text("Milestone of {period}", period=one.key[1])
        values = (None if row is None else row.value for row in (one.old, one.new))
        old, new = values if one.field is None else (one.old, one.new)
        return _old_and_new(words, name, old, new, indicator, Amended.MILESTONE)
    if one.field is None:
        return words.text("new target") if one.old is None else words.text("no longer a target")
    return _old_and_new(words, _column(words, one), one.old, one.new, indicator, one.field)


def difference_elsewhere(words: Words, one: Difference) -> str:
    """What a strategy says otherwise of something else, by the sheet and row it stands in."""
    row = " · ".join(written(words, part) for part in one.key)
    where = f"{SHEET_OF_TABLE[one.table]} {row}"
    if one.field is None:
        name = where
        told = words.text("new") if one.old is None else words.text("no longer there")
        return f"{name}: {told}"
    return _old_and_new(words, f"{where}, {_column(words, one)}", one.old, one.new)


def _column(words: Words, one: Difference) -> str:
    """A name that people know, else that of the workbook's column."""
    field = one.field or ""
    if one.table == "indicators" and field in set(Amended):
        name = words.text(AMENDED[Amended(field)])
        return f"{name} ({one.language})" if one.language else name
    column = COLUMN_OF_FIELD.get(TYPE_OF_TABLE[one.table], {}).get(field, field)
    return f"{column}_{one.language}" if one.language else column


def _old_and_new(
    words: Words,
    name: str,
    old: object,
    new: object,
    indicator: Indicator | None = None,
    what: str = "",
) -> str:
    in_unit = indicator if what in AMOUNTS else None
    return words.text(
        "{name}: {old} → {new}",
        name=name,
        old=written(words, old, in_unit),
        new=written(words, new, in_unit),
    )


def written(words: Words, said: object, in_unit: Indicator | None = None) -> str:
    """A value of a strategy, as people read it."""
    match said:
        case float() | int():
            return _number(words, said, in_unit)
        case Period():
            return words.period(said)
        case Text():
            return words.name(said)
        case StrEnum():
            return words.text(DIRECTIONS[said]) if isinstance(said, Direction) else said.value
        case tuple():
            said = f"{SEPARATOR} ".join(map(str, said))
    return str(said) if said else words.number(None)


def _number(words: Words, number: float, in_unit: Indicator | None) -> str:
    if in_unit is None:
        return words.number(number)
    return words.amount(number, in_unit.unit, in_unit.decimals)


def since(words: Words, effects: Effects) -> str:
    return words.text(
        "It holds from {since} on. The figures are those as of {as_of}, without it and with it.",
        since=effects.since,
        as_of=effects.as_of,
    )


def nothing(words: Words, effects: Effects) -> str | None:
    """Where nothing is to be listed, why."""
    if effects.are_none:
        return words.text("It says the same as the strategy that holds then.")
    if not effects.targets and not effects.others:
        return words.text("Only the order of its rows is another.")
    return None


def together(words: Words, effects: Effects, area_names: dict[str, str]) -> list[tuple[str, str]]:
    """The Mega, and the areas whose attainment becomes another: now and then."""
    before, after = effects.before, effects.after
    told = [("Mega", before.mega.attainment, after.mega.attainment)]
    for code in {**before.areas, **after.areas}:
        old, new = before.areas.get(code), after.areas.get(code)
        shares = old.attainment if old else None, new.attainment if new else None
        if shares[0] != shares[1]:
            told.append((area_names.get(code, code), *shares))
    return [
        (name, _now_and_then(words.percent(old), words.percent(new))) for name, old, new in told
    ]


def effects_as_lines(words: Words, effects: Effects, area_names: dict[str, str]) -> list[str]:
    """All of it for a command."""
    if (why := nothing(words, effects)) is not None:
        return [why]
    lines = [since(words, effects)]
    lines += [f"{name}: {shares}" for name, shares in together(words, effects, area_names)]
    for one in effects.targets:
        lines.append(
            f"{one.indicator.code} {words.name(one.indicator.name)}: {_stands(words, one)}"
        )
        told = (difference_of_target(words, one.indicator, other) for other in one.differences)
        lines += [f"  {text}" for text in told]
    return [*lines, *(difference_elsewhere(words, one) for one in effects.others)]


def _stands(words: Words, one: Effect) -> str:
    told = [
        f"{words.status(figures.status)} {words.percent(figures.attainment)}"
        if figures
        else words.number(None)
        for figures in (one.before, one.after)
    ]
    return _now_and_then(*told)


def _now_and_then(old: str, new: str) -> str:
    return f"{old} \N{RIGHTWARDS ARROW} {new}"
