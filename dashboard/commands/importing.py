"""``mega import``: each file its own import, in order; a bad one does not stop the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dashboard import machine, outcomes
from dashboard.access import Access
from dashboard.commands.changed_values import changed_values
from dashboard.commands.handing_out import hand_back, make_folder
from dashboard.commands.session import Session, say, say_json
from dashboard.commands.table import table
from dashboard.problem_groups import groups_of
from dashboard.rights import Right
from dashboard.words import Words
from dashboard.words.workbooks import recognised
from data.errors import MegaError
from indicators.periods import Period
from loaders.mapping import TableMapping
from loaders.mapping_file import read_mappings
from loaders.preview import Preview, by_rule
from loaders.problems import Problem, Severity

if TYPE_CHECKING:
    from dashboard.effects import Effects
    from dashboard.moments import Moment

IMPORTED, ERRORS, UNUSABLE = 0, 1, 2
"""Exit codes: imported or nothing to change; errors in values; the file itself is wrong."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted of each file."""

    dry_run: bool
    accept_valid: bool
    reason: str
    effective_from: Period | None
    mapping: Path | None = None
    marked: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: refused with an error, or previewed and perhaps accepted.

    ``is_submitted``: it awaits review. ``marked`` is where it was written with its problems marked.
    ``effects`` is what a strategy changes.
    """

    file: str
    refusal: MegaError | None = None
    found: Preview | None = None
    import_id: int | None = None
    is_submitted: bool = False
    marked: Path | None = None
    effects: Effects | None = None

    @property
    def exit_code(self) -> int:
        if self.refusal:
            return UNUSABLE
        return ERRORS if self.found and self.found.has_errors else IMPORTED


def import_files(session: Session, files: Sequence[str], choice: Choice, *, as_json: bool) -> int:
    """Import the files, say what became of each, and return the worst exit code."""
    words, outcomes = session.words, []
    if choice.marked is not None:
        make_folder(choice.marked)
    with _access(session, throw_away=choice.dry_run) as access:
        for n, file in enumerate(files, start=1):
            if not as_json and len(files) > 1:
                say(f"{n}/{len(files)}")
            outcome = _import_file(access, Path(file), choice, session)
            outcomes.append(_handed_back(outcome, choice.marked, words))
            if not as_json:
                say(_told(outcomes[-1], choice, session))
                if len(files) > 1:
                    say()
    if as_json:
        found = [_as_json(outcome, words) for outcome in outcomes]
        say_json(found if len(found) > 1 else found[0])
    elif len(outcomes) > 1:
        say(_results(outcomes, choice, words))
    return max(outcome.exit_code for outcome in outcomes)


@contextmanager
def _access(session: Session, *, throw_away: bool) -> Iterator[Access]:
    """To the database, made where there is none; for a dry run, beside the point."""
    if session.database.exists():
        yield session.access()
    elif throw_away:
        with TemporaryDirectory() as folder:
            yield Access.created(session.person, Path(folder) / "mega.duckdb")
    else:
        yield _made_by_one(session)


def _made_by_one(session: Session) -> Access:
    """To a new database, or the one that another import made at the same moment."""
    try:
        return Access.created(session.person, session.database)
    except MegaError as error:
        if error.code != "file_exists":
            raise
        return session.access()


def _import_file(access: Access, path: Path, choice: Choice, session: Session) -> Outcome:
    file, moment = str(path), access.moment(session.now)
    try:
        content = read_file(path)
        found = access.preview(content, path.name, moment, _mappings(choice))
    except MegaError as error:
        return Outcome(file, refusal=error)
    if found.fatal:
        return Outcome(file, refusal=MegaError(found.fatal, file=path.name))
    effects = _effects(access, found, moment, choice)
    if choice.dry_run or not _is_to_be_accepted(found, choice):
        return Outcome(file, found=found, effects=effects)
    try:
        import_id = access.accept(
            found,
            content,
            path.name,
            moment,
            reason=choice.reason,
            accept_valid=choice.accept_valid,
            effective_from=choice.effective_from,
        )
    except MegaError as error:
        return Outcome(file, refusal=error, found=found, effects=effects)
    is_submitted = found.kind == "values" and access.is_reviewed
    return Outcome(
        file, found=found, import_id=import_id, is_submitted=is_submitted, effects=effects
    )


def _is_to_be_accepted(found: Preview, choice: Choice) -> bool:
    """Of values those without errors may be taken alone, of a strategy nothing."""
    return not found.has_errors or (choice.accept_valid and found.kind == "values")


def _effects(access: Access, found: Preview, moment: Moment, choice: Choice) -> Effects | None:
    """What a strategy changes; None of the first one, and of a workbook with values."""
    if found.strategy is None:
        return None
    store = access.to(Right.STEER)
    history = store.strategy_history()
    if not history.versions:
        return None
    from dashboard.effects import effects_of  # noqa: PLC0415 - values do not wait for figures
    from dashboard.service import snapshot  # noqa: PLC0415

    since = choice.effective_from or by_rule(found.strategy, history, moment.today)
    return effects_of(snapshot(store, moment.today), found.strategy, since)


def _handed_back(outcome: Outcome, folder: Path | None, words: Words) -> Outcome:
    """The outcome with the marked workbook, where one is wanted and there is what to mark."""
    if folder is None or outcome.found is None or not outcome.found.problems:
        return outcome
    path = Path(outcome.file)
    return replace(outcome, marked=hand_back(path, read_file(path), outcome.found, folder, words))


def _mappings(choice: Choice) -> list[TableMapping]:
    if choice.mapping is None:
        return []
    try:
        return read_mappings(read_file(choice.mapping).decode())
    except UnicodeDecodeError as error:
        raise MegaError("file_unreadable", file=str(choice.mapping)) from error


def read_file(path: Path) -> bytes:
    """The bytes of a file; errors ``file_missing``, ``file_unreadable``."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MegaError("file_missing", file=str(path)) from error
    except OSError as error:
        raise MegaError("file_unreadable", file=str(path)) from error


