"""Two countries: the latest that each reported of every target."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components import Column, amount, link, notice, show, table, traced
from dashboard.data_files import Field, Sheet, Value
from dashboard.downloads import offer_table
from dashboard.frame import Screen
from dashboard.lines import PlaceValue, places, targets_reported
from dashboard.markup import Child, join, tag
from dashboard.pairs import choose_pair
from indicators.model import HEAD_OFFICE, Indicator

Pair = tuple[PlaceValue | None, PlaceValue | None]


def show_countries(screen: Screen) -> None:
    strategy, words = screen.standing.strategy, screen.words
    names = {place.code: words.name(place.name) for place in strategy.places}
    if not names:
        show(notice(tag("p", words.text("The strategy names no places."))))
        return
    chosen = choose_pair(screen, names, _usual_pair(screen, list(names)))
    found = _found(screen, chosen)
    if not found:
        show(notice(tag("p", words.text("Nothing has been reported yet."))))
        return
    title = words.text("{first} and {second}", first=names[chosen[0]], second=names[chosen[1]])
    columns = [
        Column(words.text("Target")),
        *(
            Column(link(names[code], screen.view.to("country", country=code)), is_number=True)
            for code in chosen
        ),
    ]
    rows = [_row(screen, indicator, pair) for indicator, pair in found]
    show(tag("section", tag("h2", title), table(title, columns, rows, "compared")))
    offer_table(screen, "_".join(chosen), lambda: _sheet(screen, found, chosen, names))


def _usual_pair(screen: Screen, codes: Sequence[str]) -> tuple[str, str]:
    """The two countries that report the most targets; head office is none, but may be all there is.

    Of those that report as many, in the strategy's order.
    """
    reported = targets_reported(screen.standing, screen.standing.figures.as_of)
    countries = [code for code in codes if code != HEAD_OFFICE] or codes
    ordered = sorted(countries, key=lambda code: -reported.get(code, 0))
    return ordered[0], ordered[min(1, len(ordered) - 1)]


def _found(screen: Screen, chosen: tuple[str, str]) -> list[tuple[Indicator, Pair]]:
    """Every target that one of the two reported, with the latest of each."""
    as_of = screen.standing.figures.as_of
    found = []
    for indicator in screen.standing.strategy.indicators:
        of_place = {one.place: one for one in places(screen.standing, indicator, as_of)}
        pair = (of_place.get(chosen[0]), of_place.get(chosen[1]))
        if any(pair):
            found.append((indicator, pair))
    return found


def _row(screen: Screen, indicator: Indicator, pair: Pair) -> list[Child]:
    words = screen.words
    to = screen.view.to("target", target=indicator.code)
    return [link(words.name(indicator.name), to), *(_side(screen, indicator, one) for one in pair)]


def _side(screen: Screen, indicator: Indicator, one: PlaceValue | None) -> Child:
    words = screen.words
    if one is None:
        return words.number(None)
    written = amount(words, indicator, one.value)
    return join(
        tag("b", traced(written, screen.view, indicator.code, one.period, one.place)),
        tag("small", words.period(one.period)),
    )


def _sheet(
    screen: Screen,
    found: list[tuple[Indicator, Pair]],
    chosen: tuple[str, str],
    names: dict[str, str],
) -> Sheet:
    words = screen.words
    fields = [Field(words.text("Code")), Field(words.text("Target")), Field(words.text("Unit"))]
    for code in chosen:
        fields += [Field(names[code]), Field(f"{names[code]}, {words.text('Period')}")]
    rows = []
    for indicator, pair in found:
        row: list[Value] = [indicator.code, words.name(indicator.name), indicator.unit]
        for one in pair:
            row += [one.value, one.period] if one else [None, None]
        rows.append(row)
    return Sheet(words.text("Compare"), fields, rows)
