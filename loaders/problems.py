"""What can be wrong with a cell: every code with its severity and what its sentence needs.

The sentences are made by ``dashboard.words`` in the reader's language; here are codes and
parameters only. An error keeps its value out, a warning or a notice does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, the text found there, and what its sentence needs beside it.

    ``place`` is the code of the place whose report it stands in, empty where none is known.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    found: str
    params: Mapping[str, object]
    place: str = field(default="", compare=False)

    def of_place(self, code: str) -> Problem:
        return replace(self, place=code)


@dataclass(frozen=True, slots=True)
class Kind:
    """What all problems of a code have in common."""

    severity: Severity
    params: tuple[str, ...] = ()


def _error(*params: str) -> Kind:
    return Kind(Severity.ERROR, params)


def _warning(*params: str) -> Kind:
    return Kind(Severity.WARNING, params)


def _notice(*params: str) -> Kind:
    return Kind(Severity.NOTICE, params)


KINDS: Mapping[str, Kind] = {
    # Which indicator, place and period: at that cell, header or label.
    # suggestion (here and below): the nearest known text, None where nothing is near.
    "unknown_indicator": _error("suggestion"),
    "ambiguous_code": _error("one", "other"),  # two codes that a number may stand for
    "code_name_conflict": _error("code", "name"),  # two codes: what each of the two cells names
    "unknown_place": _error("suggestion"),
    "place_not_yours": _error(),
    "unreadable_period": _error(),
    "wrong_frequency": _error("indicator", "frequency", "period"),  # code, Frequency, text found
    "period_outside_plan": _error("period", "first", "last"),  # Period, two years
    "period_in_future": _error("period"),
    "period_locked": _error("period"),
    "context_contradicted": _error("other"),  # the name of the sheet
    "unknown_breakdown": _error(),
    "two_breakdowns": _error("other"),  # the cell of the other, such as D1
    # The number: at its cell.
    "unreadable_value": _error(),
    "ambiguous_number": _error("one", "other"),  # both readings
    "spreadsheet_error": _error(),
    "formula_without_value": _error(),
    "out_of_range": _error("indicator", "value", "minimum", "maximum"),  # either bound may be None
    "percent_scale": _error("percent"),  # what it would be in per cent
    # The parts: at the denominator's cell, at the numerator's where that is the one at fault.
    "denominator_missing": _error(),
    "numerator_missing": _error(),
    "zero_denominator": _error("numerator"),
    "numerator_exceeds_denominator": _error("numerator", "denominator"),
    "value_ratio_mismatch": _error("value", "computed"),
    "duplicate_conflict": _error("other"),  # the other cell, such as Datos!D16
    "unit_mismatch": _error("indicator", "unit"),
    "duplicate_same": _warning("other"),
    # How a workbook was read that a person explained: at a heading, or where it says otherwise.
    "constant_contradicted": _warning("said"),  # a place or period as the person said it
    "constant_reused": _warning("said"),
    "mapping_reused": _notice(),
    # What is unusual beside the values in force.
    "outlier": _warning("value", "median", "low", "high"),  # low, high: all others lie between
    "unusual_place": _warning("indicator", "place", "places"),  # Text, how many others report it
    "running_total": _warning("indicator", "before"),  # the amount of the period before
    "possible_double_count": _warning("value", "sum", "places"),  # how many countries add up
    "breakdown_exceeds_total": _warning("category", "value", "total"),
    "footnote_mark": _notice("value"),
    "hidden_rows": _notice(),
    "hidden_sheet": _notice(),
    "perhaps_planned": _warning(),
    "unknown_heading": _warning(),
    "unknown_sub_heading": _warning("place"),  # Text: which the rows below are read as of
    "unread_rows": _warning(),
    "unused_column": _notice(),
    "unused_row": _notice(),
    "formats_not_kept": _notice(),
    # Strategy workbooks.
    "missing_sheet": _error(),  # found: the sheet's name
    "missing_column": _error("column"),
    "missing_field": _error("field"),  # a row of the sheet Plan
    "missing_value": _error("column"),
    "unknown_word": _error("column", "allowed", "suggestion"),  # allowed: a tuple of words
    "not_a_whole_number": _error("column"),
    "duplicate_code": _error("other"),
    "duplicate_row": _error("other"),  # of a table without codes of its own
    "word_of_two_categories": _error("word", "other"),  # of a breakdown's dimension
    "unknown_reference": _error("column", "suggestion"),  # to an area, objective or indicator
    "plan_years_upside_down": _error("earlier", "later"),  # the earlier of two years is later
    "direction_against_goal": _error("indicator", "direction", "baseline", "goal"),
    "goal_not_after_baseline": _error("indicator", "baseline_period", "goal_period"),
    "band_upside_down": _error("indicator", "band_low", "band_high"),
    "goal_outside_band": _error("indicator", "goal", "minimum", "maximum"),  # the band's bounds
    "band_missing": _error("indicator"),  # something to maintain, within no bounds
    "limits_upside_down": _error("indicator", "minimum", "maximum"),
    "negative_weight": _error("weight"),
    "weights_all_zero": _error("column"),
    "duplicate_milestone": _error("indicator", "period", "other"),
    "milestone_outside_path": _error("indicator", "period", "first", "last"),  # three Periods
    "milestone_against_path": _error("indicator", "period", "value", "planned"),  # at an end of it
    "reporter_ends_before_it_begins": _error("first", "last"),  # two Periods
    "path_turns_back": _warning("indicator", "value", "before"),
}


def problem(code: str, sheet: str, cell: str, found: str = "", /, **params: object) -> Problem:
    """A problem of a known code. TypeError where the parameters are not those of its kind."""
    kind = KINDS[code]
    if set(params) != set(kind.params):
        raise TypeError(f"{code} takes {kind.params}, not {tuple(params)}")
    return Problem(code, kind.severity, sheet, cell, found, params)
