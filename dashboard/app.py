"""The entry script: which pages there are, and at which address."""

from pathlib import Path

import streamlit as st

from dashboard.location import PAGES

HERE = Path(__file__).parent

st.navigation(
    [
        st.Page(HERE / "pages" / f"{page}.py", title=page, url_path=page, default=page == PAGES[0])
        for page in PAGES
    ],
    position="hidden",  # the frame draws its own, whose links keep language and year
).run()
