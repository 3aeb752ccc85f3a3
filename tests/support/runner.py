"""Runs command lines in forks of a process that has imported what they need but opened nothing.

Each command has a process of its own, without the seconds that the imports take. It ends at once:
a library must not end threads that were never its own. Run as
``python -m tests.support.runner`` it answers each request, a line of JSON, by another:

- ``run`` a command, to its end: its exit code, and all that it said;
- ``serve`` by a command: the id of its process;
- ``wait`` for that: its exit code, or null after so many ``seconds``.
"""

import json
import os
import pkgutil
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import dashboard.commands
from dashboard.cli import main

MEGA = Path(sys.executable).with_name("mega")
PAUSE_SECONDS = 0.01


def import_commands() -> None:
    for found in pkgutil.iter_modules(dashboard.commands.__path__, "dashboard.commands."):
        import_module(found.name)
    for name in ("duckdb", "pandas", "loaders.preview"):
        import_module(name)


def import_pages() -> None:
    for name in import_module("dashboard.server").imported_by_pages():
        import_module(name)


def run(command: list[str], largest_file: int | None = None) -> tuple[int, str]:
    if command[0] == str(MEGA):
        return forked(command, largest_file)
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def forked(command: list[str], largest_file: int | None) -> tuple[int, str]:
    heard, said = os.pipe()  # not a file: that may not grow either
    child = os.fork()
    if not child:
        os.close(heard)
        os.dup2(said, 1)
        os.dup2(said, 2)
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        os._exit(be_the_command(command))
    os.close(said)
    with os.fdopen(heard, encoding="utf-8") as all_of_it:
        text = all_of_it.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text


def serve(
    command: list[str], said: str, log: str, folder: str, environment: Mapping[str, str]
) -> int:
    """``said`` and ``log`` are files that take what it prints and logs."""
    import_pages()
    child = os.fork()
    if child:
        return child
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for path, flags, descriptor in (
        (os.devnull, os.O_RDONLY, 0),
        (said, os.O_WRONLY, 1),
        (log, os.O_WRONLY | os.O_APPEND, 2),
    ):
        os.dup2(os.open(path, flags), descriptor)
    os._exit(be_the_command(command))


def wait(child: int, seconds: float) -> int | None:
    given_up_at = time.monotonic() + seconds
    while time.monotonic() < given_up_at:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(PAUSE_SECONDS)
    return None


def be_the_command(command: list[str]) -> int:
    """Its exit code."""
    try:
        sys.argv = command
        main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    with suppress(BrokenPipeError):
        sys.stdout.flush()
    sys.stderr.flush()
    return code


ANSWERS: dict[str, Callable[..., Any]] = {"run": run, "serve": serve, "wait": wait}

if __name__ == "__main__":
    import_commands()
    for line in sys.stdin:
        asked, arguments = json.loads(line)
        print(json.dumps(ANSWERS[asked](*arguments)), flush=True)
