-- The store, append-only: rows are added, never overwritten. The one exception is the
-- counter in `store`, which every accepting transaction advances.
--
-- Only what DuckDB and DuckLake both have: no PRIMARY KEY, CHECK, sequence or index.
-- The rules are kept in loaders/ and re-checked by data/check.py.

CREATE TABLE store (
    database_id VARCHAR,
    schema_version INTEGER,
    counter INTEGER
);
COMMENT ON TABLE store IS 'One row: which database this is and how far it has come.';
COMMENT ON COLUMN store.database_id IS 'Random name given when the database was made; caches are keyed by it.';
COMMENT ON COLUMN store.schema_version IS 'Version of this schema; a program refuses one it does not know.';
COMMENT ON COLUMN store.counter IS 'Advanced by every change. Orders imports, undos and settings totally.';

CREATE TABLE imports (
    import_id INTEGER,
    kind VARCHAR,
    file_name VARCHAR,
    sha256 VARCHAR,
    accepted_by VARCHAR,
    accepted_at TIMESTAMP,
    reason VARCHAR,
    mapping VARCHAR
);
COMMENT ON TABLE imports IS 'One row an accepted workbook, a submission, a publication, and a value that was withdrawn.';
COMMENT ON COLUMN imports.import_id IS 'The counter at which it was accepted.';
COMMENT ON COLUMN imports.kind IS 'values (a quarterly workbook), strategy, submission (values that await review), publication (of submitted values), or withdrawal (of one value).';
COMMENT ON COLUMN imports.file_name IS 'Name the workbook had when it was uploaded; of a withdrawal, the workbook of the value.';
COMMENT ON COLUMN imports.sha256 IS 'Hash of that workbook; its bytes are in files.';
COMMENT ON COLUMN imports.accepted_by IS 'Who accepted it.';
COMMENT ON COLUMN imports.accepted_at IS 'When it was accepted, UTC.';
COMMENT ON COLUMN imports.reason IS 'Why, in the words of the person who accepted it; empty if none was given.';
COMMENT ON COLUMN imports.mapping IS 'The mapping (TOML) that it was read with; empty where it was recognised without one.';

CREATE TABLE undos (
    counter INTEGER,
    import_id INTEGER,
    undone_by VARCHAR,
    undone_at TIMESTAMP,
    reason VARCHAR
);
COMMENT ON TABLE undos IS 'One row an import that was taken back.';
COMMENT ON COLUMN undos.counter IS 'The counter at which it was taken back.';
COMMENT ON COLUMN undos.import_id IS 'The import that was taken back.';
COMMENT ON COLUMN undos.undone_by IS 'Who took it back.';
COMMENT ON COLUMN undos.undone_at IS 'When it was taken back, UTC.';
COMMENT ON COLUMN undos.reason IS 'Why; empty if no reason was given.';

CREATE TABLE files (
    sha256 VARCHAR,
    content BLOB
);
COMMENT ON TABLE files IS 'The uploaded workbooks themselves, each once.';
COMMENT ON COLUMN files.sha256 IS 'SHA-256 of the content, in hexadecimal.';
COMMENT ON COLUMN files.content IS 'The bytes as they were uploaded.';

CREATE TABLE settings (
    counter INTEGER,
    name VARCHAR,
    value VARCHAR,
    set_by VARCHAR,
    set_at TIMESTAMP
);
COMMENT ON TABLE settings IS 'Settings as they were made; the row with the highest counter holds.';
COMMENT ON COLUMN settings.counter IS 'The counter at which it was set.';
COMMENT ON COLUMN settings.name IS 'Name of the setting, such as collection_days, or today (the day a demo database believes it is).';
COMMENT ON COLUMN settings.value IS 'Its value as text.';
COMMENT ON COLUMN settings.set_by IS 'Who set it.';
COMMENT ON COLUMN settings.set_at IS 'When it was set, UTC.';

