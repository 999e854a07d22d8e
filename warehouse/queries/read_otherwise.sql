-- Which articles the same version of the reader now reads otherwise than it did.
WITH told AS (
    SELECT
        article_id, reader_version, ordinal, kind, status, level, region, interethnic_topic, assembly_present, date_start,
        date_end, date_basis, round(confidence, 6) AS confidence,
        (SELECT list(concat_ws(' ', position, region, how, akim, named) ORDER BY position) FROM attendance
            WHERE attendance.meeting_id = meetings.meeting_id) AS heads
    FROM meetings
    SEMI JOIN (
        SELECT article_id FROM readings WHERE reader_version IN ($reader_version, $again)
        GROUP BY article_id HAVING count(DISTINCT reader_version) = 2
    ) USING (article_id)
),
stored AS (SELECT * EXCLUDE (reader_version) FROM told WHERE reader_version = $reader_version),
again AS (SELECT * EXCLUDE (reader_version) FROM told WHERE reader_version = $again)
SELECT DISTINCT article_id FROM ((FROM stored EXCEPT FROM again) UNION ALL (FROM again EXCEPT FROM stored))
ORDER BY article_id
