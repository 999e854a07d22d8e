-- Which accounts make an event, copies included.
CREATE TABLE event_meetings (
    event_state VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    meeting_id VARCHAR NOT NULL,
    origin VARCHAR,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE event_meetings IS 'Which accounts make an event, copies included.';
COMMENT ON COLUMN event_meetings.event_state IS 'State of the event';
COMMENT ON COLUMN event_meetings.event_id IS 'Event';
COMMENT ON COLUMN event_meetings.meeting_id IS 'Account';
COMMENT ON COLUMN event_meetings.origin IS 'Whose voice the account is: a site, an agency, an akimat';
COMMENT ON COLUMN event_meetings.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN event_meetings.recorded_at IS 'When the row was recorded';
