-- Which sources the coverage model counts: a new row where that changed.
CREATE TABLE source_entries (
    source VARCHAR NOT NULL,
    entered BOOLEAN NOT NULL,
    covered_share DOUBLE NOT NULL,
    since DATE,
    reason VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE source_entries IS 'Which sources the coverage model counts: a new row where that changed.';
COMMENT ON COLUMN source_entries.source IS 'Key of the site';
COMMENT ON COLUMN source_entries.entered IS 'Whether it counts';
COMMENT ON COLUMN source_entries.covered_share IS 'Share (0-1) of the days asked for that it covers';
COMMENT ON COLUMN source_entries.since IS 'First day that it covers';
COMMENT ON COLUMN source_entries.reason IS 'Why, in words';
COMMENT ON COLUMN source_entries.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN source_entries.recorded_at IS 'When the row was recorded';
