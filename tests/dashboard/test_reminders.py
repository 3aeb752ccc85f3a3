"""Reminders as they are received: by a real SMTP server on this machine, with its templates."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

import openpyxl
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from dashboard.commands.reminding import remind
from dashboard.commands.session import Session
from dashboard.rights import owner
from dashboard.words import words_in
from data.check import check
from data.errors import MegaError
from data.records import Upload
from data.store import Store, create_store
from indicators.model import Reporter
from indicators.periods import Period
from tests.dashboard.conftest import ACCEPTED_AT, accept_strategy, accept_values
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.certificates import make_certificate
from tests.support.copies import made_once
from tests.support.server import free_port

Q4 = Period.parse("2024-Q4")
NOW = datetime(2025, 2, 10, 12, tzinfo=UTC)
PASSWORD = "an apple a day"
UNKNOWN = "nobody@example.org"


class Mailbox:
    """Takes every message but those to somebody unknown."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_RCPT(self, *told: Any) -> str:  # noqa: N802 - aiosmtpd's name
        _server, _session, envelope, address, _options = told
        if address == UNKNOWN:
            return "550 there is nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *told: Any) -> str:  # noqa: N802
        _server, _session, envelope = told
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"


@dataclass
class Post:
    """A server that takes e-mails, and how the configuration names it."""

    mailbox: Mailbox
    configuration: str


def configuration(port: int, *lines: str, security: str = "none") -> str:
    return "\n".join(
        [
            "[mail]",
            'host = "localhost"',
            f"port = {port}",
            f'security = "{security}"',
            'sender = "mega@example.org"',
            'language = "es"',
            'languages = { "ana@example.org" = "pt" }',
            *lines,
        ]
    )


@pytest.fixture
def post() -> Iterator[Post]:
    """In the clear, as on this machine alone."""
    mailbox, port = Mailbox(), free_port()
    with taking(Controller(mailbox, "localhost", port)):
        yield Post(mailbox, configuration(port))


@pytest.fixture(params=["starttls", "tls"])
def locked_post(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Post]:
    """Encrypted from the second word or from the first, and only for who knows the password."""
    mailbox, port = Mailbox(), free_port()
    certificate, key = make_certificate(tmp_path, "localhost")
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    tls = {
        "starttls": {"tls_context": context, "require_starttls": True},
        "tls": {"ssl_context": context, "auth_require_tls": False},  # it is encrypted already
    }
    taken = Controller(
        mailbox, "localhost", port, authenticator=knows, auth_required=True, **tls[request.param]
    )
    lines = [f'certificates = "{certificate}"', 'user = "mega"', f'password = "{PASSWORD}"']
    with taking(taken):
        yield Post(mailbox, configuration(port, *lines, security=request.param))


def knows(*told: Any) -> AuthResult:
    *_, login = told
    is_known = (login.login, login.password) == (b"mega", PASSWORD.encode())
    return AuthResult(success=is_known, handled=is_known)  # the server answers what is not


@contextmanager
def taking(server: Controller) -> Iterator[None]:
    server.start()
    try:
        yield
    finally:
        server.stop()


@made_once
def made(path: Path) -> Store:
    """Rosa owes one report for Peru and one for head office, Ana one for Colombia."""
    store = create_store(path)
    store.set_today(date(2025, 2, 10), "eva", ACCEPTED_AT)
    first = Period.parse("2024-Q1")
    reporters = [
        Reporter("M01", "PE", first, None, "Rosa@example.org"),
        Reporter("M02", "REG", first, None, "rosa@example.org"),
        Reporter("M01", "CO", first, None, "ana@example.org"),
        Reporter("M02", "CO", first, Period.parse("2024-Q3"), "left@example.org"),
        Reporter("M02", "PE", first, None, ""),
    ]
    strategy = a_strategy(an_indicator(), an_indicator(code="M02"))
    accept_strategy(store, replace(strategy, reporters=tuple(reporters)))
    accept_values(store, an_observation(5.0, "2024-Q3"))
    return store


@pytest.fixture
def owing(tmp_path: Path) -> Store:
    return made(tmp_path / "mega.duckdb")


