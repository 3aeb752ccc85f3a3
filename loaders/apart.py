"""Reads a file, or marks it, in a process of its own, which may not take long, nor much memory.

The process is started afresh and never forked from a server with threads and connections.
It runs at a low priority, so that others go on as if nothing were read.
"""

from __future__ import annotations

import logging
import math
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from loaders import reading_process
from loaders.limits import PROCESS_LIMITS, ProcessLimits
from loaders.passing import unpacked
from loaders.read import UnusableFileError
from loaders.workbook import Workbook

LONGEST_NAME = 255
"""Of a file's name, that many characters at its end are looked at."""

_LOG = logging.getLogger(__name__)
_AT_ONCE = BoundedSemaphore(os.cpu_count() or 1)
"""A file for each processor is read at a time; the others wait."""

_ENVIRONMENT = ("LD_LIBRARY_PATH", "PATH", "SYSTEMROOT")
"""All that a process needs to start: it is given no secrets."""

_KILLED = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU} if os.name == "posix" else set[int]()
"""How a process ends that wanted more than it was allowed."""


def read_apart(content: bytes, file_name: str, limits: ProcessLimits = PROCESS_LIMITS) -> Workbook:
    """``loaders.read.read_workbook`` in a process of its own, with the same errors."""
    try:
        ended = run_apart(reading_process.__file__, [_argument(file_name)], [content], limits)
    except subprocess.TimeoutExpired as error:
        raise UnusableFileError("too_large") from error
    if ended.returncode == 0:
        return unpacked(ended.stdout)
    if ended.returncode == reading_process.UNUSABLE:
        raise UnusableFileError(ended.stdout.decode())
    _LOG.error("reading %r ended with %s: %s", file_name, ended.returncode, ended.stderr.decode())
    raise UnusableFileError("too_large" if ended.returncode in _KILLED else "not_a_workbook")


def run_apart(
    program: str, arguments: Sequence[str], pieces: Sequence[bytes], limits: ProcessLimits
) -> subprocess.CompletedProcess[bytes]:
    """Hand the pieces to a program of ours, and wait for what it makes of them.

    What it writes to files is gone afterwards. Error subprocess.TimeoutExpired.
    """
    command = [sys.executable, "-I", "-B", program, *arguments]
    command += [str(limits.memory_bytes), str(math.ceil(limits.seconds))]
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    with _AT_ONCE, TemporaryDirectory(prefix="mega-") as folder:
        return subprocess.run(  # noqa: S603 - this interpreter, this program
            command,
            input=b"".join(pieces),
            capture_output=True,
            timeout=limits.seconds,
            env={**environment, "TMPDIR": folder, "TEMP": folder},
            creationflags=_low_priority(),
            check=False,
        )


def _argument(file_name: str) -> str:
    """The name as a program may be given it, whatever is in it."""
    name = file_name.replace("\0", "").encode(errors="replace").decode()
    return name[-LONGEST_NAME:]


def _low_priority() -> int:
    if sys.platform == "win32":
        return subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
