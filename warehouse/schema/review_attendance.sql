-- Which heads of regions were there and how, in the reviewer's eyes.
CREATE TABLE review_attendance (
    review_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    region VARCHAR NOT NULL,
    akim VARCHAR,
    named BOOLEAN NOT NULL,
    how VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE review_attendance IS 'Which heads of regions were there and how, in the reviewer''s eyes.';
COMMENT ON COLUMN review_attendance.review_id IS 'Review';
COMMENT ON COLUMN review_attendance.position IS 'Place, from 0';
COMMENT ON COLUMN review_attendance.region IS 'Whose head (ISO 3166-2)';
COMMENT ON COLUMN review_attendance.akim IS 'Surname and given name, as in the table of officials';
COMMENT ON COLUMN review_attendance.named IS 'Whether the article names the person';
COMMENT ON COLUMN review_attendance.how IS 'chaired, attended or delegated';
COMMENT ON COLUMN review_attendance.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN review_attendance.recorded_at IS 'When the row was recorded';
