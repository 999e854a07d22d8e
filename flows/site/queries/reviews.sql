-- What did people correct, and why?
SELECT
    review_id, region, action, state, reviewer, reason, reviewed_at, meeting_id, standing_meeting, source_url, sentences
FROM corrections ORDER BY reviewed_at DESC, review_id;
