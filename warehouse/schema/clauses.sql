-- What was ordered, as the run knew it.
CREATE TABLE clauses (
    clause BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    judged_by VARCHAR NOT NULL,
    bound VARCHAR[] NOT NULL,
    months BIGINT NOT NULL,
    rungs VARCHAR[] NOT NULL,
    kinds VARCHAR[] NOT NULL,
    force_from DATE NOT NULL,
    force_until DATE,
    order_version VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE clauses IS 'What was ordered, as the run knew it.';
COMMENT ON COLUMN clauses.clause IS 'Number of the clause';
COMMENT ON COLUMN clauses.name IS 'What it asks, in English';
COMMENT ON COLUMN clauses.text IS 'What was said, in Russian';
COMMENT ON COLUMN clauses.judged_by IS 'ladder or attendance';
COMMENT ON COLUMN clauses.bound IS 'Kinds of region that it names';
COMMENT ON COLUMN clauses.months IS 'Length of its rolling window in months';
COMMENT ON COLUMN clauses.rungs IS 'Its own words for a verdict, from the highest: those of the order''s file';
COMMENT ON COLUMN clauses.kinds IS 'Kinds of event that can count';
COMMENT ON COLUMN clauses.force_from IS 'First day of force';
COMMENT ON COLUMN clauses.force_until IS 'Last day of force; NULL: still in force';
COMMENT ON COLUMN clauses.order_version IS 'Key and version of the order';
COMMENT ON COLUMN clauses.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN clauses.recorded_at IS 'When the row was recorded';
