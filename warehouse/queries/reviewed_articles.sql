-- The version that stands of every article of which an account was reviewed.
WITH current AS (
    SELECT max_by(article_id, (recorded_at, article_id)) AS article_id
    FROM versions_said SEMI JOIN (SELECT DISTINCT address FROM reviews) USING (address)
    GROUP BY address
)
SELECT address, article_id, source, url, published_on, agency, text
FROM articles SEMI JOIN current USING (article_id)
