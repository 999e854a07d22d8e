-- What became of each review when the record was judged; the latest row counts, a row is written where it changes.
CREATE TABLE review_standings (
    review_id VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    meeting_id VARCHAR,
    detail VARCHAR,
    detail_ru VARCHAR,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE review_standings IS 'What became of each review when the record was judged; the latest row counts, a row is written where it changes.';
COMMENT ON COLUMN review_standings.review_id IS 'Review';
COMMENT ON COLUMN review_standings.state IS 'counts, replaced (by a later review) or stale (the article does not say the sentence any more)';
COMMENT ON COLUMN review_standings.meeting_id IS 'Account that stands in place of what was read; NULL where none does';
COMMENT ON COLUMN review_standings.detail IS 'The review that replaced it, or what is missing';
COMMENT ON COLUMN review_standings.detail_ru IS 'The same in Russian';
COMMENT ON COLUMN review_standings.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN review_standings.recorded_at IS 'When the row was recorded';
