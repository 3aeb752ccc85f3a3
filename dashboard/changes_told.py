"""What changes of a plan, in sentences: pages and commands say the same."""

from __future__ import annotations

from dashboard.effects import Effect, Effects
from dashboard.words import Words
from dashboard.words.amendments import AMENDED, DIRECTIONS
from indicators.amendments import Amended, Change, Said
from indicators.model import Direction, Indicator, Text
from indicators.periods import Period


def change_as_text(words: Words, indicator: Indicator, change: Change) -> str:
    name = words.text(AMENDED[change.what])
    if change.period is not None:
        name = words.text("Milestone of {period}", period=change.period)
    return words.text(
        "{name}: {old} → {new}",
        name=name,
        old=_written(words, indicator, change.what, change.old),
        new=_written(words, indicator, change.what, change.new),
    )


def _written(words: Words, indicator: Indicator, what: Amended, said: Said) -> str:
    match said:
        case Period():
            return words.period(said)
        case Direction():
            return words.text(DIRECTIONS[said])
        case Text():
            return words.name(said)
        case float() | int() if what is not Amended.WEIGHT:
            return words.amount(said, indicator.unit, indicator.decimals)
        case _:
            return words.number(said)


def since(words: Words, effects: Effects) -> str:
    first = words.period(effects.since) if effects.since else words.text("the beginning")
    return words.text(
        "It holds from {since} on. The figures are those as of {as_of}, without it and with it.",
        since=first,
        as_of=effects.as_of,
    )


def now_and_then(old: str, new: str) -> str:
    return f"{old} \N{RIGHTWARDS ARROW} {new}"


def sheets(words: Words, effects: Effects) -> str:
    return words.text(
        "Other sheets that say something else: {sheets}", sheets=", ".join(effects.sheets)
    )


def effects_as_lines(words: Words, effects: Effects) -> list[str]:
    """The same for a command."""
    if effects.are_none:
        return [words.text("It says the same as the present strategy.")]
    mega = effects.before.mega.attainment, effects.after.mega.attainment
    lines = [since(words, effects), f"Mega: {now_and_then(*map(words.percent, mega))}"]
    for one in effects.targets:
        lines.append(f"{one.indicator.code} {words.name(one.indicator.name)}: {_line(words, one)}")
        lines += [f"  {change_as_text(words, one.indicator, change)}" for change in one.changes]
        if one.columns:
            columns = ", ".join(one.columns)
            lines.append("  " + words.text("Other columns: {columns}", columns=columns))
    return [*lines, sheets(words, effects)] if effects.sheets else lines


def _line(words: Words, one: Effect) -> str:
    told = [
        f"{words.status(figures.status)} {words.percent(figures.attainment)}"
        if figures
        else words.number(None)
        for figures in (one.before, one.after)
    ]
    return now_and_then(*told)
