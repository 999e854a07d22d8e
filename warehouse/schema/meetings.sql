-- What an article tells of a gathering: one account, as one version of the reader understood it.
CREATE TABLE meetings (
    meeting_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    reader_version VARCHAR NOT NULL,
    ordinal BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    region VARCHAR,
    interethnic_topic BOOLEAN NOT NULL,
    assembly_present BOOLEAN NOT NULL,
    date_start DATE,
    date_end DATE,
    date_basis VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    rule VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE meetings IS 'What an article tells of a gathering: one account, as one version of the reader understood it.';
COMMENT ON COLUMN meetings.meeting_id IS 'Identifier of the account';
COMMENT ON COLUMN meetings.article_id IS 'Article version';
COMMENT ON COLUMN meetings.reader_version IS 'Version of the reader: its rules, and the digest of the table of heads that it used';
COMMENT ON COLUMN meetings.ordinal IS 'Place in the article, from 0';
COMMENT ON COLUMN meetings.kind IS 'working_meeting, assembly_council, assembly_session or public_event';
COMMENT ON COLUMN meetings.status IS 'held, planned, cancelled or ordered';
COMMENT ON COLUMN meetings.level IS 'region, local or national';
COMMENT ON COLUMN meetings.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN meetings.interethnic_topic IS 'Whether its subject is inter-ethnic relations';
COMMENT ON COLUMN meetings.assembly_present IS 'Whether the Assembly took part';
COMMENT ON COLUMN meetings.date_start IS 'First possible day';
COMMENT ON COLUMN meetings.date_end IS 'Last possible day';
COMMENT ON COLUMN meetings.date_basis IS 'stated, relative or none';
COMMENT ON COLUMN meetings.confidence IS 'Probability (0-1) that the reading is right';
COMMENT ON COLUMN meetings.rule IS 'Pattern and version of the reader';
COMMENT ON COLUMN meetings.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN meetings.recorded_at IS 'When the row was recorded';
