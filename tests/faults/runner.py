"""Runs command lines one after another, and says how each ended: a line of JSON for a line of JSON.

``mega`` runs in a fork of this process, which has imported what it needs but opened nothing:
a process of its own for each command, without the second that the imports take.
"""

import json
import os
import pkgutil
import resource
import subprocess
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import dashboard.commands
from dashboard.cli import main

MEGA = Path(sys.executable).with_name("mega")


def import_commands() -> None:
    for found in pkgutil.iter_modules(dashboard.commands.__path__, "dashboard.commands."):
        import_module(found.name)
    for name in ("duckdb", "pandas", "loaders.preview"):
        import_module(name)


def run(command: list[str], largest_file: int | None) -> tuple[int, str]:
    """Its exit code, and all that it said."""
    if command[0] == str(MEGA):
        return forked(command, largest_file)
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def forked(command: list[str], largest_file: int | None) -> tuple[int, str]:
    heard, said = os.pipe()  # not a file: that may not grow either
    child = os.fork()
    if not child:
        os.close(heard)
        be_the_command(command, said, largest_file)
    os.close(said)
    with os.fdopen(heard, encoding="utf-8") as all_of_it:
        text = all_of_it.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text


def be_the_command(command: list[str], said: int, largest_file: int | None) -> NoReturn:
    try:
        os.dup2(said, 1)
        os.dup2(said, 2)
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        sys.argv = command
        main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    import_commands()
    for line in sys.stdin:
        print(json.dumps(run(*json.loads(line))), flush=True)
