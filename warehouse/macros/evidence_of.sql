-- Which sentences on which archived pages show the verdicts of one run: one row a verdict and sentence.
CREATE OR REPLACE MACRO evidence_of(judged_run) AS TABLE
SELECT
    articles.url AS source_url,
    verdicts.verdict_id,
    shown.event_id,
    shown.meeting_id,
    verdicts.region,
    verdicts.clause,
    verdicts.verdict,
    sentences.sentence,
    sentences.char_start,
    sentences.char_end,
    articles.text_sha256 AS article_sha256,
    pages.archive_file,
    pages.archive_offset,
    pages.archive_sha256,
    sentences.rule,
    reviews.action AS review,
    reviews.reviewer,
    reviews.reason AS review_reason,
    reviews.reviewed_at
FROM (SELECT verdicts.* FROM verdicts SEMI JOIN (SELECT verdict_id FROM cases WHERE cases.run_id = judged_run) USING (verdict_id)) AS verdicts
JOIN verdict_events AS shown USING (verdict_id)
JOIN evidence_sentences AS sentences USING (meeting_id)
JOIN articles USING (article_id)
LEFT JOIN pages USING (page_id)
-- An account that a review made has the review as its reader.
LEFT JOIN (SELECT meeting_id, reader_version AS review_id FROM meetings WHERE starts_with(reader_version, 'r-')) AS made ON made.meeting_id = shown.meeting_id
LEFT JOIN reviews USING (review_id)
ORDER BY verdicts.region, verdicts.clause, shown.rank, shown.meeting_id, sentences.position;

COMMENT ON MACRO TABLE evidence_of IS 'Which sentences on which archived pages show the verdicts of one run: one row a verdict and sentence.
judged_run: the run that judged, as `cases` names it';
