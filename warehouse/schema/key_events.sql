-- Which events counted for a region's head under a clause of attendance since the order, and as what: one row a case and event.
CREATE TABLE key_events (
    case_digest VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    clause BIGINT NOT NULL,
    event_id VARCHAR NOT NULL,
    event_state VARCHAR NOT NULL,
    counts_as VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE key_events IS 'Which events counted for a region''s head under a clause of attendance since the order, and as what: one row a case and event.';
COMMENT ON COLUMN key_events.case_digest IS 'What the figures follow from';
COMMENT ON COLUMN key_events.region IS 'Region whose head it is about (ISO 3166-2)';
COMMENT ON COLUMN key_events.clause IS 'Clause of the order';
COMMENT ON COLUMN key_events.event_id IS 'Key event';
COMMENT ON COLUMN key_events.event_state IS 'State of knowledge of the event that was judged';
COMMENT ON COLUMN key_events.counts_as IS 'One of the clause''s own words, or unknown: he was expected and no report speaks of him';
COMMENT ON COLUMN key_events.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN key_events.recorded_at IS 'When the row was recorded';
