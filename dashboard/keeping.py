"""What was drawn is kept: a page drawn for one reader is there for the next.

Markup depends on the state of the database, the day and the address, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.frame import Screen
from dashboard.markup import Markup

KEPT_DRAWINGS = 512


def drawn(screen: Screen, name: str, draw: Callable[[], Markup]) -> Markup:
    """What ``draw`` draws of ``screen``; ``name`` tells a page's parts apart."""
    state = screen.snapshot.state
    return _drawn((state, screen.snapshot.today, screen.view.href, name), draw)


@st.cache_resource(max_entries=KEPT_DRAWINGS, show_spinner=False)
def _drawn(key: tuple[object, ...], _draw: Callable[[], Markup]) -> Markup:  # noqa: ARG001
    return _draw()
