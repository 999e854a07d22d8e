-- Which articles the same version of the reader now reads otherwise than it did, in any field that anything follows from.
WITH both_read AS (
    SELECT article_id FROM readings WHERE reader_version IN ($reader_version, $again)
    GROUP BY article_id HAVING count(DISTINCT reader_version) = 2
),
accounts AS (
    SELECT * FROM meetings SEMI JOIN both_read USING (article_id) WHERE reader_version IN ($reader_version, $again)
),
told AS (
    SELECT article_id, reader_version, row('reading', outcome, unread_lead, regions)::VARCHAR AS told
    FROM readings SEMI JOIN both_read USING (article_id)
    UNION ALL
    SELECT
        article_id, reader_version,
        row(
            'meeting', ordinal, kind, status, level, region, interethnic_topic, assembly_present, date_start, date_end,
            date_basis, round(confidence, 6), split_part(rule, '@', 1)
        )::VARCHAR
    FROM accounts
    UNION ALL
    SELECT article_id, reader_version, row('head', ordinal, position, attendance.region, how, akim, named)::VARCHAR
    FROM accounts JOIN attendance USING (meeting_id)
    UNION ALL
    SELECT accounts.article_id, reader_version, row('sentence', ordinal, position, char_start, char_end)::VARCHAR
    FROM accounts JOIN evidence_sentences USING (meeting_id)
    UNION ALL
    SELECT
        article_id, reader_version,
        row(
            'appearance', ordinal, region, akim, day_first, day_last, day_basis, occasion, sitting, char_start, char_end
        )::VARCHAR
    FROM appearances SEMI JOIN both_read USING (article_id)
    UNION ALL
    SELECT
        article_id, reader_version,
        row('claim', ordinal, region, period_start, period_end, number, speaker, char_start, char_end)::VARCHAR
    FROM stated_numbers SEMI JOIN both_read USING (article_id)
)
SELECT article_id
FROM told
GROUP BY article_id
HAVING list(told ORDER BY told) FILTER (reader_version = $reader_version)
    IS DISTINCT FROM list(told ORDER BY told) FILTER (reader_version = $again)
ORDER BY article_id
