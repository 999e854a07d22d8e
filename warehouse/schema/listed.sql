-- What was to be fetched: each address with the day a list gave it, once, under the look that showed it first.
CREATE TABLE listed (
    listed_id VARCHAR NOT NULL,
    discovery_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    title VARCHAR,
    published_at TIMESTAMPTZ,
    published_offset BIGINT,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE listed IS 'What was to be fetched: each address with the day a list gave it, once, under the look that showed it first.';
COMMENT ON COLUMN listed.listed_id IS 'Identifier of the entry: source, list, address and date';
COMMENT ON COLUMN listed.discovery_id IS 'Look that showed it first';
COMMENT ON COLUMN listed.source IS 'Key of the source';
COMMENT ON COLUMN listed.url IS 'Address';
COMMENT ON COLUMN listed.title IS 'Title in the list';
COMMENT ON COLUMN listed.published_at IS 'When the list says it was published';
COMMENT ON COLUMN listed.published_offset IS 'Offset from UTC of that moment as the list gave it, in minutes';
COMMENT ON COLUMN listed.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN listed.recorded_at IS 'When the row was recorded';
