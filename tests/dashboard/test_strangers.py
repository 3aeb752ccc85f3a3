"""What strangers send stays text: in addresses, workbooks, files' names, claims and headers.

CONTRIBUTING lists the whole surface, with the test of each part of it.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from dashboard.configuration import read_configuration
from dashboard.entrance import preferred
from dashboard.identity import named
from dashboard.location import PAGES, View
from dashboard.request import claims_of, hostname_of
from dashboard.returning import page_of
from dashboard.serving import THIS_MACHINE
from dashboard.words import words_in
from dashboard.words.errors import ERRORS
from dashboard.workbooks import returned_name
from data.errors import MegaError
from data.records import Upload
from data.store import Store
from indicators.model import LANGUAGES
from indicators.periods import Period
from tests.dashboard.conftest import ACCEPTED_AT, Open, markup_of, text_of
from tests.dashboard.stores import a_store
from tests.dashboard.test_loading import choose, click, workbook
from tests.dashboard.test_matrix import open_as
from tests.support import an_observation
from tests.support.parts import among, in_part
from tests.support.people import CONFIGURATION, claims, write_configuration
from tests.support.server import Server, forked
from tests.support.strangers import FORMULA_STARTS, HOSTILE, IN_A_LINE, LIVE, hostile_store

PARAMS = (
    *("lang", "year", "quarter", "area", "target", "country", "period", "form", "places"),
    *("projection", "compare", "from", "to", "large"),
)
"""All that an address of a page may say."""


def assert_is_text(app: AppTest, where: object) -> None:
    """The page was drawn, and nothing in it came alive."""
    assert not app.exception, where
    assert [one for one in LIVE if one in markup_of(app)] == [], where


def test_url_parameters_are_text(reported: Store, open_page: Open):
    before = reported.state()
    for kind, text in HOSTILE.items():
        app = open_page("compare", reported.path, **dict.fromkeys(PARAMS, text))
        assert_is_text(app, kind)
        assert len(markup_of(app)) < 100_000, kind
    for page in PAGES:
        app = open_page(page, reported.path, **dict.fromkeys(PARAMS, HOSTILE["attribute"]))
        assert_is_text(app, page)
    assert reported.state() == before


@given(some.dictionaries(some.sampled_from(PARAMS), some.text()))
def test_whatever_the_url_parameters_there_is_a_view(params: dict[str, str]):
    for page in PAGES:
        assert View.read(page, params).page == page


@given(some.text(), some.binary())
def test_whatever_a_header_holds_it_is_read_without_failing(text: str, raw: bytes):
    assert preferred(text) in LANGUAGES
    assert page_of(text).partition("?")[0] in PAGES
    cookie = (b"cookie", b"_streamlit_user=" + raw)
    scope = {"type": "http", "headers": [(b"host", raw), cookie, (b"cookie", raw)]}
    assert claims_of(scope) == {}
    assert hostname_of(scope) not in THIS_MACHINE


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("mega.example.org", "mega.example.org"),
        ("Mega.Example.org:8443", "mega.example.org"),
        ("[::1]:8501", "::1"),
        ("mega.example.org/x", None),
        ("mega.example.org?x", None),
        ("evil@mega.example.org", None),
        ("mega.example.org:x", None),
        ("mega.example.org:99999", None),
        ("mega.example.org#", None),
        ("[", None),
        ("", None),
    ],
)
def test_a_host_is_a_name_and_a_port_and_nothing_more(host: str, name: str | None):
    assert hostname_of({"type": "http", "headers": [(b"host", host.encode())]}) == name


@pytest.fixture
def hostile(tmp_path: Path) -> Store:
    return hostile_store(tmp_path / "mega.duckdb")


def test_names_in_workbooks_are_text_on_every_page_and_in_every_file(
    hostile: Store, open_page: Open, monkeypatch: pytest.MonkeyPatch
):
    files: list[str] = []

    def take(label: str, data: Callable[[], bytes], *_: object, **__: object) -> bool:
        if label == "Data (CSV)":
            files.append(data().decode("utf-8-sig"))
        return False

    monkeypatch.setattr(st, "download_button", take)
    for page in PAGES:
        for params in [{"target": f"M{n:02}"} for n in (1, 6, 12, 14)]:
            shown = {"lang": "en", "period": "2024-Q4", "country": "PE", **params}
            assert_is_text(open_page(page, hostile.path, **shown), page)
            if page != "target":
                break
    assert files
    cells = [cell for file in files for row in csv.reader(StringIO(file)) for cell in row]
    run = [cell for cell in cells if cell.startswith(FORMULA_STARTS) and not is_number(cell)]
    assert run == []
    assert f"'{HOSTILE['formula']}" in cells


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_cells_of_uploaded_workbooks_are_text(reported: Store, open_page: Open):
    """As code, place, period and value, each of them a problem at its cell."""
    texts = [text.lstrip("=") or "x" for text in HOSTILE.values()]  # else a formula: see below
    rows = [
        row
        for text in texts
        for row in (
            (text, "Perú", "2025-T3", 1),
            ("M01", text, "2025-T3", 1),
            ("M01", "Perú", text, 1),
            ("M01", "Perú", "2025-T3", text),
        )
    ]
    page = open_page("load", reported.path, lang="en")
    before = reported.state()
    choose(page, workbook(*rows))
    assert_is_text(page, "cells")
    assert "problems" in text_of(page)
    assert "Accept" not in [button.label for button in page.button]
    choose(page, workbook(("M01", "Perú", "2025-T3", HOSTILE["formula"])))
    assert "Accept" not in [button.label for button in page.button]
    assert reported.state() == before


NAMES_OF_FILES = (
    "element", "path", "formula", "attribute", "path of Windows", "huge", "right to left",
)  # fmt: skip


@pytest.mark.parametrize("kind", in_part(NAMES_OF_FILES, among("element", "path", "formula")))
def test_the_name_of_an_uploaded_file_is_text(reported: Store, open_page: Open, kind: str):
    page = open_page("load", reported.path, lang="en")
    choose(page, workbook(("M01", "Perú", "2025-T3", 60)), f"{HOSTILE[kind]}.xlsx")
    assert_is_text(page, kind)
    assert_is_text(click(page, "Accept"), kind)
    assert reported.imports()[0].values == 1


def test_the_name_of_a_returned_workbook_is_a_name():
    for text in HOSTILE.values():
        for language in LANGUAGES:
            returned = returned_name(f"{text}.xlsx", words_in(language))
            assert returned.endswith(".xlsx")
            assert "/" not in returned


def test_texts_of_strangers_never_become_a_query(reported: Store):
    before = reported.state()
    for text in HOSTILE.values():
        assert reported.lineage(text) == []
        assert reported.lineage("M01", text) == []
        assert reported.lineage("M01", period=Period.parse("2024-Q3")) != []
        with pytest.raises(MegaError):
            reported.file(text)
    assert reported.state() == before
    upload = Upload(HOSTILE["SQL"], b"x", HOSTILE["condition"], ACCEPTED_AT, HOSTILE["SQL"])
    observation = an_observation(61.0, "2025-Q3", note=HOSTILE["SQL"], sheet=HOSTILE["condition"])
    reported.accept_values(upload, reported.compare([observation]))
    (found,) = [one for one in reported.lineage("M01", "PE") if one.value == 61.0]
    assert (found.file_name, found.note) == (HOSTILE["SQL"], HOSTILE["SQL"])
    assert (found.accepted_by, found.sheet) == (HOSTILE["condition"],) * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_strangers_never_become_a_template(language: str):
    words = words_in(language)
    for code, sentence in ERRORS.items():
        names = re.findall(r"{(\w+)", str(sentence))
        for kind in ("format", "template", "huge"):
            said = words.error(MegaError(code, **dict.fromkeys(names, HOSTILE[kind])))
            assert said.count(HOSTILE[kind]) >= len(set(names)), code


def test_what_the_provider_says_of_somebody_is_text(
    reported: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Nothing of address, subject and groups is taken for more, nor for somebody else's."""
    text = CONFIGURATION.replace("[sign_in]", '[sign_in]\nunknown = "viewer"')
    write_configuration(tmp_path, text)
    monkeypatch.setenv("MEGA_DATABASE", str(reported.path))
    monkeypatch.setenv("MEGA_CONFIG", str(tmp_path / "mega.toml"))
    monkeypatch.setenv("MEGA_SERVED_TO", "people")
    for kind, text in HOSTILE.items():
        said = {"sub": text, "email": f"{text}@example.org", "groups": [text]}
        page = open_as(claims("x@example.org", **said), "load")
        assert_is_text(page, kind)
        assert "(viewer)" in text_of(page), kind


