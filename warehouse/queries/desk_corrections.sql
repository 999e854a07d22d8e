-- What people corrected, and what became of it, the latest first: about $region or anywhere, of the accounts $ids or of all.
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
WHERE ($region IS NULL OR region = $region)
    AND (
        $ids IS NULL
        OR list_contains($ids, meeting_id)
        -- Those that a review made have it as their reader.
        OR review_id IN (SELECT reader_version FROM meetings WHERE list_contains($ids, meetings.meeting_id))
    )
ORDER BY corrections.reviewed_at DESC, review_id
