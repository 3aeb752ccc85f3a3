"""What became of submitted values, in words."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import Plural
from data.review import ReviewState

REVIEW_STATES: Mapping[ReviewState, Plural] = {
    ReviewState.AWAITING: Plural("{n} value awaits review", "{n} values await review", "n"),
    ReviewState.PUBLISHED: Plural("{n} value published", "{n} values published", "n"),
    ReviewState.RETURNED: Plural("{n} value returned", "{n} values returned", "n"),
    ReviewState.SUPERSEDED: Plural(
        "{n} value submitted again later", "{n} values submitted again later", "n"
    ),
}
