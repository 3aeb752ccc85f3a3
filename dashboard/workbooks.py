"""Workbooks handed out: the returned one, the template and the export, in the reader's words.

``loaders`` writes them; here they are given their sentences and labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from dashboard.words import Words
from data.errors import MegaError
from indicators.model import Indicator, Observation
from indicators.periods import Period
from loaders.due import due, last_values, plan_years
from loaders.looking import look_here
from loaders.names import Names
from loaders.problems import Problem

if TYPE_CHECKING:
    from data.store import Store
    from loaders.exported import Exported, ExportWords
    from loaders.template import TemplateWords


def returned_workbook(content: bytes, problems: Sequence[Problem], words: Words) -> bytes:
    """The uploaded workbook with every problem at its cell, and a sheet that lists them."""
    from loaders.marks import Labels, Remark  # noqa: PLC0415 - openpyxl takes long, as below
    from loaders.returned import returned  # noqa: PLC0415

    remarks = [
        Remark(
            sheet=problem.sheet,
            cell=problem.cell,
            severity=problem.severity,
            severity_name=words.severity(problem.severity),
            title=words.problem_title(problem.code),
            found=problem.found,
            sentence=words.problem(problem),
        )
        for problem in problems
    ]
    labels = Labels(
        sheet=words.text("Problems"),
        title=words.count("{n} problem", "{n} problems", len(problems)),
        help=words.text(
            "Correct the coloured cells and load this workbook again. This sheet is not read."
        ),
        headings=(
            words.text("Where"),
            words.text("Severity"),
            words.text("Problem"),
            words.text("What is there"),
            words.text("What to mend"),
        ),
    )
    return returned(content, remarks, labels)


def returned_name(file_name: str, words: Words) -> str:
    """The name of the returned workbook: always an .xlsx, and never the uploaded one's own."""
    return words.text("{name} to correct.xlsx", name=PurePath(file_name).stem)


def template_workbook(store: Store, period: Period, place: str | None, words: Words) -> bytes:
    """The template of the quarter that a period ends with, for one place or for any.

    Errors: ``no_strategy``, ``unknown_place``, ``no_period_of_the_plan``, ``nothing_due``.
    """
    from loaders.template import Form, template  # noqa: PLC0415

    history = store.strategy_history()
    strategy = history.latest
    if strategy is None:
        raise MegaError("no_strategy")
    if place is not None and place not in strategy.place:
        raise MegaError("unknown_place", found=place, known=tuple(strategy.place))
    first, last = plan_years(history)
    if not first <= period.year <= last:
        raise MegaError("no_period_of_the_plan", period=period, first=first, last=last)
    quarter = period.last_quarter
    indicators = due(history, quarter, place)
    if not indicators:
        raise MegaError("nothing_due", period=quarter)
    form = Form(
        quarter=quarter,
        indicators=indicators,
        places=strategy.places if place is None else (strategy.place[place],),
        last=last_values(store.observations(), indicators, quarter),
    )
    return template(form, Names(strategy), _template_words(words))


def exported_workbook(store: Store, today: date, words: Words) -> Exported:
    """Every value in force as a workbook that an import leaves unchanged.

    Errors: ``no_strategy``; ``export_too_large`` where it would be more than is read.
    """
    from loaders.exported import exported  # noqa: PLC0415
    from loaders.preview import preview  # noqa: PLC0415

    strategy = store.strategy_history().latest
    if strategy is None:
        raise MegaError("no_strategy")
    observations = store.everything_in_force()

    def unchanged(content: bytes) -> list[Observation]:
        found = preview(content, "export.xlsx", store, today, look=look_here)
        if found.fatal == "too_large":
            raise MegaError("export_too_large", values=len(observations))
        return [change.observation for change in found.changes if change.kind == "unchanged"]

    return exported(observations, strategy, _export_words(words), unchanged)


def _export_words(words: Words) -> ExportWords:
    from loaders.exported import ExportWords  # noqa: PLC0415

    return ExportWords(
        values=words.text("Values"),
        plans=words.text("Plans of places"),
        outside=words.text("Not in the strategy"),
        code=words.text("Code"),
        place=words.text("Place"),
        period=words.text("Period"),
        value=words.text("Value"),
        plan=words.text("Plan"),
        numerator=words.text("Numerator"),
        denominator=words.text("Denominator"),
        note=words.text("Note"),
        dimension=words.text("Breakdown"),
        category=words.text("Category"),
        kind=words.text("Kind"),
    )


def exported_strategy(store: Store, today: date) -> bytes:
    """The strategy that holds today, as the workbook it is read from; error ``no_strategy``.

    Imported again it is no change, and what is changed in it becomes the next version.
    """
    from loaders.exported_strategy import strategy_workbook  # noqa: PLC0415

    version = store.strategy_history().version_in_effect(Period.quarter_of(today))
    if version is None:
        raise MegaError("no_strategy")
    return strategy_workbook(version.strategy)


def template_name(quarter: Period, place: str | None, words: Words) -> str:
    parts = [words.text("Report"), quarter.code, place]
    return " ".join(part for part in parts if part) + ".xlsx"


def _template_words(words: Words) -> TemplateWords:
    from loaders.template import TemplateWords  # noqa: PLC0415
    from loaders.template_limits import LimitWords  # noqa: PLC0415

    return TemplateWords(
        sheet=words.text("Report"),
        lists=words.text("Lists"),
        title=words.text("Report of indicators"),
        help=words.text(
            "Fill in the yellow cells. Leave blank what is not known: a blank is not a zero. "
            "Of a percentage write the number alone, such as {example}.",
            example=85.3,
        ),
        place=words.text("Place"),
        period_label=words.text("Period"),
        headings=(
            words.text("Code"),
            words.text("Indicator"),
            words.text("Unit"),
            words.text("Definition"),
            words.text("Last value"),
            words.text("Last period"),
            words.text("Value"),
            words.text("Numerator"),
            words.text("Denominator / weight"),
            words.text("Note"),
        ),
        choose_place=words.text("Choose the place that you report for from the list."),
        name=words.name,
        period=words.period,
        limits=LimitWords(
            of_value=partial(_limits, words),
            not_negative=words.text("A number of 0 or more."),
            any_number=words.text("A number."),
            not_accepted=words.text(
                "This cannot be accepted here: a number within the limits is expected. "
                "Leave the cell blank where there is none."
            ),
        ),
    )


def _limits(words: Words, indicator: Indicator) -> str:
    """What an indicator's value may be."""
    low, high, unit = indicator.minimum, indicator.maximum, indicator.unit
    if low is None and high is None:
        return words.text("A number, in {unit}.", unit=unit)
    if high is None:
        return words.text("A number of {low} or more, in {unit}.", low=low, unit=unit)
    if low is None:
        return words.text("A number of {high} or less, in {unit}.", high=high, unit=unit)
    return words.text("A number from {low} to {high}, in {unit}.", low=low, high=high, unit=unit)
