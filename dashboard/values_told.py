"""A value as it was reported, and what an import would change of it, in words."""

from __future__ import annotations

from dashboard.words import Words
from data.records import Change
from indicators.model import Measure, Observation


def told_of(words: Words, observation: Observation, name: str) -> str:
    """What a value is of, by the name of its target: a place's own plan and a part are told."""
    if observation.measure is Measure.MILESTONE:
        return words.text("{name} (plan of the place)", name=name)
    return f"{name} ({observation.category})" if observation.category else name


def old_number(words: Words, change: Change) -> str:
    """The value in force, with its parts."""
    return _number(words, change.old_value, change.old_numerator, change.old_denominator)


def new_number(words: Words, change: Change) -> str:
    """What was reported in its place."""
    observation = change.observation
    return _number(words, observation.value, observation.numerator, observation.denominator)


def difference(words: Words, change: Change) -> str:
    """New less old, and that in parts of the old."""
    old, new = change.old_value, change.observation.value
    if old is None or new is None:
        return words.number(None)
    return words.change(new - old, old)


def _number(
    words: Words, value: float | None, numerator: float | None, denominator: float | None
) -> str:
    """A value with its parts, as far as they were given."""
    if numerator is None and denominator is None:
        return words.number(value)
    parts = f"{words.number(numerator)} / {words.number(denominator)}"
    return parts if value is None else f"{words.number(value)} ({parts})"
