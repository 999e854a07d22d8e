-- Which current article versions one version of the reader has not read yet, oldest first.
-- What never asked for a head of a region is kept by the rules alone: '4+' is read for '4+3f9a01c2' too.
SELECT article_id
FROM current_articles ANTI JOIN (
    SELECT article_id FROM readings WHERE reader_version IN ($reader_version, regexp_replace($reader_version, '[+].*', '+'))
) USING (article_id)
ORDER BY published_at NULLS LAST, article_id
