-- Which version of an article a replay found to be said, or that its page is no article any more; the latest word counts.
CREATE TABLE standings (
    address VARCHAR NOT NULL,
    article_id VARCHAR,
    reason VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE standings IS 'Which version of an article a replay found to be said, or that its page is no article any more; the latest word counts.';
COMMENT ON COLUMN standings.address IS 'Address that all versions of the article share';
COMMENT ON COLUMN standings.article_id IS 'Version that stands from now on; NULL: none does';
COMMENT ON COLUMN standings.reason IS 'Why';
COMMENT ON COLUMN standings.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN standings.recorded_at IS 'When the row was recorded';
