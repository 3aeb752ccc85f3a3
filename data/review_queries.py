"""What the review of submitted values asks DuckDB."""

INSERT_SUBMISSION = """
INSERT INTO submissions
SELECT ?::INTEGER, indicator_id, place_id, period_end, period_quarters, measure,
       dimension, category, value, numerator, denominator, sheet, cell, note
FROM incoming
ORDER BY indicator_id, place_id, period_end
"""
INSERT_RETURNED = """
INSERT INTO returned_values
SELECT ?::INTEGER, indicator_id, place_id, period_end, period_quarters, measure,
       dimension, category
FROM incoming
"""
SUBMISSIONS = """
SELECT import_id, file_name, sha256, accepted_by, accepted_at, reason
FROM imports_in_force WHERE kind = 'submission'
ORDER BY import_id DESC
"""
PUBLICATIONS_OF = """
SELECT import_id FROM publications SEMI JOIN imports_in_force USING (import_id)
WHERE submission_id = ? ORDER BY import_id
"""
_SAME_VALUE = """
    submitted.indicator_id = {other}.indicator_id
    AND submitted.place_id = {other}.place_id
    AND submitted.period_end = {other}.period_end
    AND submitted.period_quarters = {other}.period_quarters
    AND submitted.measure = {other}.measure
    AND submitted.dimension IS NOT DISTINCT FROM {other}.dimension
    AND submitted.category IS NOT DISTINCT FROM {other}.category
"""
# What was submitted and not taken back, with what became of each value.
SUBMITTED_VALUES = f"""
WITH submitted AS (
    SELECT * FROM submissions SEMI JOIN imports_in_force USING (import_id)
), published AS (
    SELECT publications.submission_id, submitted.*, EXISTS (
        SELECT 1 FROM withdrawals_in_force AS withdrawn
        WHERE withdrawn_import = submitted.import_id AND {_SAME_VALUE.format(other="withdrawn")}
    ) AS is_withdrawn
    FROM observations AS submitted
    JOIN publications USING (import_id)
    SEMI JOIN imports_in_force USING (import_id)
), returned AS (
    SELECT submission_id, indicator_id, place_id, period_end, period_quarters, measure,
           dimension, category, arg_max(returns.note, counter) AS note
    FROM returned_values JOIN returns USING (counter)
    GROUP BY ALL
)
SELECT submitted.import_id, indicator_keys.code, place_keys.code,
       submitted.period_end, submitted.period_quarters, submitted.measure,
       submitted.value, submitted.numerator, submitted.denominator,
       submitted.sheet, submitted.cell, submitted.note, submitted.dimension, submitted.category,
       CASE
           WHEN published.is_withdrawn THEN 'withdrawn'
           WHEN published.submission_id IS NOT NULL THEN 'published'
           WHEN returned.submission_id IS NOT NULL THEN 'returned'
           WHEN EXISTS (
               SELECT 1 FROM submitted AS later
               WHERE later.import_id > submitted.import_id AND {_SAME_VALUE.format(other="later")}
           ) THEN 'superseded'
           ELSE 'awaiting'
       END,
       coalesce(returned.note, '')
FROM submitted
JOIN indicator_keys USING (indicator_id)
JOIN place_keys USING (place_id)
LEFT JOIN published ON submitted.import_id = published.submission_id
    AND {_SAME_VALUE.format(other="published")}
LEFT JOIN returned ON submitted.import_id = returned.submission_id
    AND {_SAME_VALUE.format(other="returned")}
ORDER BY submitted.import_id DESC, place_keys.code, indicator_keys.code,
         submitted.period_end, submitted.measure, submitted.dimension, submitted.category
"""  # noqa: S608 - made of constants
