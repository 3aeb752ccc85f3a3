"""Asks what is in a file in a process of its own, which may not take long, nor much memory.

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
from threading import BoundedSemaphore

from data.errors import MegaError
from loaders import finding_process
from loaders.finding import Found, Question
from loaders.limits import PROCESS_LIMITS, ProcessLimits
from loaders.passing import packed, unpacked

_LOG = logging.getLogger(__name__)
_AT_ONCE = BoundedSemaphore(os.cpu_count() or 1)
"""A file for each processor is read at a time; the others wait."""

_ENVIRONMENT = ("LD_LIBRARY_PATH", "PATH", "SYSTEMROOT")
"""All that a process needs to start: it is given no secrets."""

_SIGNALS = ("SIGABRT", "SIGKILL", "SIGXCPU")
_STOPPED = {
    finding_process.OUT_OF_MEMORY,
    *(-getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)),
}
"""How a process ends that wanted more than it was allowed."""


def find_apart(
    content: bytes, file_name: str, question: Question, limits: ProcessLimits = PROCESS_LIMITS
) -> Found:
    """``loaders.finding.find`` in a process of its own, with the same errors.

    What takes more than the limits is ``too_large``; what breaks the process is logged and
    is ``not_a_workbook``.
    """
    asked = packed((file_name, question))
    size = len(asked).to_bytes(finding_process.SIZE_BYTES, "little")
    try:
        with _AT_ONCE:
            ended = _run(size + asked + content, limits)
    except subprocess.TimeoutExpired:
        return Found(fatal="too_large")
    if ended.returncode != 0:
        said = ended.stderr.decode(errors="replace")
        _LOG.error("reading %r ended with %s: %s", file_name, ended.returncode, said)
        return Found(fatal="too_large" if ended.returncode in _STOPPED else "not_a_workbook")
    found, error = unpacked(ended.stdout)
    if error is not None:
        code, params = error
        raise MegaError(code, **params)
    if not isinstance(found, Found):
        raise TypeError(f"no answer: {found!r}")
    return found


def _run(asked: bytes, limits: ProcessLimits) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-I", "-B", finding_process.__file__]
    command += [str(limits.memory_bytes), str(math.ceil(limits.seconds))]
    return subprocess.run(  # noqa: S603 - this interpreter, this program
        command,
        input=asked,
        capture_output=True,
        timeout=limits.seconds,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        creationflags=_low_priority(),
        check=False,
    )


def _low_priority() -> int:
    if sys.platform == "win32":
        return subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
