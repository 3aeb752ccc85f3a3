"""Where the server listens, and which document a browser gets."""

import socket
from pathlib import Path

import pytest

from dashboard.entrance import preferred
from dashboard.server import serve
from data.errors import MegaError


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "example.org", ""])
def test_the_server_listens_to_nobody_but_this_machine(host: str, tmp_path: Path):
    with pytest.raises(MegaError) as raised:
        serve(tmp_path / "mega.duckdb", host=host, port=0)
    assert raised.value.code == "only_loopback"


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
