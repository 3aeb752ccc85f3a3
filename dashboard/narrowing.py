"""A part of what is in a workbook: one sheet, one place, one kind of problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from dashboard.desk import Desk
from data.changes import Changes
from loaders.preview import Preview
from loaders.problems import Problem, Severity

WIDTH_OF_BOX = 260

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Part:
    """What is shown of a workbook; None: whatever it is."""

    sheet: str | None = None
    place: str | None = None
    severity: Severity | None = None

    def problems(self, found: Iterable[Problem]) -> list[Problem]:
        """The problems of this part, in their order."""
        return [
            one
            for one in found
            if self.sheet in {None, one.sheet}
            and self.place in {None, one.place}
            and self.severity in {None, one.severity}
        ]

    def changes(self, found: Changes) -> Changes:
        """The values of this part; a kind of problem is no part of them."""
        return (
            found if (self.sheet, self.place) == (None, None) else found.of(self.sheet, self.place)
        )


def choose_part(desk: Desk, found: Preview) -> Part:
    """Boxes to choose a part from; none where there is nothing to choose."""
    words = desk.words
    read = (one.sheet.name for one in found.tables)
    sheets = list(dict.fromkeys([*read, *(one.sheet for one in found.problems)]))
    places = sorted({*found.places, *(one.place for one in found.problems if one.place)})
    severities = [one for one in Severity if any(p.severity is one for p in found.problems)]
    with st.container(horizontal=True):
        return Part(
            sheet=_choose(words.text("Sheet"), words.text("All sheets"), sheets, str),
            place=_choose(words.text("Place"), words.text("All places"), places, desk.place_name),
            severity=_choose(
                words.text("Problems"), words.text("All problems"), severities, words.severity
            ),
        )


def _choose(
    label: str, whatever: str, options: Sequence[Choice], name: Callable[[Choice], str]
) -> Choice | None:
    """One of the options or all; nothing is asked where there is one at most."""
    is_choice = len(options) > 1
    if not is_choice:
        return None
    return st.selectbox(
        label,
        [None, *options],
        format_func=lambda one: whatever if one is None else name(one),
        key=f"part: {label}",
        width=WIDTH_OF_BOX,
    )
