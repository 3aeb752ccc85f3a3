"""A dashboard that people sign in to by a real OpenID provider on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.people import CLIENT, CONFIGURATION, write_configuration
from tests.support.provider import Provider, provided
from tests.support.server import forked, free_port


@dataclass
class Site:
    """A dashboard that people sign in to, its provider, and its configuration."""

    address: str
    provider: Provider
    folder: Path
    text: str

    def configure(self, text: str | None = None) -> None:
        write_configuration(self.folder, text or self.text)


@contextmanager
def site_of(database: Path) -> Iterator[Site]:
    """A site on a database; its configuration lies beside it."""
    folder, port = database.parent, free_port()
    address = f"http://127.0.0.1:{port}"
    with provided(CLIENT, "a secret of the client") as provider:
        provider.redirect_uri = f"{address}/oauth2callback"
        text = CONFIGURATION.replace("https://mega.example.org", address)
        text = text.replace("https://login.example.org", provider.issuer)
        config = write_configuration(folder, text)
        with forked(database, "--port", port, config=config) as server:
            assert server.address == address
            yield Site(address, provider, folder, text)
