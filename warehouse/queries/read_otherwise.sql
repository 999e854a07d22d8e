-- Which articles the same version of the reader now reads otherwise than it did, in any field that anything follows from.
-- What never asked for a head of a region is kept by the rules alone ('4+' of '4+3f9a01c2').
WITH compared AS (
    SELECT article_id, reader_version, reader_version IN ($again, regexp_replace($again, '[+].*', '+')) AS again
    FROM readings
    WHERE reader_version IN (
        $reader_version, regexp_replace($reader_version, '[+].*', '+'), $again, regexp_replace($again, '[+].*', '+')
    )
),
both_read AS (
    SELECT article_id, reader_version, again
    FROM compared SEMI JOIN (
        SELECT article_id FROM compared GROUP BY article_id HAVING count(DISTINCT again) = 2
    ) USING (article_id)
),
accounts AS (
    SELECT meetings.*, again FROM meetings JOIN both_read USING (article_id, reader_version)
),
told AS (
    SELECT article_id, again, row('reading', outcome, unread_lead, regions)::VARCHAR AS told
    FROM readings JOIN both_read USING (article_id, reader_version)
    UNION ALL
    SELECT
        article_id, again,
        row(
            'meeting', ordinal, kind, status, level, region, interethnic_topic, assembly_present, date_start, date_end,
            date_basis, round(confidence, 6), split_part(rule, '@', 1)
        )::VARCHAR
    FROM accounts
    UNION ALL
    SELECT article_id, again, row('head', ordinal, position, attendance.region, how, akim, named)::VARCHAR
    FROM accounts JOIN attendance USING (meeting_id)
    UNION ALL
    SELECT accounts.article_id, again, row('sentence', ordinal, position, char_start, char_end)::VARCHAR
    FROM accounts JOIN evidence_sentences USING (meeting_id)
    UNION ALL
    SELECT
        article_id, again,
        row(
            'appearance', ordinal, region, akim, day_first, day_last, day_basis, occasion, sitting, char_start, char_end
        )::VARCHAR
    FROM appearances JOIN both_read USING (article_id, reader_version)
    UNION ALL
    SELECT
        article_id, again,
        row('claim', ordinal, region, period_start, period_end, number, speaker, char_start, char_end)::VARCHAR
    FROM stated_numbers JOIN both_read USING (article_id, reader_version)
    UNION ALL
    SELECT
        article_id, again,
        row('other head', ordinal, region, said, name, person, person_key, office, head, voice, char_start, char_end)::VARCHAR
    FROM other_heads JOIN both_read USING (article_id, reader_version)
)
SELECT article_id
FROM told
GROUP BY article_id
HAVING list(told ORDER BY told) FILTER (NOT again) IS DISTINCT FROM list(told ORDER BY told) FILTER (again)
ORDER BY article_id
