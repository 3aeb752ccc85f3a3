"""What sub-headings say: a row with one label and no number may hold for the rows below it."""

from __future__ import annotations

from dataclasses import replace

from indicators.model import Measure, Text
from loaders.cell_words import is_whole, is_word
from loaders.context_reader import is_note
from loaders.headings import Headings, Meaning, Role
from loaders.names import Names
from loaders.period_finder import find_period
from loaders.workbook import Cell, Content, Sheet

_A_PAIR = 2
_MOST_WORDS = 6
"""A sub-heading that mentions something among other words has few; a note has more."""


class SubHeadings:
    """What the sub-headings of a table have said so far, from top to bottom.

    ``place_cell`` is the one that named a place, ``unread_place`` one since then that named
    none of the plan's.
    """

    def __init__(
        self, sheet: Sheet, headings: Headings, names: Names, *, names_places: bool
    ) -> None:
        """``names_places``: each row says its place by itself, in a column of its own."""
        self._sheet = sheet
        self._headings = headings
        self._names = names
        self._names_places = names_places
        self.said = Meaning()
        self.place_cell: Cell | None = None
        self.unread_place: Cell | None = None
        self.measure: Measure | None = None
        self.unread_indicator: Cell | None = None
        self.unknown: dict[Cell, Text] = {}
        """Labels that say nothing, with the place that still holds for the rows below them."""

    def read(self, row: int) -> None:
        """Take what a row with one label and no number says."""
        label, meaning = self._said_in(row)
        if label is not None and is_whole(label):
            self.said = replace(self.said, breakdown=None)
        elif meaning:
            self.said = _under(meaning, self.said)
            self.measure = meaning.measure or self.measure
        if meaning and meaning.indicator:
            self.unread_indicator = None
        elif label is not None and meaning is None and self.said.indicator and is_word(label):
            self.unread_indicator = label  # where others name indicators, it may be one
        if meaning and meaning.place:
            self.place_cell, self.unread_place = label, None
        elif label is not None and self._names_another_place(label):
            self.unread_place = label
        elif label is not None and meaning is None and self.said.place and self._may_be_one(label):
            self.unknown[label] = self.said.place.name

    def _may_be_one(self, label: Cell) -> bool:
        """Whether a label may be of another place: it is no note and no part of the plan."""
        is_note_or_whole = is_note(label.text) or is_whole(label)
        return is_word(label) and not (is_note_or_whole or self._names.is_of_the_plan(label.text))

    def says_a_pair(self, row: int) -> bool:
        """Whether a row is a label and what it labels, wherever the two stand."""
        labels = list(dict.fromkeys(self._sheet.labels(row).values()))
        return len(labels) == _A_PAIR and self._labelled(labels) is not None

    def says_something(self, row: int) -> bool:
        """Whether a row without numbers says what holds for the rows below it."""
        label, meaning = self._said_in(row)
        return bool(meaning) or (label is not None and self._names_another_place(label))

    def says_a_part(self, row: int) -> bool:
        """Whether a row without numbers says that those below are of a part, or of a measure."""
        _, meaning = self._said_in(row)
        return meaning is not None and bool(meaning.breakdown or meaning.measure)

    def _names_another_place(self, label: Cell) -> bool:
        """Whether a sub-heading names a country that the plan has not, or one in a wrong way."""
        if label.content is not Content.TEXT or self._names.places_in(label.text):
            return False
        said, colon, _ = label.text.partition(":")
        meaning = self._headings.of_text(said.strip()) if colon and said.strip() else None
        is_labelled = meaning is not None and meaning.role is Role.PLACE
        return is_labelled or self._names.is_another_place(label.text)

    def _said_in(self, row: int) -> tuple[Cell | None, Meaning | None]:
        """The one label of a row, or of a pair such as ``País: | Bolivia`` what is labelled."""
        labels = list(dict.fromkeys(self._sheet.labels(row).values()))
        if len(labels) == _A_PAIR and (labelled := self._labelled(labels)):
            return labels[1], labelled
        if len(labels) > 1 and (place := self._place_beside_others(labels)):
            return labels[0], place
        if len(labels) != 1:
            return None, None
        label = labels[0]
        return label, self._headings.meaning(label) or self._mentioned(label)

    def _place_beside_others(self, labels: list[Cell]) -> Meaning | None:
        """A place before other words, such as who is responsible, but not before an indicator.

        Where rows name places, it is such a row without a number.
        """
        if self._names_places:
            return None
        first, *others = (self._headings.meaning(label) for label in labels)
        names_one = any(other is not None and other.indicator is not None for other in others)
        is_place = first is not None and first.is_fact_alone and first.place is not None
        return first if is_place and not names_one else None

    def _labelled(self, labels: list[Cell]) -> Meaning | None:
        """The place or period that stands beside its label."""
        label = self._headings.meaning(labels[0])
        told = self._headings.meaning(labels[1])
        if label is None or told is None or label.is_fact or not told.is_fact_alone:
            return None
        is_place = label.role is Role.PLACE and told.place is not None
        is_period = label.role in {Role.PERIOD, Role.YEAR} and told.period is not None
        return told if is_place or is_period else None

    def _mentioned(self, label: Cell) -> Meaning | None:
        """The place, quarter or half that a short sub-heading mentions among other words."""
        if label.content is not Content.TEXT or is_note(label.text):
            return None
        if len(label.text.split()) > _MOST_WORDS:
            return None
        places, found = self._names.places_in(label.text), find_period(label.text)
        place = places[0] if len(places) == 1 else None
        period = found.words if found and found.words.quarters is not None else None
        return Meaning(place=place, period=period) if place or period else None


def _under(said: Meaning, above: Meaning) -> Meaning:
    """A sub-heading below others; a part, such as women, ends with what it is a part of."""
    found = said.under(above)
    is_other = said.place is not None or said.indicator is not None
    return replace(found, breakdown=said.breakdown) if is_other else found
