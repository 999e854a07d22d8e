-- What did people correct, why, and does it count? One row a review, the latest first.
CREATE OR REPLACE VIEW corrections AS
WITH latest AS (
    SELECT
        review_id,
        max_by(state, (recorded_at, run_id)) AS state,
        max_by(coalesce(meeting_id, ''), (recorded_at, run_id)) AS standing_meeting,
        max_by(coalesce(detail, ''), (recorded_at, run_id)) AS detail,
        max_by(coalesce(detail_ru, ''), (recorded_at, run_id)) AS detail_ru
    FROM review_standings
    GROUP BY review_id
),
shown AS (
    SELECT review_id, string_agg(sentence, ' ' ORDER BY position) AS sentences
    FROM review_sentences
    GROUP BY review_id
)
SELECT
    articles.url AS source_url,
    reviews.review_id,
    reviews.reviewed_at,
    reviews.reviewer,
    reviews.action,
    reviews.reason,
    coalesce(latest.state, 'waiting') AS state,
    nullif(latest.detail, '') AS detail,
    nullif(latest.detail_ru, '') AS detail_ru,
    coalesce(reviews.region, was.region) AS region,
    regions.name AS region_name,
    shown.sentences,
    reviews.meeting_id,
    nullif(latest.standing_meeting, '') AS standing_meeting,
    was.kind AS kind_read,
    was.status AS status_read,
    was.date_start AS date_start_read,
    was.date_end AS date_end_read,
    reviews.kind,
    reviews.status,
    reviews.level,
    reviews.interethnic_topic,
    reviews.assembly_present,
    reviews.date_start,
    reviews.date_end,
    (SELECT sample FROM meta) AS sample
FROM reviews
LEFT JOIN latest USING (review_id)
LEFT JOIN shown USING (review_id)
LEFT JOIN (SELECT article_id, url FROM articles) AS articles USING (article_id)
LEFT JOIN meetings AS was ON was.meeting_id = reviews.meeting_id
LEFT JOIN current_regions AS regions ON regions.region = coalesce(reviews.region, was.region)
ORDER BY reviews.reviewed_at DESC, reviews.review_id;

COMMENT ON VIEW corrections IS 'What did people correct, why, and does it count? One row a review, the latest first.';
COMMENT ON COLUMN corrections.source_url IS 'Address of the article';
COMMENT ON COLUMN corrections.review_id IS 'Identifier of the review';
COMMENT ON COLUMN corrections.reviewed_at IS 'When it was decided';
COMMENT ON COLUMN corrections.reviewer IS 'Who decided';
COMMENT ON COLUMN corrections.action IS 'confirm, reject, amend, or add (an account that the reading missed)';
COMMENT ON COLUMN corrections.reason IS 'Why, in the reviewer''s words';
COMMENT ON COLUMN corrections.state IS 'counts; replaced by a later review; stale: the article does not say the sentence any more; waiting for the next run';
COMMENT ON COLUMN corrections.detail IS 'The review that replaced it, or what is missing';
COMMENT ON COLUMN corrections.detail_ru IS 'The same in Russian';
COMMENT ON COLUMN corrections.region IS 'Region (ISO 3166-2); NULL for a national gathering';
COMMENT ON COLUMN corrections.region_name IS 'Name in Russian';
COMMENT ON COLUMN corrections.sentences IS 'The sentences that the review goes by';
COMMENT ON COLUMN corrections.meeting_id IS 'Account that was reviewed; NULL where it was added';
COMMENT ON COLUMN corrections.standing_meeting IS 'Account that stands in its place; NULL where none does';
COMMENT ON COLUMN corrections.kind_read IS 'Kind, as it was read';
COMMENT ON COLUMN corrections.status_read IS 'Status, as it was read';
COMMENT ON COLUMN corrections.date_start_read IS 'First possible day, as it was read';
COMMENT ON COLUMN corrections.date_end_read IS 'Last possible day, as it was read';
COMMENT ON COLUMN corrections.kind IS 'Kind, as the reviewer has it; NULL in a rejection, as the fields below';
COMMENT ON COLUMN corrections.status IS 'Status, as the reviewer has it';
COMMENT ON COLUMN corrections.level IS 'Level, as the reviewer has it';
COMMENT ON COLUMN corrections.interethnic_topic IS 'Whether its subject is inter-ethnic relations, as the reviewer has it';
COMMENT ON COLUMN corrections.assembly_present IS 'Whether the Assembly took part, as the reviewer has it';
COMMENT ON COLUMN corrections.date_start IS 'First possible day, as the reviewer has it';
COMMENT ON COLUMN corrections.date_end IS 'Last possible day, as the reviewer has it';
COMMENT ON COLUMN corrections.sample IS 'True: SAMPLE DATA';
