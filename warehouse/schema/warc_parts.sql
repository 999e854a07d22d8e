-- How far other people's WARC files are taken in, and what was in them: one row a stretch, loaded together with its pages.
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
