-- Which addresses are done with, and what the next visit needs to ask only for changes.
WITH settling AS (
    SELECT source, url, final_url, etag, last_modified, fetched_at, page_id FROM fetches
    WHERE list_contains($settling, outcome) OR (outcome = 'http_error' AND list_contains($gone, status))
),
addresses AS (
    SELECT source, url FROM settling
    UNION
    SELECT source, url FROM fetches
    WHERE outcome = 'duplicate' AND final_url IN (SELECT url FROM settling UNION ALL SELECT final_url FROM settling)
),
-- A later answer may lack what an earlier one gave (304 has no body): the latest of each that is known counts.
validators AS (
    SELECT
        source,
        url,
        max_by(etag, fetched_at) FILTER (etag IS NOT NULL) AS etag,
        max_by(last_modified, fetched_at) FILTER (last_modified IS NOT NULL) AS last_modified,
        max_by(archive_sha256, fetched_at) FILTER (archive_sha256 IS NOT NULL) AS sha256
    FROM settling LEFT JOIN (SELECT page_id, archive_sha256 FROM pages) USING (page_id)
    GROUP BY source, url
)
SELECT source, url, etag, last_modified, sha256
FROM addresses LEFT JOIN validators USING (source, url)
ORDER BY source, url
