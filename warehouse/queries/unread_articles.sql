-- Which current article versions one version of the reader has not read yet, oldest first.
SELECT article_id
FROM current_articles ANTI JOIN (SELECT article_id FROM readings WHERE reader_version = $reader_version) USING (article_id)
ORDER BY published_at NULLS LAST, article_id
