-- What did the accounts that people corrected say, as they were read?
WITH heads AS (
    SELECT meeting_id, list(region ORDER BY position) AS head_regions, list(how ORDER BY position) AS hows
    FROM attendance SEMI JOIN reviews USING (meeting_id) GROUP BY meeting_id
)
SELECT
    meetings.meeting_id AS name, kind, status, level, region, interethnic_topic, assembly_present, date_start, date_end,
    coalesce(heads.head_regions, []) AS head_regions, coalesce(heads.hows, []) AS hows
FROM meetings SEMI JOIN reviews USING (meeting_id) LEFT JOIN heads USING (meeting_id);
