-- Who reported an event independently of each other: copies, and all who speak for one body, count once.
CREATE TABLE event_reports (
    event_state VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    origin VARCHAR,
    origin_kind VARCHAR,
    source VARCHAR,
    published_on DATE,
    confidence DOUBLE NOT NULL,
    meetings VARCHAR[] NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE event_reports IS 'Who reported an event independently of each other: copies, and all who speak for one body, count once.';
COMMENT ON COLUMN event_reports.event_state IS 'State of the event';
COMMENT ON COLUMN event_reports.event_id IS 'Event';
COMMENT ON COLUMN event_reports.position IS '0 for the earliest report';
COMMENT ON COLUMN event_reports.origin IS 'Whose voice it is: a site, an agency, an akimat';
COMMENT ON COLUMN event_reports.origin_kind IS 'akimat, agency or own';
COMMENT ON COLUMN event_reports.source IS 'Site that had it first';
COMMENT ON COLUMN event_reports.published_on IS 'Local day of its first publication';
COMMENT ON COLUMN event_reports.confidence IS 'Probability (0-1) that its surest reading is right';
COMMENT ON COLUMN event_reports.meetings IS 'Accounts that it was read from, copies included';
COMMENT ON COLUMN event_reports.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN event_reports.recorded_at IS 'When the row was recorded';