CREATE TABLE closings (
    counter INTEGER,
    period VARCHAR,
    is_closed BOOLEAN,
    decided_by VARCHAR,
    decided_at TIMESTAMP,
    reason VARCHAR
);
COMMENT ON TABLE closings IS 'Periods as editors closed and reopened them; of a period the row with the highest counter holds.';
COMMENT ON COLUMN closings.counter IS 'The counter at which it was decided.';
COMMENT ON COLUMN closings.period IS 'A quarter, such as 2024-Q4; the halves and years that end with it are closed with it.';
COMMENT ON COLUMN closings.is_closed IS 'True where it was closed, false where it was reopened.';
COMMENT ON COLUMN closings.decided_by IS 'The editor.';
COMMENT ON COLUMN closings.decided_at IS 'When, UTC.';
COMMENT ON COLUMN closings.reason IS 'Why; empty if no reason was given.';

CREATE TABLE indicator_keys (
    indicator_id SMALLINT,
    code VARCHAR
);
COMMENT ON TABLE indicator_keys IS 'A small number for every indicator code any strategy version ever had.';
COMMENT ON COLUMN indicator_keys.indicator_id IS 'Counted from 0 without gaps.';
COMMENT ON COLUMN indicator_keys.code IS 'The indicator''s code, the same across plan cycles.';

CREATE TABLE place_keys (
    place_id SMALLINT,
    code VARCHAR
);
COMMENT ON TABLE place_keys IS 'A small number for every place code any strategy version ever had.';
COMMENT ON COLUMN place_keys.place_id IS 'Counted from 0 without gaps.';
COMMENT ON COLUMN place_keys.code IS 'The place''s code: ISO 3166 for a country, REG for head office.';

CREATE TABLE observations (
    import_id INTEGER,
    indicator_id SMALLINT,
    place_id SMALLINT,
    period_end SMALLINT,
    period_quarters TINYINT,
    measure VARCHAR,
    dimension VARCHAR,
    category VARCHAR,
    value DOUBLE,
    numerator DOUBLE,
    denominator DOUBLE,
    sheet VARCHAR,
    cell VARCHAR,
    note VARCHAR
);
COMMENT ON TABLE observations IS 'Every value of every accepted workbook, sorted by indicator, place and period within its import.';
COMMENT ON COLUMN observations.import_id IS 'The import that brought it.';
COMMENT ON COLUMN observations.indicator_id IS 'Which indicator, see indicator_keys.';
COMMENT ON COLUMN observations.place_id IS 'Which place, see place_keys.';
COMMENT ON COLUMN observations.period_end IS 'Quarters up to the period''s end: year x 4 + the quarter it ends with.';
COMMENT ON COLUMN observations.period_quarters IS 'Length of the period in quarters: 1, 2 or 4.';
COMMENT ON COLUMN observations.measure IS 'actual (what happened) or milestone (what the place planned).';
COMMENT ON COLUMN observations.dimension IS 'Breakdown, such as sex; NULL for the total.';
COMMENT ON COLUMN observations.category IS 'Value of the breakdown, such as women; NULL for the total.';
COMMENT ON COLUMN observations.value IS 'The value in the indicator''s unit; NULL where only parts were given.';
COMMENT ON COLUMN observations.numerator IS 'Numerator, or NULL.';
COMMENT ON COLUMN observations.denominator IS 'Denominator or weight, or NULL.';
COMMENT ON COLUMN observations.sheet IS 'Sheet of the workbook it was read from.';
COMMENT ON COLUMN observations.cell IS 'Cell of the value, or of the numerator where there is no value.';
COMMENT ON COLUMN observations.note IS 'What the staff member noted beside it; empty if nothing.';

