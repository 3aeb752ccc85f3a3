"""What the store asks DuckDB, in the SQL that DuckLake has too."""

# A database of another program may have a table of that name.
STORE_EXISTS = """
SELECT count(*) = 3 FROM duckdb_columns()
WHERE table_name = 'store' AND column_name IN ('database_id', 'schema_version', 'counter')
"""
SCHEMA_AND_COUNTER = "SELECT schema_version, counter FROM store"
SET_SCHEMA = "UPDATE store SET schema_version = ?"
STATE = "SELECT database_id, counter FROM store"
ADVANCE = "UPDATE store SET counter = counter + 1"
COUNTER = "SELECT counter FROM store"
LATEST_CHANGE = "SELECT changed_at FROM changes ORDER BY counter DESC LIMIT 1"
SETTING = "SELECT value FROM settings WHERE name = ? ORDER BY counter DESC LIMIT 1"
FILE = "SELECT content FROM files WHERE sha256 = ?"
IMPORT_IDS = "SELECT import_id FROM imports WHERE import_id = ?"
UNDO_IDS = "SELECT import_id FROM undos WHERE import_id = ?"

# Imports as they were known before a moment; NULL: as they are known now.
_KNOWN_IMPORTS = """
SELECT imports.*
FROM imports ANTI JOIN (
    SELECT import_id FROM undos WHERE $known_before IS NULL OR undone_at < $known_before
) AS undone USING (import_id)
WHERE $known_before IS NULL OR accepted_at < $known_before
"""
VERSIONS = f"""
SELECT import_id, effective_from, reason, accepted_by, accepted_at
FROM strategy_versions JOIN ({_KNOWN_IMPORTS}) AS known USING (import_id)
ORDER BY import_id
"""  # noqa: S608 - made of constants
# What a withdrawal takes back, as in the view observations_kept.
_IS_WITHDRAWN = """
    reported.import_id = withdrawn.withdrawn_import
    AND reported.indicator_id = withdrawn.indicator_id
    AND reported.place_id = withdrawn.place_id
    AND reported.period_end = withdrawn.period_end
    AND reported.period_quarters = withdrawn.period_quarters
    AND reported.measure = withdrawn.measure
    AND reported.dimension IS NOT DISTINCT FROM withdrawn.dimension
    AND reported.category IS NOT DISTINCT FROM withdrawn.category
"""
# The rule of the view observations_in_force, for the imports known before a moment.
OBSERVATIONS = f"""
WITH known AS ({_KNOWN_IMPORTS})
SELECT indicator_id, place_id, period_end, period_quarters, value, numerator, denominator
FROM observations AS reported
SEMI JOIN known USING (import_id)
ANTI JOIN (SELECT * FROM withdrawals SEMI JOIN known USING (import_id)) AS withdrawn
    ON {_IS_WITHDRAWN}
WHERE measure = $measure AND dimension IS NULL
QUALIFY row_number() OVER (
    PARTITION BY indicator_id, place_id, period_end, period_quarters ORDER BY import_id DESC
) = 1
ORDER BY indicator_id, place_id, period_end
"""  # noqa: S608 - made of constants
SETTINGS = """
SELECT name, arg_max(value, counter)
FROM settings
WHERE $known_before IS NULL OR set_at < $known_before
GROUP BY name
"""
CLOSED_QUARTERS = """
SELECT period
FROM closings
WHERE $known_before IS NULL OR decided_at < $known_before
GROUP BY period
HAVING arg_max(is_closed, counter)
ORDER BY period
"""
# Of each exemption the one granted last holds, up to its last day.
EXEMPTIONS = """
SELECT period, place, indicator
FROM exceptions
GROUP BY period, place, indicator
HAVING arg_max(ends_on, counter) >= $day
"""
# What is reported by an import and is the latest of its kind, or was until it was withdrawn.
REPORTS_OF_IMPORT = """
SELECT DISTINCT own.period_end, own.period_quarters, place_keys.code, indicator_keys.code
FROM (
    SELECT import_id, indicator_id, place_id, period_end, period_quarters, measure,
           dimension, category
    FROM observations_kept
    UNION ALL
    SELECT import_id, indicator_id, place_id, period_end, period_quarters, measure,
           dimension, category
    FROM withdrawals
) AS own
JOIN indicator_keys USING (indicator_id)
JOIN place_keys USING (place_id)
LEFT JOIN observations_kept AS later ON
    later.import_id > own.import_id
    AND own.indicator_id = later.indicator_id
    AND own.place_id = later.place_id
    AND own.period_end = later.period_end
    AND own.period_quarters = later.period_quarters
    AND own.measure = later.measure
    AND own.dimension IS NOT DISTINCT FROM later.dimension
    AND own.category IS NOT DISTINCT FROM later.category
WHERE own.import_id = $import_id AND own.measure = 'actual' AND later.import_id IS NULL
ORDER BY ALL
"""
# Of each target and quarter the commentary written last, unless it was taken back.
COMMENTARY = """
SELECT indicator, period, cause, "action", responsible, due, written_by, written_at
FROM comments
WHERE $known_before IS NULL OR written_at < $known_before
QUALIFY row_number() OVER (PARTITION BY indicator, period ORDER BY counter DESC) = 1
    AND cause <> ''
ORDER BY indicator, period
"""
REMINDERS = """
SELECT address, language, owed, sent_by, sent_at
FROM reminders WHERE period = ?
ORDER BY counter DESC
"""
BROKEN_DOWN = """
SELECT dimension, category, indicator_id, place_id, period_end, period_quarters,
       value, numerator, denominator
FROM observations_in_force
JOIN indicator_keys USING (indicator_id)
WHERE indicator_keys.code = $indicator AND measure = 'actual' AND dimension IS NOT NULL
ORDER BY indicator_id, place_id, period_end
"""
EVERYTHING_IN_FORCE = """
SELECT indicator_keys.code, place_keys.code, period_end, period_quarters, measure,
       value, numerator, denominator, sheet, cell, note, dimension, category
FROM observations_in_force
JOIN indicator_keys USING (indicator_id)
JOIN place_keys USING (place_id)
ORDER BY indicator_id, place_id, period_end, measure, dimension, category
"""
# The rule of the view observations_in_force, for the keys of `incoming` alone.
VALUES_IN_FORCE = """
SELECT position, kept.value, kept.numerator, kept.denominator
FROM incoming JOIN observations_kept AS kept ON
    incoming.indicator_id = kept.indicator_id
    AND incoming.place_id = kept.place_id
    AND incoming.period_end = kept.period_end
    AND incoming.period_quarters = kept.period_quarters
    AND incoming.measure = kept.measure
    AND incoming.dimension IS NOT DISTINCT FROM kept.dimension
    AND incoming.category IS NOT DISTINCT FROM kept.category
QUALIFY row_number() OVER (PARTITION BY position ORDER BY kept.import_id DESC) = 1
"""
KEPT_VALUE = """
SELECT kept.import_id, indicator_id, place_id, period_end, period_quarters, measure,
       dimension, category, file_name, sha256
FROM observations_kept AS kept
JOIN indicator_keys USING (indicator_id)
JOIN place_keys USING (place_id)
JOIN imports USING (import_id)
WHERE kept.import_id = $import_id AND indicator_keys.code = $indicator
    AND place_keys.code = $place
    AND period_end = $period_end AND period_quarters = $period_quarters AND measure = $measure
    AND dimension IS NOT DISTINCT FROM $dimension AND category IS NOT DISTINCT FROM $category
"""
# What the same place reported of the same indicator, whatever the period. Like the two below,
# it filters before it looks for the latest: a country's workbook asks for little of a store.
PAST_VALUES = """
SELECT indicator_id, place_id, period_end, period_quarters,
       value, numerator, denominator
FROM observations_kept
SEMI JOIN incoming USING (indicator_id, place_id)
WHERE measure = 'actual' AND dimension IS NULL
QUALIFY row_number() OVER (
    PARTITION BY indicator_id, place_id, period_end, period_quarters ORDER BY import_id DESC
) = 1
"""
# Which places report the same indicators, and for how many periods.
PERIODS_REPORTED = """
SELECT indicator_id, place_id, count(DISTINCT period_end)
FROM observations_kept
SEMI JOIN incoming USING (indicator_id)
WHERE measure = 'actual' AND dimension IS NULL
GROUP BY ALL
"""
# What all places reported of the same indicators for the periods that head office reports.
SAME_PERIODS = """
WITH of_head_office AS (
    SELECT indicator_id, period_end, period_quarters
    FROM incoming JOIN place_keys USING (place_id) WHERE place_keys.code = 'REG'
)
SELECT indicator_id, place_id, period_end, period_quarters,
       value, numerator, denominator
FROM observations_kept
SEMI JOIN of_head_office USING (indicator_id, period_end, period_quarters)
WHERE measure = 'actual' AND dimension IS NULL
QUALIFY row_number() OVER (
    PARTITION BY indicator_id, place_id, period_end, period_quarters ORDER BY import_id DESC
) = 1
"""
INSERT_OBSERVATIONS = """
INSERT INTO observations
SELECT ?::INTEGER, indicator_id, place_id, period_end, period_quarters, measure,
       dimension, category, value, numerator, denominator, sheet, cell, note
FROM incoming
ORDER BY indicator_id, place_id, period_end
"""
IMPORTS = """
SELECT import_id, kind, file_name, sha256, accepted_by, accepted_at, imports.reason,
       coalesce(counted.n, 0), undone_by, undone_at, undos.reason,
       withdrawn_import, indicator_keys.code, place_keys.code, period_end, period_quarters,
       measure, dimension, category
FROM imports
LEFT JOIN undos USING (import_id)
LEFT JOIN (
    SELECT import_id, count(*) AS n FROM observations GROUP BY import_id
    UNION ALL SELECT import_id, count(*) FROM submissions GROUP BY import_id
) AS counted USING (import_id)
LEFT JOIN withdrawals USING (import_id)
LEFT JOIN indicator_keys USING (indicator_id)
LEFT JOIN place_keys USING (place_id)
ORDER BY import_id DESC
"""
IMPORT_PLACES = """
SELECT DISTINCT code
FROM (SELECT import_id, place_id FROM observations
      UNION ALL SELECT import_id, place_id FROM submissions)
JOIN place_keys USING (place_id) WHERE import_id = ?
"""
MAPPINGS = """
SELECT mapping FROM imports_in_force WHERE mapping <> ''
GROUP BY mapping ORDER BY max(import_id) DESC
"""
LINEAGE = f"""
WITH withdrawn AS (
    SELECT withdrawals_in_force.*, accepted_at AS withdrawn_at
    FROM withdrawals_in_force JOIN imports USING (import_id)
),
published AS (
    SELECT publications.import_id, submitted.accepted_by AS submitted_by
    FROM publications JOIN imports AS submitted ON submitted.import_id = submission_id
)
SELECT indicator_keys.code, place_keys.code, reported.period_end, reported.period_quarters,
       reported.measure, reported.dimension, reported.category, value, numerator, denominator,
       reported.import_id, file_name, sha256, sheet, cell, note, accepted_by, accepted_at,
       coalesce(submitted_by, ''), undone_at, withdrawn_at,
       coalesce(undone_at, withdrawn_at) IS NULL AND row_number() OVER (
           PARTITION BY reported.place_id, reported.period_end, reported.period_quarters,
                        reported.measure, reported.dimension, reported.category,
                        coalesce(undone_at, withdrawn_at) IS NULL
           ORDER BY reported.import_id DESC
       ) = 1
FROM observations AS reported
JOIN indicator_keys USING (indicator_id)
JOIN place_keys USING (place_id)
JOIN imports USING (import_id)
LEFT JOIN published USING (import_id)
LEFT JOIN undos USING (import_id)
LEFT JOIN withdrawn ON {_IS_WITHDRAWN}
WHERE indicator_keys.code = $indicator AND (reported.dimension IS NOT NULL) = $is_part
    AND ($place IS NULL OR place_keys.code = $place)
    AND ($period_end IS NULL
         OR (reported.period_end = $period_end AND reported.period_quarters = $period_quarters))
ORDER BY reported.period_end DESC, place_keys.code, reported.measure,
         reported.dimension, reported.category, reported.import_id DESC
"""  # noqa: S608 - made of constants
# Values accepted while another was in force that said something else.
REVISIONS = """
WITH accepted AS (
    SELECT kept.*, imports.accepted_at, imports.file_name, imports.accepted_by,
           lag(kept.import_id) OVER by_key AS earlier_import,
           lag(value) OVER by_key AS old_value,
           lag(numerator) OVER by_key AS old_numerator,
           lag(denominator) OVER by_key AS old_denominator
    FROM observations_kept AS kept
    JOIN imports ON kept.import_id = imports.import_id
    WHERE measure = 'actual' AND dimension IS NULL
    WINDOW by_key AS (
        PARTITION BY indicator_id, place_id, period_end, period_quarters
        ORDER BY kept.import_id
    )
)
SELECT indicator_keys.code, place_keys.code, period_end, period_quarters,
       old_value, old_numerator, old_denominator, value, numerator, denominator,
       file_name, accepted_by, accepted_at
FROM accepted
JOIN indicator_keys USING (indicator_id)
JOIN place_keys USING (place_id)
WHERE earlier_import IS NOT NULL AND accepted_at > $after AND accepted_at <= $until
    AND (value IS DISTINCT FROM old_value
         OR numerator IS DISTINCT FROM old_numerator
         OR denominator IS DISTINCT FROM old_denominator)
ORDER BY indicator_keys.code, place_keys.code, period_end, accepted_at
"""
COLUMNS = """
SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal
"""
COUNTS = """
SELECT (SELECT counter FROM store), (SELECT count(*) FROM imports), (SELECT count(*) FROM undos),
       (SELECT count(*) FROM files), (SELECT count(*) FROM observations),
       (SELECT count(*) FROM observations_in_force)
"""
COUNTED = "SELECT *, count(*) OVER () AS breaches FROM ({query}) AS breach LIMIT 1"
ALL_VERSIONS = """
SELECT import_id, effective_from, reason, accepted_by, accepted_at
FROM strategy_versions JOIN imports USING (import_id)
ORDER BY import_id
"""
# Of each value: which one it is, which one of its import, and all that is known of it.
HISTORY_AS_NUMBERS = """
SELECT import_id,
       hash(indicator_id, place_id, period_end, period_quarters, measure, dimension, category)
           AS "key",
       hash(import_id, indicator_id, place_id, period_end, period_quarters, measure,
            dimension, category) AS "one",
       hash(observations) AS "row"
FROM observations
"""
WITHDRAWN_AS_NUMBERS = """
SELECT import_id,
       hash(withdrawn_import, indicator_id, place_id, period_end, period_quarters, measure,
            dimension, category) AS "one"
FROM withdrawals
"""
IN_FORCE_AS_NUMBERS = """
SELECT hash(observations_in_force) AS "row" FROM observations_in_force
"""
FILES = "SELECT sha256, content FROM files"
UNDONE = "SELECT import_id FROM undos"
RENAME = "UPDATE store SET database_id = ?"
FORGET_STATE = "DELETE FROM store"
FILE_NAMES = """
SELECT sha256, min(file_name) FROM files JOIN imports USING (sha256) GROUP BY sha256
"""
TABLE_COLUMNS = """
SELECT table_name, column_name, data_type
FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (table_name)
ORDER BY table_name, column_index
"""
DICTIONARY = """
SELECT table_name AS "table", '' AS "column", '' AS "type", "comment" AS meaning,
FROM duckdb_tables()
UNION ALL
SELECT table_name, column_name, data_type, "comment"
FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (table_name)
ORDER BY "table", "column"
"""
