"""What later versions of the strategy changed of a target: old and new, why, and by whom."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.changes_told import change_as_text, difference_elsewhere, difference_of_target
from dashboard.frame import Screen
from dashboard.markup import Markup, join, tag
from dashboard.rights import Right
from dashboard.words import Words
from indicators.amendments import Amendment
from indicators.model import Indicator


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
        tag("ul", [tag("li", text) for text in _told(words, indicator, one)]),
        tag("p", version.reason) if version.reason else None,
    )


def _told(words: Words, indicator: Indicator, one: Amendment) -> list[str]:
    changes = [change_as_text(words, indicator, change) for change in one.changes]
    of_places = [other for other in one.others if other.table == "place_targets"]
    of_itself = [other for other in one.others if other not in of_places]
    return [
        *changes,
        *(difference_of_target(words, indicator, other) for other in of_itself),
        *(difference_elsewhere(words, other) for other in of_places),
    ]
