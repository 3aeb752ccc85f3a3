"""Chosen workbooks: looked at in turn, in a thread of their own, and stopped."""

from datetime import date, datetime
from threading import Event, Thread

import pytest

from dashboard.access import Access
from dashboard.moments import Moment
from dashboard.rights import owner
from dashboard.tray import Paper, Tray
from data.store import Store
from loaders.apart import look_apart
from loaders.limits import ProcessLimits
from loaders.looking import Asked
from loaders.watching import Stage, StoppedError, Watch
from tests.dashboard.test_loading import workbook

MOMENT = Moment(datetime.fromisoformat("2025-11-20T12:00"), date(2025, 11, 20))
LONG = 60.0


@pytest.fixture
def access(reported: Store) -> Access:
    return Access(owner("ana"), reported)


def peru(value: float) -> bytes:
    return workbook(("M01", "Perú", "2025-T3", value))


def test_papers_are_looked_at_in_their_order(access: Access):
    tray = Tray()
    content = peru(60)
    for name in ("one.xlsx", "two.xlsx"):
        tray.put(Paper(name, content))
    tray.look(access, MOMENT)
    tray.wait(LONG)
    assert [one.file_name for one in tray.looked_at] == ["one.xlsx", "two.xlsx"]
    assert all(one.is_ready for one in tray.looked_at)
    assert tray.bytes_held == 2 * len(content)


def test_another_of_the_same_name_takes_its_place(access: Access):
    tray = Tray()
    tray.put(Paper("peru.xlsx", b"Dear board,"))
    tray.look(access, MOMENT)
    content = peru(61)
    tray.put(Paper("peru.xlsx", content))
    tray.look(access, MOMENT)
    tray.wait(LONG)
    (paper,) = tray.looked_at
    assert paper.is_ready
    assert paper.content == content


def test_what_is_stopped_is_put_aside_and_what_comes_then_is_looked_at(access: Access):
    tray = Tray()
    tray.put(Paper("one.xlsx", peru(60)))
    tray.put(Paper("two.xlsx", peru(60)))
    tray.look(access, MOMENT)
    tray.take_out(tray.waiting)
    assert (tray.waiting, tray.looked_at) == ([], [])
    tray.put(Paper("three.xlsx", peru(60)))
    tray.look(access, MOMENT)
    tray.wait(LONG)
    assert [one.file_name for one in tray.looked_at] == ["three.xlsx"]


def test_what_the_program_itself_fails_with_is_raised_once_and_its_paper_put_aside(
    access: Access,
):
    tray = Tray()
    tray.put(Paper("peru.xlsx", peru(60), mappings=None))  # type: ignore[arg-type]
    tray.look(access, MOMENT)
    tray.wait(LONG)
    with pytest.raises(TypeError):
        tray.raise_failure()
    tray.raise_failure()
    assert tray.looked_at == []


def test_a_file_that_is_being_read_is_stopped_at_once():
    watch, reading, ended = Watch(), Event(), []

    def ask() -> Asked:
        reading.set()
        return Asked(None, (), (), {})

    def look() -> None:
        try:
            limits = ProcessLimits(seconds=LONG)
            look_apart(
                b"a;b\n" * 4_000_000, "long.csv", ask, lambda _: None, limits=limits, watch=watch
            )
        except StoppedError:
            ended.append(watch.stage)

    thread = Thread(target=look)
    thread.start()
    assert reading.wait(LONG)
    watch.stop()
    thread.join(LONG)
    assert ended == [Stage.READING]


def test_who_was_stopped_before_begins_nothing():
    watch = Watch()
    watch.stop()
    with pytest.raises(StoppedError):
        look_apart(b"", "x.csv", lambda: pytest.fail("asked"), lambda _: None, watch=watch)
