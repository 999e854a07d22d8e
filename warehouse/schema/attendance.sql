-- Who was there, by one account: one head of a region at one meeting.
CREATE TABLE attendance (
    meeting_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    region VARCHAR NOT NULL,
    akim VARCHAR,
    named BOOLEAN NOT NULL,
    how VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE attendance IS 'Who was there, by one account: one head of a region at one meeting.';
COMMENT ON COLUMN attendance.meeting_id IS 'Account';
COMMENT ON COLUMN attendance.position IS 'Place in the account, from 0';
COMMENT ON COLUMN attendance.region IS 'Region whose head it is (ISO 3166-2)';
COMMENT ON COLUMN attendance.akim IS 'Surname and given name; NULL where nobody held the office or the day is unknown';
COMMENT ON COLUMN attendance.named IS 'Whether the article names the person';
COMMENT ON COLUMN attendance.how IS 'chaired, attended or delegated';
COMMENT ON COLUMN attendance.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN attendance.recorded_at IS 'When the row was recorded';
