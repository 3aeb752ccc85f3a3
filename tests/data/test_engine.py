"""The engine: kept for the file that it opened last, and let near no other."""

from pathlib import Path

import duckdb
import pytest

from data.engine import attach, close_idle, cursor_of, detach


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "it's.duckdb"
    engine = attach(path)
    engine.execute("CREATE TABLE numbers AS SELECT 1 AS n")
    detach(engine, path)
    return path


def numbers(engine: duckdb.DuckDBPyConnection) -> list[tuple[int]]:
    with cursor_of(engine) as cursor:
        return cursor.execute("FROM numbers").fetchall()


def test_the_same_file_is_opened_by_the_same_engine(path: Path) -> None:
    first = attach(path)
    detach(first, path)
    again = attach(path)
    assert again is first
    assert numbers(again) == [(1,)]
    detach(again, path)


def test_what_was_opened_twice_at_once_has_two_engines(path: Path, tmp_path: Path) -> None:
    first = attach(path)
    other = attach(tmp_path / "other.duckdb")
    assert other is not first
    detach(first, path)
    detach(other, tmp_path / "other.duckdb")


def test_one_engine_at_most_is_kept(path: Path, tmp_path: Path) -> None:
    first = attach(path)
    detach(first, path)
    other = attach(tmp_path / "other.duckdb")
    detach(other, tmp_path / "other.duckdb")
    with pytest.raises(duckdb.ConnectionException):
        first.execute("SELECT 1")


def test_the_engine_that_is_kept_ends_before_python_does(path: Path) -> None:
    first = attach(path)
    detach(first, path)
    close_idle()
    with pytest.raises(duckdb.ConnectionException):
        first.execute("SELECT 1")


class Interrupted:
    """An engine at which Ctrl-C is pressed whatever it does: this is what DuckDB makes of it."""

    is_closed = False

    def execute(self, _: str) -> None:
        error = RuntimeError("Query interrupted")
        error.__context__ = KeyboardInterrupt()
        raise error

    def interrupt(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True


def test_an_engine_that_is_interrupted_while_it_lets_go_is_not_kept(path: Path) -> None:
    engine = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        detach(engine, path)  # type: ignore[arg-type]
    assert engine.is_closed


def test_an_engine_whose_file_cannot_be_opened_is_not_kept(path: Path) -> None:
    path.write_text("a letter")
    with pytest.raises(duckdb.IOException):
        attach(path)
    path.unlink()
    engine = attach(path)
    assert engine.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == [(0,)]
    detach(engine, path)


def test_what_is_written_is_in_the_file_and_no_log_is_left(path: Path) -> None:
    engine = attach(path)
    with cursor_of(engine) as cursor:
        cursor.execute("INSERT INTO numbers VALUES (2)")
    detach(engine, path)
    assert list(path.parent.iterdir()) == [path]
    with duckdb.connect(str(path), read_only=True) as other:
        assert other.execute("FROM numbers").fetchall() == [(1,), (2,)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('{folder}/secret.txt')",
        "COPY numbers TO '{folder}/taken.csv'",
        "ATTACH '{folder}/other.duckdb'",
        "EXPORT DATABASE '{folder}/all'",
        "SET allowed_directories = ['/']",
        "SET enable_external_access = true",
        "SET temp_directory = '/'",
        "INSTALL httpfs",
    ],
)
def test_no_query_reaches_another_file_or_changes_what_it_may(path: Path, query: str) -> None:
    (path.parent / "secret.txt").write_text("hush")
    before = sorted(path.parent.iterdir())
    engine = attach(path)
    refusal = "disabled by configuration|configuration has been locked"
    quoted = str(path.parent).replace("'", "''")
    with pytest.raises(duckdb.Error, match=refusal), cursor_of(engine) as cursor:
        cursor.execute(query.format(folder=quoted))
    detach(engine, path)
    assert sorted(path.parent.iterdir()) == before


def test_a_read_only_file_is_read_and_not_changed(path: Path) -> None:
    engine = attach(path, read_only=True)
    assert numbers(engine) == [(1,)]
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        engine.execute("INSERT INTO numbers VALUES (2)")
    detach(engine, path)


def test_what_memory_has_no_room_for_lies_beside_the_file(path: Path) -> None:
    engine = attach(path)
    (folder,) = engine.execute("SELECT current_setting('temp_directory')").fetchall()[0]
    assert folder == f"{path}.tmp"
    detach(engine, path)
