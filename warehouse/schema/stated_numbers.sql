-- How many gatherings somebody says there were.
CREATE TABLE stated_numbers (
    article_id VARCHAR NOT NULL,
    reader_version VARCHAR NOT NULL,
    ordinal BIGINT NOT NULL,
    region VARCHAR,
    period_start DATE,
    period_end DATE,
    number BIGINT NOT NULL,
    speaker VARCHAR,
    sentence VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE stated_numbers IS 'How many gatherings somebody says there were.';
COMMENT ON COLUMN stated_numbers.article_id IS 'Article version';
COMMENT ON COLUMN stated_numbers.reader_version IS 'Version of the reader: its rules, and the digest of the table of heads that it used';
COMMENT ON COLUMN stated_numbers.ordinal IS 'Place in the article, from 0';
COMMENT ON COLUMN stated_numbers.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN stated_numbers.period_start IS 'First day of the period spoken of';
COMMENT ON COLUMN stated_numbers.period_end IS 'Last day of the period spoken of';
COMMENT ON COLUMN stated_numbers.number IS 'How many gatherings';
COMMENT ON COLUMN stated_numbers.speaker IS 'Who says so';
COMMENT ON COLUMN stated_numbers.sentence IS 'The sentence that shows it';
COMMENT ON COLUMN stated_numbers.char_start IS 'First code point in the article''s text, from 0';
COMMENT ON COLUMN stated_numbers.char_end IS 'Code point after the last';
COMMENT ON COLUMN stated_numbers.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN stated_numbers.recorded_at IS 'When the row was recorded';
