-- The latest archived page of each address that brought an article, and the version of it that stands.
SELECT
    fetches.source, fetches.url, fetches.content_type, epoch_us(fetches.fetched_at), archive_file, archive_offset,
    archive_sha256, standing.article_id
FROM fetches
JOIN pages USING (page_id)
JOIN (SELECT article_id, page_id FROM current_articles WHERE page_id IS NOT NULL) AS standing USING (page_id)
QUALIFY row_number() OVER (PARTITION BY standing.article_id ORDER BY fetches.fetched_at DESC, fetches.run_id DESC) = 1
ORDER BY archive_file, archive_offset
