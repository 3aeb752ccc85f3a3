"""What always holds in a database, as queries that select whatever breaks it.

Each selects one row a breach, with the columns that the breach's sentence needs.
"""

from __future__ import annotations

from collections.abc import Mapping

STRATEGY_TABLES = (
    "plans",
    "areas",
    "objectives",
    "indicators",
    "milestones",
    "places",
    "place_targets",
    "reporters",
    "breakdowns",
)

_HISTORY = {
    "counter_gap": """
        SELECT steps.counter
        FROM range(1, (SELECT max(counter) + 1 FROM store)) AS steps (counter)
        ANTI JOIN changes ON changes.counter = steps.counter
    """,
    "counter_twice": "SELECT counter FROM changes GROUP BY counter HAVING count(*) > 1",
    "counter_beyond": """
        SELECT changes.counter FROM changes, store
        WHERE coalesce(changes.counter NOT BETWEEN 1 AND store.counter, true)
    """,
    # The program refuses such a change unless a person says that the clock is right.
    "clock_went_back": """
        SELECT counter, changed_at, before
        FROM (SELECT *, lag(changed_at) OVER (ORDER BY counter) AS before FROM changes)
        WHERE changed_at < before - INTERVAL 5 MINUTE
            AND counter NOT IN (SELECT counter FROM settings WHERE name = 'clock')
            AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'today')
    """,
    "change_without_person": """
        SELECT counter FROM changes
        WHERE coalesce(changed_by, '') = '' OR changed_at IS NULL
    """,
    "undo_of_nothing": """
        SELECT undos.import_id FROM undos LEFT JOIN imports USING (import_id)
        WHERE coalesce(undos.counter <= imports.import_id, true)
    """,
    "undone_twice": "SELECT import_id FROM undos GROUP BY import_id HAVING count(*) > 1",
}

_FILES = {
    "import_of_unknown_kind": """
        SELECT import_id FROM imports
        WHERE coalesce(
            kind NOT IN ('values', 'strategy', 'submission', 'publication', 'withdrawal'), true
        )
    """,
    "import_without_file": """
        SELECT import_id, file_name FROM imports ANTI JOIN files USING (sha256)
    """,
    "file_twice": "SELECT sha256 FROM files GROUP BY sha256 HAVING count(*) > 1",
    "file_of_no_import": "SELECT sha256 FROM files ANTI JOIN imports USING (sha256)",
    "import_without_values": """
        SELECT import_id, file_name FROM imports ANTI JOIN observations USING (import_id)
        WHERE kind IN ('values', 'publication')
        UNION ALL
        SELECT import_id, file_name FROM imports ANTI JOIN submissions USING (import_id)
        WHERE kind = 'submission'
    """,
    "withdrawal_of_nothing": """
        SELECT coalesce(imports.import_id, withdrawals.import_id) AS import_id
        FROM (SELECT import_id FROM imports WHERE kind = 'withdrawal') AS imports
        FULL JOIN withdrawals USING (import_id)
        LEFT JOIN observations AS reported ON
            withdrawals.withdrawn_import = reported.import_id
            AND withdrawals.withdrawn_import < withdrawals.import_id
            AND withdrawals.indicator_id = reported.indicator_id
            AND withdrawals.place_id = reported.place_id
            AND withdrawals.period_end = reported.period_end
            AND withdrawals.period_quarters = reported.period_quarters
            AND withdrawals.measure = reported.measure
            AND withdrawals.dimension IS NOT DISTINCT FROM reported.dimension
            AND withdrawals.category IS NOT DISTINCT FROM reported.category
        WHERE imports.import_id IS NULL OR reported.import_id IS NULL
    """,
    "withdrawn_twice": """
        SELECT max(import_id) AS import_id FROM withdrawals_in_force
        GROUP BY withdrawn_import, indicator_id, place_id, period_end, period_quarters, measure,
            dimension, category
        HAVING count(*) > 1
    """,
    "import_without_strategy": """
        SELECT import_id, file_name FROM imports
        WHERE kind = 'strategy' AND (
            (SELECT count(*) FROM strategy_versions AS version
             WHERE version.import_id = imports.import_id) <> 1
            OR (SELECT count(*) FROM plans WHERE plans.import_id = imports.import_id) <> 1
        )
    """,
}

