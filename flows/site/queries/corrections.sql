-- What did people correct, why, and what became of it? The latest first.
SELECT
    review_id, action, state, detail, detail_ru, reviewer, reason, reviewed_at, meeting_id, standing_meeting, source_url, sentences
FROM corrections ORDER BY reviewed_at DESC, review_id;
