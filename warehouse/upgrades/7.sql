-- From schema 6 to 7: WARC files of other people's crawls: how far they are taken in, and which of their pages were passed over.
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
CREATE TABLE warc_parts (
    warc_file VARCHAR NOT NULL,
    identity VARCHAR NOT NULL,
    gate VARCHAR NOT NULL,
    size BIGINT,
    begins BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    whole BOOLEAN NOT NULL,
    records BIGINT NOT NULL,
    pages BIGINT NOT NULL,
    broken VARCHAR[] NOT NULL,
    hosts VARCHAR[] NOT NULL,
    host_records BIGINT[] NOT NULL,
    host_sources VARCHAR[] NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE warc_parts IS 'How far other people''s WARC files are taken in, and what was in them: one row a stretch, loaded together with its pages.';
COMMENT ON COLUMN warc_parts.warc_file IS 'The file: its address, or the name of a local file';
COMMENT ON COLUMN warc_parts.identity IS 'What tells it from another file of that name: its version at the server, or its size and time';
COMMENT ON COLUMN warc_parts.gate IS 'Version of the gates that its pages were asked by';
COMMENT ON COLUMN warc_parts.size IS 'Bytes of the file; NULL where its server does not say';
COMMENT ON COLUMN warc_parts.begins IS 'Byte offset of the first record of the stretch';
COMMENT ON COLUMN warc_parts.ends IS 'Byte offset behind its last record: the next run goes on there';
COMMENT ON COLUMN warc_parts.whole IS 'Whether the file ends there';
COMMENT ON COLUMN warc_parts.records IS 'Records in the stretch, of whatever host and kind';
COMMENT ON COLUMN warc_parts.pages IS 'Those of them that are pages of our sources';
COMMENT ON COLUMN warc_parts.broken IS 'Places that could not be read, and why, a line each';
COMMENT ON COLUMN warc_parts.hosts IS 'Hosts whose pages are in the stretch';
COMMENT ON COLUMN warc_parts.host_records IS 'How many records each of these hosts has';
COMMENT ON COLUMN warc_parts.host_sources IS 'The source that each of these hosts belongs to; empty: none of ours, its pages were left alone';
COMMENT ON COLUMN warc_parts.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN warc_parts.recorded_at IS 'When the row was recorded';
