"""A real nginx with the example of ``deploy/``, on free ports and with a certificate of its own."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.certificates import make_certificate
from tests.support.programs import NGINX

EXAMPLE = Path(__file__).parents[2] / "deploy" / "nginx.conf"
LETSENCRYPT = "/etc/letsencrypt/live/mega.example.org"
NAME = "mega.example.org"
STARTED_WITHIN = 30.0
"""Seconds after which the test says that nginx does not answer."""

AROUND = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/mega.conf;
}}
"""


@dataclass(frozen=True)
class Front:
    """nginx before a server: the ports it listens at, and the certificate to trust."""

    http: int
    https: int
    certificate: Path

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))


@contextmanager
def behind_nginx(folder: Path, upstream: str, http: int, https: int) -> Iterator[Front]:
    """The example before the server at ``upstream``; nothing in it but paths and ports differs."""
    program = NGINX.find()
    if program is None:
        pytest.fail(NGINX.missing, pytrace=False)
    make_certificate(folder, NAME)
    text = EXAMPLE.read_text(encoding="utf-8")
    for written, here in (
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{https} ssl"),
        (LETSENCRYPT, str(folder)),
        ("http://127.0.0.1:8501", upstream),
    ):
        assert written in text, written
        text = text.replace(written, here)
    (folder / "mega.conf").write_text(text, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    around = folder / "nginx.conf"
    around.write_text(AROUND.format(user=user, folder=folder), encoding="utf-8")
    command = [program, "-e", folder / "error.log", "-p", folder, "-c", around]
    with subprocess.Popen([str(part) for part in command]) as process:
        try:
            _wait_for(https, process)
            yield Front(http, https, folder / "fullchain.pem")
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    given_up_at = time.monotonic() + STARTED_WITHIN
    while process.poll() is None and time.monotonic() < given_up_at:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("nginx does not answer")