def _as_json(outcome: Outcome, words: Words) -> machine.Json:
    found = outcome.found
    observations, problems = (found.observations, found.problems) if found else ((), ())
    return {
        "file": outcome.file,
        "fatal": outcome.refusal.code if outcome.refusal else None,
        "observations": [machine.observation_as_json(item) for item in observations],
        "problems": [_problem_as_json(item, words) for item in problems],
        "counts": dict(found.counts) if found else {"new": 0, "changed": 0, "unchanged": 0},
        "import_id": outcome.import_id,
        **({"marked": str(outcome.marked)} if outcome.marked else {}),
    }


def _problem_as_json(problem: Problem, words: Words) -> machine.Json:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "found": problem.found,
        "message": words.problem(problem),
    }


def _told(outcome: Outcome, choice: Choice, session: Session) -> str:
    """What a person reads of one file: what is in it, what is wrong, what became of it."""
    words, lines = session.words, [outcome.file]
    if outcome.found and choice.dry_run:
        lines += [recognised(one, words) for one in outcome.found.tables]
    if outcome.found:
        changed = changed_values(outcome.found.changes, words) if choice.dry_run else []
        told = [*changed, *_problems(outcome.found, words)]
        lines += [_contents(outcome.found, words), *told, *([""] if told else [])]
    if outcome.effects and outcome.found and outcome.found.strategy:
        from dashboard.changes_told import effects_as_lines  # noqa: PLC0415 - as above

        names = {one.code: words.name(one.name) for one in outcome.found.strategy.areas}
        lines += effects_as_lines(words, outcome.effects, names)
    if outcome.marked:
        lines.append(words.text("With its problems marked: {path}", path=str(outcome.marked)))
    return "\n".join([*lines, _verdict(outcome, choice, session)])


def _contents(found: Preview, words: Words) -> str:
    """What a workbook holds: a strategy, or so many new, changed and unchanged values."""
    if found.kind == "strategy" and found.strategy is None:
        return words.text("This is a strategy workbook.")
    if found.strategy is None:
        return words.text("{new} new, {changed} changed, {unchanged} unchanged", **found.counts)
    return words.count(
        "Strategy of the plan {plan}: {n} target",
        "Strategy of the plan {plan}: {n} targets",
        len(found.strategy.indicators),
        plan=found.strategy.plan.code,
    )


def _problems(found: Preview, words: Words) -> list[str]:
    """Every problem at its cell, those of a kind together and errors first."""
    lines: list[str] = []
    for group in groups_of(found.problems, words):
        title, n = words.problem_title(group.code), words.number(group.count)
        lines += ["", f"{words.severity(group.severity)}: {title} ({n})"]
        lines += [f"  {line.cells(words)}  {line.sentence}" for line in group.lines]
        if more := group.more_lines:
            lines.append("  " + words.count("and {n} more", "and {n} more", more))
    return lines


def _verdict(outcome: Outcome, choice: Choice, session: Session) -> str:
    """What became of the file, or what to do next."""
    words = session.words
    if outcome.refusal:
        return words.error(outcome.refusal)
    if outcome.import_id is not None:
        number, is_submitted = outcome.import_id, outcome.is_submitted
        return outcomes.imported(words, number, session.called, is_submitted=is_submitted)
    if choice.dry_run:
        return words.text("Nothing was written: this was a dry run.")
    if outcome.found and not _is_to_be_accepted(outcome.found, choice):
        return _to_mend(outcome.found, words)
    if outcome.found and not (outcome.found.observations or outcome.found.strategy):
        return words.text("Nothing to import: no value was filled in.")
    return words.text("Nothing to change: all of it is in force already.")


def _to_mend(found: Preview, words: Words) -> str:
    if found.kind == "strategy":
        return words.text(
            "Nothing was imported. Correct these cells and import the workbook again."
        )
    return words.text(
        "Nothing was imported. Correct these cells and import the workbook again, "
        "or import the values without errors with --accept-valid."
    )


def _results(outcomes: Sequence[Outcome], choice: Choice, words: Words) -> str:
    """One line a file."""
    head = [
        words.text("File"),
        words.text("New"),
        words.text("Changed"),
        words.text("Unchanged"),
        words.text("Errors"),
        words.text("Result"),
    ]
    rows = [_result(outcome, choice, words) for outcome in outcomes]
    return table(head, rows, right=range(1, 5))


def _result(outcome: Outcome, choice: Choice, words: Words) -> list[str]:
    numbers = [""] * 4
    if outcome.found:
        errors = sum(problem.severity is Severity.ERROR for problem in outcome.found.problems)
        numbers = [words.number(n) for n in (*outcome.found.counts.values(), errors)]
    return [outcome.file, *numbers, _became(outcome, choice, words)]


def _became(outcome: Outcome, choice: Choice, words: Words) -> str:
    if outcome.refusal:
        return words.text("unusable")
    if outcome.import_id is not None:
        return words.text("imported as {import_id!s}", import_id=outcome.import_id)
    if choice.dry_run:
        return words.text("dry run")
    if outcome.found and outcome.found.kind == "strategy" and outcome.found.has_errors:
        return words.text(
            "Nothing was imported. Correct these cells and import the workbook again."
        )
    if outcome.exit_code == ERRORS and not choice.accept_valid:
        return words.text("not imported")
    return words.text("nothing to change")
