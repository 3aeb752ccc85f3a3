"""What every page has around it: title, style, header, language, year, and its errors."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from uuid import uuid4

import streamlit as st

from dashboard.access import Access
from dashboard.components import link, notice, show, strip
from dashboard.identity import Audience, audience
from dashboard.location import PAGES, Page, View
from dashboard.log import fields
from dashboard.markup import Markup, tag
from dashboard.reading import opened_store, page_visitor, read_snapshot, read_standing
from dashboard.rights import Person, Right
from dashboard.service import Snapshot
from dashboard.sign_in import sign_in, who_is_signed_in
from dashboard.standing import Standing, is_covered
from dashboard.words import Words, msg, words_in
from data.errors import MegaError
from indicators.model import LANGUAGES
from indicators.periods import Period

_log = logging.getLogger(__name__)

TITLES: dict[Page, str] = {
    "panorama": msg("Overview"),
    "area": msg("Areas"),
    "target": msg("Targets"),
    "country": msg("Countries"),
    "plan": msg("Plan"),
    "compare": msg("Compare"),
    "reports": msg("Reports"),
    "method": msg("Method"),
    "load": msg("Load data"),
    "history": msg("History"),
}

NEEDS: dict[Page, Right] = dict.fromkeys(PAGES, Right.SEE) | {
    "load": Right.LOAD,
    "history": Right.SEE_HISTORY,
}
"""The right without which a page says no more than that it is missing."""

LANGUAGE_NAMES = {"es": "Español", "en": "English", "pt": "Português"}
"""Each language in its own words, whatever the page's language is."""


@dataclass(frozen=True)
class Screen:
    """What a page is given: where the reader is, the words, and what there is to show."""

    view: View
    words: Words
    access: Access
    snapshot: Snapshot
    standing: Standing

    def place_name(self, code: str) -> str:
        """A place's name; its code where this year's strategy does not know it."""
        place = self.standing.strategy.place.get(code)
        return self.words.name(place.name) if place else code


def draw(page: Page, body: Callable[[Screen], None]) -> None:
    """Draw a page that needs a strategy; without one, say what to do."""

    def with_snapshot(view: View, words: Words, access: Access) -> None:
        snapshot = read_snapshot(access)
        if not is_covered(snapshot, view.at):
            show(_unknown_moment(view, words, snapshot))
            return
        body(Screen(view, words, access, snapshot, read_standing(snapshot, view.at)))

    draw_bare(page, with_snapshot)


def draw_bare(page: Page, body: Callable[[View, Words, Access], None]) -> None:
    """Draw a page with its frame; an error that a person can mend is a sentence on it.

    Whoever is not signed in is asked to; whoever lacks the right to the page is told so.
    """
    view = View.read(page, st.query_params)
    words = words_in(view.language)
    title = words.text(TITLES[page])
    st.set_page_config(page_title=f"{title} · Mega", page_icon=_ICON, layout="wide")
    projector = _resource("projector.css") if view.large else ""
    st.html(f"<style>{_resource('theme.css')}{projector}</style>")
    st.html(f"<script>{_script(view.language)}</script>", unsafe_allow_javascript=True)
    identify = page_visitor()
    try:
        person = identify()
    except MegaError as error:
        show(_header(view, words, None))
        _refuse(words, title, error)
        return
    show(_header(view, words, person))
    if not person.may(NEEDS[page]):
        show(tag("h1", title))
    try:
        person.need(NEEDS[page])
        body(view, words, Access(identify, opened_store()))
    except MegaError as error:
        show(notice(tag("p", words.error(for_visitors(error))), kind="problem"))


def for_visitors(error: MegaError) -> MegaError:
    """The error as others than this machine's owner may know it: without its files' names."""
    if "path" not in error.params or audience() is Audience.OWNER:
        return error
    reference = uuid4().hex
    _log.error("the database cannot be used", extra=fields(code=error.code, reference=reference))
    return MegaError("database_out_of_order", reference=reference)


def _refuse(words: Words, title: str, error: MegaError) -> None:
    if error.code == "sign_in_first":
        sign_in(words)
    else:
        show(tag("h1", title), notice(tag("p", words.error(error)), kind="problem"))


def _header(view: View, words: Words, person: Person | None) -> Markup:
    """Brand, languages and size; to a person also the pages that they have a right to."""
    pages = [
        (
            words.text(TITLES[page]),
            view.to(page, area=view.area, target=view.target, country=view.country),
            page,
        )
        for page in PAGES
        if person is not None and person.may(NEEDS[page])
    ]
    languages = [
        tag(
            "li",
            link(
                language.upper(),
                view.in_language(language),
                hreflang=language,
                lang=language,
                aria_label=LANGUAGE_NAMES[language],
                **({"aria_current": "true"} if language == view.language else {}),
            ),
        )
        for language in LANGUAGES
    ]
    return tag(
        "header",
        tag("span", "Mega", class_="brand"),
        tag(
            "nav",
            tag(
                "ul",
                [
                    tag("li", link(text, to, **_current(page == view.page)))
                    for text, to, page in pages
                ],
            ),
            class_="pages",
            aria_label=words.text("Pages"),
        ),
        tag("nav", tag("ul", languages), class_="languages", aria_label=words.text("Language")),
        tag(
            "nav",
            tag("ul", _size(view, words)),
            class_="languages size",
            aria_label=words.text("Size"),
        ),
        who_is_signed_in(words, person),
        class_="top",
    )


def _size(view: View, words: Words) -> Markup:
    larger = link(
        "A+",
        replace(view, large=not view.large),
        aria_label=words.text("Larger, for a projector"),
        **({"aria_current": "true"} if view.large else {}),
    )
    return tag("li", larger)


def _current(is_current: bool) -> dict[str, str]:
    return {"aria_current": "page"} if is_current else {}


def apology(reference: str) -> None:
    """Say that something broke, without saying what: that is in the server's log."""
    words = words_in(View.read("panorama", st.query_params).language)
    text = words.text(
        "Something went wrong on this page and was written to the server's log as {reference}. "
        "Load the page again; if it stays, tell the person who runs this server.",
        reference=reference,
    )
    show(notice(tag("p", text), kind="problem apology"))


def _unknown_moment(view: View, words: Words, snapshot: Snapshot) -> Markup:
    choices = [(str(year), view.at_moment(Period.of(year)), False) for year in snapshot.years]
    text = words.text("There are no figures for {period}. Choose a year:", period=view.at)
    return notice(tag("p", text), strip(words.text("Year"), choices))


@cache
def _resource(name: str) -> str:
    return files("dashboard").joinpath(name).read_text(encoding="utf-8")


def page_scripts() -> list[str]:
    """All scripts that pages hold, for the server to let them run and no others."""
    return [_script(language) for language in LANGUAGES]


def _script(language: str) -> str:
    """The page's language for the browser, and links that do not reload the page."""
    return f"document.documentElement.lang = '{language}';{_resource('links.js')}"


_ICON = str(files("dashboard").joinpath("icon.svg"))