_REVIEW = {
    "publication_of_nothing": """
        SELECT coalesce(published.import_id, publications.import_id) AS import_id
        FROM (SELECT import_id FROM imports WHERE kind = 'publication') AS published
        FULL JOIN publications USING (import_id)
        LEFT JOIN imports AS submitted ON
            publications.submission_id = submitted.import_id
            AND submitted.kind = 'submission'
            AND submitted.import_id < publications.import_id
        WHERE published.import_id IS NULL OR submitted.import_id IS NULL
    """,
    # What is published is what was submitted, to the last letter.
    "published_not_submitted": """
        SELECT published.import_id
        FROM observations AS published JOIN publications USING (import_id)
        ANTI JOIN submissions AS submitted ON
            publications.submission_id = submitted.import_id
            AND published.indicator_id = submitted.indicator_id
            AND published.place_id = submitted.place_id
            AND published.period_end = submitted.period_end
            AND published.period_quarters = submitted.period_quarters
            AND published.measure = submitted.measure
            AND published.dimension IS NOT DISTINCT FROM submitted.dimension
            AND published.category IS NOT DISTINCT FROM submitted.category
            AND published.value IS NOT DISTINCT FROM submitted.value
            AND published.numerator IS NOT DISTINCT FROM submitted.numerator
            AND published.denominator IS NOT DISTINCT FROM submitted.denominator
            AND published.sheet IS NOT DISTINCT FROM submitted.sheet
            AND published.cell IS NOT DISTINCT FROM submitted.cell
            AND published.note IS NOT DISTINCT FROM submitted.note
    """,
    "return_of_nothing": """
        SELECT coalesce(returns.counter, returned.counter) AS counter
        FROM returns
        FULL JOIN (SELECT DISTINCT counter FROM returned_values) AS returned USING (counter)
        LEFT JOIN imports AS submitted ON
            returns.submission_id = submitted.import_id AND submitted.kind = 'submission'
            AND submitted.import_id < returns.counter
        WHERE returns.counter IS NULL OR returned.counter IS NULL
            OR submitted.import_id IS NULL OR coalesce(trim(returns.note), '') = ''
    """,
    "comment_on_nothing": """
        SELECT counter FROM comments
        LEFT JOIN indicator_keys ON comments.indicator = indicator_keys.code
        WHERE indicator_id IS NULL OR cause IS NULL OR "action" IS NULL OR responsible IS NULL
            OR (cause = '' AND ("action" <> '' OR responsible <> '' OR due IS NOT NULL))
            OR NOT coalesce(regexp_full_match(period, '[0-9]{4}-Q[1-4]'), false)
    """,
    "reminder_of_nothing": """
        SELECT counter FROM reminders
        WHERE coalesce(address, '') NOT LIKE '%@%' OR coalesce(language, '') = ''
            OR coalesce(owed < 1, true)
            OR NOT coalesce(regexp_full_match(period, '[0-9]{4}-Q[1-4]'), false)
    """,
    "exemption_of_nothing": """
        SELECT counter FROM exceptions
        LEFT JOIN place_keys ON exceptions.place = place_keys.code
        LEFT JOIN indicator_keys ON exceptions.indicator = indicator_keys.code
        WHERE place_id IS NULL OR indicator_id IS NULL OR ends_on IS NULL
            OR coalesce(trim(reason), '') = ''
            OR NOT coalesce(regexp_full_match(period, '[0-9]{4}-Q[1-4]'), false)
    """,
}

