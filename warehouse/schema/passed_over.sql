-- Which pages of other people's crawls were passed over: what they are, without their text, which has no word of the gates.
CREATE TABLE passed_over (
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    gate VARCHAR NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    title VARCHAR,
    published_at TIMESTAMPTZ,
    published_offset BIGINT,
    published_on DATE,
    regions VARCHAR[] NOT NULL,
    warc_file VARCHAR NOT NULL,
    warc_offset BIGINT NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE passed_over IS 'Which pages of other people''s crawls were passed over: what they are, without their text, which has no word of the gates.';
COMMENT ON COLUMN passed_over.source IS 'Key of the source';
COMMENT ON COLUMN passed_over.url IS 'Address';
COMMENT ON COLUMN passed_over.gate IS 'Version of the gates that it did not pass; with another, the file is looked through again';
COMMENT ON COLUMN passed_over.seen_at IS 'When it was crawled';
COMMENT ON COLUMN passed_over.title IS 'Title';
COMMENT ON COLUMN passed_over.published_at IS 'When it was published';
COMMENT ON COLUMN passed_over.published_offset IS 'Offset from UTC of that moment as the page gave it, in minutes';
COMMENT ON COLUMN passed_over.published_on IS 'Local day of publication';
COMMENT ON COLUMN passed_over.regions IS 'Regions named in its title, and in its first paragraph where its text was found (ISO 3166-2)';
COMMENT ON COLUMN passed_over.warc_file IS 'File that it was met in (not kept): the address, or the name of a local file';
COMMENT ON COLUMN passed_over.warc_offset IS 'Byte offset of its record there';
COMMENT ON COLUMN passed_over.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN passed_over.recorded_at IS 'When the row was recorded';
