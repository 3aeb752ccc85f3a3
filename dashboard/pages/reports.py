"""Who owes what: of a quarter's reports, which have come, and who is late or has stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.components import Column, chip, facts, link, show, table
from dashboard.data_files import Field, Sheet
from dashboard.downloads import offer_list
from dashboard.due_told import due_told
from dashboard.filters import choose, freshness
from dashboard.frame import Screen, draw
from dashboard.markup import Child, Markup, join, tag
from dashboard.reading import read_reports, read_standing
from dashboard.rights import Right
from dashboard.service import last_ended_quarter, strategy_in_effect
from dashboard.standing import without_commentary
from data.review import ReviewState, reported
from indicators.collection import Report, ReportState, with_submitted
from indicators.model import Strategy
from indicators.periods import Period

OWING = (
    ReportState.STOPPED,
    ReportState.LATE,
    ReportState.RETURNED,
    ReportState.IN_COLLECTION,
)
UNDER_REVIEW = {ReportState.RETURNED, ReportState.AWAITING}
"""Shown to those who load, and where there are any."""

MOST_NAMED = 4
"""More targets than these are behind a click: who has fallen silent owes all of them."""


@dataclass(frozen=True, slots=True)
class Sender:
    """A place with the reports that are expected of it."""

    place: str
    reports: Sequence[Report]
    is_own: bool

    @property
    def counts(self) -> Counter[ReportState]:
        return Counter(report.state for report in self.reports)

    @property
    def urgency(self) -> tuple[int, ...]:
        """One's own places come first, then those that owe the most."""
        return (-self.is_own, *(-self.counts[state] for state in OWING))


def reports_page(screen: Screen) -> None:
    words = screen.words
    quarters = _quarters(screen)
    asked = screen.view.period
    chosen = asked if asked in quarters else quarters[0]
    names = {quarter.code: words.period(quarter) for quarter in quarters}
    choose(words.text("Quarter"), "period", list(names), chosen.code, names)
    strategy = strategy_in_effect(screen.snapshot.history, chosen)
    found = _found(screen, strategy, chosen)
    show(tag("div", freshness(screen), class_="filters"), _summary(screen, chosen, found))
    if not found:
        show(tag("p", words.text("Nobody is expected to report yet.")))
        return
    show(_table(screen, strategy, _senders(screen, found)), _unexplained(screen, chosen))
    offer_list(words, f"reports_{chosen.code}", lambda: _sheet(screen, strategy, chosen, found))


def _found(screen: Screen, strategy: Strategy, quarter: Period) -> list[Report]:
    """What has become of each report; to those who load, also what was submitted of it."""
    found = read_reports(screen.snapshot, strategy, quarter)
    if not screen.access.person.may(Right.LOAD):
        return found
    submissions = screen.access.submissions()
    awaiting, returned = (
        reported(submissions, state) for state in (ReviewState.AWAITING, ReviewState.RETURNED)
    )
    return with_submitted(found, awaiting, returned)


def _quarters(screen: Screen) -> list[Period]:
    """Those that have ended since the first plan began, the latest first."""
    last = max(last_ended_quarter(screen.snapshot.today), screen.snapshot.latest)
    first = Period.of(screen.snapshot.years[0], 1)
    return [last.shifted(-back) for back in range(last.end - first.end + 1)]


def _unexplained(screen: Screen, quarter: Period) -> Markup | None:
    """For those who may write it: the targets that lack a commentary on the quarter."""
    words, stood = screen.words, read_standing(screen.snapshot, quarter)
    lacking = [
        code
        for code in without_commentary(stood, screen.snapshot.commentary)
        if screen.access.may_comment(code)
    ]
    if not lacking:
        return None
    title = words.text("Targets that lack a commentary")
    items = [
        tag(
            "li",
            link(
                words.name(stood.strategy.indicator[code].name),
                replace(screen.view.to("target", target=code), at=quarter),
            ),
            " ",
            chip(words, stood.figures.indicators[code].status),
        )
        for code in lacking
    ]
    return tag("section", tag("h2", title), tag("ul", items, class_="notes"))


