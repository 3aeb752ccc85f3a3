"""The workbooks that one person has chosen and neither accepted nor put aside.

They are looked at one after the other in a thread of their own: a page may show how far that
has come, be left and opened again meanwhile, and stop it. Nothing here knows a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import TYPE_CHECKING

from data.errors import MegaError
from loaders.mapping import TableMapping
from loaders.watching import StoppedError, Watch

if TYPE_CHECKING:
    from dashboard.access import Access
    from dashboard.moments import Moment
    from loaders.preview import Preview


@dataclass(eq=False)
class Paper:
    """A chosen workbook, with what was found in it and why it could not be looked at again."""

    file_name: str
    content: bytes
    mappings: Sequence[TableMapping] = ()
    preview: Preview | None = None
    failure: Exception | None = None
    is_waiting: bool = True
    watch: Watch = field(default_factory=Watch)

    def again(self, mappings: Sequence[TableMapping]) -> Paper:
        """The same workbook to be read as a person says; what was found until then is kept."""
        return Paper(self.file_name, self.content, mappings, self.preview)

    @property
    def error(self) -> MegaError | None:
        """Why it could not be looked at, where a person can mend that."""
        return self.failure if isinstance(self.failure, MegaError) else None

    @property
    def is_ready(self) -> bool:
        """Whether all of it may be accepted."""
        found = self.preview
        return found is not None and found.fatal is None and not found.has_errors

    def look(self, access: Access, moment: Moment) -> None:
        try:
            self.preview = access.preview(
                self.content, self.file_name, moment, self.mappings, self.watch
            )
        except Exception as failure:
            self.failure = failure


class Tray:
    """Papers in the order in which they were chosen."""

    def __init__(self) -> None:
        self._papers: list[Paper] = []
        self._change = Condition()
        self._is_looking = False

    @property
    def names(self) -> list[str]:
        return [one.file_name for one in self._papers]

    @property
    def bytes_held(self) -> int:
        return sum(len(one.content) for one in self._papers)

    @property
    def waiting(self) -> list[Paper]:
        return [one for one in self._papers if one.is_waiting]

    @property
    def looked_at(self) -> list[Paper]:
        return [one for one in self._papers if not one.is_waiting]

    def put(self, paper: Paper) -> None:
        """Add a paper; it takes the place of another of the same name."""
        with self._change:
            if paper.file_name not in self.names:
                self._papers.append(paper)
                return
            n = self.names.index(paper.file_name)
            self._papers[n].watch.stop()
            self._papers[n] = paper

    def take_out(self, papers: Iterable[Paper]) -> None:
        """Papers that are looked at are no more."""
        gone = list(papers)
        with self._change:
            self._papers = [one for one in self._papers if one not in gone]
        for one in gone:
            one.watch.stop()

    def look(self, access: Access, moment: Moment) -> None:
        """Have all that wait looked at, by the person that ``access`` is of at this moment."""
        with self._change:
            if self._is_looking or not self.waiting:
                return
            self._is_looking = True
            _at_work.add(self)
        Thread(target=self._look, args=(access.as_of_now(), moment), daemon=True).start()

    def raise_failure(self) -> None:
        """Raise what the program itself failed with at a paper, which is put aside."""
        for one in self.looked_at:
            if one.failure is not None and one.error is None:
                self.take_out([one])
                raise one.failure

    def wait(self, seconds: float) -> None:
        """Until all are looked at, but no longer than so many seconds."""
        with self._change:
            self._change.wait_for(lambda: not self.waiting, seconds)

    def _look(self, access: Access, moment: Moment) -> None:
        while (paper := self._next()) is not None:
            paper.look(access, moment)
            with self._change:
                paper.is_waiting = False
                if isinstance(paper.failure, StoppedError):
                    self._papers = [one for one in self._papers if one is not paper]
                self._change.notify_all()

    def _next(self) -> Paper | None:
        with self._change:
            paper = next(iter(self.waiting), None)
            self._is_looking = paper is not None
            if paper is None:
                _at_work.discard(self)
            return paper


_at_work: set[Tray] = set()
"""Those whose papers are being looked at."""


def stop_all() -> None:
    """Have nothing looked at any more, in a process that ends."""
    for tray in list(_at_work):
        tray.take_out(tray.waiting)
