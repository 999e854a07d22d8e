-- The articles asked for by their identifiers, in the order asked for.
SELECT
    article_id, given_id, articles.url, source, epoch_us(published_at), published_offset, language, title, lead, text,
    byline, agency, archive_file, archive_offset, archive_sha256
FROM articles LEFT JOIN (SELECT page_id, archive_file, archive_offset, archive_sha256 FROM pages) USING (page_id)
WHERE list_contains($wanted, article_id)
ORDER BY list_position($wanted, article_id)
