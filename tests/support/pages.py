"""A page as Streamlit's AppTest opens it."""

from functools import cache
from pathlib import Path

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

PAGES = Path(__file__).parents[2] / "dashboard" / "pages"


def page_of(name: str, timeout: float = 30) -> AppTest:
    """The page, not run yet."""
    app = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=timeout)
    app._bidi_component_manager = _no_components()
    return app


@cache
def _no_components() -> BidiComponentManager:
    """The pages use none, and each AppTest would look for them in all that is installed."""
    return BidiComponentManager()
