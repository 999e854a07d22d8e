-- The latest archived page of each address, and the article version that was read from it, where one stands.
SELECT
    source, fetches.url, content_type, epoch_us(fetched_at), epoch_us(listed_published_at), listed_offset,
    archive_file, archive_offset, archive_sha256, standing.article_id
FROM fetches
JOIN (SELECT page_id, archive_file, archive_offset, archive_sha256 FROM pages) USING (page_id)
LEFT JOIN (SELECT article_id, page_id FROM current_articles) AS standing USING (page_id)
QUALIFY row_number() OVER (
    PARTITION BY source, fetches.url ORDER BY standing.article_id IS NOT NULL DESC, fetched_at DESC, run_id DESC
) = 1
ORDER BY archive_file, archive_offset
