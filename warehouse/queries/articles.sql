-- The articles asked for by their identifiers, in the order asked for.
WITH wanted AS (
    SELECT unnest($wanted) AS article_id, generate_subscripts($wanted, 1) AS place
)
SELECT
    article_id, given_id, articles.url, source, epoch_us(published_at), published_offset, language, title, lead, text,
    byline, agency, archive_file, archive_offset, archive_sha256
FROM wanted
JOIN articles USING (article_id)
LEFT JOIN (SELECT page_id, archive_file, archive_offset, archive_sha256 FROM pages) USING (page_id)
ORDER BY place
