-- What people corrected, and what became of it, the latest first: about $region, or all.
SELECT
    review_id,
    strftime(reviewed_at, '%Y-%m-%d %H:%M') AS reviewed_at,
    CAST(reviewed_at AS DATE) AS reviewed_on,
    reviewer,
    action,
    reason,
    state,
    detail,
    detail_ru,
    region,
    meeting_id,
    standing_meeting,
    sentences,
    source_url
FROM corrections
WHERE $region IS NULL OR region = $region
ORDER BY corrections.reviewed_at DESC, review_id
