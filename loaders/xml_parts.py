"""XML from strangers, parsed by expat as it is: in pieces, and without entities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, Any
from xml.parsers import expat

PIECE_BYTES = 1 << 18

Attributes = Mapping[str, str]
Starts = Mapping[str, Callable[[Attributes], None]]
Ends = Mapping[str, Callable[[], None]]


class ForbiddenXmlError(Exception):
    """A document type or an entity: no workbook needs them, and they are how XML attacks."""


class Parser:
    """Calls what stands for the start and the end of each element, by its name.

    Only elements in the namespace of the document's root count, whatever their prefix: what
    an extension calls alike is not taken for it. A name may also be given with a namespace of
    its own before it. Text goes to ``on_text``.
    """

    def __init__(
        self, starts: Starts, ends: Ends | None = None, on_text: Callable[[str], None] | None = None
    ) -> None:
        self._starts, self._ends = starts, ends or {}
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.StartDoctypeDeclHandler = _refuse
        self._expat.EntityDeclHandler = _refuse
        self._expat.StartElementHandler = self._root
        if on_text is not None:
            self._expat.CharacterDataHandler = on_text

    def feed(self, piece: bytes) -> None:
        self._expat.Parse(piece, False)

    def close(self) -> None:
        self._expat.Parse(b"", True)

    def _root(self, name: str, attributes: Attributes) -> None:
        """The first element: its namespace is what all others are measured by."""
        namespace = name.rpartition(" ")[0]
        prefix = f"{namespace} " if namespace else ""
        starts = {_within(prefix, name): start for name, start in self._starts.items()}
        ends = {_within(prefix, name): end for name, end in self._ends.items()}

        def start(name: str, attributes: Attributes) -> None:
            if name in starts:
                starts[name](attributes)

        def end(name: str) -> None:
            if name in ends:
                ends[name]()

        self._expat.StartElementHandler = start
        self._expat.EndElementHandler = end
        start(name, attributes)


def parse(
    stream: IO[bytes],
    starts: Starts,
    ends: Ends | None = None,
    on_text: Callable[[str], None] | None = None,
) -> None:
    """Parse a whole part."""
    parser = Parser(starts, ends, on_text)
    while piece := stream.read(PIECE_BYTES):
        parser.feed(piece)
    parser.close()


def attribute(attributes: Attributes, name: str) -> str | None:
    """An attribute that bears a namespace, whichever it is: r:id is the id."""
    return next(
        (value for key, value in attributes.items() if key.rpartition(" ")[2] == name), None
    )


def _within(prefix: str, name: str) -> str:
    return name if " " in name else prefix + name


def _refuse(*_: Any) -> None:
    raise ForbiddenXmlError
