-- From schema 1: review, exceptions from closings, comments, reminders.

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

COMMENT ON TABLE imports IS 'One row an accepted workbook, a submission, a publication, and a value that was withdrawn.';
COMMENT ON COLUMN imports.kind IS 'values (a quarterly workbook), strategy, submission (values that await review), publication (of submitted values), or withdrawal (of one value).';

CREATE OR REPLACE VIEW changes AS
SELECT import_id AS counter, accepted_by AS changed_by, accepted_at AS changed_at FROM imports
UNION ALL SELECT counter, undone_by, undone_at FROM undos
UNION ALL SELECT counter, set_by, set_at FROM settings
UNION ALL SELECT counter, decided_by, decided_at FROM closings
UNION ALL SELECT counter, returned_by, returned_at FROM returns
UNION ALL SELECT counter, granted_by, granted_at FROM exceptions
UNION ALL SELECT counter, written_by, written_at FROM comments
UNION ALL SELECT counter, sent_by, sent_at FROM reminders;
COMMENT ON VIEW changes IS 'Everything that advanced the counter: one row for each of its steps, whatever it was.';
