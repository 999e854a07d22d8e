-- Which listed addresses were never settled, of those first listed in the last days before the latest look of all.
WITH settling AS (
    SELECT url, final_url FROM fetches
    WHERE list_contains($settling, outcome) OR (outcome = 'http_error' AND list_contains($gone, status))
),
settled AS (
    SELECT url FROM settling
    UNION
    SELECT url FROM fetches
    WHERE outcome = 'duplicate' AND final_url IN (SELECT url FROM settling UNION ALL SELECT final_url FROM settling)
)
SELECT
    listed.source,
    listed.url,
    max_by(listed.title, checked_at) FILTER (listed.title IS NOT NULL) AS title,
    max_by(epoch_us(listed.published_at), checked_at) FILTER (listed.published_at IS NOT NULL) AS published_us,
    max_by(listed.published_offset, checked_at) FILTER (listed.published_at IS NOT NULL) AS published_offset
-- What a back-fill's walk named (it speaks of a month, up to its last day) is a back-fill's to try again: a run that
-- comes every half hour would ask for thousands of dead addresses of the last two years each time.
FROM listed JOIN (FROM discoveries WHERE reached_until IS NULL) AS discoveries USING (discovery_id)
ANTI JOIN settled ON settled.url = listed.url
GROUP BY listed.source, listed.url
HAVING max(checked_at) >= (SELECT max(checked_at) FROM discoveries) - to_days($days)
ORDER BY listed.source, listed.url
