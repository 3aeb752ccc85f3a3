"""Where the server listens, and which document a browser gets."""

import socket
from importlib.util import find_spec
from pathlib import Path

import pytest

from dashboard.configuration import Configuration, read_configuration
from dashboard.entrance import preferred
from dashboard.guard import Doorway
from dashboard.identity import Audience
from dashboard.returning import page_of
from dashboard.server import imported_by_pages, listen, serve
from dashboard.serving import THIS_MACHINE, serving
from dashboard.words import words_in
from data.errors import MegaError
from indicators.model import LANGUAGES
from tests.support.people import write_configuration


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "example.org", ""])
def test_without_a_word_who_may_come_the_server_listens_to_nobody_but_this_machine(
    host: str, tmp_path: Path
):
    with pytest.raises(MegaError) as raised:
        serve(tmp_path / "mega.duckdb", host=host, port=0)
    assert raised.value.code == "only_loopback"
    for language in LANGUAGES:
        sentence = words_in(language).error(raised.value)
        for named in ("--config", "[server] address", "[sign_in]", "--public-read-only"):
            assert named in sentence
    with pytest.raises(MegaError) as raised:
        serve(tmp_path / "mega.duckdb", host=host, port=0, is_public=True)
    assert raised.value.code == "address_missing"


ADDRESS = "https://mega.example.org"
HERE, THERE = "127.0.0.1", "0.0.0.0"
NOBODY = Configuration()
FOR_ALL = Configuration(address=ADDRESS)

SERVED = [
    (NOBODY, HERE, False, Audience.OWNER, THIS_MACHINE),
    (NOBODY, "::1", False, Audience.OWNER, THIS_MACHINE),
    (NOBODY, "localhost", True, Audience.PUBLIC, THIS_MACHINE),
    (FOR_ALL, HERE, False, Audience.OWNER, THIS_MACHINE),
    (FOR_ALL, HERE, True, Audience.PUBLIC, {"mega.example.org"}),
    (FOR_ALL, THERE, True, Audience.PUBLIC, {"mega.example.org"}),
]


@pytest.mark.parametrize(("known", "host", "is_public", "audience", "hosts"), SERVED)
def test_whom_a_server_serves_and_as_what_it_is_known(
    known: Configuration, host: str, is_public: bool, audience: Audience, hosts: set[str]
):
    found = serving(known, host, is_public=is_public)
    assert (found.audience, found.doorway.hosts, found.secrets) == (audience, hosts, None)


@pytest.mark.parametrize("host", [HERE, THERE])
def test_with_a_provider_people_sign_in_wherever_it_is_served(host: str, tmp_path: Path):
    known = read_configuration(write_configuration(tmp_path))
    found = serving(known, host, is_public=False)
    assert (found.audience, found.is_https) == (Audience.PEOPLE, True)
    assert found.doorway == Doorway(frozenset({"mega.example.org"}), ADDRESS)
    assert found.secrets["auth"]["redirect_uri"] == f"{ADDRESS}/oauth2callback"
    assert found.secrets["auth"]["server_metadata_url"] == (
        "https://login.example.org/.well-known/openid-configuration"
    )
    public = serving(known, host, is_public=True)
    assert (public.audience, public.secrets) == (Audience.PUBLIC, None)


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        (f"{ADDRESS}/target?lang=en&target=M01&evil=1", "target?lang=en&target=M01"),
        (f"{ADDRESS}/load?lang=pt", "load?lang=pt"),
        ("https://evil.example.org/plan", "plan?lang=es"),
        ("//evil.example.org/x", "panorama?lang=es"),
        ("javascript:alert(1)", "panorama?lang=es"),
        ("https://[", "panorama?lang=es"),
        ("/area?area=%0d%0aSet-Cookie:%20a=b", "area?lang=es&area=%0D%0ASet-Cookie%3A+a%3Db"),
        ("", "panorama?lang=es"),
    ],
)
def test_after_the_sign_in_one_comes_to_a_page_of_the_dashboard_and_nowhere_else(
    asked: str, page: str
):
    assert page_of(asked) == page


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_what_is_small_is_sent_at_once(host: str):
    """asyncio turns off the kernel's waiting for more (TCP_NODELAY) where a socket says so."""
    with listen(host, 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_port_in_use_is_said_to_be(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(MegaError) as raised:
            serve(tmp_path / "mega.duckdb", port=port)
    assert raised.value.code == "port_in_use"
    assert raised.value.params == {"port": port}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("es-CO,es;q=0.9,en;q=0.8", "es"),
        ("pt-BR", "pt"),
        ("fr-FR,en;q=0.5", "en"),
        ("de", "es"),
        ("", "es"),
        (",;q=1,*", "es"),
    ],
)
def test_a_browser_without_a_choice_gets_the_first_language_it_knows(accepted: str, language: str):
    assert preferred(accepted) == language


def test_what_the_pages_import_can_be_imported_before_anybody_comes():
    named = imported_by_pages()
    assert {"dashboard.trends", "dashboard.events_told"} <= named
    assert [name for name in named if find_spec(name) is None] == []
