"""What titles, labels and the sheet's name say of a whole table.

The nearest says it: a ``label: value`` pair above the table, else a title sentence, else the
name of the sheet. A sentence that names two places names none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from indicators.model import Indicator, Measure, Place
from loaders.context import Context, Said
from loaders.dates import cut_off_in, names_a_day
from loaders.headings import NAMING, Headings, Meaning, Role
from loaders.names import Names
from loaders.period_finder import find_period, period_in, with_short_year
from loaders.text import normalised, spaced
from loaders.vocabulary import beginnings_of_notes, heading_phrases, plan_labels
from loaders.workbook import Cell, Content, Sheet

_LONGEST_SENTENCE = 300


def context_of_sheet_name(sheet: Sheet, headings: Headings, names: Names) -> Context:
    """What the name of the sheet says, such as ``MX``, ``T3 2024``, ``Perú T1-24`` or ``M08``."""
    found = find_period(sheet.name)
    found = with_short_year(sheet.name, found) if found else None
    rest = found.rest if found else sheet.name
    place = names.place(sheet.name) or (names.place(rest) if rest else None)
    place = place or _only(names.places_in(sheet.name))
    indicator = names.indicator(sheet.name).indicator
    return Context(
        place=Said(place, None) if place else None,
        period=Said(found.words, None) if found else None,
        indicator=Said(indicator, None) if indicator else None,
        measure=_measure_in(sheet.name, None, headings),
    )


def _measure_in(text: str, cell: Cell | None, headings: Headings) -> Said[Measure] | None:
    """Plan or actual, where every word of a name or title is known: ``Metas 2024``.

    The word plan alone may also name the plan that the actuals are of.
    """
    meaning = headings.of_text(text)
    if meaning is None or meaning.measure is None or plan_labels() & set(spaced(text).split()):
        return None
    return Said(meaning.measure, cell)


def context_of_rows(sheet: Sheet, rows: Sequence[int], headings: Headings, names: Names) -> Context:
    """What the rows above a table say; a label nearer to the table goes before one farther."""
    labelled, spoken = Context(), Context()
    titles: dict[str, Said[Indicator]] = {}
    for row in rows:
        labels = sheet.labels(row)
        cells = list(dict.fromkeys(labels.values()))
        labelled = _labelled(labels, headings, names).over(labelled)
        spoken = _spoken(cells, headings, names).over(spoken)
        titles |= {
            indicator.code: Said(indicator, cell)
            for cell in cells
            if cell.content is Content.TEXT and not _holds_data(cells)
            if (indicator := names.indicator(cell.text).indicator) is not None
        }
    if len(titles) == 1:  # of a list of indicators the table has none
        spoken = replace(spoken, indicator=next(iter(titles.values())))
    return labelled.over(spoken)


def context_of_cells(cells: Sequence[Cell], headings: Headings, names: Names) -> Context:
    """What cells that stand for themselves say."""
    labels = {cell.column: cell for cell in cells}
    return _labelled(labels, headings, names).over(_spoken(cells, headings, names))


def says_more(sheet: Sheet, rows: Sequence[int], headings: Headings, names: Names) -> bool:
    """Whether the rows between two tables say something that is no label, place or period.

    It may be a title that names the indicator in other words than the strategy's: what was
    said above the first table need not hold for the second.
    """
    for row in rows:
        labels = sheet.labels(row)
        if _labelled(labels, headings, names) != Context():
            continue
        texts = [
            cell.text for cell in dict.fromkeys(labels.values()) if cell.content is Content.TEXT
        ]
        if any(_says_more_than_where_and_when(text, headings, names) for text in texts):
            return True
    return False


def _says_more_than_where_and_when(text: str, headings: Headings, names: Names) -> bool:
    """``Prima Fairtrade 2024`` does; a place's title and ``Avance al T2 2024`` do not."""
    if names.places_in(text) or is_note(text):
        return False
    found = find_period(text)
    return found is None or bool(found.rest and headings.of_text(found.rest) is None)


