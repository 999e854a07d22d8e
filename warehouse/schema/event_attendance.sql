-- How one head of a region took part in an event, all reports weighed.
CREATE TABLE event_attendance (
    event_state VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    akim VARCHAR,
    named BOOLEAN NOT NULL,
    how VARCHAR NOT NULL,
    in_person BIGINT NOT NULL,
    delegated BIGINT NOT NULL,
    source_url VARCHAR,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE event_attendance IS 'How one head of a region took part in an event, all reports weighed.';
COMMENT ON COLUMN event_attendance.event_state IS 'State of the event';
COMMENT ON COLUMN event_attendance.event_id IS 'Event';
COMMENT ON COLUMN event_attendance.region IS 'Region whose head it is (ISO 3166-2)';
COMMENT ON COLUMN event_attendance.akim IS 'Surname and given name';
COMMENT ON COLUMN event_attendance.named IS 'Whether some report names the person';
COMMENT ON COLUMN event_attendance.how IS 'chaired, attended or delegated';
COMMENT ON COLUMN event_attendance.in_person IS 'Independent reports that say in person';
COMMENT ON COLUMN event_attendance.delegated IS 'Independent reports that say by deputy';
COMMENT ON COLUMN event_attendance.source_url IS 'Address of the earliest report that says so';
COMMENT ON COLUMN event_attendance.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN event_attendance.recorded_at IS 'When the row was recorded';
