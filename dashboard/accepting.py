"""Accepting workbooks: one, its valid values, or all without errors; and what is said then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard.components import link, notice, show
from dashboard.desk import Desk
from dashboard.frame import for_visitors
from dashboard.markup import tag
from dashboard.reading import moment_of
from dashboard.tray import Paper, Tray
from dashboard.words import msg
from data.errors import MegaError
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from loaders.preview import Preview

DONE = "what was done"
REASON = "reason of the import"
EFFECTIVE_FROM = "period the strategy takes effect from"
"""Names in the session's state, which outlives leaving the page: nothing begun is lost."""


@dataclass(frozen=True)
class Done:
    """What the last click did, in sentences."""

    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()

    def __add__(self, other: Done) -> Done:
        return Done(self.good + other.good, self.bad + other.bad, self.noted + other.noted)


def say(done: Done) -> None:
    """Keep what is said for the next run of the page."""
    st.session_state[DONE] = done


def say_what_was_done(desk: Desk) -> None:
    done: Done | None = st.session_state.get(DONE)
    if done is None:
        return
    further = link(desk.words.text("See the overview"), desk.view.to("panorama"))
    if done.bad:
        show(notice(*[tag("p", sentence) for sentence in done.bad], kind="problem"))
    if done.noted:
        show(notice(*[tag("p", sentence) for sentence in done.noted]))
    if done.good:
        told = [tag("p", sentence) for sentence in done.good]
        show(notice(*told, tag("p", further), kind="good"))


def forget_what_was_said() -> None:
    """Once the page has been drawn as a whole: until then its runs follow one another."""
    st.session_state.pop(DONE, None)


def do(desk: Desk, work: Callable[[], str]) -> None:
    """Do what somebody clicked, and keep what is said of it for the next run."""
    say(_done(desk, work))


def _done(desk: Desk, work: Callable[[], str]) -> Done:
    try:
        return Done(good=(work(),))
    except MegaError as error:
        return Done(bad=(desk.words.error(for_visitors(error)),))


def offer_to_accept(desk: Desk, tray: Tray, shown: Paper) -> None:
    """The buttons below a workbook; of several also the one that takes all without errors."""
    words, found = desk.words, shown.preview
    if found is None:
        return
    ready = [one for one in tray.looked_at if one.is_ready and not _is_strategy(one)]
    is_amendment = found.strategy is not None and desk.strategy is not None
    why = msg("Why the strategy changes (required)") if is_amendment else msg("Reason")
    reason = st.text_input(words.text(why), key=REASON).strip()
    if found.strategy is not None:
        _choose_effective_from(desk, found)
    if shown.is_ready:
        is_open = bool(reason) or not is_amendment
        _accept_button(desk, tray, words.text("Accept"), [shown], is_open=is_open)
    elif found.kind == "values" and found.observations:
        label = words.count(
            "Accept only the {n} valid value",
            "Accept only the {n} valid values",
            len(found.observations),
        )
        _accept_button(desk, tray, label, [shown], only_valid=True)
    if len(ready) > 1:
        label = words.count(
            "Accept the {n} workbook without errors",
            "Accept the {n} workbooks without errors",
            len(ready),
        )
        _accept_button(desk, tray, label, ready)


def _is_strategy(paper: Paper) -> bool:
    return paper.preview is not None and paper.preview.kind == "strategy"


def _accept_button(
    desk: Desk,
    tray: Tray,
    label: str,
    papers: Sequence[Paper],
    *,
    only_valid: bool = False,
    is_open: bool = True,
) -> None:
    st.button(
        label,
        type="primary",
        disabled=not is_open,
        on_click=_accept,
        args=(desk, tray, papers, only_valid),
    )


def _choose_effective_from(desk: Desk, found: Preview) -> None:
    words = desk.words
    if found.strategy is None:
        return
    plan = found.strategy.plan
    first = Period.of(plan.start_year, 1)
    count = (plan.end_year - plan.start_year + 1) * QUARTERS_IN_A_YEAR
    by_rule = words.text("By the rule: a new plan from its first quarter, else from this one")
    st.selectbox(
        words.text("Takes effect from"),
        [None, *(first.shifted(n) for n in range(count))],
        format_func=lambda quarter: words.period(quarter) if quarter else by_rule,
        key=EFFECTIVE_FROM,
    )


def _accept(desk: Desk, tray: Tray, papers: Sequence[Paper], only_valid: bool) -> None:
    """Accept each by itself: what is wrong with one keeps none of the others out.

    One that somebody else made outdated meanwhile is looked at again.
    """
    done = Done()
    for paper in papers:
        one = _done(desk, partial(_accepted, desk, paper, only_valid=only_valid))
        done += one
        if one.bad:
            tray.put(paper.again(paper.preview.mappings if paper.preview else ()))
        else:
            tray.take_out([paper])
    say(done)
    if not done.bad:
        st.session_state.pop(REASON, None)


def _accepted(desk: Desk, paper: Paper, *, only_valid: bool) -> str:
    """Accept a workbook; returns what became of it."""
    if paper.preview is None:
        raise MegaError("preview_outdated", file=paper.file_name)
    import_id = desk.access.accept(
        paper.preview,
        paper.content,
        paper.file_name,
        moment_of(desk.access),
        reason=str(st.session_state[REASON]).strip(),
        accept_valid=only_valid,
        effective_from=st.session_state.get(EFFECTIVE_FROM),
    )
    words, told = desk.words, {"file": paper.file_name, "import_id": import_id}
    if import_id is None:
        return words.text("{file} says nothing new; nothing was written.", file=paper.file_name)
    if not _is_strategy(paper) and desk.access.is_reviewed:
        return words.text(
            "{file} was submitted as number {import_id!s}. It counts once an editor has "
            "published it.",
            **told,
        )
    return words.text("{file} was accepted as import {import_id!s}.", **told)
