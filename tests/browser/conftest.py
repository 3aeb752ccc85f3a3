"""The real server in a process of its own, and the Chromium that is installed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect

from tests.support.programs import CHROMIUM
from tests.support.server import served as serving

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STARTED_WITHIN = 60_000  # milliseconds; a page is there in one or two seconds
expect.set_options(timeout=STARTED_WITHIN)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    found = CHROMIUM.find()
    if found is None:
        pytest.fail(CHROMIUM.missing, pytrace=False)
    return {"executable_path": str(found), "args": list(QUIET), "headless": True}


@contextmanager
def served(database: Path) -> Iterator[str]:
    """The address of a dashboard on ``database``, for as long as it is needed."""
    with serving(database) as server:
        yield server.address


@pytest.fixture(scope="session")
def demo_address(demo_database: Path) -> Iterator[str]:
    """A dashboard on the demo data, shared by tests that change nothing."""
    with served(demo_database) as address:
        yield address


@dataclass
class Visitor:
    """A browser's page that notes what it should not see."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    here: tuple[str, ...] = ("http://127.0.0.1:", "ws://127.0.0.1:")
    """How the addresses begin that a page may ask."""

    def listen(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._request)

    def open(self, address: str, page: str = "", **params: str) -> None:
        self.page.goto(f"{address}/{page}?{urlencode(params)}")
        self.wait()

    def wait(self) -> None:
        """Until the page's script has run and everything of it is drawn."""
        self.page.locator(".mega h1, .mega .notice").first.wait_for(timeout=STARTED_WITHIN)
        running = "[data-testid=stApp][data-test-script-state=notRunning]"
        self.page.locator(running).wait_for()

    def come_to_rest(self) -> None:
        """Until nothing fades any more: half-faded words have too little contrast."""
        self.until("document.getAnimations().every(one => one.playState !== 'running')")

    def until(self, expression: str) -> None:
        """Until a JavaScript expression is true.

        Playwright's own ``wait_for_function`` needs ``eval``, which the server's policy denies
        to pages.
        """
        look = f"const look = () => {expression} ? done() : requestAnimationFrame(look); look()"
        give_up = f"setTimeout(() => fail(Error('never: ' + {expression!r})), {STARTED_WITHIN})"
        self.page.evaluate(f"() => new Promise((done, fail) => {{ {give_up}; {look} }})")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        is_here = request.url.startswith(self.here)
        if not is_here and not request.url.startswith(("data:", "blob:")):
            self.complaints.append(f"request: {request.url}")


@pytest.fixture
def visitor(page: Page) -> Callable[..., Visitor]:
    """A visitor with a window of some size, in light or dark."""

    def visitor(width: int = 1280, height: int = 800, scheme: str = "light") -> Visitor:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        visitor = Visitor(page)
        visitor.listen()
        return visitor

    return visitor
