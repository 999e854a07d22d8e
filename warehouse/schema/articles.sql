-- What pages say: one version of one article, stripped of its chrome.
CREATE TABLE articles (
    article_id VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    given_id VARCHAR,
    url VARCHAR,
    source VARCHAR,
    published_at TIMESTAMPTZ,
    published_offset BIGINT,
    published_on DATE,
    language VARCHAR NOT NULL,
    title VARCHAR,
    lead VARCHAR,
    text VARCHAR,
    text_sha256 VARCHAR NOT NULL,
    byline VARCHAR,
    agency VARCHAR,
    page_id VARCHAR,
    run_id VARCHAR NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE articles IS 'What pages say: one version of one article, stripped of its chrome.';
COMMENT ON COLUMN articles.article_id IS 'Identifier of this version';
COMMENT ON COLUMN articles.address IS 'The same for all versions of the article: its url without fragment, or the hash of a text without url';
COMMENT ON COLUMN articles.given_id IS 'Identifier given in JSONL';
COMMENT ON COLUMN articles.url IS 'Address';
COMMENT ON COLUMN articles.source IS 'Key of the source';
COMMENT ON COLUMN articles.published_at IS 'When it was published';
COMMENT ON COLUMN articles.published_offset IS 'Offset from UTC of that moment as the page gave it, in minutes';
COMMENT ON COLUMN articles.published_on IS 'Local day of publication';
COMMENT ON COLUMN articles.language IS 'ru, kk, kk-Latn or other';
COMMENT ON COLUMN articles.title IS 'Title';
COMMENT ON COLUMN articles.lead IS 'Lead';
COMMENT ON COLUMN articles.text IS 'The text that all offsets point into; NULL in a published file without full texts';
COMMENT ON COLUMN articles.text_sha256 IS 'SHA-256 of the UTF-8 text';
COMMENT ON COLUMN articles.byline IS 'Author';
COMMENT ON COLUMN articles.agency IS 'News agency or press service that the page credits';
COMMENT ON COLUMN articles.page_id IS 'Archived page that it was read from';
COMMENT ON COLUMN articles.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN articles.recorded_at IS 'When the row was recorded';
