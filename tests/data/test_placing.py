"""New files: complete, or not there; and nothing that was there is ever replaced."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.errors import MegaError
from data.gate import log_of
from data.placing import made_beside


def code_of(block) -> str:
    with pytest.raises(MegaError) as caught:
        block()
    return caught.value.code


def make(path: Path, content: str = "new") -> None:
    with made_beside(path) as made:
        made.write_text(content)


def test_a_file_comes_to_lie_in_a_folder_that_is_made_for_it(tmp_path):
    path = tmp_path / "deep" / "below" / "mega.duckdb"
    make(path)
    assert path.read_text() == "new"
    assert [child.name for child in path.parent.iterdir()] == ["mega.duckdb"]


def test_a_file_that_is_there_is_never_replaced(tmp_path):
    path = tmp_path / "mega.duckdb"
    path.write_text("old")
    assert code_of(lambda: make(path)) == "file_exists"
    assert path.read_text() == "old"


@pytest.mark.parametrize("has_links", [True, False])
def test_nor_is_one_that_appears_meanwhile(tmp_path, monkeypatch, has_links):
    if not has_links:
        forbid_links(monkeypatch)
    path = tmp_path / "mega.duckdb"

    def make_beside_another():
        with made_beside(path) as made:
            made.write_text("new")
            path.write_text("old")

    assert code_of(make_beside_another) == "file_exists"
    assert path.read_text() == "old"


def test_a_memory_stick_without_hard_links_will_do(tmp_path, monkeypatch):
    forbid_links(monkeypatch)
    make(tmp_path / "mega.duckdb")
    assert (tmp_path / "mega.duckdb").read_text() == "new"


def forbid_links(monkeypatch):
    """As on FAT, which no test can count on to be there."""

    def link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)


def test_what_fails_on_the_way_leaves_nothing_behind(tmp_path):
    def fail():
        with made_beside(tmp_path / "mega.duckdb") as made:
            made.write_text("half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_kill_leaves_no_file_of_that_name(tmp_path):
    path = tmp_path / "mega.duckdb"
    killed = (
        "import os, signal, sys; from pathlib import Path; from data.placing import made_beside\n"
        "with made_beside(Path(sys.argv[1])) as made:\n"
        "    made.write_text('half'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", killed, path], check=False).returncode == -9
    assert not path.exists()
    make(path)
    assert path.read_text() == "new"


def test_a_log_whose_database_is_gone_is_kept(tmp_path):
    path = tmp_path / "mega.duckdb"
    log_of(path).write_text("accepted imports")
    assert code_of(lambda: make(path)) == "log_without_database"
    assert log_of(path).read_text() == "accepted imports"
    assert not path.exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(MegaError) as caught:
        make(tmp_path / "file" / "mega.duckdb")
    assert caught.value.code == "folder_not_writable"
    assert caught.value.params == {"path": str(tmp_path / "file")}
