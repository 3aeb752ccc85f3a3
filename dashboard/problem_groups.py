"""Many problems made readable: those of a kind together, those of one sentence in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
            named.append(problem.cell if problem.sheet == sheet else _address(problem))
            sheet = problem.sheet
        text = ", ".join(named)
        more = len(self.problems) - MOST_CELLS
        return f"{text} {words.count('and {n} more', 'and {n} more', more)}" if more > 0 else text


@dataclass(frozen=True, slots=True)
class Group:
    """All problems of one kind."""

    code: str
    severity: Severity
    lines: tuple[Line, ...]

    @property
    def count(self) -> int:
        return sum(len(line.problems) for line in self.lines)


def groups_of(problems: Iterable[Problem], words: Words) -> list[Group]:
    """The problems by kind, the worst first; within a kind in the order of the workbook."""
    order: Sequence[Severity] = list(Severity)
    kinds: dict[tuple[int, str], dict[str, list[Problem]]] = {}
    for problem in problems:
        kind = kinds.setdefault((order.index(problem.severity), problem.code), {})
        kind.setdefault(words.problem(problem), []).append(problem)
    return [
        Group(
            code,
            order[severity],
            tuple(Line(sentence, tuple(those)) for sentence, those in lines.items()),
        )
        for (severity, code), lines in sorted(kinds.items())
    ]


def _address(problem: Problem) -> str:
    sheet = f"'{problem.sheet}'" if " " in problem.sheet else problem.sheet
    return f"{sheet}!{problem.cell}" if problem.cell else sheet
