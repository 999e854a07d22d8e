-- Under which address does an article stand that one of some urls leads to, by itself or by a redirect that was followed?
WITH led AS (
    SELECT unnest($urls) AS url
    UNION ALL
    SELECT final_url FROM fetches WHERE outcome = 'duplicate' AND list_contains($urls, url)
    UNION ALL
    SELECT url FROM fetches WHERE outcome IN ('fetched', 'unchanged') AND list_contains($urls, final_url)
),
standing AS (
    SELECT address, max_by(article_id, (recorded_at, article_id)) AS article_id
    FROM versions_said WHERE address IN (SELECT url FROM led)
    GROUP BY address
)
SELECT standing.address
FROM standing SEMI JOIN articles USING (article_id)
-- The spelling that was asked for comes first.
ORDER BY list_position($urls, standing.address) NULLS LAST, standing.address
LIMIT 1