Run = Callable[..., int]


@pytest.fixture
def run(owing: Store, tmp_path: Path) -> Run:
    def run(text: str, *, dry_run: bool = False, again: bool = False, now: datetime = NOW) -> int:
        config = tmp_path / "mega.toml"
        config.write_text(text, encoding="utf-8")
        config.chmod(0o600)
        session = Session(owing.path, words_in("en"), now, owner("eva"), config)
        return remind(session, Q4, dry_run=dry_run, again=again)

    return run


def test_each_person_gets_one_message_in_their_language_with_the_templates(
    run: Run, post: Post, owing: Store, capsys: pytest.CaptureFixture[str]
):
    assert run(post.configuration) == 0
    ana, rosa = post.mailbox.messages
    assert (ana["To"], ana["Subject"]) == ("ana@example.org", "Relatórios de T4 2024")
    assert (rosa["To"], rosa["Subject"]) == ("rosa@example.org", "Reportes de T4 2024")
    body = rosa.get_body()
    assert body is not None
    text = body.get_content().replace("\N{NO-BREAK SPACE}", " ").replace("\r\n", "\n")
    assert "Todavía faltan 2 reportes:" in text
    assert "Los reportes de T4 2024 vencen el 14 feb 2025." in text
    assert "Perú\n- M01 Organizaciones (organizaciones), T4 2024: En recolección" in text
    attached = list(rosa.iter_attachments())
    assert [part.get_filename() for part in attached] == [
        "Reporte 2024-Q4 REG.xlsx",
        "Reporte 2024-Q4 PE.xlsx",
    ]
    book = openpyxl.load_workbook(BytesIO(attached[1].get_content()))
    assert any(cell.value == "M01" for row in book.active.iter_rows() for cell in row)
    printed = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "rosa@example.org es 2 sent" in printed
    assert [(one.address, one.owed) for one in owing.reminders(Q4)] == [
        ("rosa@example.org", 2),
        ("ana@example.org", 1),
    ]
    assert check(owing.path).breaches == []


def test_a_reminder_says_of_a_due_day_that_has_passed_that_reports_were_due(
    run: Run, post: Post, owing: Store
):
    for day, said in ((14, "vencen el 14 feb 2025"), (15, "vencieron el 14 feb 2025")):
        owing.set_today(date(2025, 2, day), "eva", ACCEPTED_AT)
        run(post.configuration, again=True)
        body = post.mailbox.messages[-1].get_body()
        assert body is not None
        assert said in body.get_content().replace("\N{NO-BREAK SPACE}", " ")


def test_nobody_is_reminded_of_what_awaits_review_but_of_what_was_returned(
    run: Run, post: Post, owing: Store
):
    values = [an_observation(6.0, "2024-Q4"), an_observation(7.0, "2024-Q4", place="CO")]
    upload = Upload("both.xlsx", b"both", "rosa", ACCEPTED_AT)
    number = owing.submit_values(upload, owing.compare(values))
    assert number is not None
    owing.give_back(number, values[:1], "eva", ACCEPTED_AT, "Which month?")
    assert run(post.configuration) == 0
    (rosa,) = post.mailbox.messages
    body = rosa.get_body()
    assert body is not None
    assert "T4 2024: Devuelto" in body.get_content().replace("\N{NO-BREAK SPACE}", " ")


def test_nobody_is_reminded_twice_on_a_day_unless_told_to(run: Run, post: Post, owing: Store):
    run(post.configuration)
    assert run(post.configuration) == 0
    assert len(post.mailbox.messages) == 2
    run(post.configuration, again=True)
    assert len(post.mailbox.messages) == 4
    owing.set_today(date(2025, 2, 11), "eva", ACCEPTED_AT)
    run(post.configuration)
    assert len(post.mailbox.messages) == 6