CREATE TABLE withdrawals (
    import_id INTEGER,
    withdrawn_import INTEGER,
    indicator_id SMALLINT,
    place_id SMALLINT,
    period_end SMALLINT,
    period_quarters TINYINT,
    measure VARCHAR,
    dimension VARCHAR,
    category VARCHAR
);
COMMENT ON TABLE withdrawals IS 'Single values that were taken back, while the rest of their import stays.';
COMMENT ON COLUMN withdrawals.import_id IS 'The withdrawal itself: its row in imports says who, when and why, and it is undone like an import.';
COMMENT ON COLUMN withdrawals.withdrawn_import IS 'The import that brought the value.';
COMMENT ON COLUMN withdrawals.indicator_id IS 'Which indicator, see indicator_keys.';
COMMENT ON COLUMN withdrawals.place_id IS 'Which place, see place_keys.';
COMMENT ON COLUMN withdrawals.period_end IS 'As in observations.';
COMMENT ON COLUMN withdrawals.period_quarters IS 'As in observations.';
COMMENT ON COLUMN withdrawals.measure IS 'actual or milestone.';
COMMENT ON COLUMN withdrawals.dimension IS 'Breakdown of the value; NULL for the total.';
COMMENT ON COLUMN withdrawals.category IS 'Value of the breakdown; NULL for the total.';

CREATE TABLE submissions (
    import_id INTEGER,
    indicator_id SMALLINT,
    place_id SMALLINT,
    period_end SMALLINT,
    period_quarters TINYINT,
    measure VARCHAR,
    dimension VARCHAR,
    category VARCHAR,
    value DOUBLE,
    numerator DOUBLE,
    denominator DOUBLE,
    sheet VARCHAR,
    cell VARCHAR,
    note VARCHAR
);
COMMENT ON TABLE submissions IS 'Values that staff handed in for review: no figure knows them until an editor publishes them.';
COMMENT ON COLUMN submissions.import_id IS 'The submission: its row in imports says who, when and from which workbook, and it is undone like an import.';
COMMENT ON COLUMN submissions.indicator_id IS 'As in observations.';
COMMENT ON COLUMN submissions.place_id IS 'As in observations.';
COMMENT ON COLUMN submissions.period_end IS 'As in observations.';
COMMENT ON COLUMN submissions.period_quarters IS 'As in observations.';
COMMENT ON COLUMN submissions.measure IS 'As in observations.';
COMMENT ON COLUMN submissions.dimension IS 'As in observations.';
COMMENT ON COLUMN submissions.category IS 'As in observations.';
COMMENT ON COLUMN submissions.value IS 'As in observations.';
COMMENT ON COLUMN submissions.numerator IS 'As in observations.';
COMMENT ON COLUMN submissions.denominator IS 'As in observations.';
COMMENT ON COLUMN submissions.sheet IS 'As in observations.';
COMMENT ON COLUMN submissions.cell IS 'As in observations.';
COMMENT ON COLUMN submissions.note IS 'As in observations.';

CREATE TABLE publications (
    import_id INTEGER,
    submission_id INTEGER
);
COMMENT ON TABLE publications IS 'One row a publication: an import of values that were submitted before.';
COMMENT ON COLUMN publications.import_id IS 'The publication: its values stand in observations under this number, and it is undone like an import.';
COMMENT ON COLUMN publications.submission_id IS 'The submission that its values come from.';

CREATE TABLE returns (
    counter INTEGER,
    submission_id INTEGER,
    returned_by VARCHAR,
    returned_at TIMESTAMP,
    note VARCHAR
);
COMMENT ON TABLE returns IS 'One row each time an editor gave submitted values back, all of a submission or some.';
COMMENT ON COLUMN returns.counter IS 'The counter at which they were given back.';
COMMENT ON COLUMN returns.submission_id IS 'The submission they belong to.';
COMMENT ON COLUMN returns.returned_by IS 'The editor.';
COMMENT ON COLUMN returns.returned_at IS 'When, UTC.';
COMMENT ON COLUMN returns.note IS 'What the editor asks for; never empty.';

