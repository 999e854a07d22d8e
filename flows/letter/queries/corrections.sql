-- What did people decide in the week, or what of it was judged with for the first time?
WITH judged AS (SELECT review_id, CAST(min(recorded_at) AS DATE) AS on_day FROM review_standings GROUP BY review_id)
SELECT
    review_id, CAST(reviewed_at AS DATE) AS reviewed_on, reviewer, action, reason, state, region, sentences, source_url,
    coalesce(standing_meeting, meeting_id) AS meeting_id
FROM corrections LEFT JOIN judged USING (review_id)
WHERE CAST(reviewed_at AS DATE) BETWEEN $monday AND $sunday OR judged.on_day BETWEEN $monday AND $sunday
ORDER BY corrections.reviewed_at DESC, review_id;