def test_a_dry_run_prints_the_messages_and_sends_none(
    run: Run, post: Post, owing: Store, capsys: pytest.CaptureFixture[str]
):
    assert run(post.configuration, dry_run=True) == 0
    printed = capsys.readouterr().out
    assert "To: rosa@example.org\nFrom: mega@example.org\nSubject: Reportes de T4 2024" in printed
    assert "Anexo: Relatório 2024-Q4 CO.xlsx" in printed
    assert post.mailbox.messages == []
    assert owing.reminders(Q4) == []


def test_an_address_that_is_refused_stops_no_other(
    run: Run, post: Post, owing: Store, capsys: pytest.CaptureFixture[str]
):
    strategy = owing.strategy_history().latest
    assert strategy is not None
    moved = tuple(
        replace(one, owner_email=UNKNOWN) if one.place == "CO" else one
        for one in strategy.reporters
    )
    accept_strategy(owing, replace(strategy, reporters=moved))
    assert run(post.configuration) == 1
    assert [one["To"] for one in post.mailbox.messages] == ["rosa@example.org"]
    assert "there is nobody of that name" in capsys.readouterr().out
    assert [one.address for one in owing.reminders(Q4)] == ["rosa@example.org"]


@pytest.mark.parametrize(
    "wrong", ["ana", "ana@example.org, eva@example.org", "añá@example.org", "Ana <ana@example.org>"]
)
def test_what_is_not_one_address_is_said_and_stops_no_other(
    wrong: str, run: Run, post: Post, owing: Store, capsys: pytest.CaptureFixture[str]
):
    strategy = owing.strategy_history().latest
    assert strategy is not None
    named = tuple(
        replace(one, owner_email=wrong) if one.place == "CO" else one for one in strategy.reporters
    )
    accept_strategy(owing, replace(strategy, reporters=named))
    assert run(post.configuration) == 1
    assert [one["To"] for one in post.mailbox.messages] == ["rosa@example.org"]
    assert "this is no e-mail address" in capsys.readouterr().out
    assert check(owing.path).breaches == []


def test_they_are_sent_encrypted_to_a_server_that_asks_for_a_password(
    run: Run, locked_post: Post, owing: Store
):
    assert run(locked_post.configuration) == 0
    assert len(locked_post.mailbox.messages) == len(owing.reminders(Q4)) == 2


def test_a_wrong_password_is_said_and_nothing_is_sent(run: Run, locked_post: Post, owing: Store):
    with pytest.raises(MegaError) as caught:
        run(locked_post.configuration.replace(PASSWORD, "wrong"))
    assert caught.value.code == "mail_refused"
    assert "wrong" not in words_in("en").error(caught.value)
    assert (locked_post.mailbox.messages, owing.reminders(Q4)) == ([], [])


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_cannot_show_who_it_is_gets_no_message(
    run: Run, post: Post, locked_post: Post, owing: Store, security: str
):
    unknown = "\n".join(
        line for line in locked_post.configuration.splitlines() if "certificates" not in line
    )
    for text in (unknown, post.configuration.replace('"none"', f'"{security}"')):
        with pytest.raises(MegaError) as caught:
            run(text)
        assert caught.value.code == "mail_refused"
    assert post.mailbox.messages == locked_post.mailbox.messages == []
    assert owing.reminders(Q4) == []


def test_where_nothing_is_configured_or_nobody_answers_it_is_said(run: Run):
    with pytest.raises(MegaError, match="mail_not_configured"):
        run("")
    with pytest.raises(MegaError) as caught:
        run(configuration(free_port()))
    assert caught.value.code == "mail_refused"
    sentence = words_in("en").error(caught.value)
    assert sentence.startswith("The e-mail server localhost at port")


def test_once_everything_has_come_nobody_is_reminded(
    run: Run, post: Post, owing: Store, capsys: pytest.CaptureFixture[str]
):
    reports = [("M01", "PE"), ("M02", "REG"), ("M01", "CO"), ("M02", "PE")]
    accept_values(
        owing,
        *(an_observation(5.0, indicator=code, place=place) for code, place in reports),
        file_name="all.xlsx",
    )
    assert run(post.configuration) == 0
    assert "Nobody with an address owes anything of Q4 2024." in capsys.readouterr().out
    assert post.mailbox.messages == []
