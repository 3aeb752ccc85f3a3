"""What accepting many observations would do: an entry an observation, each made when asked for."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import get_args, overload

from data.locks import Locks
from data.packed import Packed, given
from data.records import Change, ChangeKind
from indicators.model import Observation

KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
NEW, CHANGED, UNCHANGED = range(len(KINDS))


@dataclass(frozen=True, slots=True)
class Old:
    """The numbers in force, an entry an observation: NaN where there is none."""

    values: array[float] = field(default_factory=lambda: array("d"))
    numerators: array[float] = field(default_factory=lambda: array("d"))
    denominators: array[float] = field(default_factory=lambda: array("d"))

    def arrays(self) -> tuple[array[float], ...]:
        return self.values, self.numerators, self.denominators


class Changes(Sequence[Change]):
    """``kinds`` has for each observation its place in ``KINDS``."""

    def __init__(self, observations: Sequence[Observation], kinds: bytes, old: Old) -> None:
        self.observations = observations
        self.kinds = kinds
        self.old = old

    def __len__(self) -> int:
        return len(self.kinds)

    @overload
    def __getitem__(self, n: int) -> Change: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Change]: ...
    def __getitem__(self, n: int | slice) -> Change | Sequence[Change]:
        if isinstance(n, slice):
            return self.picked(range(len(self))[n])
        old = (given(one[n]) for one in self.old.arrays())
        return Change(self.observations[n], KINDS[self.kinds[n]], *old)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        if isinstance(other, Changes):
            return (
                self.kinds == other.kinds
                and self._old_bytes == other._old_bytes
                and self.observations == other.observations
            )
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        return {kind: self.kinds.count(n) for n, kind in enumerate(KINDS)}

    def where(self, *kinds: int) -> list[int]:
        """The places of the changes of these kinds."""
        wanted = bytes(kinds)
        return [n for n, kind in enumerate(self.kinds) if kind in wanted]

    def picked(self, places: Sequence[int]) -> Changes:
        """The changes at these places, in their order."""
        own = self.observations
        observations = own.picked(places) if isinstance(own, Packed) else [own[n] for n in places]
        old = (array("d", (one[n] for n in places)) for one in self.old.arrays())
        return Changes(observations, bytes(self.kinds[n] for n in places), Old(*old))

    def of(self, sheet: str | None, place: str | None) -> Changes:
        """The changes of what stands in a sheet and is of a place; None: of any."""
        own = self.observations
        if isinstance(own, Packed):
            return self.picked(own.where(sheet, place))
        told = [
            n for n, o in enumerate(own) if sheet in {None, o.sheet} and place in {None, o.place}
        ]
        return self.picked(told)

    @property
    def _old_bytes(self) -> list[bytes]:
        return [one.tobytes() for one in self.old.arrays()]


NO_CHANGES = Changes((), b"", Old())


def observations_of(changes: Sequence[Change]) -> Sequence[Observation]:
    if isinstance(changes, Changes):
        return changes.observations
    return [change.observation for change in changes]


def changes_nothing(changes: Sequence[Change]) -> bool:
    if isinstance(changes, Changes):
        return changes.counts["unchanged"] == len(changes)
    return all(change.kind == "unchanged" for change in changes)


def changes_what_is_locked(changes: Sequence[Change], held: Locks) -> bool:
    """Whether a report of a closed quarter would be another than before."""
    return bool(held.closed) and any(
        change.kind != "unchanged" and held.hold_value(change.observation) for change in changes
    )
