"""The examples of ``deploy/``, used as they are: nginx with TLS, the service, the configuration."""

import configparser
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserType, expect

from dashboard import configuration
from dashboard.configuration import read_configuration
from dashboard.review import LARGEST_UPLOAD_MB
from dashboard.rights import Role
from data.errors import MegaError
from tests.browser.conftest import Visitor
from tests.browser.test_sign_in import expect_sign_in_page, sign_in
from tests.browser.test_states import a_store, accept
from tests.dashboard.test_loading import workbook
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.nginx import NAME, Front, behind_nginx
from tests.support.people import CLIENT, EMAILS, claims
from tests.support.provider import Provider, provided
from tests.support.server import (
    MEGA,
    USER_COOKIE,
    Server,
    free_port,
    session_of,
    signed,
    socket_of,
    started,
)

DEPLOY = Path(__file__).parents[2] / "deploy"
SECRET = "0123456789abcdef" * 4
ADDRESS = f"https://{NAME}"
STAFF = EMAILS[Role.STAFF] or ""
MEGABYTE = 1024 * 1024

pytestmark = pytest.mark.browser


@dataclass
class Site:
    """The example before the dashboard of the example, with a provider on this machine."""

    front: Front
    server: Server
    provider: Provider


def with_secret(folder: Path, issuer: str = "https://login.example.org/realms/staff") -> Path:
    """The example as somebody fills it in."""
    path = folder / "mega.toml"
    text = (DEPLOY / "mega.toml").read_text(encoding="utf-8")
    text = text.replace('"openssl rand -hex 32"', f'"{SECRET}"')
    path.write_text(
        text.replace("https://login.example.org/realms/staff", issuer), encoding="utf-8"
    )
    path.chmod(0o640)
    return path


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read(DEPLOY / "mega.service", encoding="utf-8")
    return parser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("deploy")
    store = a_store(folder / "mega.duckdb")
    accept(store, a_strategy(an_indicator()), an_observation(118.0))
    port = free_port()
    http = free_port(after=port)
    https = free_port(after=http)  # where the next one is still taken, both would get that after it
    with provided(CLIENT, "as the provider gave it") as provider:
        provider.redirect_uri = f"{ADDRESS}/oauth2callback"
        config = with_secret(folder, provider.issuer)
        command = unit()["Service"]["ExecStart"]
        for written, here in (
            ("/opt/mega/.venv/bin/mega", MEGA),
            ("/var/lib/mega/mega.duckdb", store.path),
            ("/etc/mega/mega.toml", config),
            ("--port 8501", f"--port {port}"),
        ):
            assert written in command, written
            command = command.replace(written, str(here))
        with (
            started(shlex.split(command)) as server,
            behind_nginx(folder, server.address, http, https) as front,
        ):
            yield Site(front, server, provider)


def ask(front: Front, path: str, method: str = "GET", **how: object) -> httpx.Response:
    """By TLS, under the name of the example."""
    with httpx.Client(verify=front.trust, headers={"Host": NAME}) as client:
        return client.request(
            method,
            f"https://127.0.0.1:{front.https}{path}",
            extensions={"sni_hostname": NAME},
            **how,
        )


def test_nginx_hands_on_what_the_dashboard_says_and_an_id_of_its_own(site: Site):
    plain = httpx.get(f"http://127.0.0.1:{site.front.http}/plan?lang=es", headers={"Host": NAME})
    assert (plain.status_code, plain.headers["location"]) == (301, f"{ADDRESS}/plan?lang=es")
    answer = ask(site.front, "/plan?lang=es")
    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"]
    assert answer.headers["server"] == "nginx"
    line = site.server.line_of(answer.headers["x-request-id"])
    assert (line["route"], line["status"]) == ("/plan", 200)
    assert ask(site.front, "/readyz").json()["ready"] is True
    assert ask(site.front, "/_stcore/metrics").status_code == 404
    assert ask(site.front, "/plan", headers={"Host": "evil.example.org"}).status_code == 421


def test_nginx_packs_the_programs_of_the_pages(site: Site):
    script = re.search(r"static/js/index\.[^\"]*\.js", ask(site.front, "/plan?lang=es").text)
    assert script is not None
    answer = ask(site.front, f"/{script[0]}")
    assert (answer.status_code, answer.headers["content-encoding"]) == (200, "gzip")
    assert 3 * answer.num_bytes_downloaded < 1.2 * len(answer.content)