CREATE TABLE returned_values (
    counter INTEGER,
    indicator_id SMALLINT,
    place_id SMALLINT,
    period_end SMALLINT,
    period_quarters TINYINT,
    measure VARCHAR,
    dimension VARCHAR,
    category VARCHAR
);
COMMENT ON TABLE returned_values IS 'The values that a return gives back, a row each.';
COMMENT ON COLUMN returned_values.counter IS 'The return.';
COMMENT ON COLUMN returned_values.indicator_id IS 'As in submissions.';
COMMENT ON COLUMN returned_values.place_id IS 'As in submissions.';
COMMENT ON COLUMN returned_values.period_end IS 'As in submissions.';
COMMENT ON COLUMN returned_values.period_quarters IS 'As in submissions.';
COMMENT ON COLUMN returned_values.measure IS 'As in submissions.';
COMMENT ON COLUMN returned_values.dimension IS 'As in submissions.';
COMMENT ON COLUMN returned_values.category IS 'As in submissions.';

CREATE TABLE exceptions (
    counter INTEGER,
    period VARCHAR,
    place VARCHAR,
    indicator VARCHAR,
    ends_on DATE,
    granted_by VARCHAR,
    granted_at TIMESTAMP,
    reason VARCHAR
);
COMMENT ON TABLE exceptions IS 'Leave to change values of a closed period after all; the row with the highest counter holds for its period, place and indicator.';
COMMENT ON COLUMN exceptions.counter IS 'The counter at which it was granted.';
COMMENT ON COLUMN exceptions.period IS 'The closed quarter, such as 2024-Q4, and the halves and years that end with it.';
COMMENT ON COLUMN exceptions.place IS 'Code of the place that may change it.';
COMMENT ON COLUMN exceptions.indicator IS 'Code of the indicator that may be changed.';
COMMENT ON COLUMN exceptions.ends_on IS 'The last day on which it may.';
COMMENT ON COLUMN exceptions.granted_by IS 'The editor.';
COMMENT ON COLUMN exceptions.granted_at IS 'When, UTC.';
COMMENT ON COLUMN exceptions.reason IS 'Why; never empty.';

CREATE TABLE comments (
    counter INTEGER,
    indicator VARCHAR,
    period VARCHAR,
    cause VARCHAR,
    action VARCHAR,
    responsible VARCHAR,
    due DATE,
    written_by VARCHAR,
    written_at TIMESTAMP
);
COMMENT ON TABLE comments IS 'What explains a target''s status in a period; the row with the highest counter holds, an empty one takes it back.';
COMMENT ON COLUMN comments.counter IS 'The counter at which it was written.';
COMMENT ON COLUMN comments.indicator IS 'Code of the indicator.';
COMMENT ON COLUMN comments.period IS 'The quarter it speaks of, such as 2024-Q4.';
COMMENT ON COLUMN comments.cause IS 'Why it stands as it does; empty where the comment was taken back.';
COMMENT ON COLUMN comments.action IS 'What is done about it; may be empty.';
COMMENT ON COLUMN comments.responsible IS 'Who does it; may be empty.';
COMMENT ON COLUMN comments.due IS 'By when; NULL where no day was given.';
COMMENT ON COLUMN comments.written_by IS 'Who wrote it.';
COMMENT ON COLUMN comments.written_at IS 'When, UTC.';

CREATE TABLE reminders (
    counter INTEGER,
    period VARCHAR,
    address VARCHAR,
    language VARCHAR,
    owed INTEGER,
    sent_by VARCHAR,
    sent_at TIMESTAMP
);
COMMENT ON TABLE reminders IS 'One row an e-mail that reminded somebody of what is due.';
COMMENT ON COLUMN reminders.counter IS 'The counter at which it was sent.';
COMMENT ON COLUMN reminders.period IS 'The quarter it asked for, such as 2024-Q4.';
COMMENT ON COLUMN reminders.address IS 'The address it was sent to.';
COMMENT ON COLUMN reminders.language IS 'Language it was written in.';
COMMENT ON COLUMN reminders.owed IS 'How many values it asked for.';
COMMENT ON COLUMN reminders.sent_by IS 'Who had it sent.';
COMMENT ON COLUMN reminders.sent_at IS 'When, UTC.';