def test_entries_of_the_configuration_are_text(tmp_path: Path):
    for kind, text in HOSTILE.items():
        written = json.dumps(text, ensure_ascii=False)
        named_so = CONFIGURATION.replace('["rosa@example.org"]', f"[{written}]")
        refused = {
            "address": CONFIGURATION.replace('"https://mega.example.org"', written),
            "issuer": CONFIGURATION.replace('"https://login.example.org"', written),
            "role": CONFIGURATION.replace('"staff"', written),
        }
        if text and text.isascii():
            found = read_configuration(write_configuration(tmp_path, named_so))
            assert named("rosa@example.org", found).role is None, kind
        else:
            refused["emails"] = named_so
        for entry, changed in refused.items():
            if (kind, entry) == ("empty", "address"):
                continue
            with pytest.raises(MegaError) as raised:
                read_configuration(write_configuration(tmp_path, changed))
            assert str(raised.value.params["entry"]).endswith(entry), kind


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = a_store(tmp_path_factory.mktemp("strangers"))
    with forked(store.path, "--public-read-only") as server:
        yield server


NAMES = (
    "Host",
    "Origin",
    "Cookie",
    "Referer",
    "Accept-Language",
    "X-Request-ID",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "Forwarded",
    "Range",
    "If-None-Match",
    "Sec-WebSocket-Protocol",
    "X-Xsrftoken",
)


def test_headers_are_text_and_come_back_in_no_answer(server: Server):
    statuses = set()
    with httpx.Client(base_url=server.address) as client:
        for name in NAMES:
            for kind, text in IN_A_LINE.items():
                answer = client.get("/panorama?lang=en", headers={name: text})
                statuses.add(answer.status_code)
                returned = answer.text + str(answer.headers)
                assert len(text) < 5 or text not in returned, (name, kind)
    assert statuses <= {200, 304, 400, 421}
    assert all("\n" not in str(line["event"]) for line in server.log)
    assert httpx.get(f"{server.address}/readyz").json()["ready"]


def test_paths_are_text_and_lead_nowhere_else(server: Server):
    with httpx.Client(base_url=server.address) as client:
        for prefix in ("/", "/static/", "/media/", "/_stcore/upload_file/s/"):
            for kind, text in HOSTILE.items():
                written = quote(text, safe="")[:3000]
                for path in (f"{prefix}{written}", f"{prefix}..%2f..%2f{written}"):
                    answer = client.get(path)
                    assert answer.status_code in {307, 400, 404, 405}, (path[:80], kind)
                    assert "root:" not in answer.text
                    assert not [one for one in LIVE if one in answer.text], kind
