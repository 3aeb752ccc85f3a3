"""The whole matrix of rights: every role at every page and every command.

``python -m tests.dashboard.test_matrix`` prints it.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.frame import NEEDS
from dashboard.guard import RIGHTS_OF_ROUTES
from dashboard.location import PAGES
from dashboard.rights import RIGHTS, Right, Role
from dashboard.words import words_in
from data.errors import MegaError
from data.store import Store
from indicators.model import Observation
from tests.dashboard.conftest import accept_values, text_of
from tests.dashboard.test_loading import workbook
from tests.support import an_observation
from tests.support.pages import page_of
from tests.support.people import EMAILS, claims, write_configuration

EN = words_in("en")
SAMPLES = Path(__file__).parents[1] / "samples"

COMMANDS: dict[str, tuple[Right, Callable[[Path], list[object]]]] = {
    "import": (Right.LOAD, lambda folder: [folder / "peru.xlsx"]),
    "undo": (Right.LOAD, lambda _: [4]),  # what was imported just before
    "progress": (Right.SEE, lambda _: []),
    "settings": (Right.SEE, lambda _: []),
    "close": (Right.STEER, lambda _: ["2025-Q2", "--reason", "complete"]),
    "exempt": (
        Right.STEER,
        lambda _: [
            "2025-Q2",
            "--place",
            "PE",
            "--indicator",
            "M01",
            "--until",
            "2099-12-31",
            "--reason",
            "recount",
        ],
    ),
    "reopen": (Right.STEER, lambda _: ["2025-Q2"]),
    "comment": (Right.LOAD, lambda _: ["M01", "--period", "2025-Q2", "--cause", "rain"]),
    "correct": (
        Right.LOAD,
        lambda _: [
            "M01",
            "--place",
            "PE",
            "--period",
            "2025-Q1",
            "--value",
            "57",
            "--reason",
            "typo",
        ],
    ),
    "withdraw": (
        Right.LOAD,
        lambda _: ["M01", "--place", "PE", "--period", "2025-Q1", "--reason", "typo"],
    ),
    "remind": (Right.STEER, lambda _: ["--period", "2025-Q3"]),
    "review": (Right.LOAD, lambda _: []),
    "publish": (Right.STEER, lambda _: [1]),
    "return": (Right.STEER, lambda _: [1, "--note", "which unit?"]),
    "history": (Right.SEE_HISTORY, lambda _: []),
    "map": (Right.LOAD, lambda folder: [folder / "peru.xlsx"]),
    "template": (
        Right.LOAD,
        lambda folder: ["--period", "2025-Q3", "--output", folder / "template.xlsx"],
    ),
    "check": (Right.KEEP, lambda _: []),
    "backup": (Right.KEEP, lambda folder: [folder / "backup.duckdb"]),
    "export --strategy": (Right.STEER, lambda folder: [folder / "strategy.xlsx"]),
    "export --csv": (Right.KEEP, lambda folder: [folder / "export"]),
    "export --xlsx": (Right.KEEP, lambda folder: [folder / "export.xlsx"]),
    "trust-clock": (Right.KEEP, lambda _: []),
    "demo": (Right.KEEP, lambda _: []),
    "restore": (Right.KEEP, lambda folder: [folder / "no such backup"]),
    "serve": (Right.KEEP, lambda _: ["--host", "no such host"]),
}
"""Each command with the right it needs and its arguments, in the order they are run."""

OWN_ERROR = {"demo", "publish", "remind", "return", "restore", "serve", "withdraw"}
"""Those that end in an error of their own where the right is there."""


@pytest.fixture
def folder(reported: Store, tmp_path: Path) -> Path:
    write_configuration(tmp_path)
    (tmp_path / "peru.xlsx").write_bytes(workbook(("M01", "Perú", "2025-T3", 60)))
    assert reported.path == tmp_path / "mega.duckdb"
    return tmp_path


def refusal(role: Role | None, right: Right) -> str:
    error = MegaError(right.missing) if role else MegaError("no_role", name=EMAILS[role])
    return EN.error(error)


def has(role: Role | None, right: Right) -> bool:
    return role is not None and right in RIGHTS[role]


@pytest.mark.parametrize("role", EMAILS)
def test_every_page_asks_for_its_right(
    role: Role | None, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MEGA_DATABASE", str(folder / "mega.duckdb"))
    monkeypatch.setenv("MEGA_CONFIG", str(folder / "mega.toml"))
    monkeypatch.setenv("MEGA_SERVED_TO", "people")
    for page in PAGES:
        opened = open_as(claims(EMAILS[role]), page)
        assert (refusal(role, NEEDS[page]) in text_of(opened)) is not has(role, NEEDS[page]), page
        if not has(role, NEEDS[page]):
            assert not opened.selectbox, page
            assert not opened.get("file_uploader"), page
            assert not opened.get("arrow_vega_lite_chart"), page


def test_who_is_not_signed_in_sees_nothing_of_any_page(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MEGA_DATABASE", str(folder / "mega.duckdb"))
    monkeypatch.setenv("MEGA_CONFIG", str(folder / "mega.toml"))
    monkeypatch.setenv("MEGA_SERVED_TO", "people")
    for page in PAGES:
        opened = open_as({"is_logged_in": False}, page)
        assert text_of(opened).startswith("Mega ES EN PT A+ Sign in This dashboard is for members")
        assert [button.label for button in opened.button] == ["Sign in"]


def test_a_public_server_serves_the_viewers_pages_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MEGA_DATABASE", str(folder / "mega.duckdb"))
    monkeypatch.setenv("MEGA_SERVED_TO", "public")
    for page in PAGES:
        text = text_of(open_as({}, page))
        assert (refusal(Role.PUBLIC, NEEDS[page]) in text) is not has(Role.PUBLIC, NEEDS[page])
        assert "Load data" not in text or page == "load"
        assert "Sign in" not in text


def open_as(who: dict[str, object], page: str, **params: str) -> AppTest:
    opened = page_of(page)
    opened.user = who
    for name, value in {"lang": "en", **params}.items():
        opened.query_params[name] = value
    opened.run()
    assert not opened.exception, page
    return opened


@pytest.mark.parametrize("role", EMAILS)
def test_every_command_asks_for_its_right(role: Role | None, folder: Path):
    for command, (right, arguments) in COMMANDS.items():
        ended = run(role, folder, *command.split(), *arguments(folder))
        assert (refusal(role, right) in ended.output) is not has(role, right), command
        if not has(role, right):
            assert ended.exit_code == 2, command
        elif command not in OWN_ERROR:
            assert ended.exit_code == 0, (command, ended.output)


def test_the_matrix_leaves_no_command_out():
    named = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert named == {command.split()[0] for command in COMMANDS}


def in_force_in_colombia() -> Observation:
    """A value that no path, time or number of an import can be taken for."""
    return replace(an_observation(588.25, "2025-Q3"), place="CO")


def test_staff_neither_preview_nor_load_nor_undo_what_is_of_others(folder: Path, reported: Store):
    accept_values(reported, in_force_in_colombia())
    before = reported.state()
    file = folder / "colombia.xlsx"
    file.write_bytes(workbook(("M01", "Colombia", "2025-T3", 60)))
    assert "588.25" in run(Role.EDITOR, folder, "import", "--dry-run", file).output
    for options in (["--dry-run"], ["--accept-valid"], []):
        ended = run(Role.STAFF, folder, "import", *options, file)
        assert ended.exit_code == 1
        assert "“Colombia” is not among the places that you report for." in ended.output
        assert "0 new, 0 changed, 0 unchanged" in ended.output
        assert "588.25" not in ended.output
    ended = run(Role.STAFF, folder, "import", "--reason", "new", SAMPLES / "strategy.xlsx")
    assert refusal(Role.STAFF, Right.STEER) in ended.output
    ended = run(Role.STAFF, folder, "settings", "collection_days", 30)
    assert refusal(Role.STAFF, Right.STEER) in ended.output
    ended = run(Role.STAFF, folder, "undo", 3)
    assert EN.error(MegaError("import_not_yours", import_id=3)) in ended.output
    assert reported.state() == before


def test_staff_take_back_their_own_imports_while_they_report_for_all_of_their_places(
    folder: Path, reported: Store
):
    file = folder / "peru.xlsx"
    assert run(Role.STAFF, folder, "import", file).exit_code == 0
    mine = reported.imports()[0]
    assert mine.accepted_by == EMAILS[Role.STAFF]
    text = (folder / "mega.toml").read_text(encoding="utf-8")
    write_configuration(folder, text.replace('places = ["PE"]', 'places = ["CO"]'))
    ended = run(Role.STAFF, folder, "undo", mine.import_id)
    assert EN.error(MegaError("places_not_yours", places=("PE",))) in ended.output
    write_configuration(folder, text)
    assert run(Role.STAFF, folder, "undo", mine.import_id).exit_code == 0
    assert reported.imports()[0].undone_by == EMAILS[Role.STAFF]


def as_markdown() -> str:
    """The whole matrix as a table, as the note of a release shows it."""
    roles = [Role.PUBLIC, None, *(role for role in EMAILS if role)]
    rows = [["", *(role.value if role else "no role" for role in roles)]]
    rows.append(["---"] * len(rows[0]))
    for name, right in (
        *((f"page {page}", NEEDS[page]) for page in PAGES),
        *((f"route {route}", right) for route, right in RIGHTS_OF_ROUTES.items()),
        *((f"mega {name}", right) for name, (right, _) in COMMANDS.items()),
    ):
        rows.append([f"{name} ({right})", *("yes" if has(role, right) else "no" for role in roles)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def run(role: Role | None, folder: Path, *arguments: object):
    common = ["--language", "en", "--config", folder / "mega.toml", "--as", EMAILS[role]]
    options = ["--database", folder / "mega.duckdb", *common, *arguments]
    return CliRunner().invoke(app, [str(option) for option in options])


if __name__ == "__main__":
    print(as_markdown())
