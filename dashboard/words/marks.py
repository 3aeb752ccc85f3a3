"""How a message that stands in a table is marked, so that extraction finds it."""

from __future__ import annotations

from dataclasses import dataclass


def msg(message: str) -> str:
    """Mark ``message`` for the catalogues and return it as it is."""
    return message


@dataclass(frozen=True, slots=True)
class Plural:
    """A message whose wording depends on the count named ``by`` among its parameters.

    Of a list it is how many there are, which the message may say as ``{n}``.
    """

    singular: str
    plural: str
    by: str


Sentence = str | Plural