-- The strategy tables below hold the dataclasses of indicators/model.py, a column a field
-- (a text in three languages has three); data/strategy_rows.py turns one into the other.

CREATE TABLE strategy_versions (
    import_id INTEGER,
    effective_from VARCHAR
);
COMMENT ON TABLE strategy_versions IS 'One row a strategy workbook that was accepted.';
COMMENT ON COLUMN strategy_versions.import_id IS 'The import that brought it; the key of all strategy tables.';
COMMENT ON COLUMN strategy_versions.effective_from IS 'Period it takes effect from; NULL: it holds for every period.';

CREATE TABLE plans (
    import_id INTEGER,
    "position" INTEGER,
    code VARCHAR,
    start_year INTEGER,
    end_year INTEGER,
    vision_year INTEGER,
    name_es VARCHAR, name_en VARCHAR, name_pt VARCHAR,
    purpose_es VARCHAR, purpose_en VARCHAR, purpose_pt VARCHAR,
    vision_es VARCHAR, vision_en VARCHAR, vision_pt VARCHAR,
    mega_es VARCHAR, mega_en VARCHAR, mega_pt VARCHAR
);
COMMENT ON TABLE plans IS 'The plan cycle of a strategy version, one row each.';
COMMENT ON COLUMN plans.import_id IS 'The strategy version.';
COMMENT ON COLUMN plans."position" IS 'Always 0: a version has one plan.';
COMMENT ON COLUMN plans.code IS 'Code of the plan cycle, such as 2022-2024.';
COMMENT ON COLUMN plans.start_year IS 'First year of the plan cycle.';
COMMENT ON COLUMN plans.end_year IS 'Last year of the plan cycle.';
COMMENT ON COLUMN plans.vision_year IS 'Year of the Vision, which outlives the cycle.';
COMMENT ON COLUMN plans.name_es IS 'Name of the plan in Spanish.';
COMMENT ON COLUMN plans.name_en IS 'Name of the plan in English; empty falls back to Spanish.';
COMMENT ON COLUMN plans.name_pt IS 'Name of the plan in Portuguese; empty falls back to Spanish.';
COMMENT ON COLUMN plans.purpose_es IS 'Purpose in Spanish.';
COMMENT ON COLUMN plans.purpose_en IS 'Purpose in English.';
COMMENT ON COLUMN plans.purpose_pt IS 'Purpose in Portuguese.';
COMMENT ON COLUMN plans.vision_es IS 'Vision in Spanish.';
COMMENT ON COLUMN plans.vision_en IS 'Vision in English.';
COMMENT ON COLUMN plans.vision_pt IS 'Vision in Portuguese.';
COMMENT ON COLUMN plans.mega_es IS 'Mega in Spanish.';
COMMENT ON COLUMN plans.mega_en IS 'Mega in English.';
COMMENT ON COLUMN plans.mega_pt IS 'Mega in Portuguese.';

CREATE TABLE areas (
    import_id INTEGER,
    "position" INTEGER,
    code VARCHAR,
    "order" INTEGER,
    weight DOUBLE,
    name_es VARCHAR, name_en VARCHAR, name_pt VARCHAR
);
COMMENT ON TABLE areas IS 'Areas of a strategy version.';
COMMENT ON COLUMN areas.import_id IS 'The strategy version.';
COMMENT ON COLUMN areas."position" IS 'Its place in the workbook, from 0.';
COMMENT ON COLUMN areas.code IS 'Code of the area.';
COMMENT ON COLUMN areas."order" IS 'Order in which areas are shown.';
COMMENT ON COLUMN areas.weight IS 'Weight of the area in the Mega.';
COMMENT ON COLUMN areas.name_es IS 'Name in Spanish.';
COMMENT ON COLUMN areas.name_en IS 'Name in English.';
COMMENT ON COLUMN areas.name_pt IS 'Name in Portuguese.';

