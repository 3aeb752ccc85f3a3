"""What sub-headings say: a row with one label and no number may hold for the rows below it."""

from __future__ import annotations

from dataclasses import replace

from loaders.cell_words import is_whole
from loaders.headings import Headings, Meaning, Role
from loaders.names import Names
from loaders.period_words import find_period
from loaders.workbook import Cell, Content, Sheet


class SubHeadings:
    """What the sub-headings of a table have said so far, from top to bottom.

    ``place_cell`` is the one that named a place, ``unread_place`` one since then that named
    none of the plan's.
    """

    def __init__(self, sheet: Sheet, headings: Headings, names: Names) -> None:
        self._sheet = sheet
        self._headings = headings
        self._names = names
        self.said = Meaning()
        self.place_cell: Cell | None = None
        self.unread_place: Cell | None = None

    def read(self, row: int) -> None:
        """Take what a row with one label and no number says."""
        label, meaning = self._said_in(row)
        if label is not None and is_whole(label):
            self.said = replace(self.said, breakdown=None)
        elif meaning:
            self.said = _under(meaning, self.said)
        if meaning and meaning.place:
            self.place_cell, self.unread_place = label, None
        elif label is not None and self._names_another_place(label):
            self.unread_place = label

    def says_something(self, row: int) -> bool:
        """Whether a row without numbers says what holds for the rows below it."""
        label, meaning = self._said_in(row)
        return bool(meaning) or (label is not None and self._names_another_place(label))

    def says_a_part(self, row: int) -> bool:
        """Whether a row without numbers says that the rows below it are of a part."""
        if not self._names.strategy.breakdowns:
            return False
        _, meaning = self._said_in(row)
        return meaning is not None and meaning.breakdown is not None

    def _names_another_place(self, label: Cell) -> bool:
        """Whether a sub-heading names a country that the plan has not, or one in a wrong way."""
        if label.content is not Content.TEXT or self._names.places_in(label.text):
            return False
        said, colon, _ = label.text.partition(":")
        meaning = self._headings.of_text(said.strip()) if colon and said.strip() else None
        is_labelled = meaning is not None and meaning.role is Role.PLACE
        return is_labelled or self._names.is_another_place(label.text)

    def _said_in(self, row: int) -> tuple[Cell | None, Meaning | None]:
        labels = list(dict.fromkeys(self._sheet.labels(row).values()))
        if len(labels) != 1:
            return None, None
        return labels[0], self._headings.meaning(labels[0]) or _mentioned(labels[0])


def _under(said: Meaning, above: Meaning) -> Meaning:
    """A sub-heading below others; a part, such as women, ends with what it is a part of."""
    found = said.under(above)
    is_other = said.place is not None or said.indicator is not None
    return replace(found, breakdown=said.breakdown) if is_other else found


def _mentioned(label: Cell) -> Meaning | None:
    """The quarter or half that a sub-heading mentions among other words."""
    found = find_period(label.text) if label.content is Content.TEXT else None
    if found is None or found.words.quarters is None:
        return None
    return Meaning(period=found.words)
