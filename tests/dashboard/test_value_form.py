"""One value, corrected or withdrawn where it is seen."""

from pathlib import Path
from shlex import quote

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.cli import app as commands
from data.check import check
from data.store import Store
from indicators.periods import Period
from tests.dashboard.conftest import Open, text_of
from tests.dashboard.test_loading import click, value_of
from tests.dashboard.test_matrix import open_as
from tests.support.people import claims, write_configuration

Q2 = "2025-Q2"
KEY = f"M01 {Q2}"


@pytest.fixture
def page(reported: Store, open_page: Open) -> AppTest:
    page = open_page("target", reported.path, lang="en", target="M01", period=Q2)
    return page.selectbox(key=f"mend {KEY}").set_value("PE").run()


def fill(page: AppTest, value: str, reason: str = "typo") -> AppTest:
    page.text_input(key=f"mend value {KEY} PE").set_value(value).run()
    return page.text_input(key=f"mend why {KEY} PE").set_value(reason).run()


def test_a_corrected_value_counts_and_is_traced_and_undone_like_any_other(
    reported: Store, page: AppTest
):
    assert "Counts now for Q2 2025: 57.5 organizaciones" in text_of(page)
    text = text_of(click(fill(page, "58,25"), "Correct this value"))
    assert not page.exception
    (record, *_) = reported.imports()
    assert f"The value was corrected as import {record.import_id}." in text
    assert (record.file_name, record.reason) == (f"M01 PE {Q2}.csv", "typo")
    assert value_of(reported, Q2) == 58.25
    (counting,) = [one for one in reported.lineage("M01", "PE", Period.parse(Q2)) if one.in_force]
    assert counting.cell == "D2"
    assert check(reported.path).breaches == []
    reported.undo(record.import_id, "ana", record.accepted_at, "")
    assert value_of(reported, Q2) == 57.5


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("muchos", "“muchos”"),
        ("1.234", "1.234"),
        ('5";"6', "5"),
        ("=1+1", "=1+1"),
    ],
)
def test_what_is_no_number_is_refused_with_how_to_mend_it(
    written: str, said: str, reported: Store, page: AppTest
):
    before = reported.state()
    text = text_of(click(fill(page, written), "Correct this value"))
    assert not page.exception
    assert said in text
    assert reported.state() == before


def test_the_value_that_counts_already_writes_nothing(reported: Store, page: AppTest):
    before = reported.state()
    assert "This is the value that counts already." in text_of(
        click(fill(page, "57.5"), "Correct this value")
    )
    assert reported.state() == before


def test_a_withdrawn_value_counts_no_more(reported: Store, page: AppTest):
    text = text_of(click(fill(page, ""), "Withdraw this value"))
    assert "The value was withdrawn." in text
    assert not [one for one in reported.lineage("M01", "PE", Period.parse(Q2)) if one.in_force]
    assert check(reported.path).breaches == []


def test_without_a_reason_nothing_can_be_done(page: AppTest):
    page.text_input(key=f"mend value {KEY} PE").set_value("58").run()
    buttons = {button.label: button.disabled for button in page.button}
    assert buttons["Correct this value"]
    assert buttons["Withdraw this value"]


def mega(store: Store, *arguments: str) -> tuple[int, str]:
    ended = CliRunner().invoke(
        commands, ["--database", str(store.path), "--language", "en", *arguments]
    )
    return ended.exit_code, ended.output


def test_the_commands_do_the_same(reported: Store):
    which = ["M01", "--place", "PE", "--period", Q2]
    code, told = mega(reported, "correct", *which, "--value", "58,25", "--reason", "typo")
    assert code == 0, told
    assert f"To take it back: mega --database {quote(str(reported.path))} undo 4" in told
    assert value_of(reported, Q2) == 58.25
    code, told = mega(reported, "withdraw", *which, "--reason", "wrong place")
    assert code == 0, told
    assert f"To take that back: mega --database {quote(str(reported.path))} undo 5" in told
    assert value_of(reported, Q2) == 57.5
    code, told = mega(reported, "correct", *which, "--value", "many", "--reason", "typo")
    assert code == 1
    assert "Error: " in told
    code, told = mega(reported, "correct", *which, "--value", "5", "--reason", " ")
    assert code == 2
    assert "Say why the value is corrected" in told


def test_on_the_page_of_a_place_the_latest_value_of_a_target_is_corrected(
    reported: Store, open_page: Open
):
    page = open_page("country", reported.path, lang="en", country="CO")
    assert "Counts now for Q3 2025: 58 organizaciones" in text_of(page)
    page.text_input(key="mend value M01 2025-Q3 CO").set_value("59").run()
    page.text_input(key="mend why M01 2025-Q3 CO").set_value("typo").run()
    text = text_of(click(page, "Correct this value"))
    assert not page.exception
    assert "The value was corrected as import" in text
    assert value_of(reported, "2025-Q3", place="CO") == 59
    assert value_of(reported, "2025-Q3") == 58


def test_the_page_of_a_place_that_is_not_ones_own_has_no_form(
    reported: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MEGA_DATABASE", str(reported.path))
    monkeypatch.setenv("MEGA_CONFIG", str(write_configuration(tmp_path)))
    monkeypatch.setenv("MEGA_SERVED_TO", "people")
    rosa = claims("rosa@example.org")
    title = "Correct or withdraw one of these values"
    own, other = (open_as(rosa, "country", country=code) for code in ("PE", "CO"))
    assert title in [one.label for one in own.expander]
    assert title not in [one.label for one in other.expander]
