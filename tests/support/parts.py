"""What ``make test`` takes a part of, and ``make soak`` the rest."""

from collections.abc import Callable, Iterable

import pytest
from _pytest.mark.structures import ParameterSet


def in_part(every: Iterable[object], is_taken: Callable[..., bool]) -> list[ParameterSet]:
    """Parameters; those of which ``is_taken`` is not true are for ``make soak``."""
    rows = [one if isinstance(one, tuple) else (one,) for one in every]
    return [pytest.param(*row, marks=() if is_taken(*row) else pytest.mark.soak) for row in rows]


def among(*taken: object) -> Callable[..., bool]:
    """Whether the first parameter is one of these."""
    return lambda first, *_: first in taken
