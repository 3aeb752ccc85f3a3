"""A person at a database: the one way by which pages and commands reach what it holds.

Every read and every write asks the table of rights first. What a button hides is a kindness;
what is refused here is refused whatever page, address, file or widget it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.moments import Moment, moment_of
from dashboard.rights import Person, Right
from dashboard.settings import COMMENTARY_REQUIRED, REVIEW, holding
from data.commentary import Commentary
from data.errors import MegaError
from data.events import Asked, EventKind, Events
from data.locks import Exemption
from data.records import ImportRecord, Lineage, ReportedValue, Upload
from data.review import Submission
from data.store import Store, create_store, open_store
from indicators.model import Observation
from indicators.periods import Period

if TYPE_CHECKING:
    from data.changes import Changes
    from loaders.mapping import TableMapping
    from loaders.preview import Preview
    from loaders.single import Single
    from loaders.watching import Watch


class Access:
    """What one person may do with one database."""

    def __init__(self, person: Person | Callable[[], Person], store: Store) -> None:
        self._identify = person if callable(person) else lambda: person
        self._store = store

    @property
    def person(self) -> Person:
        """Who it is by now.

        What a page was drawn with is clicked later, when a role may have been taken away.
        Errors: as ``dashboard.identity.visitor``.
        """
        return self._identify()

    @classmethod
    def opened(cls, person: Person, path: Path) -> Access:
        """Errors as ``data.store.open_store``."""
        return cls(person, open_store(path))

    @classmethod
    def created(cls, person: Person, path: Path) -> Access:
        """Errors as ``data.store.create_store``, and ``may_not_keep``."""
        person.need(Right.KEEP)
        return cls(person, create_store(path))

    def to(self, right: Right) -> Store:
        """The store, for what ``right`` allows; ``no_role`` or ``may_not_…`` without it."""
        self.person.need(right)
        return self._store

    def moment(self, now: datetime) -> Moment:
        """As ``dashboard.moments.moment_of``."""
        return moment_of(self.to(Right.SEE), now)

    def seen(self, lineage: Iterable[Lineage]) -> list[Lineage]:
        """What the person may know of where values came from: not everybody sees by whom."""
        if self.person.may(Right.SEE_HISTORY):
            return list(lineage)
        return [
            replace(one, accepted_by="", submitted_by="", note="")
            for one in lineage
            if one.in_force
        ]

    def events(self, asked: Asked, most: int | None = None) -> Events:
        """As ``Store.events``; the addresses that reminders went to are for who sends them."""
        found = self.to(Right.SEE_HISTORY).events(asked, most)
        if self.person.may(Right.STEER):
            return found
        shown = [
            replace(one, name="") if one.kind is EventKind.REMINDER else one for one in found.shown
        ]
        return replace(found, shown=shown)

    def may_fetch(self, sha256: str) -> bool:
        """Whether a workbook is the person's to have: all values in it are of their places."""
        if not self.person.may(Right.LOAD) or self.person.may(Right.STEER):
            return self.person.may(Right.STEER)
        places = self._store.file_places(sha256)
        return bool(places) and all(self.person.may_load(place) for place in places or ())

    def original(self, sha256: str) -> bytes:
        """A workbook as it was handed in; errors ``file_not_yours``, ``unknown_file``."""
        store = self.to(Right.LOAD)
        if not self.may_fetch(sha256):
            raise MegaError("file_not_yours")
        return store.file(sha256)

    def as_of_now(self) -> Access:
        """The same for work that goes on when the page is drawn, by the person as it is now."""
        return Access(self.person, self._store)

    def preview(
        self,
        content: bytes,
        file_name: str,
        moment: Moment,
        mappings: Sequence[TableMapping] = (),
        watch: Watch | None = None,
    ) -> Preview:
        """As ``loaders.preview.preview``, of the places that the person reports for."""
        from loaders.apart import look_apart  # noqa: PLC0415 - mega progress does not wait for it
        from loaders.preview import preview  # noqa: PLC0415

        store, look = self.to(Right.LOAD), partial(look_apart, watch=watch)
        places = self.person.places
        found = preview(content, file_name, store, moment.today, mappings, places, look)
        if found.kind == "strategy":
            self.person.need(Right.STEER)
        return found

    def how_unusual(self, shown: Changes, found: Preview) -> list[float | None]:
        """As ``loaders.preview.how_unusual``; of places of others nothing is told."""
        from loaders.preview import how_unusual  # noqa: PLC0415

        store = self.to(Right.LOAD)
        if not all(self.person.may_load(one.place) for one in shown.observations):
            return [None] * len(shown)
        return how_unusual(shown, found, store)

    def awaiting(self, found: Preview) -> list[tuple[Submission, int]]:
        """Submissions that await review, and how many of their values are in a workbook too."""
        counted = [(one, one.awaiting_among(found.observations)) for one in self.submissions()]
        return [(one, n) for one, n in counted if n]

    def accept(
        self,
        found: Preview,
        content: bytes,
        file_name: str,
        moment: Moment,
        *,
        reason: str = "",
        accept_valid: bool = False,
        effective_from: Period | None = None,
    ) -> int | None:
        """As ``loaders.preview.accept``, under the person's name.

        The rights may be others than when ``found`` was previewed: error ``places_not_yours``.
        """
        from loaders.preview import accept  # noqa: PLC0415

        store = self.to(Right.STEER if found.kind == "strategy" else Right.LOAD)
        self._need_places(found.places)
        upload = Upload(file_name, content, self.signature, moment.at, reason)
        return accept(
            found,
            store,
            upload,
            today=moment.today,
            accept_valid=accept_valid,
            effective_from=effective_from,
            for_review=self.is_reviewed,
        )

    @property
    def is_reviewed(self) -> bool:
        """Whether what the person loads counts only once an editor has published it."""
        store = self.to(Right.LOAD)
        return not self.person.may(Right.STEER) and holding(store.settings())[REVIEW] == 1

    def correct(self, one: Single, moment: Moment, reason: str) -> tuple[Preview, int | None]:
        """Put a value in place of what counts of it; nothing is written where it is wrong.

        Returns what was found in it and, unless something was wrong or it says nothing new, the
        import's id. Errors: ``correction_without_reason``, and as ``preview`` and ``accept``.
        """
        if not reason.strip():
            raise MegaError("correction_without_reason")
        from loaders.single import as_table  # noqa: PLC0415 - as above

        content = as_table(one)
        found = self.preview(content, one.file_name, moment)
        if found.fatal or found.has_errors:
            return found, None
        return found, self.accept(found, content, one.file_name, moment, reason=reason)

    def submissions(self) -> list[Submission]:
        """What awaits review and what became of the rest; staff see those of their places."""
        found = self.to(Right.LOAD).submissions()
        if self.person.may(Right.STEER):
            return found
        return [
            one
            for one in found
            if all(self.person.may_load(value.observation.place) for value in one.values)
        ]

    def publish(
        self, submission_id: int, chosen: Sequence[Observation], at: datetime, reason: str
    ) -> int | None:
        """Let submitted values count; errors as ``data.review.publish``."""
        store = self.to(Right.STEER)
        return store.publish(submission_id, chosen, self.signature, at, reason)

    def give_back(
        self, submission_id: int, chosen: Sequence[Observation], at: datetime, note: str
    ) -> None:
        """Return submitted values with a note; errors as ``data.review.give_back``."""
        self.to(Right.STEER).give_back(submission_id, chosen, self.signature, at, note)

    def may_undo(self, record: ImportRecord) -> bool:
        """Staff take back what they loaded themselves; under review, until it counts."""
        if record.kind in {"strategy", "publication"} or self.person.may(Right.STEER):
            return self.person.may(Right.STEER)
        if not self.person.may(Right.LOAD) or record.accepted_by != self.person.name:
            return False
        return record.kind == "submission" or not self.is_reviewed

    def undo(self, import_id: int, at: datetime, reason: str) -> None:
        """Take an import back.

        Errors: as ``Store.undo``, ``import_not_yours``, and ``places_not_yours`` where it holds
        values of others than the places that the person reports for by now.
        """
        store = self.to(Right.LOAD)
        record = next((one for one in store.imports() if one.import_id == import_id), None)
        if record is not None:
            if not self.may_undo(record):
                raise MegaError("import_not_yours", import_id=import_id)
            withdrawn = record.withdrawn
            self._need_places([withdrawn.place] if withdrawn else store.places_of(import_id))
        store.undo(import_id, self.signature, at, reason)

    def withdraw(self, value: ReportedValue, at: datetime, reason: str) -> int | None:
        """Take one value back and return the number by which that is undone.

        Errors: as ``Store.withdraw``, ``import_not_yours`` where it is not theirs to take back,
        and ``places_not_yours`` where they do not report for its place.
        """
        store = self.to(Right.LOAD)
        record = next((one for one in store.imports() if one.import_id == value.import_id), None)
        if record is not None and not self.may_undo(record):
            raise MegaError("import_not_yours", import_id=value.import_id)
        self._need_places([value.place])
        return store.withdraw(value, self.signature, at, reason)

    def grant(self, exemption: Exemption, at: datetime) -> None:
        """Let one place change one target of a closed quarter; errors as ``Store.grant``."""
        self.to(Right.STEER).grant(exemption, self.signature, at)

    def may_comment(self, indicator: str) -> bool:
        """Staff explain the targets that their places report or should report."""
        places = self.person.places
        if places is None or not self.person.may(Right.LOAD):
            return self.person.may(Right.LOAD)
        store = self.to(Right.LOAD)
        strategy = store.strategy_history().latest
        named = strategy.reporters if strategy else ()
        return any(one.indicator == indicator and one.place in places for one in named) or any(
            one.in_force for place in places for one in store.lineage(indicator, place)
        )

    def comment(self, one: Commentary, at: datetime) -> None:
        """Say why a target stands as it does.

        Errors: as ``Store.comment``; ``target_not_yours`` where no place of theirs reports it.
        """
        store = self.to(Right.LOAD)
        if not self.may_comment(one.indicator):
            raise MegaError("target_not_yours", indicator=one.indicator)
        store.comment(one, self.signature, at)

    def close(self, quarter: Period, moment: Moment, reason: str) -> None:
        """Close a quarter.

        Errors: as ``Store.close_period``, ``period_not_over``, and ``commentary_missing`` where
        the organisation requires commentary and targets lack it.
        """
        from dashboard.service import snapshot  # noqa: PLC0415 - few commands wait for figures
        from dashboard.standing import standing, without_commentary  # noqa: PLC0415

        store = self.to(Right.STEER)
        if quarter.last_day >= moment.today:
            raise MegaError("period_not_over", period=quarter)
        if holding(store.settings())[COMMENTARY_REQUIRED] == 1:
            found = snapshot(store, moment.today)
            lacking = without_commentary(standing(found, quarter), found.commentary)
            if lacking:
                raise MegaError("commentary_missing", period=quarter, targets=tuple(lacking))
        store.close_period(quarter, self.signature, moment.at, reason)

    def trust_clock(self, at: datetime) -> None:
        self.to(Right.KEEP).trust_clock(self.signature, at)

    def _need_places(self, places: Iterable[str]) -> None:
        person = self.person
        others = sorted({place for place in places if not person.may_load(place)})
        if others:
            raise MegaError("places_not_yours", places=tuple(others))

    @property
    def signature(self) -> str:
        """The name that a change is recorded under; error ``person_unknown``."""
        if not self.person.name:
            raise MegaError("person_unknown")
        return self.person.name