CREATE TABLE objectives (
    import_id INTEGER,
    "position" INTEGER,
    code VARCHAR,
    level VARCHAR,
    parent VARCHAR,
    area VARCHAR,
    text_es VARCHAR, text_en VARCHAR, text_pt VARCHAR
);
COMMENT ON TABLE objectives IS 'Strategic and tactical objectives of a strategy version.';
COMMENT ON COLUMN objectives.import_id IS 'The strategy version.';
COMMENT ON COLUMN objectives."position" IS 'Its place in the workbook, from 0.';
COMMENT ON COLUMN objectives.code IS 'Code of the objective.';
COMMENT ON COLUMN objectives.level IS 'strategic or tactical.';
COMMENT ON COLUMN objectives.parent IS 'The objective it serves; NULL for a strategic one.';
COMMENT ON COLUMN objectives.area IS 'Code of its area.';
COMMENT ON COLUMN objectives.text_es IS 'Text in Spanish.';
COMMENT ON COLUMN objectives.text_en IS 'Text in English.';
COMMENT ON COLUMN objectives.text_pt IS 'Text in Portuguese.';

CREATE TABLE indicators (
    import_id INTEGER,
    "position" INTEGER,
    code VARCHAR,
    area VARCHAR,
    objective VARCHAR,
    guideline VARCHAR,
    name_es VARCHAR, name_en VARCHAR, name_pt VARCHAR,
    definition_es VARCHAR, definition_en VARCHAR, definition_pt VARCHAR,
    unit VARCHAR,
    decimals INTEGER,
    direction VARCHAR,
    baseline_period VARCHAR,
    baseline DOUBLE,
    goal_period VARCHAR,
    goal DOUBLE,
    band_low DOUBLE,
    band_high DOUBLE,
    agg_time VARCHAR,
    agg_place VARCHAR,
    frequency VARCHAR,
    minimum DOUBLE,
    maximum DOUBLE,
    weight DOUBLE,
    source VARCHAR,
    owner VARCHAR
);
COMMENT ON TABLE indicators IS 'Mega targets of a strategy version, in the order of its workbook.';
COMMENT ON COLUMN indicators.import_id IS 'The strategy version.';
COMMENT ON COLUMN indicators."position" IS 'Its place in the workbook, from 0.';
COMMENT ON COLUMN indicators.code IS 'Code of the indicator, kept across plan cycles.';
COMMENT ON COLUMN indicators.area IS 'Code of its area.';
COMMENT ON COLUMN indicators.objective IS 'Code of the objective it measures; NULL if none.';
COMMENT ON COLUMN indicators.guideline IS 'Principle that runs across areas, kept as a tag.';
COMMENT ON COLUMN indicators.name_es IS 'Name in Spanish.';
COMMENT ON COLUMN indicators.name_en IS 'Name in English.';
COMMENT ON COLUMN indicators.name_pt IS 'Name in Portuguese.';
COMMENT ON COLUMN indicators.definition_es IS 'Definition in Spanish; may be empty.';
COMMENT ON COLUMN indicators.definition_en IS 'Definition in English; may be empty.';
COMMENT ON COLUMN indicators.definition_pt IS 'Definition in Portuguese; may be empty.';
COMMENT ON COLUMN indicators.unit IS 'Unit, such as % or ha.';
COMMENT ON COLUMN indicators.decimals IS 'Decimals to show.';
COMMENT ON COLUMN indicators.direction IS 'increase, decrease or maintain.';
COMMENT ON COLUMN indicators.baseline_period IS 'Period of the baseline, such as 2021.';
COMMENT ON COLUMN indicators.baseline IS 'Value at the baseline, in the unit.';
COMMENT ON COLUMN indicators.goal_period IS 'Period of the goal, such as 2030.';
COMMENT ON COLUMN indicators.goal IS 'Goal, in the unit.';
COMMENT ON COLUMN indicators.band_low IS 'Lower bound of the band to keep; NULL: open.';
COMMENT ON COLUMN indicators.band_high IS 'Upper bound of the band to keep; NULL: open.';
COMMENT ON COLUMN indicators.agg_time IS 'last, sum, ratio, mean, ytd or cumulative.';
COMMENT ON COLUMN indicators.agg_place IS 'sum, mean, weighted_mean, ratio or network.';
COMMENT ON COLUMN indicators.frequency IS 'quarter, half or year.';
COMMENT ON COLUMN indicators.minimum IS 'Smallest possible value; NULL: none.';
COMMENT ON COLUMN indicators.maximum IS 'Largest possible value; NULL: none.';
COMMENT ON COLUMN indicators.weight IS 'Weight within its area.';
COMMENT ON COLUMN indicators.source IS 'Where the numbers come from; may be empty.';
COMMENT ON COLUMN indicators.owner IS 'Who answers for it; may be empty.';

