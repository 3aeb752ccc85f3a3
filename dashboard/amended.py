"""What later versions of the strategy changed of a target: old and new, why, and by whom."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components import amount
from dashboard.frame import Screen
from dashboard.markup import Markup, join, tag
from dashboard.rights import Right
from dashboard.words.amendments import AMENDED, DIRECTIONS
from indicators.amendments import Amended, Amendment, Change, Said
from indicators.model import Direction, Indicator, Text
from indicators.periods import Period


def amended_list(
    screen: Screen, indicator: Indicator, amended: Sequence[Amendment]
) -> Markup | None:
    """One item a version, the latest first; nothing where a target is as it was."""
    if not amended:
        return None
    title = tag("h3", screen.words.text("What was changed of this target"))
    items = [_amendment(screen, indicator, one) for one in reversed(amended)]
    return join(title, tag("ul", items, class_="notes"))


def _amendment(screen: Screen, indicator: Indicator, one: Amendment) -> Markup:
    words, version = screen.words, one.version
    since = words.text("the beginning")
    if version.effective_from is not None:
        since = words.period(version.effective_from)
    told = [words.text("From {since} on", since=since)]
    if screen.access.person.may(Right.SEE_HISTORY):
        told += [version.author, words.moment(version.accepted_at)]
    return tag(
        "li",
        tag("b", " · ".join(told)),
        tag("ul", [tag("li", _change(screen, indicator, change)) for change in one.changes]),
        tag("p", version.reason) if version.reason else None,
    )


def _change(screen: Screen, indicator: Indicator, change: Change) -> str:
    words = screen.words
    name = words.text(AMENDED[change.what])
    if change.period is not None:
        name = words.text("Milestone of {period}", period=change.period)
    return words.text(
        "{name}: {old} → {new}",
        name=name,
        old=_written(screen, indicator, change.what, change.old),
        new=_written(screen, indicator, change.what, change.new),
    )


def _written(screen: Screen, indicator: Indicator, what: Amended, said: Said) -> str:
    words = screen.words
    match said:
        case Period():
            return words.period(said)
        case Direction():
            return words.text(DIRECTIONS[said])
        case Text():
            return words.name(said)
        case float() | int() if what is not Amended.WEIGHT:
            return amount(words, indicator, said)
        case _:
            return words.number(said)
