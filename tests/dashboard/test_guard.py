"""What the server lets in, in which envelope it answers, and what it writes of it."""

import asyncio
import json
import logging
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from dashboard.envelope import Envelope
from dashboard.log import JsonLines
from dashboard.review import LARGEST_UPLOAD_MB
from dashboard.rights import RIGHTS, Right, Role
from data.errors import MegaError
from tests.dashboard.stores import a_store
from tests.support.people import EMAILS, claims, write_configuration
from tests.support.server import Server, forked, served, session_of, signed, socket_of, upload

SECRET, ADDRESS = "0123456789abcdef0123456789abcdef", "https://mega.example.org"
HOST = {"Host": "mega.example.org"}
ID = re.compile(r"[0-9a-f]{32}")
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the person at this machine."""
    with forked(a_store(tmp_path_factory.mktemp("own")).path) as server:
        yield server


@pytest.fixture(scope="module")
def of_people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for people who sign in at https://mega.example.org."""
    folder = tmp_path_factory.mktemp("people")
    with forked(a_store(folder).path, config=write_configuration(folder)) as server:
        yield server


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for everybody, for reading."""
    with forked(a_store(tmp_path_factory.mktemp("public")).path, "--public-read-only") as server:
        yield server


def status(server: Server, path: str, method: str = "GET", **how: object) -> int:
    return httpx.request(method, server.address + path, **how).status_code


NOT_SERVED = [
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore/stream",  # without becoming a socket
    "/_stcore/upload_file",
    "/_stcore/bidi-components/x",
    "/component/x",
    "/app/static/x",
    "/index.html",
    "/panorama/",
    "/panorama/x",
    "/nothing",
    "//panorama",
    "/../etc/passwd",
    "/static",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback?code=1&state=1",
]


def test_what_is_not_known_is_not_served(own: Server):
    assert {path: status(own, path) for path in NOT_SERVED} == dict.fromkeys(NOT_SERVED, 404)
    known = ["/", "/panorama", "/load", "/readyz", "/favicon.png", "/_stcore/health"]
    answers = {path: status(own, path, follow_redirects=True) for path in known}
    assert answers == dict.fromkeys(known, 200)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example.org",
        "localhost.evil.org",
        "a@localhost",
        "localhost:x",
        "127.0.0.1/x",
        "[",
        "",
    ],
)
def test_by_a_name_that_is_not_its_own_the_server_says_nothing(host: str, own: Server):
    answer = httpx.get(own.address + "/panorama", headers={"Host": host, "Accept-Language": "en"})
    assert answer.status_code == 421
    assert answer.text.startswith("This server is not known by the name that you used.")
    assert status(own, "/readyz", headers={"Host": host}) == 200


def test_nor_does_it_open_a_socket(own: Server):
    with pytest.raises(InvalidStatus, match="403"), socket_of(own, None, host="evil.example.org"):
        pass


def test_behind_an_address_the_server_answers_to_that_name_alone(of_people: Server):
    names = {"mega.example.org": 200, "MEGA.example.org": 200, "127.0.0.1": 421, "localhost": 421}
    found = {name: status(of_people, "/panorama?lang=es", headers={"Host": name}) for name in names}
    assert found == names


@pytest.mark.parametrize(
    "origin", ["https://evil.example.org", "null", "http://localhost:1", "https://127.0.0.1"]
)
def test_pages_of_other_sites_open_no_socket_and_send_no_file(origin: str, own: Server):
    with pytest.raises(InvalidStatus, match="403"), socket_of(own, origin):
        pass
    headers = {"Origin": origin}
    assert status(own, "/_stcore/upload_file/s/f", "PUT", headers=headers, content=b"x") == 403
    assert status(own, "/_stcore/upload_file/s/f", "DELETE", headers=headers) == 403
    with socket_of(own, own.address) as opened:
        assert session_of(opened)


def test_addresses_are_read_and_nothing_else(own: Server):
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        assert status(own, "/panorama", method) == 405, method
    for method in ("GET", "POST", "PATCH", "OPTIONS"):
        assert status(own, "/_stcore/upload_file/s/f", method) == 405, method


def test_what_is_too_large_is_refused_before_it_is_read(own: Server):
    assert status(own, "/panorama?x=" + 5000 * "x") == 414
    assert status(own, "/panorama", "GET", content=b"x") == 413
    assert status(own, "/panorama", "GET", content=iter([b"x"])) == 413
    assert status(own, "/panorama", headers={"Cookie": 33_000 * "x"}) == 431


def test_somebody_in_many_groups_has_large_cookies_and_is_let_in(own: Server):
    cookies = {f"chunk_{n}": 4000 * "x" for n in range(7)}
    assert httpx.get(own.address + "/panorama?lang=es", cookies=cookies).status_code == 200
    with socket_of(own, own.address, cookies) as opened:
        assert session_of(opened)


@pytest.mark.soak
def test_a_file_as_large_as_the_page_says_is_taken(own: Server):
    with socket_of(own, own.address) as opened:
        largest = bytes(LARGEST_UPLOAD_MB * MEGABYTE - 1000)
        assert upload(own, session_of(opened), largest).status_code == 204


def test_a_file_is_as_large_as_the_page_says_at_most(own: Server):
    limit = LARGEST_UPLOAD_MB * MEGABYTE
    with socket_of(own, own.address) as opened:
        session = session_of(opened)
        token = httpx.get(own.address + "/_stcore/health").cookies["_streamlit_xsrf"]
        head = (
            f"PUT /_stcore/upload_file/{session}/1 HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: _streamlit_xsrf={token}\r\nX-Xsrftoken: {token}\r\n"
            f"Content-Length: {limit + 1}\r\n\r\n"
        )
        host, port = own.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as plain:
            plain.sendall(head.encode())
            assert plain.recv(100).split()[1] == b"413"  # not one byte of it is awaited


def send_too_much(opened: ClientConnection) -> None:
    """It may be while sending or while waiting that the server is seen to have hung up."""
    opened.send(bytes(2 * MEGABYTE))
    while True:
        opened.recv()


def test_too_long_a_message_closes_its_socket_and_no_other(own: Server):
    with socket_of(own, own.address) as other, socket_of(own, own.address) as opened:
        session_of(other)
        with pytest.raises(ConnectionClosed):
            send_too_much(opened)
        assert session_of(other)


@pytest.mark.parametrize("role", [*EMAILS, Role.PUBLIC])
def test_a_file_is_taken_from_those_who_may_load_alone(role: Role | None, of_people: Server):
    said = {"is_logged_in": False} if role is Role.PUBLIC else claims(EMAILS[role])
    assert sent_as(of_people, said) == (
        204 if Right.LOAD in RIGHTS.get(role, ()) else 401 if role is Role.PUBLIC else 403
    )


def sent_as(server: Server, said: dict[str, object], **cookies: str) -> int:
    """The answer to a file from a page that is open to everybody, with somebody's cookie."""
    cookies = {**signed(said, SECRET, ADDRESS), **cookies}
    headers = {**HOST, "Origin": ADDRESS}
    with socket_of(server, ADDRESS, cookies, HOST["Host"]) as opened:
        session = session_of(opened)
        with httpx.Client(base_url=server.address, headers=headers) as client:
            client.headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in cookies.items())
            token = client.get("/_stcore/health").cookies["_streamlit_xsrf"]
            client.headers["Cookie"] += f"; _streamlit_xsrf={token}"
            return client.put(
                f"/_stcore/upload_file/{session}/0",
                files={"file": ("values.xlsx", b"content")},
                headers={"X-Xsrftoken": token},
            ).status_code


