-- For each address of each source its best outcome: once read is read, else one that settles it, else a duplicate,
-- else a page without a text, else the latest failure.
SELECT
    source, url, final_url, epoch_us(fetched_at), outcome, reason, status, content_type, size, etag, last_modified,
    epoch_us(listed_published_at), listed_offset, archive_file, archive_offset, archive_sha256
FROM fetches LEFT JOIN (SELECT page_id, archive_file, archive_offset, archive_sha256 FROM pages) USING (page_id)
QUALIFY row_number() OVER (
    PARTITION BY source, fetches.url
    ORDER BY
        outcome IN ('fetched', 'unchanged', 'gated') DESC,
        list_contains($settling, outcome) OR (outcome = 'http_error' AND coalesce(list_contains($gone, status), false)) DESC,
        outcome = 'duplicate' DESC,
        list_contains($textless, outcome) DESC,
        fetched_at DESC,
        run_id DESC
) = 1
ORDER BY source, fetches.url
