"""``Words``: all that a page or a command says, in one language."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any

from babel import Locale

from dashboard.words import reasons, statuses, written
from dashboard.words.breaches import BREACHES
from dashboard.words.catalogue import LOCALES, translations_to
from dashboard.words.decimals import (
    decimals_of_share,
    decimals_on_the_side_of,
    decimals_that_tell_apart,
)
from dashboard.words.errors import ERRORS, FATALS
from dashboard.words.marks import Plural, Sentence, msg
from dashboard.words.problems import (
    FOUND_A_DATE,
    NOTHING_FOUND,
    PROBLEMS,
    SEVERITIES,
    SUGGESTION,
    TITLES,
)
from dashboard.words.reviewing import EVENT_KINDS, REVIEW_STATES, STAGES
from indicators.collection import ReportState
from indicators.model import PERCENT, Direction, Text
from indicators.periods import Frequency, Period
from indicators.status import (
    LIKELIHOOD_BOUNDS,
    AgainstPlan,
    DataState,
    Flag,
    ReasonCode,
    Status,
    likelihood_of,
)

if TYPE_CHECKING:
    from data.check import Breach
    from data.errors import MegaError
    from data.events import EventKind
    from data.review import ReviewState
    from indicators.results import Reason, Sensitivity
    from indicators.terms import Terms
    from loaders.problems import Problem
    from loaders.watching import Stage

LONGEST_FOUND = 60
"""Of a cell's text, that many characters are quoted in a sentence."""

_PERIODS = {
    Frequency.QUARTER: msg("Q{number} {year!s}"),
    Frequency.HALF: msg("H{number} {year!s}"),
    Frequency.YEAR: msg("{year!s}"),
}

_FREQUENCIES = {
    Frequency.QUARTER: msg("quarter"),
    Frequency.HALF: msg("half-year"),
    Frequency.YEAR: msg("year"),
}


@cache
def words_in(language: str) -> Words:
    """The words of ``es``, ``en`` or ``pt``."""
    return Words(language, Locale.parse(LOCALES[language]), translations_to(language))


