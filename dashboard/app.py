"""The entry script: which pages there are, and at which address."""

from pathlib import Path

import streamlit as st

from dashboard.location import PAGES, Page

HERE = Path(__file__).parent


def page(name: Page, address: str, *, is_root: bool = False) -> st.Page:
    script = HERE / "pages" / f"{name}.py"
    return st.Page(script, title=name, url_path=address, default=is_root)


st.navigation(
    # Streamlit shows one page at the root alone, so the first one is there twice.
    [page(PAGES[0], "root", is_root=True), *(page(name, name) for name in PAGES)],
    position="hidden",  # the frame draws its own, whose links keep language and year
).run()
