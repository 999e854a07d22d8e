-- What was done: one row a run that came to its end.
CREATE TABLE runs (
    kind VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ NOT NULL,
    versions VARCHAR NOT NULL,
    counts VARCHAR NOT NULL,
    failures VARCHAR[] NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE runs IS 'What was done: one row a run that came to its end.';
COMMENT ON COLUMN runs.kind IS 'What it worked on: live or sample data';
COMMENT ON COLUMN runs.started_at IS 'When the run began';
COMMENT ON COLUMN runs.finished_at IS 'When the run ended';
COMMENT ON COLUMN runs.versions IS 'JSON object: component to version';
COMMENT ON COLUMN runs.counts IS 'JSON object: what was counted to how many';
COMMENT ON COLUMN runs.failures IS 'One line for each step that failed';
COMMENT ON COLUMN runs.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN runs.recorded_at IS 'When the row was recorded';
