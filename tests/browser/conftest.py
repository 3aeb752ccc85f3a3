"""The real server in a process of its own, and the Chromium that is installed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urljoin

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
)

from tests.support.programs import CHROMIUM
from tests.support.server import forked

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
    with forked(database) as server:
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
    address: str = ""
    left: str = ""
    """The server of an earlier visitor, which may have ended while its page was still there."""

    def listen(self) -> None:
        self.left = urljoin(self.page.url, "/")
        self.page.on("console", self._console)
        self.page.on("pageerror", self._error)
        self.page.on("request", self._request)

    def leave(self) -> None:
        self.page.remove_listener("console", self._console)
        self.page.remove_listener("pageerror", self._error)
        self.page.remove_listener("request", self._request)

    def open(self, address: str, page: str = "", **params: str) -> None:
        self.address = f"{address}/"
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
        was_left = self.left != self.address and message.location["url"].startswith(self.left)
        if message.type in {"error", "warning"} and not was_left:
            self.complaints.append(f"{message.type}: {message.text}")

    def _error(self, error: Error) -> None:
        self.complaints.append(f"error: {error}")

    def _request(self, request: Request) -> None:
        is_here = request.url.startswith(self.here)
        if not is_here and not request.url.startswith(("data:", "blob:")):
            self.complaints.append(f"request: {request.url}")


@pytest.fixture(scope="session")
def profile(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[BrowserContext]:
    """The profile of all visitors of a test process, one after the other."""
    with browser.new_context(**browser_context_args) as profile:
        yield profile


@pytest.fixture
def page(profile: BrowserContext) -> Iterator[Page]:
    """A page that knows nothing of earlier visitors, but has kept the programs.

    To load those of Streamlit anew takes twice as long as most pages do; a new page would, and
    an empty one in between.
    """
    page = profile.pages[0] if profile.pages else profile.new_page()
    yield page
    for other in profile.pages:
        if other.url.startswith("http"):
            other.evaluate("() => (localStorage.clear(), sessionStorage.clear())")
        if other is not page:
            other.close()
    profile.clear_cookies()
    profile.clear_permissions()
    page.set_extra_http_headers({})


@pytest.fixture
def visitor(page: Page) -> Iterator[Callable[..., Visitor]]:
    """A visitor with a window of some size, in light or dark."""
    came: list[Visitor] = []

    def visitor(width: int = 1280, height: int = 800, scheme: str = "light") -> Visitor:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
        visitor = Visitor(page)
        visitor.listen()
        came.append(visitor)
        return visitor

    yield visitor
    for one in came:
        one.leave()
