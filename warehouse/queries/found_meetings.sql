-- What one version of the reader found in the current version of every article, with all that events are made of.
SELECT
    meeting_id, article_id, address, ordinal, source, url, published_on, agency, text,
    kind, status, level, region, interethnic_topic, assembly_present, date_start, date_end, date_basis, confidence, rule
FROM meetings JOIN current_articles USING (article_id)
WHERE reader_version = $reader_version
ORDER BY meeting_id
