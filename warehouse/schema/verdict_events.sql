-- Which accounts of which events show a verdict's rung.
CREATE TABLE verdict_events (
    verdict_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    event_state VARCHAR NOT NULL,
    rank BIGINT NOT NULL,
    meeting_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE verdict_events IS 'Which accounts of which events show a verdict''s rung.';
COMMENT ON COLUMN verdict_events.verdict_id IS 'Verdict';
COMMENT ON COLUMN verdict_events.event_id IS 'Event';
COMMENT ON COLUMN verdict_events.event_state IS 'State of the event when it was judged';
COMMENT ON COLUMN verdict_events.rank IS '0 for the latest event, then backwards';
COMMENT ON COLUMN verdict_events.meeting_id IS 'Account of that event';
COMMENT ON COLUMN verdict_events.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN verdict_events.recorded_at IS 'When the row was recorded';
