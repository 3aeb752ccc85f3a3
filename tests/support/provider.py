"""A small OpenID provider on loopback: discovery, sign-in form, tokens, keys and sign-out.

It keeps to OpenID Connect Core, the code flow with PKCE, so that what signs in with it signs in
elsewhere. ``twist`` lets a test hand out a token that is not as it should be.
"""

from __future__ import annotations

import base64
import hashlib
import html
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

Claims = dict[str, Any]

MINUTES_VALID = 5
FORM = """<!DOCTYPE html><html lang="en">
<head><title>Provider</title><link rel="icon" href="data:,"></head><body>
<h1>Sign in to the provider</h1><form method="post">
<label>Account <input name="email" autofocus></label>
<button>Continue</button></form></body></html>"""


@dataclass
class Provider:
    """What it knows of its one client and of people; ``ended`` lists the sign-outs it saw."""

    client_id: str
    client_secret: str
    redirect_uri: str = ""
    more: dict[str, Claims] = field(default_factory=dict)
    """Claims by account, beside the address."""
    twist: Callable[[Claims], Claims] = lambda claims: claims
    issuer: str = ""
    is_down: bool = False
    ended: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig"})
        self.signs_with = self.key
        self._codes: dict[str, tuple[str, dict[str, str]]] = {}

    def behave(self) -> None:
        """Hand out tokens as they should be again."""
        self.twist, self.signs_with, self.is_down = lambda claims: claims, self.key, False

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize, methods=["GET", "POST"]),
                Route("/token", self._token, methods=["POST"]),
                Route("/jwks", self._jwks),
                Route("/end", self._end),
            ]
        )

    async def _discovery(self, _: Request) -> Response:
        if self.is_down:
            return PlainTextResponse("down", 503)
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
                "end_session_endpoint": f"{self.issuer}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _authorize(self, request: Request) -> Response:
        """The form, and back to the client with a code for who filled it in."""
        asked = dict(request.query_params)
        if (asked.get("client_id"), asked.get("redirect_uri")) != (
            self.client_id,
            self.redirect_uri,
        ):
            return PlainTextResponse("unknown client or address to return to", 400)
        if asked.get("response_type") != "code" or "openid" not in asked["scope"].split():
            return self._back(asked, error="invalid_request")
        if request.method == "GET":
            return HTMLResponse(FORM)
        email = str((await request.form())["email"])
        if not email:
            return self._back(asked, error="access_denied", error_description="<b>nobody</b>")
        code = secrets.token_urlsafe()
        self._codes[code] = email, asked
        return self._back(asked, code=code)

    def _back(self, asked: dict[str, str], **said: str) -> Response:
        query = urlencode({**said, "state": asked.get("state", "")})
        return RedirectResponse(f"{asked['redirect_uri']}?{query}", 303)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        credentials = f"{self.client_id}:{self.client_secret}".encode()
        expected = f"Basic {base64.b64encode(credentials).decode()}"
        if not secrets.compare_digest(request.headers.get("authorization", ""), expected):
            return JSONResponse({"error": "invalid_client"}, 401)
        email, asked = self._codes.pop(str(form.get("code")), ("", {}))  # good for once
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not email or (challenge, form.get("redirect_uri")) != (
            asked.get("code_challenge"),
            asked.get("redirect_uri"),
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse(
            {
                "access_token": secrets.token_urlsafe(),
                "token_type": "Bearer",
                "expires_in": MINUTES_VALID * 60,
                "id_token": self._id_token(email, asked.get("nonce", "")),
            }
        )

    def _id_token(self, email: str, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": f"subject of {email}",
            "aud": self.client_id,
            "iat": now,
            "exp": now + MINUTES_VALID * 60,
            "nonce": nonce,
            "email": email,
            "email_verified": True,
            **self.more.get(email, {}),
        }
        return jwt.encode({"alg": "RS256", "kid": "1"}, self.twist(claims), self.signs_with)

    async def _jwks(self, _: Request) -> Response:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    async def _end(self, request: Request) -> Response:
        asked = dict(request.query_params)
        token = jwt.decode(asked["id_token_hint"], self.key)
        self.ended.append({"sub": token.claims["sub"], "client_id": asked["client_id"]})
        to = asked["post_logout_redirect_uri"]
        if to != self.redirect_uri:
            return PlainTextResponse(f"unknown address {html.escape(to)}", 400)
        return RedirectResponse(to, 303)


@contextmanager
def provided(client_id: str, client_secret: str) -> Iterator[Provider]:
    """A provider that answers on loopback, for as long as it is needed."""
    provider = Provider(client_id, client_secret)
    listening = socket.create_server(("127.0.0.1", 0))
    provider.issuer = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(
        uvicorn.Config(provider.application(), log_config=None, log_level="error")
    )
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join()
