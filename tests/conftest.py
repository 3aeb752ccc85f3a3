"""What tests of several packages share: the demo database, loaded once."""

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test asserts wall time, and the same run finds the same examples everywhere; `make soak`
# draws many more, and others each time.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "soak", settings.get_profile("project"), derandomize=False, max_examples=1_000
)
settings.load_profile("project")

PROJECT = Path(__file__).parent.parent
MADE_BY = ("data", "loaders", "indicators", "dashboard/demo.py")
LIBRARIES = ("duckdb", "openpyxl", "pandas")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the demo come first: one process makes it, and no other waits meanwhile."""
    items.sort(key=lambda item: "demo_database" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session", autouse=True)
def no_configuration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that is configured for a dashboard of this machine's own holds for the tests."""
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("MEGA_CONFIG", raising=False)
        environment.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("no_configuration")))
        yield


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This session's copy of the demo database, to be read; whoever changes it copies it."""
    copy = tmp_path_factory.mktemp("demo") / "mega.duckdb"
    _copy_the_demo(_kept_between_runs(tmp_path_factory), copy)
    return copy


@pytest.fixture
def own_demo_database(demo_database: Path, tmp_path: Path) -> Path:
    """A copy of the demo database that one test may change."""
    copy = tmp_path / "mega.duckdb"
    shutil.copyfile(demo_database, copy)
    return copy


def _kept_between_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the folders of pytest's runs."""
    run_or_worker = tmp_path_factory.getbasetemp()
    run = run_or_worker.parent if "PYTEST_XDIST_WORKER" in os.environ else run_or_worker
    return run.parent


def _copy_the_demo(folder: Path, copy: Path) -> None:
    """Copy the demo as the present sources load it.

    Loading takes a while, so the file is kept for other workers and later runs; the first
    that needs it makes it while the others wait.
    """
    from dashboard.demo import load_demo  # noqa: PLC0415 - few tests need what it imports

    loaded = folder / f"mega-demo-{_fingerprint_of_its_makers()}.duckdb"
    with (folder / "mega-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not loaded.exists():
            for outdated in folder.glob("mega-demo-*.duckdb"):
                outdated.unlink()
            load_demo(loaded)
        shutil.copyfile(loaded, copy)


def _fingerprint_of_its_makers() -> str:
    paths = [
        path
        for name in MADE_BY
        for path in ((PROJECT / name).rglob("*") if "." not in name else [PROJECT / name])
        if path.suffix in {".py", ".sql", ".csv"}
    ]
    made_by = sha256(sys.version.encode())
    for library in LIBRARIES:
        made_by.update(f"{library} {version(library)}".encode())
    for path in sorted(paths):
        made_by.update(path.read_bytes())
    return made_by.hexdigest()[:16]
