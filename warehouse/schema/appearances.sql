-- Where heads of regions were seen otherwise: the controls of the coverage model.
CREATE TABLE appearances (
    article_id VARCHAR NOT NULL,
    reader_version VARCHAR NOT NULL,
    ordinal BIGINT NOT NULL,
    region VARCHAR NOT NULL,
    akim VARCHAR,
    day_first DATE,
    day_last DATE,
    day_basis VARCHAR NOT NULL,
    occasion VARCHAR NOT NULL,
    sitting BOOLEAN NOT NULL,
    sentence VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE appearances IS 'Where heads of regions were seen otherwise: the controls of the coverage model.';
COMMENT ON COLUMN appearances.article_id IS 'Article version';
COMMENT ON COLUMN appearances.reader_version IS 'Version of the reader: its rules, and the digest of the table of heads that it used';
COMMENT ON COLUMN appearances.ordinal IS 'Place in the article, from 0';
COMMENT ON COLUMN appearances.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN appearances.akim IS 'Surname and given name; NULL where the table of officials does not reach that day';
COMMENT ON COLUMN appearances.day_first IS 'First day that the text leaves open; NULL where only the publication bounds it';
COMMENT ON COLUMN appearances.day_last IS 'Last day that the text leaves open';
COMMENT ON COLUMN appearances.day_basis IS 'stated, relative or none';
COMMENT ON COLUMN appearances.occasion IS 'sitting, meeting, visit or other';
COMMENT ON COLUMN appearances.sitting IS 'Whether it is of the class of the meetings sought';
COMMENT ON COLUMN appearances.sentence IS 'The sentence that shows it';
COMMENT ON COLUMN appearances.char_start IS 'First code point in the article''s text, from 0';
COMMENT ON COLUMN appearances.char_end IS 'Code point after the last';
COMMENT ON COLUMN appearances.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN appearances.recorded_at IS 'When the row was recorded';
