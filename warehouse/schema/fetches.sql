-- What became of each address: exactly one outcome a run.
CREATE TABLE fetches (
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR,
    fetched_at TIMESTAMPTZ NOT NULL,
    outcome VARCHAR NOT NULL,
    reason VARCHAR,
    status BIGINT,
    content_type VARCHAR,
    size BIGINT,
    etag VARCHAR,
    last_modified VARCHAR,
    listed_published_at TIMESTAMPTZ,
    listed_offset BIGINT,
    page_id VARCHAR,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE fetches IS 'What became of each address: exactly one outcome a run.';
COMMENT ON COLUMN fetches.source IS 'Key of the source';
COMMENT ON COLUMN fetches.url IS 'Address as listed';
COMMENT ON COLUMN fetches.final_url IS 'Address after redirects';
COMMENT ON COLUMN fetches.fetched_at IS 'When the answer came';
COMMENT ON COLUMN fetches.outcome IS 'fetched, unchanged, robots, http_error, too_large, timeout, network_error, not_article, no_text …';
COMMENT ON COLUMN fetches.reason IS 'Why it is not fetched';
COMMENT ON COLUMN fetches.status IS 'HTTP status';
COMMENT ON COLUMN fetches.content_type IS 'Content type as declared';
COMMENT ON COLUMN fetches.size IS 'Bytes of the body';
COMMENT ON COLUMN fetches.etag IS 'Validator for the next visit';
COMMENT ON COLUMN fetches.last_modified IS 'Validator for the next visit';
COMMENT ON COLUMN fetches.listed_published_at IS 'When the list says it was published';
COMMENT ON COLUMN fetches.listed_offset IS 'Offset from UTC of that moment as the list gave it, in minutes';
COMMENT ON COLUMN fetches.page_id IS 'Archived page, where a body came';
COMMENT ON COLUMN fetches.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN fetches.recorded_at IS 'When the row was recorded';