_VALUES = {
    "value_without_import": """
        SELECT import_id, sheet, cell FROM observations
        ANTI JOIN (
            SELECT import_id FROM imports WHERE kind IN ('values', 'publication')
        ) AS known USING (import_id)
        UNION ALL
        SELECT import_id, sheet, cell FROM submissions
        ANTI JOIN (SELECT import_id FROM imports WHERE kind = 'submission') AS known
            USING (import_id)
    """,
    "value_without_indicator": """
        SELECT import_id, sheet, cell FROM observations ANTI JOIN indicator_keys
            USING (indicator_id)
    """,
    "value_without_place": """
        SELECT import_id, sheet, cell FROM observations ANTI JOIN place_keys USING (place_id)
    """,
    "value_without_cell": """
        SELECT import_id FROM observations
        WHERE coalesce(sheet, '') = ''
            OR NOT coalesce(regexp_full_match(cell, '[A-Z]{1,3}[1-9][0-9]{0,6}'), false)
    """,
    "value_without_period": """
        SELECT import_id, sheet, cell FROM observations
        WHERE coalesce(
            period_quarters NOT IN (1, 2, 4) OR period_end % period_quarters <> 0
            OR period_end NOT BETWEEN 1 AND 4 * 9999 + 4,
            true
        )
    """,
    "value_of_unknown_measure": """
        SELECT import_id, sheet, cell FROM observations
        WHERE coalesce(measure NOT IN ('actual', 'milestone'), true)
    """,
    "half_a_breakdown": """
        SELECT import_id, sheet, cell FROM observations
        WHERE (dimension IS NULL) <> (category IS NULL)
    """,
    "value_without_number": """
        SELECT import_id, sheet, cell FROM observations
        WHERE value IS NULL AND numerator IS NULL
    """,
    "value_not_finite": """
        SELECT import_id, sheet, cell FROM observations
        WHERE NOT (isfinite(coalesce(value, 0)) AND isfinite(coalesce(numerator, 0))
                   AND isfinite(coalesce(denominator, 0)))
    """,
    "value_over_zero": """
        SELECT import_id, sheet, cell FROM observations WHERE denominator = 0 AND numerator > 0
    """,
    "value_twice": """
        SELECT import_id, any_value(sheet) AS sheet, max(cell) AS cell FROM observations
        GROUP BY import_id, indicator_id, place_id, period_end, period_quarters, measure,
            dimension, category
        HAVING count(*) > 1
    """,
}


def _keys(kind: str) -> Mapping[str, str]:
    """The numbers of indicators or places: dense, one a code, each code in a strategy."""
    keys, items = f"{kind}_keys", f"{kind}s"
    return {
        f"{kind}_numbers": f"""
            SELECT count(*) AS codes FROM {keys}
            HAVING count(*) > 0 AND (
                min({kind}_id) <> 0 OR max({kind}_id) <> count(*) - 1
                OR count(DISTINCT {kind}_id) <> count(*) OR count(DISTINCT code) <> count(*)
            )
        """,  # noqa: S608 - the schema's own names, here and below
        f"{kind}_of_no_strategy": f"""
            SELECT code FROM {keys} ANTI JOIN {items} USING (code)
        """,  # noqa: S608
        f"{kind}_without_number": f"""
            SELECT DISTINCT code FROM {items} ANTI JOIN {keys} USING (code)
        """,  # noqa: S608
    }


def _orphans() -> str:
    """Rows of strategy tables that belong to no accepted strategy."""
    tables = ("strategy_versions", *STRATEGY_TABLES)
    return " UNION ALL ".join(
        f"SELECT '{table}' AS table_name, import_id FROM {table} "  # noqa: S608
        "ANTI JOIN (SELECT import_id FROM imports WHERE kind = 'strategy') AS known "
        "USING (import_id)"
        for table in tables
    )


def _out_of_order() -> str:
    """Strategy tables whose rows are not those of a workbook, from the first to the last."""
    return " UNION ALL ".join(
        f"""
        SELECT '{table}' AS table_name, import_id FROM {table} GROUP BY import_id
        HAVING count(*) <> count(DISTINCT "position") OR min("position") <> 0
            OR max("position") <> count(*) - 1
        """  # noqa: S608
        for table in STRATEGY_TABLES
    )


INVARIANTS: Mapping[str, str] = {
    **_HISTORY,
    **_FILES,
    **_REVIEW,
    **_VALUES,
    **_keys("indicator"),
    **_keys("place"),
    "strategy_row_without_import": _orphans(),
    "strategy_rows_missing": _out_of_order(),
}
