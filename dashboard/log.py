"""The server's log: a line of JSON an event, for machines to read, without personal data.

Of a record the template is written and never its arguments, of an error its kind and where it
happened and never its message: both may quote what people send, and who they are. What is
known to be harmless is given as ``fields``.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from streamlit import logger as streamlit_logger

REQUEST: ContextVar[str | None] = ContextVar("request", default=None)
"""The id of the request that is being answered."""

QUIET = ("uvicorn.access", "httpx", "httpcore", "py.warnings")
"""They write the addresses that were asked for, with all that is in them, or to programmers."""


def fields(**known: object) -> dict[str, Any]:
    """What an event says beside its name, as a logger's ``extra``."""
    return {"fields": known}


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        event = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": event.strip(),
        }
        if request := REQUEST.get():
            line["request"] = request
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            line |= _told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def write_json_lines(level: int) -> None:
    """Let what this process and its libraries log from ``level`` on go to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.captureWarnings(True)
    # Streamlit gives each of its loggers a handler of its own, also those it makes later.
    streamlit_logger.setup_formatter = _pass_on
    streamlit_logger.update_formatter()


def _pass_on(logger: logging.Logger) -> None:
    own = getattr(logger, "streamlit_console_handler", None)
    if own is not None:
        logger.removeHandler(own)
    logger.propagate = True


def _told(error: BaseException) -> dict[str, object]:
    """An error and those it came of, each with its kind and where it was raised."""
    chain: list[dict[str, object]] = []
    seen: BaseException | None = error
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        at = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        chain.append({"error": type(seen).__name__, "at": at})
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    first, *causes = chain
    return first | ({"because": causes} if causes else {})
