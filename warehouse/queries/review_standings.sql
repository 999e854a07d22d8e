-- What became of each review when the record was judged last.
SELECT
    review_id,
    max_by(state, (recorded_at, run_id)),
    nullif(max_by(coalesce(meeting_id, ''), (recorded_at, run_id)), ''),
    nullif(max_by(coalesce(detail, ''), (recorded_at, run_id)), '')
FROM review_standings
GROUP BY review_id
