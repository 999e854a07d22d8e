-- When events were inferred from all that was known, and which ones stood then.
CREATE TABLE inferences (
    event_states VARCHAR[] NOT NULL,
    events BIGINT NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE inferences IS 'When events were inferred from all that was known, and which ones stood then.';
COMMENT ON COLUMN inferences.event_states IS 'States of all events that stood';
COMMENT ON COLUMN inferences.events IS 'How many events stood';
COMMENT ON COLUMN inferences.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN inferences.recorded_at IS 'When the row was recorded';
