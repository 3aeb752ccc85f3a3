"""The process that tries mutants one after another, and says of each what became of it.

``python -m tests.loaders.fuzz.worker FIRST END``: it lives as the process that reads a file
does, within the same limits. Whoever hangs is ended by the alarm.
"""

import json
import resource
import signal
import sys
from dataclasses import asdict

from loaders.apart_messages import found_as_messages, found_of
from loaders.limits import PROCESS_LIMITS
from loaders.looking import Asked, found_in
from loaders.mapping import suggestions
from loaders.names import territory_names
from tests.loaders.drawn import rules
from tests.loaders.fuzz.mutants import mutant


def main() -> None:
    first, end = map(int, sys.argv[1:])
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (PROCESS_LIMITS.memory_bytes, hard))
    asked = Asked(rules(), (), (), territory_names())
    _say("ready")
    for seed in range(first, end):
        content, name = mutant(seed)
        signal.setitimer(signal.ITIMER_REAL, PROCESS_LIMITS.seconds)
        ending = ending_of(content, name, asked)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _say(ending)


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def ending_of(content: bytes, name: str, asked: Asked) -> str:
    """What a file comes to: the code of why there is nothing, or what there is."""
    found = found_of(found_as_messages(found_in(content, name, asked)), asked)
    if found.values is None:
        if found.fatal is not None:
            return found.fatal
        return _said([], found.problems, is_there=found.strategy is not None)
    values, tops = found.values, found.tops
    assert all(one.sheet is not None for one in suggestions(values.tables, tops))
    if found.fatal is not None:
        assert values.is_of_something_else
        return found.fatal
    return _said(values.observations, values.problems, is_there=values.names_indicators)


def _said(observations, problems, *, is_there: bool) -> str:
    """All of it can be written down, and there is something."""
    json.dumps([asdict(one) for one in problems], default=str).encode()
    json.dumps([asdict(one) for one in observations], default=str, allow_nan=False).encode()
    assert observations or problems or is_there
    return "problems" if problems else "values" if observations else "nothing_filled_in"


if __name__ == "__main__":
    main()