CREATE TABLE milestones (
    import_id INTEGER,
    "position" INTEGER,
    indicator VARCHAR,
    period VARCHAR,
    value DOUBLE
);
COMMENT ON TABLE milestones IS 'Milestones of a strategy version on the network''s path.';
COMMENT ON COLUMN milestones.import_id IS 'The strategy version.';
COMMENT ON COLUMN milestones."position" IS 'Its place in the workbook, from 0.';
COMMENT ON COLUMN milestones.indicator IS 'Code of the indicator.';
COMMENT ON COLUMN milestones.period IS 'Period at whose end it is due.';
COMMENT ON COLUMN milestones.value IS 'Planned value, in the indicator''s unit.';

CREATE TABLE places (
    import_id INTEGER,
    "position" INTEGER,
    code VARCHAR,
    name_es VARCHAR, name_en VARCHAR, name_pt VARCHAR,
    aliases VARCHAR
);
COMMENT ON TABLE places IS 'Places of a strategy version.';
COMMENT ON COLUMN places.import_id IS 'The strategy version.';
COMMENT ON COLUMN places."position" IS 'Its place in the workbook, from 0.';
COMMENT ON COLUMN places.code IS 'ISO 3166 code of the country, REG for head office.';
COMMENT ON COLUMN places.name_es IS 'Name in Spanish.';
COMMENT ON COLUMN places.name_en IS 'Name in English.';
COMMENT ON COLUMN places.name_pt IS 'Name in Portuguese.';
COMMENT ON COLUMN places.aliases IS 'Other names staff use, separated by semicolons.';

CREATE TABLE place_targets (
    import_id INTEGER,
    "position" INTEGER,
    indicator VARCHAR,
    place VARCHAR,
    baseline_period VARCHAR,
    baseline DOUBLE,
    goal_period VARCHAR,
    goal DOUBLE
);
COMMENT ON TABLE place_targets IS 'Baselines and goals of single places, of a strategy version.';
COMMENT ON COLUMN place_targets.import_id IS 'The strategy version.';
COMMENT ON COLUMN place_targets."position" IS 'Its place in the workbook, from 0.';
COMMENT ON COLUMN place_targets.indicator IS 'Code of the indicator.';
COMMENT ON COLUMN place_targets.place IS 'Code of the place.';
COMMENT ON COLUMN place_targets.baseline_period IS 'Period of the place''s baseline.';
COMMENT ON COLUMN place_targets.baseline IS 'The place''s value at the baseline, in the unit.';
COMMENT ON COLUMN place_targets.goal_period IS 'Period of the place''s goal.';
COMMENT ON COLUMN place_targets.goal IS 'The place''s goal, in the unit.';

