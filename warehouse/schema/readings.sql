-- What was read: the outcome of one version of the reader on one article version.
CREATE TABLE readings (
    article_id VARCHAR NOT NULL,
    reader_version VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    reason VARCHAR,
    regions VARCHAR[] NOT NULL,
    unread_lead BOOLEAN NOT NULL,
    notes VARCHAR[] NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE readings IS 'What was read: the outcome of one version of the reader on one article version.';
COMMENT ON COLUMN readings.article_id IS 'Article version';
COMMENT ON COLUMN readings.reader_version IS 'Version of the reader: its rules, and the digest of the table of heads that it used (none where it asked for no head: 4+)';
COMMENT ON COLUMN readings.outcome IS 'read, gated, other_language or unreadable';
COMMENT ON COLUMN readings.reason IS 'Why it was not read';
COMMENT ON COLUMN readings.regions IS 'Regions named anywhere in the article (ISO 3166-2)';
COMMENT ON COLUMN readings.unread_lead IS 'Kazakh text that names the Assembly: seen, not read';
COMMENT ON COLUMN readings.notes IS 'Remarks of the reader';
COMMENT ON COLUMN readings.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN readings.recorded_at IS 'When the row was recorded';
