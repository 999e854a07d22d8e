-- Which listed addresses were never settled, of those that a list first showed on or after a day.
WITH settled AS (
    SELECT url FROM fetches
    WHERE list_contains($settling, outcome) OR (outcome = 'http_error' AND list_contains($gone, status))
    UNION
    SELECT url FROM fetches
    WHERE outcome = 'duplicate' AND final_url IN (
        SELECT url FROM fetches
        WHERE list_contains($settling, outcome) OR (outcome = 'http_error' AND list_contains($gone, status))
    )
)
SELECT
    listed.source,
    listed.url,
    arg_max(listed.title, checked_at) AS title,
    arg_max(epoch_us(listed.published_at), checked_at) AS published_us,
    arg_max(listed.published_offset, checked_at) FILTER (listed.published_at IS NOT NULL) AS published_offset
FROM listed JOIN discoveries USING (discovery_id)
WHERE listed.url NOT IN (SELECT url FROM settled)
GROUP BY listed.source, listed.url
HAVING max(checked_at) >= $since
ORDER BY listed.source, listed.url
