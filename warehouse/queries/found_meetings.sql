-- What one version of the reader found in the current version of every article, with all that events are made of.
WITH told AS (SELECT DISTINCT article_id FROM meetings WHERE reader_version = $reader_version),
-- As current_articles, for the addresses that matter alone: a million others need not be put in order.
current AS (
    SELECT max_by(article_id, (recorded_at, article_id)) AS article_id
    FROM versions_said SEMI JOIN (SELECT address FROM articles SEMI JOIN told USING (article_id)) USING (address)
    GROUP BY address
)
SELECT
    meeting_id, article_id, address, ordinal, source, url, published_on, agency, text,
    kind, status, level, region, interethnic_topic, assembly_present, date_start, date_end, date_basis, confidence, rule
FROM meetings JOIN articles USING (article_id) SEMI JOIN current USING (article_id)
WHERE reader_version = $reader_version
ORDER BY meeting_id
