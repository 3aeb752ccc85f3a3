"""What is done with a workbook, and what became of submitted values, in words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import Plural, msg
from data.events import EventKind
from data.review import ReviewState
from loaders.watching import Stage

STAGES: Mapping[Stage, str] = {
    Stage.WAITING: msg("it waits for its turn"),
    Stage.READING: msg("it is read and checked"),
    Stage.COMPARING: msg("its values are compared with those in force"),
}

REVIEW_STATES: Mapping[ReviewState, Plural] = {
    ReviewState.AWAITING: Plural("{n} value awaits review", "{n} values await review", "n"),
    ReviewState.PUBLISHED: Plural("{n} value published", "{n} values published", "n"),
    ReviewState.RETURNED: Plural("{n} value returned", "{n} values returned", "n"),
    ReviewState.WITHDRAWN: Plural(
        "{n} value published and withdrawn again", "{n} values published and withdrawn again", "n"
    ),
    ReviewState.SUPERSEDED: Plural(
        "{n} value submitted again later", "{n} values submitted again later", "n"
    ),
}

EVENT_KINDS: Mapping[EventKind, str] = {
    EventKind.VALUES: msg("Values loaded"),
    EventKind.SUBMISSION: msg("Values submitted"),
    EventKind.PUBLICATION: msg("Values published"),
    EventKind.RETURN: msg("Values returned"),
    EventKind.WITHDRAWAL: msg("Value withdrawn"),
    EventKind.UNDO: msg("Undone"),
    EventKind.COMMENTARY: msg("Commentary"),
    EventKind.CLOSING: msg("Period closed"),
    EventKind.REOPENING: msg("Period reopened"),
    EventKind.EXEMPTION: msg("Exception granted"),
    EventKind.REMINDER: msg("Reminder sent"),
    EventKind.STRATEGY: msg("Strategy loaded"),
    EventKind.SETTING: msg("Setting made"),
}
