"""All that is found in a file, held against a strategy: one question, one answer.

It needs neither a store nor a clock, so that it can be asked of a process of its own
(``loaders.apart``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.errors import MegaError
from indicators.model import Observation, Strategy
from loaders.check import Rules, in_reading_order
from loaders.limits import LIMITS, Limits
from loaders.mapping import TableMapping, top_of
from loaders.problems import Problem
from loaders.read import UnusableFileError, read_workbook
from loaders.recognise import Table
from loaders.strategy import is_strategy, read_strategy
from loaders.values import check_fits, find_values
from loaders.workbook import Sheet, Workbook


@dataclass(frozen=True)
class Question:
    """What a file is held against.

    ``rules`` are None while there is no strategy. ``chosen`` mappings are a person's for this
    file, ``known`` ones those of files before it.
    """

    rules: Rules | None
    chosen: Sequence[TableMapping] = ()
    known: Sequence[TableMapping] = ()


@dataclass(frozen=True)
class Found:
    """What a file holds and what is wrong with it.

    ``fatal`` is the code of why it cannot be used. Of a strategy workbook ``is_strategy``
    holds, and ``strategy`` is there unless it has errors. ``tables`` were recognised, or
    explained by ``mappings``; ``tops`` are the first rows of each sheet. ``locked`` says by
    sheet and cell of a value what is wrong if it changes one of a closed period.
    """

    fatal: str | None = None
    is_strategy: bool = False
    strategy: Strategy | None = None
    problems: Sequence[Problem] = ()
    observations: Sequence[Observation] = ()
    tables: Sequence[Table] = ()
    mappings: Sequence[TableMapping] = ()
    tops: Sequence[Sheet] = ()
    locked: Mapping[tuple[str, str], Problem] = field(default_factory=dict)


def find(content: bytes, file_name: str, question: Question, limits: Limits = LIMITS) -> Found:
    """Read a file and find what it says.

    Errors: ``no_strategy`` where it holds values and there is none yet, ``mapping_wrong``,
    ``mapping_fits_no_sheet``.
    """
    try:
        workbook = read_workbook(content, file_name, limits)
    except UnusableFileError as error:
        return Found(fatal=error.code)
    if is_strategy(workbook):
        strategy, problems = read_strategy(workbook)
        ordered = in_reading_order(problems, workbook.sheets)
        return Found(is_strategy=True, strategy=strategy, problems=ordered)
    if question.rules is None:
        raise MegaError("no_strategy")
    return _values(workbook, question.rules, question)


def _values(workbook: Workbook, rules: Rules, question: Question) -> Found:
    check_fits(workbook, question.chosen)
    values = find_values(workbook, rules, [*question.chosen, *question.known])
    is_empty = not values.observations and not values.problems
    return Found(
        fatal="no_data_found" if is_empty else None,
        problems=values.problems,
        observations=values.observations,
        tables=[replace(table, sheet=top_of(table.sheet)) for table in values.tables],
        mappings=values.mappings,
        tops=[top_of(sheet) for sheet in workbook.sheets],
        locked=values.locked,
    )
