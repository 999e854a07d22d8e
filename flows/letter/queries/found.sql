-- Which gatherings stood at one run and not at the one before ($first: there was none; then those first reported in the
-- week), each with the sentence that tells of it best? Those that a verdict rests on come first, then the latest.
WITH standing AS (
    SELECT events.* FROM events
    SEMI JOIN (SELECT unnest(event_states) AS event_state FROM inferences WHERE run_id = $judged) USING (event_state)
),
known AS (
    SELECT DISTINCT event_id FROM events
    SEMI JOIN (SELECT unnest(event_states) AS event_state FROM inferences WHERE run_id = $before) USING (event_state)
),
fresh AS (
    SELECT standing.* FROM standing ANTI JOIN known USING (event_id)
    WHERE NOT $first OR standing.first_published BETWEEN $monday AND $sunday
),
told AS (
    SELECT
        fresh.event_id, meetings.meeting_id, sentences.sentence, articles.url, articles.source, articles.published_on
    FROM fresh
    JOIN event_meetings USING (event_state)
    JOIN meetings ON meetings.meeting_id = event_meetings.meeting_id
    JOIN (SELECT article_id, url, source, published_on FROM articles) AS articles USING (article_id)
    LEFT JOIN evidence_sentences AS sentences ON sentences.meeting_id = meetings.meeting_id AND sentences.position = 0
    QUALIFY row_number() OVER (
        PARTITION BY fresh.event_id
        ORDER BY articles.url IS NOT DISTINCT FROM fresh.source_url DESC, meetings.confidence DESC, meetings.meeting_id
    ) = 1
),
heads AS (
    SELECT
        event_state,
        count(*) FILTER (how IN ('chaired', 'attended')) AS in_person,
        count(*) FILTER (how = 'delegated') AS delegated
    FROM event_attendance SEMI JOIN fresh USING (event_state) GROUP BY event_state
),
counting AS (
    SELECT DISTINCT event_id FROM verdict_events
    SEMI JOIN (SELECT verdict_id FROM cases WHERE run_id = $judged) USING (verdict_id)
)
SELECT
    fresh.event_id, fresh.region, fresh.level, fresh.kind, fresh.date_start, fresh.date_end, fresh.dated, fresh.reports,
    fresh.first_published, head.akim, coalesce(head.how, 'unknown') AS how,
    coalesce(heads.in_person, 0) AS in_person, coalesce(heads.delegated, 0) AS delegated,
    fresh.event_id IN (FROM counting) AS counts,
    told.meeting_id, told.sentence, told.url AS source_url, sources.name AS source_name, told.published_on
FROM fresh
LEFT JOIN told USING (event_id)
LEFT JOIN heads USING (event_state)
LEFT JOIN event_attendance AS head ON head.event_state = fresh.event_state AND head.region = fresh.region
LEFT JOIN current_sources AS sources ON sources.source = told.source
ORDER BY counts DESC, fresh.level = 'local', fresh.date_end DESC, fresh.event_id;
