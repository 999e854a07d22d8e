-- From what the occasions of one region were last put together: a digest of its sightings.
CREATE TABLE occasion_sets (
    region VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE occasion_sets IS 'From what the occasions of one region were last put together: a digest of its sightings.';
COMMENT ON COLUMN occasion_sets.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN occasion_sets.digest IS 'What they were put together from';
COMMENT ON COLUMN occasion_sets.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN occasion_sets.recorded_at IS 'When the row was recorded';