@pytest.mark.parametrize(
    "differences",
    [
        {"aud": "another application"},
        {"iss": "https://evil.example.org"},
        {"iat": 1_700_000_000},
        {"is_logged_in": False},
    ],
)
def test_a_sign_in_that_does_not_count_sends_no_file(
    differences: dict[str, object], of_people: Server
):
    assert sent_as(of_people, claims(EMAILS[Role.ADMIN])) == 204
    assert sent_as(of_people, claims(EMAILS[Role.ADMIN], **differences)) == 401


def test_a_cookie_that_was_tampered_with_is_none(of_people: Server):
    good = signed(claims(EMAILS[Role.ADMIN]), SECRET, ADDRESS)["_streamlit_user"]
    body, _, signature = good.partition(".")
    other = signed(claims(EMAILS[Role.EDITOR]), 32 * "x", ADDRESS)["_streamlit_user"]
    tampered = [good[:-2], body, f"{body}.", f"{body[:-3]}AAA.{signature}", other, "", 4000 * "A"]
    for cookie in tampered:
        assert sent_as(of_people, {}, _streamlit_user=cookie) == 401, cookie


def test_who_signed_out_sends_nothing_with_the_cookie_kept(of_people: Server):
    said = claims(EMAILS[Role.ADMIN], nonce="to be ended")
    assert sent_as(of_people, said) == 204
    cookies = signed(said, SECRET, ADDRESS)
    answer = httpx.get(of_people.address + "/auth/logout", headers=HOST, cookies=cookies)
    assert answer.status_code == 302
    assert sent_as(of_people, said) == 401


def test_downloads_are_for_those_who_may_see(of_people: Server):
    expected = {None: 403, Role.VIEWER: 404, Role.ADMIN: 404}
    found = {
        role: status(
            of_people,
            "/media/0123.csv",
            headers=HOST,
            cookies=signed(claims(EMAILS[role]), SECRET, ADDRESS),
        )
        for role in expected
    }
    assert found == expected
    assert status(of_people, "/media/0123.csv", headers=HOST) == 401


def test_a_public_server_takes_no_file_has_no_page_for_it_and_no_sign_in(public: Server):
    closed = ["/load", "/auth/login", "/auth/logout", "/oauth2callback"]
    assert {path: status(public, path) for path in closed} == dict.fromkeys(closed, 404)
    with socket_of(public, public.address) as opened:
        assert upload(public, session_of(opened), b"x").status_code == 404
    assert status(public, "/panorama?lang=es") == 200
    assert status(public, "/media/x") == 404


EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize(
    "path", ["/", "/panorama?lang=es", "/readyz", "/favicon.png", "/media/x", "/nothing", "/load"]
)
def test_every_answer_tells_the_browser_what_to_refuse(path: str, own: Server, of_people: Server):
    headers = httpx.get(own.address + path, headers={"Origin": own.address}).headers
    assert {name: headers[name] for name in EVERYWHERE} == EVERYWHERE
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert (policy["default-src"], policy["frame-ancestors"]) == ("'none'", "'none'")
    assert "unsafe" not in policy["script-src"]
    assert "strict-transport-security" not in headers
    assert "server" not in headers
    assert not [name for name in headers if name.startswith("access-control-")]
    far = httpx.get(of_people.address + path, headers=HOST).headers
    assert far["strict-transport-security"].startswith("max-age=")


def test_by_https_no_cookie_travels_without(of_people: Server, own: Server):
    cookie = httpx.get(of_people.address + "/_stcore/health", headers=HOST).headers["set-cookie"]
    assert cookie.endswith("; Secure")
    assert "Secure" not in httpx.get(own.address + "/_stcore/health").headers["set-cookie"]


def test_each_answer_has_an_id_that_is_nginxs_or_new(own: Server):
    def id_of(given: str) -> str:
        return httpx.get(own.address + "/readyz", headers={"X-Request-ID": given}).headers[
            "x-request-id"
        ]

    assert id_of(32 * "a") == 32 * "a"
    for given in (31 * "a", 33 * "a", 32 * "A", '{"x": 1}', ""):
        assert ID.fullmatch(id_of(given))
        assert id_of(given) != given


def test_the_log_is_json_with_ids_and_nothing_that_tells_who(of_people: Server):
    said = claims("personal@example.org", sub="personal-subject")
    cookies = {**signed(said, SECRET, ADDRESS), "other": "personal-cookie"}
    path = "/oauth2callback?code=personal-code&state=x&error=personal&error_description=personal"
    agent = {"User-Agent": "personal-agent", "X-Forwarded-For": "203.0.113.9", **HOST}
    answer = httpx.get(of_people.address + path, headers=agent, cookies=cookies)
    httpx.get(of_people.address + "/personal/name", headers=agent)
    httpx.get(of_people.address + "/panorama", headers={"Host": "personal.example.org"})
    sent_as(of_people, said)
    lines = of_people.log
    assert {"time", "level", "from", "event"} <= set.intersection(*(set(line) for line in lines))
    line = of_people.line_of(answer.headers["x-request-id"])
    assert (line["method"], line["route"]) == ("GET", "/oauth2callback")
    written = json.dumps(lines)
    for told in ("personal", "203.0.113", "upload_file/0", cookies["_streamlit_user"][:40]):
        assert told not in written


def fail() -> None:
    try:
        {}["rosa@example.org"]
    except KeyError as error:
        raise MegaError("no_role", name="rosa@example.org") from error


def test_an_error_is_logged_by_kind_and_place_and_never_by_what_it_says():
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        fail()
    except MegaError:
        logger.exception("it failed for %s", "rosa@example.org")
    line = json.loads(stream.getvalue())
    assert "rosa" not in stream.getvalue()
    assert (line["event"], line["error"]) == ("it failed for %s", "MegaError")
    assert line["because"][0]["error"] == "KeyError"
    assert "test_guard.py" in line["at"][0]


def test_what_breaks_below_is_told_to_a_browser_by_its_id_alone():
    async def breaks(*_: object) -> None:
        raise RuntimeError("a secret")

    sent = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/load", "headers": [], "query_string": b""}
    answering = Envelope(breaks, is_https=True)(scope, None, send)
    with ThreadPoolExecutor() as threads:  # a browser's tests leave a loop running in this one
        threads.submit(asyncio.run, answering).result()
    start, body = sent
    request = dict(start["headers"])[b"x-request-id"].decode()
    assert start["status"] == 500
    assert request in body["body"].decode()
    assert "secret" not in body["body"].decode()
    assert "Traceback" not in body["body"].decode()


def test_told_to_stop_the_server_closes_its_sockets_and_ends_well(tmp_path: Path):
    with (
        served(a_store(tmp_path).path, "--public-read-only") as server,
        socket_of(server, server.address) as opened,
    ):
        session_of(opened)
        assert server.stop() == 0
        assert server.log[-1]["event"] == "stopped"


def test_a_server_whose_database_is_gone_is_not_ready_and_says_why(public: Server, tmp_path: Path):
    ready = httpx.get(public.address + "/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "counter": 2})
    path = Path(public.process.args[2])
    moved = path.rename(tmp_path / "elsewhere.duckdb")
    gone = httpx.get(public.address + "/readyz")
    moved.rename(path)
    assert (gone.status_code, gone.json()) == (503, {"ready": False, "error": "no_database"})
    assert httpx.get(public.address + "/readyz").status_code == 200


def test_the_owner_at_a_terminal_is_told_what_goes_wrong_and_no_more(own: Server):
    assert httpx.get(own.address + "/panorama?lang=es").status_code == 200
    assert [line for line in own.log if line["level"] in {"info", "debug"}] == []
