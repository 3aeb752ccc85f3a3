"""The end of a server: first its threads, while Python is still whole.

All threads in which pages are drawn and workbooks looked at are daemons. One of them that is
inside DuckDB or Arrow when Python ends is ended there, and that aborts the process.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time

from dashboard import tray

PATIENCE = 10.0
"""Seconds after which what is left is not waited for any more."""

_PAUSE = 0.05


def let_threads_end(seconds: float = PATIENCE) -> bool:
    """Have no workbook looked at any more, and wait for pages; whether all threads have ended."""
    given_up_at = time.monotonic() + seconds
    while (others := _at_work()) and time.monotonic() < given_up_at:
        tray.stop_all()  # each time: a page that is still drawn may have another one looked at
        others[0].join(_PAUSE)
    return not others


def leave_at_once() -> None:
    """End this process without ending Python, which threads that are left would not survive."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(0)


def _at_work() -> list[threading.Thread]:
    """Threads that Python does not wait for by itself."""
    own = threading.current_thread()
    return [one for one in threading.enumerate() if one.daemon and one is not own]
