-- What is right in the eyes of those who corrected? A rejection says nothing of it.
WITH heads AS (
    SELECT review_id, list(region ORDER BY position) AS head_regions, list(how ORDER BY position) AS hows
    FROM review_attendance GROUP BY review_id
)
SELECT
    reviews.review_id AS name, kind, status, level, region, interethnic_topic, assembly_present, date_start, date_end,
    coalesce(heads.head_regions, []) AS head_regions, coalesce(heads.hows, []) AS hows
FROM reviews LEFT JOIN heads USING (review_id) WHERE kind IS NOT NULL;
