"""What the history of everything asks DuckDB."""

# Whatever was ever done, one row each: an import and what is about one names it.
_DONE = """
SELECT import_id AS number, kind, accepted_at AS at, accepted_by AS "by",
       coalesce(submission_id, import_id) AS import_id,
       NULL AS period, NULL AS place, NULL AS indicator,
       '' AS name, coalesce(effective_from, '') AS value, reason AS said
FROM imports
LEFT JOIN strategy_versions USING (import_id)
LEFT JOIN publications USING (import_id)
UNION ALL BY NAME
SELECT counter AS number, 'undo' AS kind, undone_at AS at, undone_by AS "by", import_id,
       reason AS said
FROM undos
UNION ALL BY NAME
SELECT counter AS number, 'return' AS kind, returned_at AS at, returned_by AS "by",
       submission_id AS import_id, note AS said
FROM returns
UNION ALL BY NAME
SELECT counter AS number, CASE WHEN is_closed THEN 'closing' ELSE 'reopening' END AS kind,
       decided_at AS at, decided_by AS "by", period, reason AS said
FROM closings
UNION ALL BY NAME
SELECT counter AS number, 'exemption' AS kind, granted_at AS at, granted_by AS "by",
       period, place, indicator, ends_on::VARCHAR AS value, reason AS said
FROM exceptions
UNION ALL BY NAME
SELECT counter AS number, 'commentary' AS kind, written_at AS at, written_by AS "by",
       period, indicator, action AS value, cause AS said
FROM comments
UNION ALL BY NAME
SELECT counter AS number, 'reminder' AS kind, sent_at AS at, sent_by AS "by",
       period, address AS name, owed::VARCHAR AS value
FROM reminders
UNION ALL BY NAME
SELECT counter AS number, 'setting' AS kind, set_at AS at, set_by AS "by", name, value
FROM settings
"""
# Of which values an import or a return is, and a withdrawal.
_HELD = """
SELECT import_id AS number, indicator_id, place_id FROM observations
UNION ALL SELECT import_id, indicator_id, place_id FROM submissions
UNION ALL SELECT import_id, indicator_id, place_id FROM withdrawals
UNION ALL SELECT counter, indicator_id, place_id FROM returned_values
"""
# Those that fit what is asked for, the latest first, and how many there are in all.
EVENTS = f"""
WITH done AS ({_DONE}),
held AS ({_HELD}),
about AS (
    SELECT DISTINCT number
    FROM held JOIN indicator_keys USING (indicator_id) JOIN place_keys USING (place_id)
    WHERE ($place IS NOT NULL OR $indicator IS NOT NULL)
        AND ($place IS NULL OR place_keys.code = $place)
        AND ($indicator IS NULL OR indicator_keys.code = $indicator)
),
fitting AS (
    SELECT done.*, count(*) OVER () AS in_all
    FROM done
    WHERE ($number IS NULL OR number = $number)
        AND ($kind IS NULL OR kind = $kind)
        AND ($by IS NULL OR "by" = $by)
        AND (($place IS NULL AND $indicator IS NULL)
             OR number IN (SELECT number FROM about)
             OR (kind = 'undo' AND import_id IN (SELECT number FROM about))
             OR (($place IS NULL OR place = $place)
                 AND ($indicator IS NULL OR indicator = $indicator)))
),
shown AS (
    SELECT * FROM fitting
    WHERE $before IS NULL OR number < $before
    ORDER BY number DESC LIMIT $most
),
counted AS (
    SELECT number, count(*) AS n
    FROM held SEMI JOIN shown USING (number)
    GROUP BY number
)
SELECT number, shown.kind, shown.at, shown."by", shown.import_id,
       coalesce(file_name, ''), coalesce(sha256, ''),
       coalesce(shown.place, place_keys.code), coalesce(shown.indicator, indicator_keys.code),
       coalesce(name, ''), coalesce(value, ''), coalesce(said, ''), coalesce(n, 0),
       undone_by, undone_at, shown.period, period_end, period_quarters, in_all
FROM shown
LEFT JOIN imports USING (import_id)
LEFT JOIN counted USING (number)
LEFT JOIN withdrawals ON shown.kind = 'withdrawal' AND number = withdrawals.import_id
LEFT JOIN indicator_keys USING (indicator_id)
LEFT JOIN place_keys USING (place_id)
LEFT JOIN undos ON shown.number = undos.import_id
ORDER BY number DESC
"""  # noqa: S608 - made of constants
PEOPLE = "SELECT DISTINCT changed_by FROM changes WHERE changed_by <> '' ORDER BY changed_by"
# Whose values a workbook holds, of all the times it was accepted or submitted.
FILE_PLACES = """
SELECT DISTINCT code
FROM (SELECT import_id, place_id FROM observations
      UNION ALL SELECT import_id, place_id FROM submissions)
SEMI JOIN (SELECT import_id FROM imports WHERE sha256 = $sha256) USING (import_id)
JOIN place_keys USING (place_id)
"""
IS_STRATEGY = "SELECT count(*) > 0 FROM imports WHERE sha256 = $sha256 AND kind = 'strategy'"
