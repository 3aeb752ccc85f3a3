"""Many problems made readable: those of a kind together, those of one sentence in one line."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from dashboard.words import Words
from loaders.problems import Problem, Severity

MOST_CELLS = 8
"""Of one sentence, the cells that are named; how many more there are is said."""

MOST_SENTENCES = 100
"""Of one kind; all are in the returned workbook."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and every cell that it is said of."""

    sentence: str
    problems: tuple[Problem, ...]

    def cells(self, words: Words) -> str:
        """``Datos!D3, D9 and 4 more``, the sheet named where it changes."""
        named: list[str] = []
        sheet = None
        for problem in self.problems[:MOST_CELLS]:
            named.append(
                problem.cell if problem.sheet == sheet else address(problem.sheet, problem.cell)
            )
            sheet = problem.sheet
        text = ", ".join(named)
        more = len(self.problems) - MOST_CELLS
        return f"{text} {words.count('and {n} more', 'and {n} more', more)}" if more > 0 else text


@dataclass(frozen=True, slots=True)
class Group:
    """All problems of one kind: the first sentences, and how many problems and others there are."""

    code: str
    severity: Severity
    lines: tuple[Line, ...]
    count: int
    more_lines: int


class _Kind:
    """The problems of one kind so far.

    A sentence is made once for all problems that say the same, and of the first few alone: a
    sheet may have a million different ones, which nobody reads on a page.
    """

    def __init__(self) -> None:
        self.count = 0
        self._sentences: dict[Hashable, str | None] = {}
        self._said: dict[str, list[Problem]] = {}

    def add(self, problem: Problem, words: Words) -> None:
        self.count += 1
        says = problem.found, tuple(problem.params.items())
        if says not in self._sentences:
            is_shown = len(self._said) < MOST_SENTENCES
            self._sentences[says] = words.problem(problem) if is_shown else None
        sentence = self._sentences[says]
        if sentence is not None:
            self._said.setdefault(sentence, []).append(problem)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(Line(sentence, tuple(those)) for sentence, those in self._said.items())

    @property
    def more_lines(self) -> int:
        return sum(sentence is None for sentence in self._sentences.values())


def groups_of(problems: Iterable[Problem], words: Words) -> list[Group]:
    """The problems by kind, the worst first; within a kind in the order of the workbook."""
    order: Sequence[Severity] = list(Severity)
    kinds: dict[tuple[int, str], _Kind] = {}
    for problem in problems:
        key = order.index(problem.severity), problem.code
        kinds.setdefault(key, _Kind()).add(problem, words)
    return [
        Group(code, order[severity], kind.lines, kind.count, kind.more_lines)
        for (severity, code), kind in sorted(kinds.items(), key=lambda one: one[0])
    ]


def address(sheet: str, cell: str) -> str:
    """``Datos!D3``, as Excel writes it; a cell of a whole sheet is empty."""
    named = f"'{sheet}'" if " " in sheet else sheet
    return f"{named}!{cell}" if cell else named
