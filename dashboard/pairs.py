"""Two things to choose, for a page that sets one beside the other."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.filters import choose
from dashboard.frame import Screen


def choose_pair(
    screen: Screen, names: Mapping[str, str], usual: tuple[str, str]
) -> tuple[str, str]:
    """Boxes for the first and the second; what the address names in vain is as if not given."""
    words, view = screen.words, screen.view
    labels = (
        (words.text("From"), words.text("To"))
        if view.subject == "periods"
        else (words.text("First"), words.text("Second"))
    )
    options = list(names)
    asked = (view.first, view.second)
    first, second = (
        code if code is not None and code in names else instead
        for code, instead in zip(asked, usual, strict=True)
    )
    left, right = st.columns(2)
    with left:
        choose(labels[0], "from", options, first, names, is_labelled=True)
    with right:
        choose(labels[1], "to", options, second, names, is_labelled=True)
    return first, second
