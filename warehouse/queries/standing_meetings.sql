-- What the articles tell of gatherings, as the reader named read each, else as it was read last: one row an account, by field.
WITH read_last AS (
    SELECT
        article_id,
        max_by(
            reader_version,
            (reader_version IN ($reader_version, regexp_replace($reader_version, '[+].*', '+')), recorded_at, reader_version)
        ) AS reader_version
    FROM readings GROUP BY article_id
),
presences AS (
    SELECT
        meeting_id,
        list(concat_ws(' ', region, how, akim, CASE WHEN named THEN 'named' END) ORDER BY position) AS told
    FROM attendance GROUP BY meeting_id
),
sentences AS (
    SELECT meeting_id, list(sentence ORDER BY position) AS told FROM evidence_sentences GROUP BY meeting_id
)
SELECT
    address AS key,
    region AS at_region,
    date_start AS first_day,
    date_end AS last_day,
    url,
    kind,
    status,
    level,
    region,
    interethnic_topic,
    assembly_present,
    date_start,
    date_end,
    date_basis,
    coalesce(presences.told, []) AS attendance,
    coalesce(sentences.told, []) AS evidence,
    round(confidence, 6) AS confidence,
    split_part(rule, '@', 1) AS rule  -- without the reader's version, which changes with every rule
FROM meetings
SEMI JOIN read_last USING (article_id, reader_version)
JOIN (SELECT article_id, address, url FROM current_articles) USING (article_id)
LEFT JOIN presences USING (meeting_id)
LEFT JOIN sentences USING (meeting_id)
ORDER BY address, ordinal