def test_nginx_takes_a_workbook_that_the_dashboard_takes_and_nothing_larger(site: Site):
    cookies = signed(claims(STAFF, iss=site.provider.issuer), SECRET, ADDRESS)
    with socket_of(site.server, ADDRESS, cookies, NAME) as opened:
        session = session_of(opened)
        token = ask(site.front, "/_stcore/health").cookies["_streamlit_xsrf"]
        answer = ask(
            site.front,
            f"/_stcore/upload_file/{session}/0",
            "PUT",
            files={"file": ("values.xlsx", bytes(LARGEST_UPLOAD_MB * MEGABYTE - 1000))},
            headers={
                "X-Xsrftoken": token,
                "Cookie": f"{USER_COOKIE}={cookies[USER_COOKIE]}; _streamlit_xsrf={token}",
            },
        )
    assert answer.status_code == 204
    too_large = (
        f"PUT /_stcore/upload_file/s/f HTTP/1.1\r\nHost: {NAME}\r\n"
        f"Content-Length: {(LARGEST_UPLOAD_MB + 2) * MEGABYTE}\r\n\r\n"
    )
    plain = socket.create_connection(("127.0.0.1", site.front.https))
    with plain, site.front.trust.wrap_socket(plain, server_hostname=NAME) as secured:
        secured.sendall(too_large.encode())
        assert secured.recv(100).split()[1] == b"413"


@pytest.fixture
def browser_that_knows_the_name(
    site: Site, browser_type: BrowserType, browser_type_launch_args: dict[str, object]
) -> Iterator[Browser]:
    """Chromium, for which the example's name leads to nginx on this machine."""
    arguments = [
        *browser_type_launch_args["args"],
        f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{site.front.https}",
    ]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": arguments})
    yield browser
    browser.close()


def test_people_sign_in_load_and_sign_out_through_nginx_and_tls(
    site: Site, browser_that_knows_the_name: Browser
):
    page = browser_that_knows_the_name.new_page(ignore_https_errors=True, locale="en")
    guest = Visitor(page)
    guest.here = (ADDRESS, f"wss://{NAME}", site.provider.issuer)
    guest.listen()
    guest.open(ADDRESS, "load", lang="en")
    expect_sign_in_page(guest)
    sign_in(guest, STAFF)
    expect(page.locator(".person")).to_contain_text("(staff)")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["_streamlit_user"]["httpOnly"]
    assert all(cookie["secure"] for cookie in cookies.values() if cookie["domain"] == NAME)
    content = workbook(("M01", "Perú", "2025-T3", 60))
    file = {"name": "peru.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("peru.xlsx was submitted as number")).to_be_visible()
    page.get_by_role("link", name="Sign out").click()
    expect_sign_in_page(guest)
    assert guest.complaints == []


def test_the_example_of_a_configuration_means_what_it_says(tmp_path: Path):
    found = read_configuration(with_secret(tmp_path))
    assert found.address == ADDRESS
    assert found.sign_in is not None
    assert (found.sign_in.hours, found.sign_in.unknown) == (12, None)
    assert [rule.role for rule in found.people] == ["viewer", "staff", "editor", "admin"]
    assert found.people[1].places == {"PE", "BO"}


def test_the_example_is_refused_until_its_secret_is_replaced(tmp_path: Path):
    path = tmp_path / "mega.toml"
    shutil.copyfile(DEPLOY / "mega.toml", path)
    path.chmod(0o640)
    with pytest.raises(MegaError) as raised:
        read_configuration(path)
    assert (raised.value.code, raised.value.params["entry"]) == (
        "config_too_short",
        "sign_in.cookie_secret",
    )


def test_the_example_names_every_entry_that_there_is():
    text = (DEPLOY / "mega.toml").read_text(encoding="utf-8")
    entries = [*configuration._SIGN_IN, *configuration._RULE, "address"]
    assert [entry for entry in entries if not re.search(rf"^{entry} = ", text, re.MULTILINE)] == []


def test_the_service_is_one_that_systemd_takes(tmp_path: Path):
    service = unit()["Service"]
    assert (service["User"], service["KillSignal"]) == ("mega", "SIGTERM")
    assert service["ProtectSystem"] == "strict"
    assert service["StateDirectory"] == "mega"
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        return
    text = (DEPLOY / "mega.service").read_text(encoding="utf-8")
    path = tmp_path / "mega.service"
    path.write_text(text.replace("/opt/mega/.venv/bin/mega", sys.executable), encoding="utf-8")
    ended = subprocess.run([analyze, "verify", path], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
