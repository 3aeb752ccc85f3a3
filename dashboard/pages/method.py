"""How this is measured: every term, formula, status and flag, with the bounds in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.components import Column, chip, show, table
from dashboard.data_files import Field, Sheet
from dashboard.downloads import offer_list
from dashboard.frame import Screen, draw
from dashboard.markup import Markup, tag
from dashboard.words import Words
from dashboard.words.method import (
    AT_LEAST,
    FORECAST,
    LESS_THAN,
    PLACES,
    PROGRESS,
    REPORTS,
    ROLL_UP,
    TIME,
)
from dashboard.words.statuses import LIKELIHOODS
from indicators.status import LIKELIHOOD_BOUNDS, DataState, Flag, Likelihood, Status


def method_page(screen: Screen) -> None:
    words, terms = screen.words, screen.snapshot.terms
    due = words.count(
        "Reports are due {n} day after their period's end.",
        "Reports are due {n} days after their period's end.",
        terms.collection_days,
    )
    show(
        tag("h1", words.text("How this is measured")),
        _section(screen, "time", words.text("Periods"), TIME, due),
        _section(screen, "reports", words.text("From reports to the actual"), REPORTS),
        _section(screen, "progress", words.text("From the actual to progress"), PROGRESS),
        _statuses(screen),
    )
    offer_list(words, "statuses", lambda: _statuses_sheet(screen))
    show(
        _meanings(
            "data",
            words.text("Data states"),
            ((words.data_state(one), words.data_state_meaning(one)) for one in DataState),
        ),
        _meanings(
            "flags",
            words.text("Flags"),
            ((words.flag(one), words.flag_meaning(one)) for one in Flag),
        ),
        _section(screen, "forecast", words.text("Forecast"), FORECAST, *_likelihoods(words)),
        _section(screen, "rollup", words.text("Areas and the Mega"), ROLL_UP),
        _section(screen, "places", words.text("Places"), PLACES),
    )


def _section(screen: Screen, anchor: str, title: str, told: Iterable[str], *more: str) -> Markup:
    items = [tag("li", text) for text in (*map(screen.words.text, told), *more)]
    return tag("section", tag("h2", title), tag("ul", items, class_="method"), id=anchor)


def _likelihoods(words: Words) -> Iterator[str]:
    """Each word for a probability with the least that it stands for."""
    for bound, word in LIKELIHOOD_BOUNDS:
        share = words.text(AT_LEAST, share=words.percent(bound))
        yield words.text(LIKELIHOODS[word], probability=share)
    (lowest, _) = LIKELIHOOD_BOUNDS[-1]
    share = words.text(LESS_THAN, share=words.percent(lowest))
    yield words.text(LIKELIHOODS[Likelihood.EXCEPTIONALLY_UNLIKELY], probability=share)


def _statuses(screen: Screen) -> Markup:
    """Each status with when a target has it, in the order in which they are asked."""
    words, terms = screen.words, screen.snapshot.terms
    title = words.text("Status")
    columns = [Column(title), Column(words.text("When"))]
    rows = [[chip(words, one), words.status_meaning(one, terms)] for one in Status]
    return tag("section", tag("h2", title), table(title, columns, rows, "plain"), id="status")


def _statuses_sheet(screen: Screen) -> Sheet:
    words, terms = screen.words, screen.snapshot.terms
    fields = [Field(words.text("Status")), Field(words.text("When"))]
    rows = [(words.status(one), words.status_meaning(one, terms)) for one in Status]
    return Sheet(words.text("Status"), fields, rows)


def _meanings(anchor: str, title: str, told: Iterable[tuple[str, str]]) -> Markup:
    items = [tag("div", tag("dt", name), tag("dd", meaning)) for name, meaning in told]
    return tag("section", tag("h2", title), tag("dl", items, class_="said"), id=anchor)


draw("method", method_page)
