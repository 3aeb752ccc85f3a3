"""The README's ``mega`` commands print what the README says they print.

In every ```` ```console ```` block, each line that begins with ``$ `` and calls ``mega`` is run,
from top to bottom, in a folder that holds ``tests/samples/``; the database is a copy of the demo
unless the command names another one. What follows a command must be what it prints; a line
``...`` stands for any number of lines.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SAMPLES = PROJECT / "tests" / "samples"
PROMPT = "$ "
LEFT_OUT = "..."

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands_in(document):
    """The ``mega`` commands of a document, each with the output that is shown for it."""
    found = []
    for block in _BLOCK.findall(document):
        for step in re.split(rf"^{re.escape(PROMPT)}", block, flags=re.MULTILINE)[1:]:
            command, *output = step.rstrip("\n").split("\n")
            if "mega " in command:
                found.append((command, output))
    return found


def is_shown_by(printed, shown):
    """True where ``shown`` is what was ``printed``, but for what it leaves out."""
    pattern = "".join("(?:.*\n)*" if line == LEFT_OUT else re.escape(f"{line}\n") for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def run(command, folder, database):
    """The lines that a command prints, errors included."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "MEGA_DATABASE": str(database),
        "MEGA_LANGUAGE": "en",
    }
    ended = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return [line.rstrip() for line in ended.stdout.rstrip("\n").splitlines()]


def test_the_readme_shows_what_its_commands_print(own_demo_database, tmp_path):
    shutil.copytree(SAMPLES, tmp_path / "tests" / "samples")
    steps = commands_in((PROJECT / "README.md").read_text(encoding="utf-8"))
    assert steps
    for command, shown in steps:
        printed = run(command, tmp_path, own_demo_database)
        assert is_shown_by(printed, shown), "\n".join([command, *printed])


def test_only_the_mega_commands_of_console_blocks_are_run():
    document = "```console\n$ ls\na\n$ mega x\nb\n\nc\n$ mega y\n```\n```sh\n$ mega z\n```\n"
    assert commands_in(document) == [("mega x", ["b", "", "c"]), ("mega y", [])]


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
        (["a", "b"], ["a"], False),
        (["a.c"], ["abc"], False),
        ([], [], True),
        ([], ["a"], False),
        (["a", "...", "d"], ["a", "b", "c", "d"], True),
        (["a", "..."], ["a", "b"], True),
        (["a", "...", "d"], ["a", "d"], True),
        (["a", "...", "d"], ["a", "d", "e"], False),
    ],
)
def test_shown_lines_are_compared_exactly_but_for_what_is_left_out(shown, printed, same):
    assert is_shown_by(printed, shown) is same
