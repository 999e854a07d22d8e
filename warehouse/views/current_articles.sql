-- What pages say now: the version of each article that stands, the one recorded last unless a replay said otherwise.
CREATE OR REPLACE VIEW current_articles AS
SELECT articles.*
FROM articles SEMI JOIN (
    SELECT max_by(article_id, (recorded_at, article_id)) AS article_id
    FROM versions_said
    GROUP BY address
) USING (article_id);

COMMENT ON VIEW current_articles IS 'What pages say now: the version of each article that stands, the one recorded last unless a replay said otherwise.';
COMMENT ON COLUMN current_articles.article_id IS 'Identifier of this version';
COMMENT ON COLUMN current_articles.address IS 'The same for all versions of the article: its url without fragment, or the hash of a text without url';
COMMENT ON COLUMN current_articles.given_id IS 'Identifier given in JSONL';
COMMENT ON COLUMN current_articles.url IS 'Address';
COMMENT ON COLUMN current_articles.source IS 'Key of the source';
COMMENT ON COLUMN current_articles.published_at IS 'When it was published';
COMMENT ON COLUMN current_articles.published_offset IS 'Offset from UTC of that moment as the page gave it, in minutes';
COMMENT ON COLUMN current_articles.published_on IS 'Local day of publication';
COMMENT ON COLUMN current_articles.language IS 'ru, kk, kk-Latn or other';
COMMENT ON COLUMN current_articles.title IS 'Title';
COMMENT ON COLUMN current_articles.lead IS 'Lead';
COMMENT ON COLUMN current_articles.text IS 'The text that all offsets point into; NULL in a published file without full texts';
COMMENT ON COLUMN current_articles.text_sha256 IS 'SHA-256 of the UTF-8 text';
COMMENT ON COLUMN current_articles.byline IS 'Author';
COMMENT ON COLUMN current_articles.agency IS 'News agency or press service that the page credits';
COMMENT ON COLUMN current_articles.page_id IS 'Archived page that it was read from';
COMMENT ON COLUMN current_articles.run_id IS 'Run that recorded the row';
COMMENT ON COLUMN current_articles.recorded_at IS 'When the row was recorded';
