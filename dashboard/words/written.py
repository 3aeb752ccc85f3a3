"""Numbers, percentages, dates and plural forms as a locale writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
UNDEFINED = "\N{EN DASH}"
"""What stands where a figure is undefined."""

_PLAIN_PATTERN = "#,##0.######"
_ANY_SIZE = Context(prec=400)


def rounded(value: float, decimals: int) -> Decimal:
    """``value`` as it is shown: half away from zero, and never minus zero.

    >>> rounded(2.5, 0), rounded(-0.04, 1)
    (Decimal('3'), Decimal('0.0'))
    """
    # From the shortest decimal that reads back as the float: 1.005 is shown as 1.01.
    exact = Decimal(repr(float(value)))
    shown = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ANY_SIZE)
    return abs(shown) if shown == 0 else shown


def write_number(value: float, decimals: int | None, locale: Locale) -> str:
    """With exactly ``decimals`` decimals; None: as many as there are, at most six."""
    if decimals is None:
        return _formatted(Decimal(repr(float(value))), _PLAIN_PATTERN, locale)
    return _formatted(rounded(value, decimals), _with_decimals("#,##0", decimals), locale)


def write_percent(hundredths: float, decimals: int, locale: Locale) -> str:
    """``hundredths`` per cent: 85.5 is 85,5 % in Spanish and 85.5% in English."""
    pattern = _with_decimals(locale.percent_formats[None].pattern, decimals)
    return _formatted(rounded(hundredths, decimals).scaleb(-2), pattern, locale)


def write_day(day: date, locale: Locale) -> str:
    return str(format_date(day, "medium", locale=locale))


def write_moment(at: datetime, locale: Locale) -> str:
    """A moment in UTC, to the minute."""
    return f"{write_day(at, locale)}, {at:%H:%M} UTC"


def is_one(shown: Decimal, locale: Locale) -> bool:
    """True where the language says "one value" of the number as it is shown.

    English has 1 but not 1.0, Spanish both, Portuguese everything from 0 to below 2.
    """
    return str(locale.plural_form(shown)) == "one"


def _formatted(number: Decimal, pattern: str, locale: Locale) -> str:
    with localcontext(_ANY_SIZE):
        return str(format_decimal(number, pattern, locale=locale))


def _with_decimals(pattern: str, decimals: int) -> str:
    return pattern.replace("##0", "##0." + "0" * decimals) if decimals else pattern