CREATE TABLE reporters (
    import_id INTEGER,
    "position" INTEGER,
    indicator VARCHAR,
    place VARCHAR,
    "first" VARCHAR,
    "last" VARCHAR,
    owner_email VARCHAR
);
COMMENT ON TABLE reporters IS 'Who is expected to report what, of a strategy version.';
COMMENT ON COLUMN reporters.import_id IS 'The strategy version.';
COMMENT ON COLUMN reporters."position" IS 'Its place in the workbook, from 0.';
COMMENT ON COLUMN reporters.indicator IS 'Code of the indicator.';
COMMENT ON COLUMN reporters.place IS 'Code of the place.';
COMMENT ON COLUMN reporters."first" IS 'First period that is expected.';
COMMENT ON COLUMN reporters."last" IS 'Last period that is expected; NULL while it goes on.';
COMMENT ON COLUMN reporters.owner_email IS 'Address of the person who reports it; may be empty.';

CREATE TABLE breakdowns (
    import_id INTEGER,
    "position" INTEGER,
    dimension VARCHAR,
    category VARCHAR,
    words VARCHAR
);
COMMENT ON TABLE breakdowns IS 'Breakdowns that staff may report, of a strategy version.';
COMMENT ON COLUMN breakdowns.import_id IS 'The strategy version.';
COMMENT ON COLUMN breakdowns."position" IS 'Its place in the workbook, from 0.';
COMMENT ON COLUMN breakdowns.dimension IS 'What is broken down, such as sex.';
COMMENT ON COLUMN breakdowns.category IS 'One of its values, such as women.';
COMMENT ON COLUMN breakdowns.words IS 'Headings that staff use for it, separated by semicolons.';

CREATE VIEW changes AS
SELECT import_id AS counter, accepted_by AS changed_by, accepted_at AS changed_at FROM imports
UNION ALL SELECT counter, undone_by, undone_at FROM undos
UNION ALL SELECT counter, set_by, set_at FROM settings
UNION ALL SELECT counter, decided_by, decided_at FROM closings
UNION ALL SELECT counter, returned_by, returned_at FROM returns
UNION ALL SELECT counter, granted_by, granted_at FROM exceptions
UNION ALL SELECT counter, written_by, written_at FROM comments
UNION ALL SELECT counter, sent_by, sent_at FROM reminders;
COMMENT ON VIEW changes IS 'Everything that advanced the counter: one row for each of its steps, whatever it was.';

CREATE VIEW imports_in_force AS
SELECT imports.*
FROM imports ANTI JOIN undos USING (import_id);
COMMENT ON VIEW imports_in_force IS 'Imports that were accepted and not taken back.';

CREATE VIEW withdrawals_in_force AS
SELECT withdrawals.*
FROM withdrawals SEMI JOIN imports_in_force USING (import_id);
COMMENT ON VIEW withdrawals_in_force IS 'Withdrawals that were not taken back themselves.';

CREATE VIEW observations_kept AS
SELECT observations.*
FROM observations SEMI JOIN imports_in_force USING (import_id)
ANTI JOIN withdrawals_in_force AS withdrawn ON
    observations.import_id = withdrawn.withdrawn_import
    AND observations.indicator_id = withdrawn.indicator_id
    AND observations.place_id = withdrawn.place_id
    AND observations.period_end = withdrawn.period_end
    AND observations.period_quarters = withdrawn.period_quarters
    AND observations.measure = withdrawn.measure
    AND observations.dimension IS NOT DISTINCT FROM withdrawn.dimension
    AND observations.category IS NOT DISTINCT FROM withdrawn.category;
COMMENT ON VIEW observations_kept IS 'Values that were accepted and not taken back, one by one or with their import.';

CREATE VIEW observations_in_force AS
SELECT *
FROM observations_kept
QUALIFY row_number() OVER (
    PARTITION BY indicator_id, place_id, period_end, period_quarters, measure, dimension, category
    ORDER BY import_id DESC
) = 1;
COMMENT ON VIEW observations_in_force IS 'For each indicator, place, period, measure and breakdown the value that was accepted last and not taken back.';
