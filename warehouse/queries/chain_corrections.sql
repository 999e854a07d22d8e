-- What did people decide about the accounts of $ids, or by making them?
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
WHERE list_contains($ids, meeting_id)
    OR review_id IN (SELECT reader_version FROM meetings WHERE list_contains($ids, meetings.meeting_id))
ORDER BY corrections.reviewed_at DESC, review_id
