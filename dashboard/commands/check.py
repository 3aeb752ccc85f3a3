"""``mega check``, and what it says of backups too."""

from __future__ import annotations

from dashboard.commands.session import Session, say, say_json
from dashboard.rights import Right
from dashboard.words import Words
from data.check import Report, check

HOLDS, BREACHED = 0, 1
"""Exit codes."""


def show_check(session: Session, *, as_json: bool) -> int:
    """Ask every invariant, say what was found, and return the exit code."""
    report = check(session.access().to(Right.KEEP).path)
    if as_json:
        say_json(_as_json(report, session.words))
    else:
        say(told(report, session.words))
    return exit_code(report)


def exit_code(report: Report) -> int:
    return BREACHED if report.breaches else HOLDS


def told(report: Report, words: Words) -> str:
    """That everything holds, or every breach and what to do."""
    if not report.breaches:
        return words.text(
            "Everything holds, in {imports} imports ({undone} undone) with {files} workbooks: "
            "{in_force} of {values} values are in force, as the history of {changes} changes "
            "leads to.",
            imports=report.imports,
            undone=report.undone,
            files=report.files,
            in_force=report.in_force,
            values=report.values,
            changes=report.changes,
        )
    lines = [words.breach(breach) for breach in report.breaches]
    advice = words.text(
        "Somebody or something other than this program changed the database. Keep it, restore "
        "the latest backup in which mega check finds nothing, and import again what came later."
    )
    return "\n".join([*lines, "", advice])


def _as_json(report: Report, words: Words) -> dict[str, object]:
    return {
        "holds": not report.breaches,
        "changes": report.changes,
        "imports": report.imports,
        "undone": report.undone,
        "files": report.files,
        "values": report.values,
        "in_force": report.in_force,
        "breaches": [
            {"code": breach.code, "count": breach.count, "message": words.breach(breach)}
            for breach in report.breaches
        ],
    }
