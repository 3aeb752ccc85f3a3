"""Two periods, two areas or two countries, one beside the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dashboard.compare_areas import show_areas
from dashboard.compare_countries import show_countries
from dashboard.compare_periods import show_periods
from dashboard.components import show, strip
from dashboard.filters import freshness
from dashboard.frame import Screen, draw
from dashboard.location import Subject
from dashboard.markup import tag

SHOWN: dict[Subject, Callable[[Screen], None]] = {
    "periods": show_periods,
    "areas": show_areas,
    "countries": show_countries,
}


def compare_page(screen: Screen) -> None:
    words, view = screen.words, screen.view
    names: dict[Subject, str] = {
        "periods": words.text("Two periods"),
        "areas": words.text("Two areas"),
        "countries": words.text("Two countries"),
    }
    choices = [
        (name, replace(view, subject=subject, first=None, second=None), subject == view.subject)
        for subject, name in names.items()
    ]
    show(
        tag("h1", words.text("Compare")),
        tag(
            "div",
            strip(words.text("What to compare"), choices),
            freshness(screen),
            class_="filters",
        ),
    )
    SHOWN[view.subject](screen)


draw("compare", compare_page)
