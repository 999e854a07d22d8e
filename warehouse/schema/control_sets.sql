-- From what the controls of one region were last worked out: a digest of its occasions and of who was looking.
CREATE TABLE control_sets (
    region VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    until DATE NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE control_sets IS 'From what the controls of one region were last worked out: a digest of its occasions and of who was looking.';
COMMENT ON COLUMN control_sets.region IS 'Region (ISO 3166-2); KZ for occasions of the whole republic';
COMMENT ON COLUMN control_sets.digest IS 'What they were worked out from';
COMMENT ON COLUMN control_sets.until IS 'Last day whose occasions are controls: younger ones are not all printed yet';
COMMENT ON COLUMN control_sets.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN control_sets.recorded_at IS 'When the row was recorded';