_NEVER_SURE = 0.001
"""No trend makes the future certain: no likelihood is written as 0 % or 100 %."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Words:
    """One language. Get it by ``words_in``.

    In a message ``{name}`` is written as the language writes what it is given (a number,
    a day, a period, a text of the strategy), ``{name!s}`` as it is (a year, the number of
    an import) and ``{name:share}`` as a percentage of 1.0.
    """

    language: str
    locale: Locale
    _translations: NullTranslations

    def text(self, message: str, **params: object) -> str:
        """The message in this language, with its parameters filled in."""
        return self._filled(self._translations.gettext(message), params)

    def count(
        self, singular: str, plural: str, n: float, decimals: int = 0, **params: object
    ) -> str:
        """The message in the form that ``{n}`` asks for."""
        one = written.is_one(written.rounded(n, decimals), self.locale)
        message = self._translations.ngettext(singular, plural, 1 if one else 2)
        return self._filled(message, {"n": self.number(n, decimals), **params})

    def number(self, value: float | None, decimals: int | None = None) -> str:
        """With exactly ``decimals`` decimals; by default as many as there are, at most six."""
        if value is None:
            return written.UNDEFINED
        return written.write_number(value, decimals, self.locale)

    def percent(self, share: float | None, decimals: int | None = None) -> str:
        """A share of 1.0: 0.855 is 86 % in Spanish and 86% in English and Portuguese.

        By default without decimals, unless it would look like 0 or 100 % and is not.
        """
        if share is None:
            return written.UNDEFINED
        if decimals is None:
            decimals = decimals_of_share(share)
        return written.write_percent(share * 100, decimals, self.locale)

    def amount(self, value: float | None, unit: str, decimals: int) -> str:
        """A value with its unit: 85.5 of ``%`` is 85,5 %; 1004 of ``ha`` is 1.004 ha."""
        if value is None:
            return written.UNDEFINED
        if unit == PERCENT:
            return written.write_percent(value, decimals, self.locale)
        number = written.write_number(value, decimals, self.locale)
        return f"{number}{written.NO_BREAK_SPACE}{unit}" if unit else number

    def difference(self, value: float | None, unit: str, decimals: int) -> str:
        """A difference of two values; of percentages it is in percentage points."""
        if value is None or unit != PERCENT:
            return self.amount(value, unit, decimals)
        return self.count("{n} percentage point", "{n} percentage points", value, decimals)

    def day(self, day: date) -> str:
        return written.write_day(day, self.locale)

    def moment(self, at: datetime) -> str:
        """A moment in UTC, to the minute."""
        return written.write_moment(at, self.locale)

    def period(self, period: Period) -> str:
        """Q3 2024, in Spanish and Portuguese T3 2024; H1 2024 or S1 2024; 2024."""
        return self.text(_PERIODS[period.frequency], number=period.number, year=period.year)

    def quarter(self, quarter: Period) -> str:
        """Q3 beside its year, in Spanish and Portuguese T3."""
        return self.text(msg("Q{number}"), number=quarter.number)

    def name(self, text: Text) -> str:
        """A text of the strategy; Spanish where this language has none."""
        return text.in_language(self.language)

    def status(self, status: Status) -> str:
        return self.text(statuses.STATUSES[status])

    def status_meaning(self, status: Status, terms: Terms) -> str:
        """One sentence that says when a target has this status."""
        meaning = statuses.STATUS_MEANINGS[status]
        return self.text(meaning, on_track=terms.on_track, at_risk=terms.at_risk)

    def data_state(self, state: DataState) -> str:
        return self.text(statuses.DATA_STATES[state])

    def event_kind(self, kind: EventKind) -> str:
        """What was done, in the history of everything."""
        return self.text(EVENT_KINDS[kind])

    def report_state(self, state: ReportState) -> str:
        """What has become of a report that is expected."""
        return self.text(statuses.REPORT_STATES[state])

    def data_state_meaning(self, state: DataState) -> str:
        return self.text(statuses.DATA_STATE_MEANINGS[state])

    def flag(self, flag: Flag) -> str:
        return self.text(statuses.FLAGS[flag])

    def flag_meaning(self, flag: Flag) -> str:
        return self.text(statuses.FLAG_MEANINGS[flag])

    def sensitivity(self, found: Sensitivity) -> list[tuple[str, float | None]]:
        """What the Mega's closeness would be by other rules: each with its share."""
        return [
            (self.text("Median of the areas"), found.median),
            (self.text("All targets and areas weighed the same"), found.equal_weights),
            (self.text("Without the weakest area"), found.without_weakest),
            (self.text("With 0 % for what cannot be judged"), found.missing_as_zero),
        ]

    def distance(self, robust_z: float | None) -> str:
        """How far a value lies from what is usual."""
        if robust_z is None:
            return written.UNDEFINED
        return f"{self.number(abs(robust_z), 1)}{written.NO_BREAK_SPACE}\N{MULTIPLICATION SIGN}"

    def change(self, change: float, old: float) -> str:
        """By how much something changed, and by which part of what it was."""
        sign = "+" if change > 0 else ""
        told = f"{sign}{self.number(change)}"
        return told if old == 0 else f"{told} ({sign}{self.percent(change / abs(old))})"

    def stage(self, stage: Stage) -> str:
        """What is being done with a workbook."""
        return self.text(STAGES[stage])

    def review_state(self, state: ReviewState, n: int) -> str:
        """How many submitted values came to this."""
        said = REVIEW_STATES[state]
        return self.count(said.singular, said.plural, n)

    def likelihood(self, probability: float) -> str:
        """How likely something is, in words and in number."""
        word = statuses.LIKELIHOODS[likelihood_of(probability)]
        (high, _), *_, (low, _) = LIKELIHOOD_BOUNDS
        decimals = 0 if low <= probability <= high else 1  # 1 % and 99 % are of another word
        shown = min(max(probability, _NEVER_SURE), 1 - _NEVER_SURE)
        sign = "" if shown == probability else "<" if shown > probability else ">"
        return self.text(word, probability=f"{sign}{self.percent(shown, decimals)}")

    def against_plan(self, stands: AgainstPlan, direction: Direction) -> str:
        """Where a place's value stands against the plan: better or worse, by the direction."""
        return self.text(statuses.AGAINST_PLAN[direction][stands])

    def reason(self, reason: Reason) -> str:
        """The sentence that says why a figure stands as it does."""
        params = self._reason_params(reason.params)
        why = self._sentence(reasons.REASONS[reason.code], params)
        if reason.code in reasons.HIDING_WHAT_IS_LOST and params["lost"]:
            return f"{why} {self._sentence(reasons.REASONS[ReasonCode.SOME_LOST], params)}"
        return why

    def problem(self, problem: Problem) -> str:
        """The sentence that says what was found in a cell and how to mend it."""
        params: dict[str, Any] = {"found": _shortened(problem.found), **problem.params}
        if "minimum" in params:
            params["range"] = self._range(params["minimum"], params["maximum"])
        sentences = PROBLEMS if problem.found else {**PROBLEMS, **NOTHING_FOUND}
        if _DAY.fullmatch(problem.found):
            sentences = {**PROBLEMS, **FOUND_A_DATE}
        sentence = self._sentence(sentences[problem.code], params)
        if params.get("suggestion"):
            return f"{sentence} {self.text(SUGGESTION, **params)}"
        return sentence

    def problem_title(self, code: str) -> str:
        """What all problems of a code have in common, in a few words."""
        return self.text(TITLES[code])

    def severity(self, severity: str) -> str:
        return self.text(SEVERITIES[severity])

    def fatal(self, code: str) -> str:
        """Why a file cannot be used at all."""
        return self.text(FATALS[code])

    def error(self, error: MegaError) -> str:
        """The sentence that says what went wrong and what to do about it."""
        return self._sentence({**FATALS, **ERRORS}[error.code], error.params)

    def breach(self, breach: Breach) -> str:
        """The sentence that says what does not hold in a database, and how often."""
        sentence = self.text(BREACHES[breach.code], **breach.example)
        if breach.count == 1:
            return sentence
        more = self.count("And {n} more.", "And {n} more.", breach.count - 1)
        return f"{sentence} {more}"

    def _sentence(self, sentence: Sentence, params: Mapping[str, Any]) -> str:
        if isinstance(sentence, Plural):
            counted = params[sentence.by]
            n = len(counted) if isinstance(counted, tuple) else counted
            return self.count(sentence.singular, sentence.plural, n, **params)
        return self.text(sentence, **params)

    def _reason_params(self, given: Mapping[str, Any]) -> dict[str, object]:
        """The parameters of a reason, with values and differences in the indicator's unit.

        With as many decimals as tell apart what the reason rests on.
        """
        params = dict(given)
        decimals = decimals_that_tell_apart(given)
        for name, value in given.items():
            if isinstance(value, float) and name in reasons.AMOUNTS:
                params[name] = self.amount(value, given["unit"], decimals)
            elif isinstance(value, float) and name in reasons.DIFFERENCES:
                params[name] = self.difference(value, given["unit"], decimals)
        if "pace" in given and given["pace"] is not None and "bounds" in given:
            shown = decimals_on_the_side_of(given["pace"], given["bounds"])
            params["pace"] = self.percent(given["pace"], shown)
        if "band_low" in params:
            params["band"] = self._range(params["band_low"], params["band_high"])
        return params

    def _range(self, low: object, high: object) -> str:
        """What lies between two bounds, one of which may be open (None)."""
        if low is None:
            return self.text("at most {high}", high=high)
        if high is None:
            return self.text("at least {low}", low=low)
        return self.text("{low} to {high}", low=low, high=high)

    def _filled(self, message: str, params: Mapping[str, object]) -> str:
        return _Filling(self).vformat(message, (), params)

    def _written(self, value: object) -> str:
        """``value`` as this language writes what it is."""
        match value:
            case Frequency():
                said = self.text(_FREQUENCIES[value])
            case str():
                said = value
            case None | int() | float():
                said = self.number(value)
            case Period():
                said = self.period(value)
            case datetime():
                said = self.moment(value)
            case date():
                said = self.day(value)
            case Text():
                said = self.name(value)
            case tuple() | list():
                said = ", ".join(self._written(item) for item in value)
            case _:
                raise TypeError(f"no words for {value!r}")
        return said


class _Filling(string.Formatter):
    """Fills a message's parameters in."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "share" and not isinstance(value, str):
            return self._words.percent(value)
        return self._words._written(value)


def _shortened(found: str) -> str:
    found = " ".join(found.split())
    return found if len(found) <= LONGEST_FOUND else found[: LONGEST_FOUND - 1] + "…"
