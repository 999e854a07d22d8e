-- What deserves a person's look first? One row an account, article or number on which more may hang than is sure.
CREATE OR REPLACE VIEW to_review AS
WITH shown AS (
    SELECT
        verdicts.region,
        verdicts.clause,
        events.event_id,
        events.event_state,
        count(DISTINCT events.event_id) OVER (PARTITION BY verdicts.verdict_id) AS shown_events
    FROM current_verdicts AS verdicts
    JOIN (SELECT DISTINCT verdict_id, event_id, event_state FROM verdict_events) AS events USING (verdict_id)
),
-- A person has looked at these already.
looked_at AS (
    SELECT DISTINCT event_state
    FROM event_meetings SEMI JOIN (SELECT meeting_id FROM meetings WHERE starts_with(reader_version, 'r-')) USING (meeting_id)
),
events AS (
    SELECT current_events.*, voices.surest, voices.first_meeting
    FROM current_events
    JOIN (
        SELECT event_state, max(confidence) AS surest, min_by(meetings[1], position) AS first_meeting
        FROM event_reports GROUP BY event_state
    ) AS voices USING (event_state)
    ANTI JOIN looked_at USING (event_state)
),
-- The days that the latest verdicts speak of: what lies further back moves no verdict of today.
recent AS (SELECT min(window_start) AS first_day FROM current_verdicts),
found AS (
    SELECT 2 AS place, 'conflict' AS why, region, event_id, first_meeting AS meeting_id, surest AS confidence,
        array_to_string(conflicts, '; ') AS detail, array_to_string(conflicts_ru, '; ') AS detail_ru
    FROM events CROSS JOIN recent
    WHERE len(conflicts) > 0 AND date_end >= first_day
    UNION ALL
    SELECT 3, 'decides_alone', shown.region, event_id, first_meeting, surest,
        'clause ' || string_agg(DISTINCT clause::VARCHAR, ', ' ORDER BY clause::VARCHAR),
        'пункт ' || string_agg(DISTINCT clause::VARCHAR, ', ' ORDER BY clause::VARCHAR)
    FROM events JOIN shown USING (event_id, event_state)
    WHERE shown_events = 1 AND reports = 1 AND surest < 0.9
    GROUP BY shown.region, event_id, first_meeting, surest
    UNION ALL
    SELECT 4, 'one_step', events.region, event_id, first_meeting, surest, NULL, NULL
    FROM events CROSS JOIN recent
    JOIN current_verdicts AS verdicts
        ON verdicts.region = events.region AND verdicts.verdict IN ('no_public_evidence', 'not_judged')
    JOIN current_clauses AS clauses ON clauses.clause = verdicts.clause AND clauses.judged_by = 'ladder'
    WHERE events.level = 'region' AND list_contains(clauses.kinds, events.kind) AND events.assembly_present
        AND events.date_end >= verdicts.window_start
        AND NOT EXISTS (
            FROM event_attendance WHERE event_attendance.event_state = events.event_state AND event_attendance.region = events.region
        )
),
accounts AS (
    SELECT
        found.*,
        articles.article_id,
        articles.url,
        articles.published_on,
        (SELECT min_by(sentence, position) FROM evidence_sentences WHERE evidence_sentences.meeting_id = found.meeting_id) AS sentence
    FROM found
    JOIN (SELECT meeting_id, article_id FROM meetings) USING (meeting_id)
    JOIN (SELECT article_id, url, published_on FROM articles) AS articles USING (article_id)
),
everything AS (
    SELECT place, why, region, meeting_id, event_id, NULL AS review_id, article_id, url, published_on, confidence, sentence, detail, detail_ru
    FROM accounts
    UNION ALL
    SELECT 1, 'stale_review', region, meeting_id, NULL, review_id, NULL, source_url, NULL, NULL, sentences, detail, detail_ru
    FROM corrections WHERE state = 'stale'
    UNION ALL
    SELECT 5, 'claim', region, NULL, NULL, NULL, NULL, source_url, NULL, NULL, sentence,
        found || ' of ' || claimed, 'найдено ' || found || ' из ' || claimed
    FROM claims WHERE found < claimed
    UNION ALL
    SELECT CASE WHEN alarm_kind IS NULL THEN 6 ELSE 4 END, 'new_name', region, NULL, NULL, NULL, NULL, source_url, last_day, NULL,
        sentence, coalesce(alarm, person), coalesce(alarm_ru, person)
    FROM called_akim
    UNION ALL
    SELECT 7, 'unread_lead', region, NULL, NULL, NULL, article_id, url, published_on, NULL, title, NULL, NULL
    FROM unread_leads ANTI JOIN (SELECT DISTINCT article_id FROM reviews) USING (article_id)
)
SELECT
    everything.url AS source_url,
    everything.place,
    everything.why,
    words.ru AS why_ru,
    words.en AS why_en,
    everything.region,
    regions.name AS region_name,
    everything.meeting_id,
    everything.event_id,
    everything.review_id,
    everything.article_id,
    everything.published_on,
    everything.confidence,
    everything.sentence,
    everything.detail,
    everything.detail_ru,
    (SELECT sample FROM meta) AS sample
FROM everything
LEFT JOIN current_regions AS regions USING (region)
LEFT JOIN glossary AS words ON words.kind = 'look' AND words.word = everything.why
ORDER BY everything.place, everything.confidence, everything.region, everything.published_on DESC, everything.article_id;

COMMENT ON VIEW to_review IS 'What deserves a person''s look first? One row an account, article or number on which more may hang than is sure.';
COMMENT ON COLUMN to_review.source_url IS 'Address of the article';
COMMENT ON COLUMN to_review.place IS 'Order in which to look: the smaller, the more hangs on it';
COMMENT ON COLUMN to_review.why IS 'Why: a word of the glossary (kind look)';
COMMENT ON COLUMN to_review.why_ru IS 'The same in Russian';
COMMENT ON COLUMN to_review.why_en IS 'The same in English';
COMMENT ON COLUMN to_review.region IS 'Region (ISO 3166-2)';
COMMENT ON COLUMN to_review.region_name IS 'Name in Russian';
COMMENT ON COLUMN to_review.meeting_id IS 'Account to look at; NULL where there is none yet';
COMMENT ON COLUMN to_review.event_id IS 'Event that it tells of, where it tells of one';
COMMENT ON COLUMN to_review.review_id IS 'Review to decide again, where one went stale';
COMMENT ON COLUMN to_review.article_id IS 'Article version';
COMMENT ON COLUMN to_review.published_on IS 'Local day of publication';
COMMENT ON COLUMN to_review.confidence IS 'Probability (0-1) that the reading is right; of an event, of its surest report';
COMMENT ON COLUMN to_review.sentence IS 'Sentence that shows it; of an unread article, its title';
COMMENT ON COLUMN to_review.detail IS 'What exactly, in words';
COMMENT ON COLUMN to_review.detail_ru IS 'The same in Russian';
COMMENT ON COLUMN to_review.sample IS 'True: SAMPLE DATA';