def _labelled(labels: Mapping[int, Cell], headings: Headings, names: Names) -> Context:
    """The pairs of label and value in a row, in neighbouring cells or in one with a colon."""
    context = Context()
    cells = list(dict.fromkeys(labels.values()))
    for n, cell in enumerate(cells):
        if cell.content is not Content.TEXT:
            continue
        label, colon, told = cell.text.partition(":")
        meaning = headings.of_text(label.strip()) if label.strip() else None
        if meaning is None or meaning.is_fact:
            continue
        told, following = told.strip(), cells[n + 1] if n + 1 < len(cells) else None
        if told:
            found = _pair(meaning, cell._replace(value=told), cell, names)
        elif following is None or _is_label(following, headings):
            found = _blank(meaning, cell, labels) if colon or len(cells) == 1 else Context()
        else:
            found = _pair(meaning, following, following, names)
        context = found.over(context)
    return context


def _is_label(cell: Cell, headings: Headings) -> bool:
    """Whether a cell such as ``Periodo:`` is no value of the label before it, but another label."""
    if cell.content is not Content.TEXT or not cell.text.rstrip().endswith(":"):
        return False
    meaning = headings.of_text(cell.text.rstrip(": "))
    return meaning is not None and not meaning.is_fact


def _blank(label: Meaning, cell: Cell, labels: Mapping[int, Cell]) -> Context:
    """The blank cell right of a label, which may be merged over several columns."""
    last = max(column for column, one in labels.items() if one == cell)
    blank = Cell(cell.row, last + 1, Content.TEXT, "")
    if label.role is Role.PLACE:
        return Context(blank_place=blank)
    return Context(blank_period=blank) if label.role in {Role.PERIOD, Role.YEAR} else Context()


def _pair(label: Meaning, value: Cell, where: Cell, names: Names) -> Context:
    if label.role is Role.PLACE:
        place = names.place(value.text) or _only(names.places_in(value.text))
        if place is None:
            return Context(unread_place=where._replace(value=value.value))
        return Context(place=Said(place, where))
    if label.role in {Role.PERIOD, Role.YEAR}:
        words = period_in(value, label.bare)
        if words is None:
            return Context(unread_period=where._replace(value=value.value))
        return Context(period=Said(words, where))
    return _indicator_pair(label, value, where, names) if label.role in NAMING else Context()


def _indicator_pair(label: Meaning, value: Cell, where: Cell, names: Names) -> Context:
    if indicator := names.indicator(value.text).indicator:
        return Context(indicator=Said(indicator, where))
    if label.role is Role.INDICATOR:  # a name or code alone may be of anything
        return Context(unread_indicator=where._replace(value=value.value))
    return Context()


def _spoken(cells: Sequence[Cell], headings: Headings, names: Names) -> Context:
    """What the sentences of a row say; a row that names two places names none."""
    context = Context()
    named: set[str] = set()
    for cell in cells:
        text = cell.text
        if cell.content is Content.NUMBER and len(cells) == 1 and (year := headings.meaning(cell)):
            context = context.over(Context(period=Said(year.period, cell) if year.period else None))
        if cell.content is not Content.TEXT or len(text) > _LONGEST_SENTENCE or is_note(text):
            continue
        places, found = names.places_in(text), find_period(text)
        place = names.place(text) or _only(places)
        words = found.words if found else None
        if words and (words.month is not None or (words.quarters is None and names_a_day(text))):
            words = cut_off_in(text)
        named |= {place.code} if place else set()
        is_another = place is None and names.is_another_place(text)
        said = Context(
            place=Said(place, cell) if place else None,
            period=Said(words, cell) if words else None,
            unread_place=cell if is_another else None,
            measure=_measure_in(text, cell, headings),
            may_be_plan=cell if _speaks_of_a_plan(text) else None,
        )
        context = context.over(said)
    return replace(context, place=None) if len(named) > 1 else context


def _speaks_of_a_plan(text: str) -> bool:
    kinds = set().union(*(heading_phrases().get((word,), ()) for word in spaced(text).split()))
    words = set(spaced(text).split()) - plan_labels()
    planned = any(heading_phrases().get((word,), set()) & {"plan", "planned"} for word in words)
    return planned and not kinds & {"actual", "achieved"}


def _holds_data(cells: Sequence[Cell]) -> bool:
    """Whether a row holds a number, which is no title's."""
    return any(cell.content is Content.NUMBER for cell in cells)


def is_note(text: str) -> bool:
    """Whether a sentence is a note beside the table, such as where its numbers are from."""
    words = normalised(text)
    begins = (words == one or words.startswith(f"{one} ") for one in beginnings_of_notes())
    return text.lstrip().startswith("*") or any(begins)


def _only(places: Sequence[Place]) -> Place | None:
    return places[0] if len(places) == 1 else None
