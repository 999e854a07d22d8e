-- Where the bytes lie: one archived page.
CREATE TABLE pages (
    page_id VARCHAR NOT NULL,
    url VARCHAR,
    archive_file VARCHAR NOT NULL,
    archive_offset BIGINT NOT NULL,
    archive_sha256 VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE pages IS 'Where the bytes lie: one archived page.';
COMMENT ON COLUMN pages.page_id IS 'Identifier of the archived page';
COMMENT ON COLUMN pages.url IS 'Address it came from';
COMMENT ON COLUMN pages.archive_file IS 'WARC file, relative to the archive folder';
COMMENT ON COLUMN pages.archive_offset IS 'Byte offset of the record in that file';
COMMENT ON COLUMN pages.archive_sha256 IS 'SHA-256 of the page''s bytes';
COMMENT ON COLUMN pages.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN pages.recorded_at IS 'When the row was recorded';
