"""The lines that charts draw, as tables: the network's, and each place's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indicators.lines import Line, come_in, lines
from indicators.model import Observations, Strategy
from indicators.periods import Period
from indicators.rows import rows_of
from indicators.terms import Terms

if TYPE_CHECKING:
    import pandas as pd

FLAG_COLUMNS = (
    "provisional",
    "window_short",
    "incomplete",
    "carried",
    "without_parts",
    "unweighted",
)
SERIES_COLUMNS = (
    "indicator",
    "period_end",
    "period_quarters",
    "value",
    "figure",
    "reporting",
    "expected",
    "in_collection",
    *FLAG_COLUMNS,
)


def series(
    strategy: Strategy,
    observations: Observations,
    terms: Terms,
    as_of: Period | None = None,
) -> pd.DataFrame:
    """The network's line: one row for each target and period that a place reported.

    Columns: ``indicator``; ``period_end``, ``period_quarters`` (see Period); ``value``, that
    period over the places; ``figure``, the yearly figure that ends with it (NaN where there
    is none); ``reporting`` and ``expected`` places; ``in_collection``, then ``value`` is
    not final and there is no figure; and one column for each of ``FLAG_COLUMNS``, about the
    figure. Sorted by target, in the strategy's order, then by period. Places are expected
    as of ``as_of``, after which the rows say nothing; None: the latest period there is.
    """
    import pandas as pd  # noqa: PLC0415

    ends = observations.frame["period_end"].to_numpy()
    latest = [as_of or Period(int(ends.max(initial=0)), 1)]
    tables = [_table(line, terms) for line in lines(strategy, observations, latest, terms)]
    if not tables:
        return pd.DataFrame({name: [] for name in SERIES_COLUMNS})
    whole = pd.concat(tables).sort_values(["target", "period_end"], ignore_index=True)
    codes = pd.Index([indicator.code for indicator in strategy.indicators])
    whole["indicator"] = pd.Categorical.from_codes(whole["target"].to_numpy(), codes)
    return whole[list(SERIES_COLUMNS)]


def _table(line: Line, terms: Terms) -> pd.DataFrame:
    """The rows of one line, at the periods that a place reported."""
    import pandas as pd  # noqa: PLC0415

    network, yearly, collecting = line.network, line.yearly, line.as_of.collecting[0]
    target, slot = np.nonzero(network.reported)
    value = np.where(collecting, come_in(line, terms), network.value)
    expected = np.where(line.cube.listed[:, np.newaxis], network.listed, line.needed.T)
    flags = {flag: getattr(yearly, flag)[0] for flag in FLAG_COLUMNS if flag != "incomplete"}
    flags["incomplete"] = (yearly.attendance[0] < line.needed.T) & ~np.isnan(yearly.value[0])
    return pd.DataFrame(
        {
            "target": line.cube.targets[target],
            "period_end": line.window.ends[slot],
            "period_quarters": line.window.frequency.quarters,
            "value": value[target, slot],
            "figure": yearly.value[0, target, slot],
            "reporting": network.reporting[target, slot],
            "expected": expected[target, slot],
            "in_collection": collecting[target, slot],
        }
        | {flag: flags[flag][target, slot] for flag in FLAG_COLUMNS}
    )


def by_place(strategy: Strategy, observations: Observations) -> pd.DataFrame:
    """Each place's own line: one row a report.

    Columns: ``indicator``; ``place``; ``period_end``, ``period_quarters``; ``value``, from
    its parts where the place gave none (NaN for 0 of 0); ``numerator``; ``denominator``.
    Country rows of a ``network`` target are shown, though never counted.
    """
    import pandas as pd  # noqa: PLC0415

    rows = rows_of(strategy, observations)
    quarters = np.array([i.frequency.quarters for i in strategy.indicators] or [0], dtype=np.int8)
    return pd.DataFrame(
        {
            "indicator": pd.Categorical.from_codes(
                rows.target, pd.Index([indicator.code for indicator in strategy.indicators])
            ),
            "place": pd.Categorical.from_codes(rows.place, pd.Index(observations.places)),
            "period_end": rows.end,
            "period_quarters": quarters[rows.target],
            "value": rows.value,
            "numerator": rows.numerator,
            "denominator": rows.denominator,
        }
    )
