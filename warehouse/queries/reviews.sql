-- What people decided, in order of time, with the account as it was before them.
SELECT
    reviews.review_id, action, reviewer, reason, epoch_us(reviewed_at), address, reviews.article_id, reviews.ordinal,
    reviews.meeting_id,
    coalesce(reviews.follows, CASE WHEN starts_with(was.reader_version, 'r-') THEN was.reader_version END),
    reviews.kind, reviews.status, reviews.level, reviews.region, reviews.interethnic_topic, reviews.assembly_present,
    reviews.date_start, reviews.date_end, reviews.date_basis,
    was.kind, was.status, was.level, was.region, was.interethnic_topic, was.assembly_present,
    was.date_start, was.date_end, was.date_basis, was.confidence, was.rule
FROM reviews LEFT JOIN meetings AS was ON was.meeting_id = reviews.meeting_id
ORDER BY reviewed_at, reviews.review_id
