"""One value that somebody writes into a form, as the small table that it is read from.

So it is recognised, checked, warned of, kept and traced as a workbook's values are.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO

from indicators.periods import Period

_HEADINGS = ("Código", "Lugar", "Período", "Valor", "Numerador", "Denominador")


@dataclass(frozen=True, slots=True)
class Single:
    """A value as it was typed: a number in any way that people write numbers."""

    indicator: str
    place: str
    period: Period
    value: str = ""
    numerator: str = ""
    denominator: str = ""

    @property
    def file_name(self) -> str:
        return f"{self.indicator} {self.place} {self.period.code}.csv"


def as_table(one: Single) -> bytes:
    """The table as a text file."""
    text = StringIO()
    table = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    table.writerow(_HEADINGS)
    numbers = (one.value, one.numerator, one.denominator)
    table.writerow([one.indicator, one.place, one.period.code, *numbers])
    return text.getvalue().encode()
