-- Whom articles call the head of a region who is not so by the table of officials of that day.
CREATE TABLE other_heads (
    article_id VARCHAR NOT NULL,
    reader_version VARCHAR NOT NULL,
    ordinal BIGINT NOT NULL,
    region VARCHAR NOT NULL,
    said VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    person_key VARCHAR NOT NULL,
    office VARCHAR NOT NULL,
    head VARCHAR,
    voice VARCHAR,
    sentence VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE other_heads IS 'Whom articles call the head of a region who is not so by the table of officials of that day.';
COMMENT ON COLUMN other_heads.article_id IS 'Article version';
COMMENT ON COLUMN other_heads.reader_version IS 'Version of the reader: its rules, and the digest of the table of heads that it used';
COMMENT ON COLUMN other_heads.ordinal IS 'Place in the article, from 0';
COMMENT ON COLUMN other_heads.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN other_heads.said IS 'called (in office) or appointed';
COMMENT ON COLUMN other_heads.name IS 'The name as printed, in whatever case';
COMMENT ON COLUMN other_heads.person IS 'Surname and given name (or initial), nominative';
COMMENT ON COLUMN other_heads.person_key IS 'The same for every spelling and word order of one name: surname and initial in plain letters';
COMMENT ON COLUMN other_heads.office IS 'The words of the office, as printed';
COMMENT ON COLUMN other_heads.head IS 'Whom the table names on the article''s day; NULL: a stated vacancy';
COMMENT ON COLUMN other_heads.voice IS 'Whose account the article is: a site, an agency, an akimat; NULL where unknown';
COMMENT ON COLUMN other_heads.sentence IS 'The sentence that shows it';
COMMENT ON COLUMN other_heads.char_start IS 'First code point in the article''s text, from 0';
COMMENT ON COLUMN other_heads.char_end IS 'Code point after the last';
COMMENT ON COLUMN other_heads.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN other_heads.recorded_at IS 'When the row was recorded';
