"""The process that looks at one file: what is asked, the file, and what was found of it.

``loaders.apart`` starts it afresh for each file, as ``loaders.reading_process`` is started.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import IO

SIZE_BYTES = 8
FULL = 4
"""Exit code where there was not enough memory."""


def main() -> None:
    memory_bytes, cpu_seconds = sys.argv[1:]
    # This module is run by its path, for the sake of the very code that its caller runs.
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    from loaders.reading_process import step_back  # noqa: PLC0415

    step_back(int(memory_bytes), int(cpu_seconds), file_bytes=0)
    try:
        _look(sys.stdin.buffer, sys.stdout.buffer)
    except MemoryError:
        sys.exit(FULL)


def _look(asked: IO[bytes], answered: IO[bytes]) -> None:
    from data.errors import MegaError  # noqa: PLC0415
    from loaders import apart_messages as messages  # noqa: PLC0415
    from loaders.looking import found_in, noticed  # noqa: PLC0415
    from loaders.period_finder import find_period  # noqa: PLC0415
    from loaders.plain_data import written  # noqa: PLC0415

    find_period("T1 2024")  # reads the words of all languages, while the question is put together
    question, name, content = read_messages(asked)
    about = messages.asked_of(question)
    try:
        found = found_in(content, name.decode(), about)
        write_messages(answered, messages.found_as_messages(found))
    except MegaError as error:
        write_messages(answered, messages.error_as_messages(error))
        return
    with suppress(EOFError):  # nothing more is asked
        told = read_messages(asked)
        warnings = noticed(found, messages.beside_of(told), about)
        write_messages(answered, [written(warnings)])


def read_messages(stream: IO[bytes], most: int | None = None) -> list[bytes]:
    """Messages as ``write_messages`` wrote them.

    EOFError where they end too early, ValueError where they are longer than ``most`` together.
    """
    sizes = [_size(stream) for _ in range(_size(stream))]
    if most is not None and sum(sizes) > most:
        raise ValueError("too much was found")
    return [_taken(stream, size) for size in sizes]


def write_messages(stream: IO[bytes], messages: list[bytes]) -> None:
    sizes = (len(messages), *map(len, messages))
    stream.writelines(size.to_bytes(SIZE_BYTES, "little") for size in sizes)
    stream.writelines(messages)
    stream.flush()


def _size(stream: IO[bytes]) -> int:
    return int.from_bytes(_taken(stream, SIZE_BYTES), "little")


def _taken(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


if __name__ == "__main__":
    main()
