-- One archived page for each article or address: the one that an article stands on, else the one fetched last.
-- Pages under several addresses may have given versions of one article: they are one, so that none unseats another.
WITH given AS (SELECT page_id, max(address) AS address FROM articles WHERE page_id IS NOT NULL GROUP BY page_id),
standing AS (SELECT article_id, page_id FROM current_articles WHERE page_id IS NOT NULL)
SELECT
    source, url, content_type, epoch_us(fetched_at), epoch_us(listed_published_at), listed_offset,
    archive_file, archive_offset, archive_sha256, given.address, standing.article_id
FROM fetches
JOIN (SELECT page_id, archive_file, archive_offset, archive_sha256 FROM pages) USING (page_id)
LEFT JOIN given USING (page_id)
LEFT JOIN standing USING (page_id)
QUALIFY row_number() OVER (
    PARTITION BY coalesce(given.address, fetches.url)
    ORDER BY standing.article_id IS NOT NULL DESC, fetched_at DESC, run_id DESC, source, url
) = 1
ORDER BY archive_file, archive_offset
