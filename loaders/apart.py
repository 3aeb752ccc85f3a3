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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory, TemporaryFile
from threading import BoundedSemaphore, Timer
from typing import IO

from loaders import apart_messages, looking_process, reading_process
from loaders.apart_messages import GARBLED
from loaders.limits import PROCESS_LIMITS, ProcessLimits
from loaders.looking import Asked, Found, Meanwhile, Weigh
from loaders.looking_process import read_messages, write_messages
from loaders.passing import unpacked
from loaders.problems import Problem
from loaders.read import UnusableFileError
from loaders.watching import Stage, Watch
from loaders.workbook import Workbook

LONGEST_NAME = 255
"""Of a file's name, that many characters at its end are looked at."""

_LOG = logging.getLogger(__name__)
_AT_ONCE = BoundedSemaphore(os.cpu_count() or 1)
"""A file for each processor is read at a time; the others wait."""

_LOOK_AGAIN = 0.2
"""Seconds after which one that waits for its turn looks whether it still should."""

_ENVIRONMENT = ("LD_LIBRARY_PATH", "PATH", "SYSTEMROOT")
"""All that a process needs to start: it is given no secrets."""

_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""numpy would keep memory for a thread a processor."""

_LONGEST_LOG = 10_000

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


def look_apart(
    content: bytes,
    file_name: str,
    ask: Callable[[], Asked],
    weigh: Weigh,
    meanwhile: Meanwhile = lambda: None,
    limits: ProcessLimits = PROCESS_LIMITS,
    watch: Watch | None = None,
) -> tuple[Found, list[Problem]]:
    """``loaders.looking.look_here`` in a process of its own, with the same errors.

    What is asked is put together while the process starts; ``meanwhile`` is done while it looks
    at the file. Error ``StoppedError`` where
    ``watch`` was stopped.
    """
    watch = watch or Watch()
    with _started(looking_process.__file__, limits, watch) as running:
        watch.enter(Stage.READING)
        asked = ask()
        try:
            name = _argument(file_name).encode()
            running.tell([apart_messages.asked_as_bytes(asked), name, content])
            meanwhile()
            found = apart_messages.found_of(running.told(), asked)
        except GARBLED as error:
            watch.need_to_go_on()
            return Found(fatal=running.why(file_name, error)), []
        watch.enter(Stage.COMPARING)
        beside = weigh(found)
        if beside is None:
            return found, []
        try:
            running.tell(apart_messages.beside_as_messages(beside))
            return found, apart_messages.warnings_of(running.told())
        except GARBLED as error:
            watch.need_to_go_on()
            return Found(fatal=running.why(file_name, error)), []


class _Running:
    """A process of ours that is told something and answers."""

    def __init__(self, process: subprocess.Popen[bytes], said: IO[bytes], most: int) -> None:
        self._process, self._said, self._most = process, said, most
        self._is_late = False

    def stop(self) -> None:
        self._is_late = True
        self._process.kill()

    def tell(self, messages: list[bytes]) -> None:
        if self._process.stdin is None:
            raise EOFError
        write_messages(self._process.stdin, messages)

    def told(self) -> list[bytes]:
        if self._process.stdout is None:
            raise EOFError
        return read_messages(self._process.stdout, self._most)

    def why(self, file_name: str, error: Exception) -> str:
        """The code of a file of which nothing was found."""
        self._process.kill()
        code = self._process.wait()
        if self._is_late:
            return "too_large"
        self._said.seek(0)
        said = self._said.read(_LONGEST_LOG).decode(errors="replace")
        _LOG.error("looking at %r ended with %s: %r %s", file_name, code, error, said)
        is_full = code in _KILLED or code == looking_process.FULL
        return "too_large" if is_full else "not_a_workbook"


@contextmanager
def _turn(watch: Watch) -> Iterator[None]:
    """One of so many at once; error ``StoppedError`` where it should wait no longer."""
    while not _AT_ONCE.acquire(timeout=_LOOK_AGAIN):
        watch.need_to_go_on()
    try:
        yield
    finally:
        _AT_ONCE.release()


@contextmanager
def _started(program: str, limits: ProcessLimits, watch: Watch) -> Iterator[_Running]:
    with _turn(watch), TemporaryDirectory(prefix="mega-") as folder, TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - this interpreter, this program
            _command(program, (), limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(folder),
            creationflags=_low_priority(),
        )
        running = _Running(process, said, limits.memory_bytes)
        timer = Timer(limits.seconds, running.stop)
        timer.daemon = True  # who is interrupted before it can be cancelled does not wait for it
        try:
            timer.start()
            with watch.stopping(process.kill):
                yield running
        finally:
            timer.cancel()
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what could not be written any more
            if pipe is not None:
                pipe.close()


def run_apart(
    program: str, arguments: Sequence[str], pieces: Sequence[bytes], limits: ProcessLimits
) -> subprocess.CompletedProcess[bytes]:
    """Hand the pieces to a program of ours, and wait for what it makes of them.

    What it writes to files is gone afterwards. Error subprocess.TimeoutExpired.
    """
    with _AT_ONCE, TemporaryDirectory(prefix="mega-") as folder:
        return subprocess.run(  # noqa: S603 - this interpreter, this program
            _command(program, arguments, limits),
            input=b"".join(pieces),
            capture_output=True,
            timeout=limits.seconds,
            env=_environment(folder),
            creationflags=_low_priority(),
            check=False,
        )


def _command(program: str, arguments: Sequence[str], limits: ProcessLimits) -> list[str]:
    most = (str(limits.memory_bytes), str(math.ceil(limits.seconds)))
    return [sys.executable, "-I", "-B", program, *arguments, *most]


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return {**kept, **_ONE_THREAD, "TMPDIR": folder, "TEMP": folder}


def _argument(file_name: str) -> str:
    """The name as a program may be given it, whatever is in it."""
    name = file_name.replace("\0", "").encode(errors="replace").decode()
    return name[-LONGEST_NAME:]


def _low_priority() -> int:
    if sys.platform == "win32":
        return subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0
