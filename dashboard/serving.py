"""To whom a server is open, and under which names: decided once, from what it was started with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard.configuration_kinds import is_loopback
from dashboard.guard import Doorway
from dashboard.identity import Audience
from dashboard.request import BACK
from data.errors import MegaError

if TYPE_CHECKING:
    from streamlit.runtime.secrets import SecretsValue

    from dashboard.configuration import Configuration, SignIn

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Serving:
    """Whom a server serves, as what it is known, and how people sign in."""

    audience: Audience
    doorway: Doorway
    secrets: dict[str, SecretsValue] | None = None

    @property
    def is_https(self) -> bool:
        return (self.doorway.address or "").startswith("https:")


def serving(known: Configuration, host: str, *, is_public: bool) -> Serving:
    """How to serve at ``host``, an address of this machine.

    A network is served under the address that the configuration gives, to people who sign in
    or to the public, for reading. Errors: ``only_loopback``, ``address_missing``.
    """
    address = known.address
    if is_public:
        if address is None and not is_loopback(host):
            raise MegaError("address_missing", host=host)
        return Serving(Audience.PUBLIC, _doorway(address))
    if known.sign_in is not None and address is not None:
        return Serving(Audience.PEOPLE, _doorway(address), _secrets(known.sign_in, address))
    if not is_loopback(host):
        raise MegaError("only_loopback", host=host)
    return Serving(Audience.OWNER, _doorway(None))


def _doorway(address: str | None) -> Doorway:
    if address is None:
        return Doorway(THIS_MACHINE, None)
    return Doorway(frozenset({urlsplit(address).hostname or ""}), address)


def _secrets(sign_in: SignIn, address: str) -> dict[str, SecretsValue]:
    """What ``st.login`` is to know."""
    return {
        "auth": {
            "redirect_uri": address + BACK,
            "cookie_secret": sign_in.cookie_secret,
            "client_id": sign_in.client_id,
            "client_secret": sign_in.client_secret,
            "server_metadata_url": (
                sign_in.issuer.rstrip("/") + "/.well-known/openid-configuration"
            ),
        }
    }
