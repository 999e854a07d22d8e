-- What was ordered, as the latest run knew it.
CREATE OR REPLACE VIEW current_clauses AS
SELECT * FROM clauses
WHERE run_id = (SELECT max_by(run_id, (recorded_at, run_id)) FROM clauses);

COMMENT ON VIEW current_clauses IS 'What was ordered, as the latest run knew it.';
COMMENT ON COLUMN current_clauses.clause IS 'Number of the clause';
COMMENT ON COLUMN current_clauses.name IS 'What it asks, in English';
COMMENT ON COLUMN current_clauses.text IS 'What was said, in Russian';
COMMENT ON COLUMN current_clauses.judged_by IS 'ladder or attendance';
COMMENT ON COLUMN current_clauses.bound IS 'Kinds of region that it names';
COMMENT ON COLUMN current_clauses.months IS 'Length of its rolling window in months';
COMMENT ON COLUMN current_clauses.rungs IS 'Its own words for a verdict, from the highest: those of the order''s file';
COMMENT ON COLUMN current_clauses.kinds IS 'Kinds of event that can count';
COMMENT ON COLUMN current_clauses.force_from IS 'First day of force';
COMMENT ON COLUMN current_clauses.force_until IS 'Last day of force; NULL: still in force';
COMMENT ON COLUMN current_clauses.order_version IS 'Key and version of the order';
COMMENT ON COLUMN current_clauses.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN current_clauses.recorded_at IS 'When the row was recorded';