def _senders(screen: Screen, found: Sequence[Report]) -> list[Sender]:
    own = screen.access.person.places or frozenset()
    by_place: dict[str, list[Report]] = {}
    for report in found:
        by_place.setdefault(report.place, []).append(report)
    senders = [Sender(place, reports, place in own) for place, reports in by_place.items()]
    return sorted(senders, key=lambda one: (one.urgency, screen.place_name(one.place)))


def _summary(screen: Screen, quarter: Period, found: Sequence[Report]) -> Markup:
    words, counts = screen.words, Counter(report.state for report in found)
    due = due_told(quarter, screen.snapshot.terms, words)
    known = [(words.report_state(state), words.number(counts[state])) for state in _shown(counts)]
    return tag(
        "section",
        tag("h1", words.text("Who owes what")),
        tag("p", due, class_="quiet"),
        facts(known),
        class_="summary",
    )


def _shown(counts: Counter[ReportState]) -> list[ReportState]:
    return [state for state in ReportState if counts[state] or state not in UNDER_REVIEW]


def _table(screen: Screen, strategy: Strategy, senders: Sequence[Sender]) -> Markup:
    words = screen.words
    not_yet = [
        state
        for state in _shown(sum((sender.counts for sender in senders), Counter()))
        if state not in {ReportState.REPORTED, ReportState.NOT_DUE}
    ]
    title = words.text("Reports by place")
    columns = [
        Column(words.text("Place")),
        Column(words.report_state(ReportState.REPORTED), is_number=True),
        *(Column(words.report_state(state), is_number=True) for state in not_yet),
        Column(words.text("What is missing")),
    ]
    rows = [_row(screen, strategy, sender, not_yet) for sender in senders]
    return tag("section", tag("h2", title), table(title, columns, rows, "plain"))


def _row(
    screen: Screen, strategy: Strategy, sender: Sender, not_yet: Sequence[ReportState]
) -> list[Child]:
    words, counts = screen.words, sender.counts
    expected = sum(counts.values()) - counts[ReportState.NOT_DUE]
    name = screen.place_name(sender.place)
    yours = tag("small", words.text("yours")) if sender.is_own else None
    return [
        join(link(name, screen.view.to("country", country=sender.place)), yours),
        words.text("{n} of {total}", n=counts[ReportState.REPORTED], total=expected),
        *(words.number(counts[state] or None) for state in not_yet),
        _missing(screen, strategy, sender),
    ]


def _missing(screen: Screen, strategy: Strategy, sender: Sender) -> Child:
    """The targets that nothing has come of, the longest overdue first."""
    words = screen.words
    missing = sorted(
        (report for report in sender.reports if report.state in OWING),
        key=lambda report: OWING.index(report.state),
    )
    items = [
        tag(
            "li",
            link(
                words.name(strategy.indicator[report.indicator].name),
                screen.view.to("target", target=report.indicator),
            ),
            tag("small", _since(screen, report)),
        )
        for report in missing
    ]
    if len(items) <= MOST_NAMED:
        return tag("ul", items, class_="notes") if items else words.number(None)
    count = words.count("{n} report", "{n} reports", len(items))
    return tag("details", tag("summary", count), tag("ul", items, class_="notes"))


def _since(screen: Screen, report: Report) -> str:
    words = screen.words
    state = words.report_state(report.state)
    if report.latest is None:
        return words.text("{state}, never reported", state=state)
    return words.text("{state}, last reported for {period}", state=state, period=report.latest)


def _sheet(screen: Screen, strategy: Strategy, quarter: Period, found: Sequence[Report]) -> Sheet:
    words = screen.words
    titles = (
        words.text("Place"),
        words.text("Code"),
        words.text("Target"),
        words.text("Period"),
        words.text("State"),
        words.text("Latest report"),
    )
    rows = [
        (
            screen.place_name(report.place),
            report.indicator,
            words.name(strategy.indicator[report.indicator].name),
            report.period,
            words.report_state(report.state),
            report.latest,
        )
        for report in found
    ]
    return Sheet(quarter.code, [Field(title) for title in titles], rows)


draw("reports", reports_page)
