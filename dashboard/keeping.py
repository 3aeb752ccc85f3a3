"""What was drawn is kept: a page drawn for one reader is there for the next.

Markup depends on the state of the database, the day, the address and whether the reader may
see what no longer counts, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.frame import Screen
from dashboard.markup import Markup
from dashboard.rights import Right

KEPT_DRAWINGS = 512


def drawn(screen: Screen, name: str, draw: Callable[[], Markup]) -> Markup:
    """What ``draw`` draws of ``screen``; ``name`` tells a page's parts apart."""
    state, sees_all = screen.snapshot.state, screen.access.person.may(Right.SEE_HISTORY)
    return _drawn((state, screen.snapshot.today, screen.view.href, sees_all, name), draw)


@st.cache_resource(max_entries=KEPT_DRAWINGS, show_spinner=False)
def _drawn(key: tuple[object, ...], _draw: Callable[[], Markup]) -> Markup:  # noqa: ARG001
    return _draw()
