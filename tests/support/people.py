"""People of every role: a configuration that names them, and what a provider says of them."""

from __future__ import annotations

from pathlib import Path

from dashboard.rights import Role

ISSUER = "https://login.example.org"
CLIENT = "mega-dashboard"
NEVER_TOO_OLD = 4_102_444_800
"""Signed in at the beginning of 2100, for tests that are not about a sign-in's age."""

CONFIGURATION = f"""
[server]
address = "https://mega.example.org"

[sign_in]
issuer = "{ISSUER}"
client_id = "{CLIENT}"
client_secret = "a secret of the client"
cookie_secret = "0123456789abcdef0123456789abcdef"

[[people]]
role = "viewer"
domains = ["board.example.org"]

[[people]]
role = "staff"
places = ["PE"]
emails = ["rosa@example.org"]

[[people]]
role = "editor"
groups = ["mega-editors"]
emails = ["eva@example.org"]

[[people]]
role = "admin"
emails = ["ada@example.org"]
"""

EMAILS: dict[Role | None, str] = {
    None: "nora@example.org",
    Role.VIEWER: "vera@board.example.org",
    Role.STAFF: "rosa@example.org",
    Role.EDITOR: "eva@example.org",
    Role.ADMIN: "ada@example.org",
}
"""A person of each role that somebody can sign in with; of none, somebody unknown."""


def write_configuration(folder: Path, text: str = CONFIGURATION) -> Path:
    path = folder / "mega.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def claims(email: str, /, **differences: object) -> dict[str, object]:
    """What a page knows of somebody who signed in."""
    said: dict[str, object] = {
        "is_logged_in": True,
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": f"subject of {email}",
        "email": email,
        "email_verified": True,
        "iat": NEVER_TOO_OLD,
        "nonce": "n",
    }
    return said | differences
