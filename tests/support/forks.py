"""Commands in forks of a process that has imported what they need: ``tests.support.runner``."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

RUNNER = [sys.executable, "-m", "tests.support.runner"]
PROJECT = Path(__file__).parents[2]
_TURN = threading.Lock()


def request(asked: str, *arguments: object) -> str:
    return json.dumps([asked, arguments]) + "\n"


def answer(asked: str, *arguments: object) -> Any:
    """What the runner of these tests answers to a request."""
    running = _runner()
    assert running.stdin is not None
    assert running.stdout is not None
    with _TURN:
        running.stdin.write(request(asked, *arguments))
        running.stdin.flush()
        return json.loads(running.stdout.readline())


@cache
def _runner() -> subprocess.Popen[str]:
    """It ends with its input, which is closed when these tests end."""
    return subprocess.Popen(
        RUNNER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )


@dataclass
class Forked:
    """A server in a fork, with as much of a ``Popen`` as tests need."""

    args: Sequence[str]
    pid: int
    returncode: int | None = None

    def terminate(self) -> None:
        self.send(signal.SIGTERM)

    def kill(self) -> None:
        self.send(signal.SIGKILL)

    def send(self, number: int) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def wait(self, seconds: float) -> int:
        if self.returncode is None:
            self.returncode = answer("wait", self.pid, seconds)
        assert self.returncode is not None, f"{self.args} still runs after {seconds} seconds"
        return self.returncode


def fork(command: Sequence[str], said: Path, log: Path) -> Forked:
    """Start a command that serves; ``said`` and ``log`` take what it prints and logs."""
    pid = answer("serve", command, str(said), str(log), str(Path.cwd()), dict(os.environ))
    return Forked(command, pid)
