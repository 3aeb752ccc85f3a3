"""HTML that cannot be broken into: text is escaped unless ``tag`` itself made it.

Names, notes and cells come from workbooks of strangers, so there is one way to make
markup, and it treats every plain string as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is markup already. Only ``tag`` and ``join`` make it."""

    __slots__ = ()


Child = str | Markup | None
Attribute = str | int | float | bool | None

_VOID = frozenset({"br", "hr", "img"})


def tag(name: str, *children: Child | Iterable[Child], **attributes: Attribute) -> Markup:
    """An element. ``class_`` and ``aria_label`` name ``class`` and ``aria-label``.

    An attribute that is None or False is left out, True has no value; None is no child.

    >>> tag("a", "5 < 6", href="target?target=M01&lang=es", class_="link")
    '<a href="target?target=M01&amp;lang=es" class="link">5 &lt; 6</a>'
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{_text(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: Child | Iterable[Child]) -> Markup:
    """The children one after the other; plain strings are escaped."""
    return Markup("".join(_piece(child) for child in children))


def _piece(child: Child | Iterable[Child]) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return _text(child)
    return join(*child)


def _text(value: object) -> str:
    return escape(str(value), quote=True)
