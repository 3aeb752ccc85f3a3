"""The process that tries mutants one after another, and says of each what became of it.

``python -m tests.loaders.fuzz.worker FIRST END``: it lives as the process that reads a file
does, within the same limits. Whoever hangs is ended by the alarm.
"""

import json
import resource
import signal
import sys
from dataclasses import asdict

from loaders.check import Rules
from loaders.limits import PROCESS_LIMITS
from loaders.mapping import suggestions, top_of
from loaders.own_sheets import without_own_sheets
from loaders.passing import packed, unpacked
from loaders.read import UnusableFileError, read_workbook
from loaders.strategy import is_strategy, read_strategy
from loaders.values import find_values
from tests.loaders.drawn import rules
from tests.loaders.fuzz.mutants import mutant


def main() -> None:
    first, end = map(int, sys.argv[1:])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (PROCESS_LIMITS.memory_bytes, hard))
    said = rules()
    _say("ready")
    for seed in range(first, end):
        content, name = mutant(seed)
        signal.setitimer(signal.ITIMER_REAL, PROCESS_LIMITS.seconds)
        ending = ending_of(content, name, said)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _say(ending)


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def ending_of(content: bytes, name: str, against: Rules) -> str:
    """What a file comes to: the code of why there is nothing, or what there is."""
    try:
        read = read_workbook(content, name)
    except UnusableFileError as error:
        return error.code
    workbook = without_own_sheets(unpacked(b"".join(packed(read))))
    if is_strategy(workbook):
        strategy, problems = read_strategy(workbook)
        return _said([], problems, is_there=strategy is not None)
    found = find_values(workbook, against)
    assert all(top_of(sheet).name == sheet.name for sheet in workbook.sheets)
    assert all(one.sheet is not None for one in suggestions(found.tables, workbook.sheets))
    if found.is_of_something_else:
        return "no_data_found"
    return _said(found.observations, found.problems, is_there=found.names_indicators)


def _said(observations, problems, *, is_there: bool) -> str:
    """All of it can be written down, and there is something."""
    json.dumps([asdict(one) for one in problems], default=str).encode()
    json.dumps([asdict(one) for one in observations], default=str, allow_nan=False).encode()
    assert observations or problems or is_there
    return "problems" if problems else "values" if observations else "nothing_filled_in"


if __name__ == "__main__":
    main()
